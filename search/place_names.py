"""Administrative units as readers know them: today's names beside former ones. Asks the gazetteer in memory only."""

from django.utils.translation import gettext

from search.answers import PlaceReading
from territory.choices import Tier
from territory.gazetteer import Place, gazetteer

# More names in one line would not be read.
_NAMED = 5


def name_today(place: Place) -> str:
    """Return the name of a unit, with a word where it is one of former times: `Huyện Mang Yang (cũ)`."""
    if place.is_in_force:
        return place.name
    return gettext("%(unit)s (former)") % {"unit": place.name}


def full_name(place: Place) -> str:
    """Return the name of a unit with that of its province: `Phường Tam Quan, Gia Lai`."""
    if place.tier == Tier.PROVINCE:
        return name_today(place)
    named = f"{place.name}, {gazetteer().province(place.code).bare_name}"
    return named if place.is_in_force else gettext("%(unit)s (former)") % {"unit": named}


def former_names(place: Place) -> str:
    """Say which other names had what is one unit today: `before: xã Hoài Châu`; empty where none had another.

    A province goes on under the name of one of those it was made from; it is said to hold the others.
    """
    units = gazetteer()
    formers = [units.places[code] for code in units.predecessors.get(place.code, ())]
    if place.tier == Tier.PROVINCE:
        names = [former.bare_name for former in formers if former.bare_name != place.bare_name]
        return gettext("with %(names)s") % {"names": _few(names)} if names else ""
    alike = [former for former in formers if former.tier == place.tier]
    names = [former.written_name for former in alike if former.written_name != place.written_name]
    return gettext("before: %(names)s") % {"names": _few(names)} if names else ""


def read_as(reading: PlaceReading) -> str:
    """Say which units a name was read as, and what lies there now or lay there before."""
    units = gazetteer()
    places = [units.places[code] for code in reading.codes]
    provinces = [place for place in places if place.tier == Tier.PROVINCE]
    today = next((place for place in provinces if place.is_in_force), None)
    if today:
        formers = [units.places[code].bare_name for code in units.predecessors.get(today.code, ())]
        if formers in ([], [today.bare_name]):
            return today.written_name
        return gettext("%(unit)s, before 1 July 2025: %(formers)s") % {
            "unit": today.written_name,
            "formers": ", ".join(formers),
        }
    return _few([_with_heirs(place) for place in provinces or places], separator="; ")


def _with_heirs(place: Place) -> str:
    units = gazetteer()
    heirs = [heir.written_name for heir in units.heirs(place.code) if heir.code != place.code]
    if not heirs:
        return units.chain(place.code)
    return gettext("%(unit)s (now %(heirs)s)") % {"unit": units.chain(place.code), "heirs": _few(heirs)}


def _few(names: list[str], separator: str = ", ") -> str:
    return separator.join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
