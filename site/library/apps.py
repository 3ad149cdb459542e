"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """The shared store of pictures and documents."""

    name = "library"
    verbose_name = _("Library")
