"""The landing page of a province."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from models_gallery.gallery import browse
from pagekit.models import BasePage
from territory.choices import Tier
from territory.models import AdministrativeUnit


class ProvincePage(BasePage):
    """A province's desk and landing page: `/mo-hinh/gia-lai/`. Its editors' rights attach to this subtree."""

    query_budget = 36
    search_type = "province"

    unit = models.ForeignKey(
        AdministrativeUnit,
        on_delete=models.PROTECT,
        related_name="province_pages",
        verbose_name=_("province"),
        limit_choices_to={"tier": "P", "in_force_until": None},
    )
    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link"], blank=True)

    template = "models_gallery/province_page.html"
    parent_page_types = ["models_gallery.GalleryIndexPage"]
    subpage_types: ClassVar[list[str]] = ["models_gallery.ExemplarPage"]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("unit"),
        FieldPanel("introduction"),
    ]

    class Meta:
        verbose_name = _("province page")
        verbose_name_plural = _("province pages")

    def search_body(self) -> Iterator[str]:
        """Yield the province's names, today's and former, and the introduction."""
        yield self.unit.full_name
        yield from (former.written_name for former in self.former_provinces)
        yield self.introduction
        yield self.search_description

    @cached_property
    def former_provinces(self) -> list[AdministrativeUnit]:
        """The provinces that became this one."""
        return [unit for unit in self.unit.predecessors.all() if unit.tier == Tier.PROVINCE]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template the models of the province that fit the filters in the address."""
        context = super().get_context(request, *args, **kwargs)
        context["gallery"] = browse(request.GET, self.locale, below=self)
        return context
