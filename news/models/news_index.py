"""The list of all news."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from news.listing import browse
from pagekit.models import BasePage


class NewsIndexPage(BasePage):
    """All news, newest first: `/tin-tuc/`."""

    query_budget = 22

    introduction = models.TextField(_("introduction"), blank=True)

    template = "news/news_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.NewsDeskPage"]
    max_count_per_parent = 1
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template the news that fit the filters in the address."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = browse(request.GET, self)
        return context
