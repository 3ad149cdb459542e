"""Registers what editors find in the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from models_gallery.models import Field, Form, Implementation, UnitType
from pagekit.viewsets import VocabularyViewSet


class ImplementationCreateView(CreateView):
    """The form of a new implementation, with the model already chosen when coming from its page."""

    def get_initial_form_instance(self) -> Implementation:
        """Start from the model named in the address."""
        instance: Implementation = super().get_initial_form_instance() or Implementation()
        exemplar = self.request.GET.get("exemplar", "")
        if exemplar.isdecimal() and len(exemplar) < 19:
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


class FieldViewSet(VocabularyViewSet):
    """Fields of work."""

    model = Field


class FormViewSet(VocabularyViewSet):
    """Forms."""

    model = Form


class UnitTypeViewSet(VocabularyViewSet):
    """Unit types."""

    model = UnitType


class GalleryViewSetGroup(SnippetViewSetGroup):
    """Everything of the gallery that is not a page."""

    items = (ImplementationViewSet, FieldViewSet, FormViewSet, UnitTypeViewSet)
    menu_icon = "list-ul"
    menu_label = _("Models")
    menu_name = "models-gallery"
    menu_order = 150


register_snippet(GalleryViewSetGroup)
