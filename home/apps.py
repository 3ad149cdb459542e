"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The front page and plain pages."""

    name = "home"
    verbose_name = _("Front page")
