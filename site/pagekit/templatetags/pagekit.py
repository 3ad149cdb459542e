"""Template tags and filters that every template may use (loaded as builtins)."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from pagekit.contributions import contributions_to
from pagekit.partial_dates import describe_partial_date, format_partial_date

register = template.Library()

register.filter("partial_date", format_partial_date)
register.filter("partial_date_phrase", describe_partial_date)


@register.filter
def number(value: int | Decimal) -> str:
    """Return a number the way of the language, without idle zeros: 14.165 and 3,8 in Vietnamese."""
    exact = Decimal(value)
    whole = exact == exact.to_integral_value()
    return number_format(exact.to_integral_value() if whole else exact.normalize(), force_grouping=True)


@register.simple_tag(takes_context=True)
def page_url(context: Context, page: Page) -> str:
    """Return the address of a page for this reader.

    A page without a translation is shown in its own language inside the interface the reader chose, so its
    address keeps the prefix of that interface: `/en/mo-hinh/gia-lai/…`.
    """
    url: str = page.get_url(request=context.get("request")) or ""
    reader = get_language() or settings.LANGUAGE_CODE
    own = page.locale.language_code
    if own == reader or not url.startswith("/"):
        return url
    bare = url.removeprefix(f"/{own}") if own != settings.LANGUAGE_CODE else url
    return bare if reader == settings.LANGUAGE_CODE else f"/{reader}{bare}"


@register.simple_tag(takes_context=True)
def contributions(context: Context, page: Page) -> SafeString:
    """Render the sections that other apps add to a page."""
    request = context.get("request")
    return mark_safe(
        "".join(
            render_to_string(section.template, {**section.context, "page": page}, request)
            for section in contributions_to(page)
        )
    )


@register.simple_tag
def drawing_url(name: str) -> str:
    """Return the address of the drawing `static/img/<name>.svg`; empty when there is none."""
    return static(f"img/{name}.svg") if finders.find(f"img/{name}.svg") else ""


@register.simple_tag
def pictogram(name: str) -> SafeString:
    """Return the drawing `static/img/<name>.svg` as inline markup that takes the colour of the text around it.

    The empty string when there is none: a vocabulary row that an editor added has no drawing yet.
    """
    return _drawing(f"img/{name}.svg")


@cache
def _drawing(path: str) -> SafeString:
    found: Any = finders.find(path)
    if not found:
        return SafeString()
    drawing = Path(found).read_text(encoding="utf-8")
    return mark_safe(drawing.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))
