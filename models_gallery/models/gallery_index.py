"""The gallery: all models, with filters."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from models_gallery.gallery import browse
from pagekit.models import BasePage


class GalleryIndexPage(BasePage):
    """All models, with filters: `/mo-hinh/`."""

    query_budget = 26

    introduction = models.TextField(_("introduction"), blank=True)

    template = "models_gallery/gallery_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["models_gallery.ProvincePage"]
    max_count_per_parent = 1
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("gallery of models")
        verbose_name_plural = _("galleries of models")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template the models that fit the filters in the address."""
        context = super().get_context(request, *args, **kwargs)
        context["gallery"] = browse(request.GET, self.locale)
        return context
