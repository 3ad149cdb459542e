"""The list of a model's implementations inside its edit form.

Implementations are rows of their own, with their own drafts: another province reports one without touching the
model's page, and publishing an old draft of the page cannot undo it. So the form lists them and leads to them.
"""

from typing import Any

from django.apps import apps
from django.urls import reverse
from wagtail.admin.panels import Panel


class ImplementationsPanel(Panel):
    """Lists the implementations of the page being edited, each with a link to its own form."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "models_gallery/admin/implementations_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the implementations, drafts too, and the address of the form for a new one."""
            context = super().get_context_data(parent_context)
            implementation = apps.get_model("models_gallery", "Implementation")
            context["implementations"] = implementation.objects.every_one_of(self.instance) if self.instance.pk else []
            context["add_url"] = reverse(implementation.snippet_viewset.get_url_name("add"))
            context["edit_url_name"] = implementation.snippet_viewset.get_url_name("edit")
            return context
