"""Places that something is published about, by the letters with which their names begin, old and new.

Kept in each process for a minute: what is offered to readers has to be checked against the present.
"""

import threading
import time
from bisect import bisect_left
from collections.abc import Iterable
from itertools import takewhile

from pagekit.text import fold
from search.answers import SearchEngine
from territory.choices import Tier
from territory.gazetteer import Gazetteer, Place, gazetteer

_KEPT_S = 60.0

_lock = threading.Lock()
_kept: dict[str, tuple[float, "KnownPlaces"]] = {}


class KnownPlaces:
    """Names of units in order of their letters."""

    def __init__(self, units: Gazetteer, filed_under: Iterable[str]) -> None:
        """Take the units that pages are filed under; what they are part of and came from or became counts, too."""
        self.units = units
        codes = {name for code in filed_under if code in units.places for name in units.names_of(code)}
        places = [units.places[code] for code in codes if not units.lives_on(code)]
        self._names = sorted(
            (name, place.code)
            for place in places
            for name in (" ".join(place.key), f"{fold(place.kind)} {' '.join(place.key)}")
        )

    def beginning_with(self, typed: str) -> list[Place]:
        """Return the units whose name, with or without its kind, begins with folded letters; the likeliest first.

        A whole name comes before a longer one, a province before what lies in it, today's units before former ones.
        """
        start = bisect_left(self._names, (typed, ""))
        found = takewhile(lambda entry: entry[0].startswith(typed), self._names[start:])
        places = [self.units.places[code] for code in dict.fromkeys(code for _name, code in found)]
        return sorted(places, key=lambda place: (*self._rank(place, typed), place.key, place.code))

    def _rank(self, place: Place, typed: str) -> tuple[bool, ...]:
        is_whole = typed.endswith(" ".join(place.key))
        return not is_whole, place.tier != Tier.PROVINCE, not place.is_in_force, place.tier != Tier.DISTRICT


def known_places(engine: SearchEngine) -> KnownPlaces:
    """Return the places that an engine knew of at most a minute ago."""
    units, now = gazetteer(), time.monotonic()
    with _lock:
        kept = _kept.get(engine.name)
    if kept and now - kept[0] < _KEPT_S and kept[1].units is units:
        return kept[1]
    places = KnownPlaces(units, engine.units())
    with _lock:
        _kept[engine.name] = (now, places)
    return places


def forget() -> None:
    """Ask the engines anew next time."""
    with _lock:
        _kept.clear()
