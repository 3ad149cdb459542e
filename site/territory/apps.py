"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    """The administrative units of Viet Nam through time."""

    name = "territory"
    verbose_name = _("Territory")
