"""Enumerations of the gallery: fixed lists that the code itself acts on. Lists that editors extend are vocabularies."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceLevel(models.TextChoices):
    """How well it is known that the model works, weakest first."""

    TOLD = "told", _("Described by its source")
    FIGURES = "figures", _("Results with figures")
    COMPARED = "compared", _("Figures before and after")
    EVALUATED = "evaluated", _("Evaluated by another body")


class RecognitionLevel(models.TextChoices):
    """The level of the body that recognised the model."""

    COMMUNE = "commune", _("Commune")
    DISTRICT = "district", _("District (until 30 June 2025)")
    PROVINCE = "province", _("Province")
    MINISTRY = "ministry", _("Ministry or central body")
    STATE = "state", _("State")


class Payer(models.TextChoices):
    """Who pays for a cost item."""

    BUDGET = "budget", _("State budget")
    PEOPLE = "people", _("Contributions by residents")
    BUSINESS = "business", _("Businesses and donors")


class ImplementationStatus(models.TextChoices):
    """Where an implementation stands."""

    PILOT = "pilot", _("Pilot")
    ACTIVE = "active", _("Running")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class OutcomeKind(models.TextChoices):
    """What an outcome measures."""

    SCALE = "scale", _("Scale")
    RESULT = "result", _("Result")


class Area(models.TextChoices):
    """The kinds of area that a model fits."""

    URBAN = "urban", _("Town")
    RURAL = "rural", _("Countryside")
    MOUNTAIN = "mountain", _("Mountains")
    BORDER = "border", _("Border area")
    ISLAND = "island", _("Island")


class CostBand(models.TextChoices):
    """How much a model costs in all, as far as its cost items say, in đồng."""

    NOTHING = "nothing", _("Costs nothing")
    UNDER_10M = "under-10m", _("Under 10 million đồng")
    UNDER_50M = "10m-50m", _("10 to 50 million đồng")
    UNDER_200M = "50m-200m", _("50 to 200 million đồng")
    OVER_200M = "over-200m", _("200 million đồng and more")

    @classmethod
    def of(cls, amount: Decimal) -> "CostBand":
        """Return the band of an amount in đồng."""
        if not amount:
            return cls.NOTHING
        million = 1_000_000
        bounds = ((10, cls.UNDER_10M), (50, cls.UNDER_50M), (200, cls.UNDER_200M))
        return next((band for bound, band in bounds if amount < bound * million), cls.OVER_200M)
