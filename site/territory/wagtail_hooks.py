"""Registers the units, for their chooser and for looking them up. Nobody edits the catalogue by hand."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from pagekit.text import fold, words
from territory.models import AdministrativeUnit, UnitQuerySet


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Everybody who edits may look a unit up; the catalogue changes by `load_units` only."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow looking and choosing."""
        return action in {"view", "choose"} and bool(user.is_active)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Allow when one of the actions is looking or choosing."""
        return any(self.user_has_permission(user, action) for action in actions)


class UnitSearchForm(BaseFilterForm):
    """Finds units by words of their names, with or without diacritics; today's come first."""

    q = forms.CharField(label=_("Name of the unit"), required=False)

    def filter(self, objects: UnitQuerySet) -> UnitQuerySet:
        """Keep the units that have every word in their name or in the name of the unit above."""
        objects = super().filter(objects).select_related("parent__parent").order_by("-in_force_from", "code")
        typed = fold(self.cleaned_data.get("q") or "")
        if typed:
            self.is_searching, self.search_query = True, typed
        for word in words(typed):
            objects = objects.filter(
                Q(folded_name__contains=word)
                | Q(parent__folded_name__contains=word)
                | Q(parent__parent__folded_name__contains=word)
            )
        return objects


class UnitChooseView(ChooseView):
    """The chooser with its search."""

    filter_form_class = UnitSearchForm


class UnitChooseResultsView(ChooseResultsView):
    """The results of the chooser's search."""

    filter_form_class = UnitSearchForm


class UnitChooserViewSet(SnippetChooserViewSet):
    """Chooses a unit among fourteen thousand."""

    choose_view_class = UnitChooseView
    choose_results_view_class = UnitChooseResultsView


class AdministrativeUnitViewSet(SnippetViewSet):
    """The catalogue of administrative units."""

    model = AdministrativeUnit
    icon = "globe"
    menu_label = _("Administrative units")
    list_display = ["name", "kind", "parent", "code", "in_force_until"]
    list_filter = ["tier", "kind"]
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_admin_menu = False
    chooser_viewset_class = UnitChooserViewSet
    chooser_per_page = 20


register_permission_policy(AdministrativeUnit, ReadOnlyPolicy(AdministrativeUnit))
register_snippet(AdministrativeUnitViewSet)
