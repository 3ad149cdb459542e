"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    """The administrative units of Viet Nam through time."""

    name = "territory"
    verbose_name = _("Territory")

    def ready(self) -> None:
        """Keep the gazetteer of this process in step with units that are saved one by one."""
        from territory import signals  # noqa: F401, PLC0415 - models are ready only now
