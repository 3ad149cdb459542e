"""Registers what editors find in the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from models_gallery.models import Field, Form, Implementation, UnitType

_TERM_PANELS = [FieldPanel("labels"), FieldPanel("key"), FieldPanel("sort_order")]


class ImplementationCreateView(CreateView):
    """The form of a new implementation, with the model already chosen when coming from its page."""

    def get_initial_form_instance(self) -> Implementation:
        """Start from the model named in the address."""
        instance: Implementation = super().get_initial_form_instance() or Implementation()
        exemplar = self.request.GET.get("exemplar", "")
        if exemplar.isdecimal():
            instance.exemplar_id = int(exemplar)
        return instance


class ImplementationViewSet(SnippetViewSet):
    """Implementations of models."""

    model = Implementation
    icon = "site"
    menu_label = _("Implementations")
    list_display = ["__str__", "exemplar", "status", "started"]
    list_filter = ["status"]
    add_view_class = ImplementationCreateView


class FieldViewSet(SnippetViewSet):
    """Fields of work."""

    model = Field
    icon = "tag"
    list_display = ["label", "key"]
    panels = _TERM_PANELS


class FormViewSet(SnippetViewSet):
    """Forms."""

    model = Form
    icon = "tag"
    list_display = ["label", "key"]
    panels = _TERM_PANELS


class UnitTypeViewSet(SnippetViewSet):
    """Unit types."""

    model = UnitType
    icon = "tag"
    list_display = ["label", "key"]
    panels = _TERM_PANELS


class GalleryViewSetGroup(SnippetViewSetGroup):
    """Everything of the gallery that is not a page."""

    items = (ImplementationViewSet, FieldViewSet, FormViewSet, UnitTypeViewSet)
    menu_icon = "list-ul"
    menu_label = _("Models")
    menu_name = "models-gallery"
    menu_order = 150


register_snippet(GalleryViewSetGroup)
