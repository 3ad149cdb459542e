"""A place that looks for a model to take up."""

from dataclasses import dataclass

from models_gallery.choices import Area, CostBand
from search.areas import area_of
from territory.gazetteer import Place

# A unit is one of these; mountains and border it may have besides.
_KINDS_OF_UNITS = frozenset({Area.URBAN, Area.RURAL, Area.ISLAND})


@dataclass(frozen=True)
class Locality:
    """What a place says of itself; each part may be left out.

    `unit` is an administrative unit, old or new; `chosen_areas` are the kinds of area that were ticked; `unit_type` and
    `field` are keys of vocabularies; `budget` is the highest band of cost that it can bear; `words` are free words
    about what it worries about.
    """

    unit: Place | None = None
    chosen_areas: tuple[Area, ...] = ()
    unit_type: str = ""
    budget: CostBand | None = None
    field: str = ""
    words: str = ""

    @property
    def areas(self) -> tuple[Area, ...]:
        """The kinds of area: those ticked, and what the kind of the unit tells unless a tick says otherwise."""
        told = area_of(self.unit) if self.unit else None
        known = {*self.chosen_areas, *([told] if told and _KINDS_OF_UNITS.isdisjoint(self.chosen_areas) else [])}
        return tuple(area for area in Area if area in known)

    @property
    def has_concern(self) -> bool:
        """Whether it says what the model should be about."""
        return bool(self.field or self.words)
