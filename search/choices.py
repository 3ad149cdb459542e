"""Enumerations of the search that editors meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordGroupKind(models.TextChoices):
    """How the expressions of a word group belong together."""

    ABBREVIATION = "abbreviation", _("Abbreviation")
    SYNONYM = "synonym", _("Synonyms")
    TRANSLATION = "translation", _("Translation")


class PromotionTime(models.TextChoices):
    """Where a promotion stands in time."""

    NOW = "now", _("Running today")
    LATER = "later", _("Not begun")
    OVER = "over", _("Over")


class UsageList(models.TextChoices):
    """The lists of the report on searches; the first is shown when none is chosen."""

    TOP = "top", _("Searched most")
    WITHOUT_RESULT = "without-result", _("Without result")
    WITHOUT_CLICK = "without-click", _("Without click")
    PROVINCES = "provinces", _("By province")
