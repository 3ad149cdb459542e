"""The base of every page type."""

from collections.abc import Iterator
from html import unescape
from typing import Any, ClassVar

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from pagekit.text import fold, normalise, slugify, unify_tones, words
from pagekit.visibility import PublishedManager, every_page


class BasePageForm(WagtailAdminPageForm):
    """The edit form of a page, which may leave the address to the page itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        """Make the address from the title where none was typed, `đ` kept as `d`."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("slug") and cleaned.get("title"):
            cleaned["slug"] = self.instance.slug_from(cleaned["title"], self.parent_page)
        return cleaned


class BasePage(Page):
    """A page of this site: right slugs, a text for search, a budget of queries."""

    # The most SQL queries that showing one page of this type may take; the test of each page type holds it.
    query_budget: ClassVar[int] = 10

    title: str
    slug: str

    # The type under which pages of this class are found by the search; empty when they are not.
    search_type: ClassVar[str] = ""

    objects = PublishedManager()

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_title"),
    ]

    base_form_class = BasePageForm
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Address and search engines"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("Menu")),
    ]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give a page without an address one made from its title, `đ` kept as `d`."""
        if self.title:
            self.title = normalise(self.title)
            if not self.slug:
                self.slug = self.slug_from(self.title, self.get_parent())
        super().full_clean(*args, **kwargs)

    def slug_from(self, title: str, parent: Page | None) -> str:
        """Return an address made from a title that no other page below the parent has."""
        base = slugify(title)[:200] or "trang"
        slug, number = base, 1
        while not Page._slug_is_available(slug, parent, self):
            number += 1
            slug = f"{base}-{number}"
        return slug

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Refuse a page whose time has run out, though the job that unpublishes it has not come yet.

        Raises Http404.
        """
        if not path_components and self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return super().route(request, path_components)

    def search_body(self) -> Iterator[str]:
        """Yield the readable texts of the page beyond its title, for search. Each page type adds its own."""
        yield self.search_description

    @property
    def body_text(self) -> str:
        """All readable text of the page beyond its title, without markup, in one line."""
        return unify_tones(normalise(" ".join(_plain(part) for part in self.search_body() if part)))

    def folded_title(self) -> str:
        """Return the title without diacritics, for the database engine (SQLite's own folding leaves `đ`)."""
        return " ".join(words(fold(self.title)))

    def folded_text(self) -> str:
        """Return all readable words without diacritics, for the database engine.

        Words only: PostgreSQL's parser would take `05/CT-UBND` for a path and `TP.Quy` for a host.
        """
        return " ".join(words(fold(f"{self.title} {self.body_text}")))

    @cached_property
    def source_language(self) -> str:
        """The language the page is written in, for the `lang` attribute."""
        return str(self.locale.language_code)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template the way up to the front page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        above = self.get_ancestors().filter(depth__gte=2).values("pk")
        context["breadcrumb"] = list(every_page().published().filter(pk__in=above).select_related("locale"))
        return context


def _plain(markup: str) -> str:
    """Return a text without its markup; most texts have none, and need no more than this look."""
    if "<" not in markup and "&" not in markup:
        return markup
    return unescape(strip_tags(markup.replace("<", " <")))


class IllustratedPage(BasePage):
    """A page with child records `pictures` and `attachments`."""

    class Meta:
        abstract = True

    @cached_property
    def picture_rows(self) -> list[Any]:
        """The pictures with their images and renditions."""
        return self._rows_with("pictures", "image__renditions")

    @cached_property
    def attachment_rows(self) -> list[Any]:
        """The attachments with their files."""
        return self._rows_with("attachments", "document")

    def _rows_with(self, relation: str, lookup: str) -> list[Any]:
        """Return child records with what they refer to, from one query more, not one a record."""
        rows = list(getattr(self, relation).all())
        prefetch_related_objects(rows, lookup)
        return rows
