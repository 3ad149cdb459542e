"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The shell that wires all apps together."""

    name = "portal"
    verbose_name = _("Portal")
