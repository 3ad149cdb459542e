"""Reads the name of the unit that a locality is, as people type it. Pure: asks the gazetteer in memory only."""

from collections.abc import Iterator, Sequence

from pagekit.text import words
from search.places import PlaceReader
from search.query import clean
from territory.choices import Tier
from territory.gazetteer import Gazetteer, Place, place_words


def units_named(text: str, reader: PlaceReader) -> list[Place]:
    """Return the units that a name may mean, the likeliest first; none when no unit bears it.

    A commune may be followed, or preceded, by the larger units that it lies or lay in, and other words may stand
    around: `thôn Hội Phú, xã Hoài Châu, Bình Định`. The code of a unit is a name too.
    """
    units = reader.gazetteer
    typed = clean(text)
    if typed in units.places:
        return [units.places[typed]]
    found = _innermost(list(_groups(words(typed), reader)), units)
    places = [units.places[code] for code in dict.fromkeys(found)]
    exactly = [place for place in places if place_words(units.chain(place.code)) == place_words(typed)]
    distinct = [place for place in places if not units.lives_on(place.code)]
    return sorted(exactly[:1] if len(exactly) == 1 else distinct or places, key=_likeliest)


def name_to_type(place: Place, reader: PlaceReader) -> str:
    """Return what to type for a unit so that no other is meant: its name with those above it, else its code."""
    chain = reader.gazetteer.chain(place.code)
    return chain if units_named(chain, reader) == [place] else place.code


def _groups(typed: Sequence[str], reader: PlaceReader) -> Iterator[tuple[str, ...]]:
    """Yield the codes of the units that bear each name in a text, from left to right."""
    at = 0
    while at < len(typed):
        match = reader.named(typed, at)
        if match:
            yield match.codes
        at += match.length if match else 1


def _innermost(groups: Sequence[tuple[str, ...]], units: Gazetteer) -> Iterator[str]:
    """Yield the units that lie in one unit of every other group, now or before."""
    for at, codes in enumerate(groups):
        wider = [set(group) for other, group in enumerate(groups) if other != at]
        yield from (code for code in codes if all(not group.isdisjoint(units.names_of(code)) for group in wider))


def _likeliest(place: Place) -> tuple[bool, bool, tuple[str, ...], str]:
    return place.tier != Tier.PROVINCE, not place.is_in_force, place.key, place.code
