"""The news desk of a province."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from news.listing import browse
from pagekit.models import BasePage
from territory.models import AdministrativeUnit


class NewsDeskPage(BasePage):
    """The news of a province: `/tin-tuc/gia-lai/`. Its editors' rights attach to this subtree.

    Without a unit it holds the news whose source names no province.
    """

    query_budget = 24

    unit = models.ForeignKey(
        AdministrativeUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="news_desks",
        verbose_name=_("province"),
        limit_choices_to={"tier": "P", "in_force_until": None},
    )

    introduction = models.TextField(_("introduction"), blank=True)

    template = "news/news_index_page.html"
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = ["news.NewsPage"]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("unit"),
        FieldPanel("introduction"),
    ]

    class Meta:
        verbose_name = _("news desk")
        verbose_name_plural = _("news desks")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template the news of this desk."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = browse(request.GET, self)
        return context
