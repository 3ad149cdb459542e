"""Registers the units, for their chooser and for looking them up. Nobody edits the catalogue by hand."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from territory.models import AdministrativeUnit


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Everybody who edits may look a unit up; the catalogue changes by `load_units` only."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow looking and choosing."""
        return action in {"view", "choose"} and bool(user.is_active)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Allow when one of the actions is looking or choosing."""
        return any(self.user_has_permission(user, action) for action in actions)


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


register_permission_policy(AdministrativeUnit, ReadOnlyPolicy(AdministrativeUnit))
register_snippet(AdministrativeUnitViewSet)
