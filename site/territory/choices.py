"""Tiers of administrative units."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """The tier of a unit. Districts were abolished on 1 July 2025."""

    PROVINCE = "P", _("province")
    DISTRICT = "D", _("district")
    COMMUNE = "W", _("commune")
