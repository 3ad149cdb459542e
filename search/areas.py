"""Kinds of area: what the kind of a unit tells of it. Whether there are mountains or a border it does not tell."""

from collections.abc import Iterable

from models_gallery.choices import Area
from territory.choices import Tier
from territory.gazetteer import Gazetteer, Place

_OF_KINDS = {
    "phường": Area.URBAN,
    "thị trấn": Area.URBAN,
    "quận": Area.URBAN,
    "thị xã": Area.URBAN,
    "thành phố": Area.URBAN,
    "xã": Area.RURAL,
    "huyện": Area.RURAL,
    "đặc khu": Area.ISLAND,
}


def area_of(place: Place) -> Area | None:
    """Return the kind of area of a unit; None of a province, which has all kinds."""
    return None if place.tier == Tier.PROVINCE else _OF_KINDS.get(place.kind)


def areas_of(codes: Iterable[str], units: Gazetteer) -> set[Area]:
    """Return the kinds of area of some units."""
    return {area for code in codes if (area := area_of(units.places[code]))}


def in_order(areas: Iterable[str]) -> list[str]:
    """Return keys of areas, each once, in the order of the enumeration."""
    return [area.value for area in Area if area.value in set(areas)]
