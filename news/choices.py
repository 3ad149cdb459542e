"""Enumerations of the news."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorRole(models.TextChoices):
    """What an author did."""

    TEXT = "text", _("Text")
    PHOTO = "photo", _("Photos")
    SOURCE = "source", _("According to")
