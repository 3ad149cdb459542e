"""Template tags of the shell."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from home.models import PlainPage
from pagekit.visibility import every_page

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """A language of the interface and the address of this page in it.

    `translated` is False where the page itself would still be shown in its own language.
    """

    code: str
    name: str
    url: str
    is_current: bool
    translated: bool


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Return the languages in which the interface can be read, each with the address of the page shown."""
    request = context.get("request")
    if request is None:
        return []
    reader = get_language() or settings.LANGUAGE_CODE
    path = request.path
    if reader != settings.LANGUAGE_CODE:
        path = "/" + path.removeprefix(f"/{reader}").lstrip("/")  # never "//", which would name another host
    page = context.get("page")
    translations = _translations(page) if isinstance(page, Page) else None
    names = dict(settings.LANGUAGES)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    links = []
    for code in Locale.objects.values_list("language_code", flat=True):
        fallback = path if code == settings.LANGUAGE_CODE else f"/{code}{path}"
        links.append(
            LanguageLink(
                code=code,
                name=names.get(code, code),
                url=(translations or {}).get(code, fallback) + query,
                is_current=code == reader,
                translated=translations is None or code in translations,
            )
        )
    return links


@register.simple_tag
def footer_pages() -> list[PlainPage]:
    """Return the plain pages that are to stand in menus, in the reader's language where the front page has one."""
    pages = PlainPage.objects.published().filter(show_in_menus=True, depth=3).order_by("path")
    reader = get_language() or settings.LANGUAGE_CODE
    own = [page for page in pages if page.locale.language_code == reader]
    return own or [page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE]


def _translations(page: Page) -> dict[str, str]:
    return {
        translation.locale.language_code: translation.get_url() or ""
        for translation in every_page()
        .published()
        .filter(translation_key=page.translation_key)
        .select_related("locale")
    }
