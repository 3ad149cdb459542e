"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """The province's desk."""

    name = "editorial"
    verbose_name = _("Editorial desk")
