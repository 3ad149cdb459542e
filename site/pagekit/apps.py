"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagekitConfig(AppConfig):
    """The ground under all pages."""

    name = "pagekit"
    verbose_name = _("Page kit")
