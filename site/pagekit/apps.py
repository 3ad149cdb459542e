"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagekitConfig(AppConfig):
    """The ground under all pages."""

    name = "pagekit"
    verbose_name = _("Page kit")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from pagekit import signals  # noqa: F401, PLC0415 - models are ready only now
