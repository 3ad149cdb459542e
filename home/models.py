"""The front page and plain pages."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale, Page

from home.front_page import FrontPage
from pagekit.models import BasePage


class HomePage(BasePage):
    """The front page: what the site holds and the ways into it."""

    query_budget = 26

    headline = models.CharField(_("headline"), max_length=120, blank=True)
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    subpage_types: ClassVar[list[str]] = [
        "models_gallery.GalleryIndexPage",
        "news.NewsIndexPage",
        "home.PlainPage",
    ]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Lead to the page of an address; one that is not translated is shown in the site's own language.

        Raises Http404 when the page exists in neither.
        """
        try:
            return super().route(request, path_components)
        except Http404:
            source = self.get_translation_or_none(Locale.objects.get(language_code=settings.LANGUAGE_CODE))
            if source is None or source.pk == self.pk:
                raise
            return source.route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template what models and news offer."""
        context = super().get_context(request, *args, **kwargs)
        context["front"] = FrontPage.of(self.locale)
        return context


class PlainPage(BasePage):
    """A page of text: about, accessibility, contact."""

    query_budget = 14
    search_type = "page"

    body = RichTextField(_("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])

    subpage_types: ClassVar[list[str]] = ["home.PlainPage"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def search_body(self) -> Iterator[str]:
        """Yield the text."""
        yield self.body
        yield self.search_description
