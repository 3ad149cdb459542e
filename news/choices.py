"""Enumerations of the news."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AuthorRole(models.TextChoices):
    """What an author did."""

    TEXT = "text", pgettext_lazy("role of an author", "Text")
    PHOTO = "photo", _("Photos")
    SOURCE = "source", _("According to")
