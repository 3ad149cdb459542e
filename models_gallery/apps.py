"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModelsGalleryConfig(AppConfig):
    """The exemplars, their implementations and outcomes."""

    name = "models_gallery"
    verbose_name = _("Models")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from models_gallery import signals  # noqa: F401, PLC0415 - models are ready only now
