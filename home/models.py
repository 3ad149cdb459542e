"""The front page and plain pages."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.front_page import FrontPage
from pagekit.models import BasePage


class HomePage(BasePage):
    """The front page: what the site holds and the ways into it."""

    query_budget = 30

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template what models and news offer."""
        context = super().get_context(request, *args, **kwargs)
        context["front"] = FrontPage.of(self.locale)
        return context


class PlainPage(BasePage):
    """A page of text: about, accessibility, contact."""

    query_budget = 10

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
