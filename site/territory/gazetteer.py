"""All administrative units in memory: what a name may mean, what lies where, what came before and after.

Fourteen thousand units change once in years, yet each search reads place names and each projection of a page asks for
whole lineages. Loaded with two queries, kept for a while in each process, forgotten when a unit is saved here.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pagekit.text import exact_words, fold, words
from territory.choices import Tier
from territory.models import AdministrativeUnit, UnitQuerySet

_KEPT_S = 60.0
_LINK = ("from_administrativeunit_id", "to_administrativeunit_id")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the gazetteer knows it; `name` includes the kind, `key` is the bare name folded, word by word."""

    code: str
    name: str
    kind: str
    tier: str
    slug: str
    parent: str | None
    is_in_force: bool
    key: tuple[str, ...]

    @property
    def bare_name(self) -> str:
        """The name without its kind: `Gia Lai`."""
        return self.name[len(self.kind) :].strip()

    @property
    def written_name(self) -> str:
        """The name as it stands inside a sentence: `xã Hoài Châu`."""
        return f"{self.kind} {self.bare_name}"


class Gazetteer:
    """Units by code and by name, with their lineage."""

    def __init__(self, places: Iterable[Place], successions: Iterable[tuple[str, str]]) -> None:
        """Take all units, and pairs of codes: a former unit and one that followed it."""
        self.places: Mapping[str, Place] = {place.code: place for place in places}
        self.successors: defaultdict[str, list[str]] = defaultdict(list)
        self.predecessors: defaultdict[str, list[str]] = defaultdict(list)
        for former, heir in sorted(successions):
            self.successors[former].append(heir)
            self.predecessors[heir].append(former)
        self.named: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
        for place in self.places.values():
            self.named[place.key].append(place)

    @cached_property
    def longest_name(self) -> int:
        """Words of the longest bare name."""
        return max(map(len, self.named), default=0)

    @cached_property
    def provinces(self) -> list[Place]:
        """Today's provinces in the order of their names."""
        today = [place for place in self.places.values() if place.tier == Tier.PROVINCE and place.is_in_force]
        return sorted(today, key=lambda place: place.key)

    def ancestors(self, code: str) -> Iterator[Place]:
        """Yield the units above one, nearest first."""
        place = self.places[code]
        while place.parent is not None:
            place = self.places[place.parent]
            yield place

    def with_ancestors(self, code: str) -> list[Place]:
        """Return a unit and those above it, nearest first."""
        return [self.places[code], *self.ancestors(code)]

    def province(self, code: str) -> Place:
        """Return the unit of the first tier that a unit is part of, or itself."""
        return self.with_ancestors(code)[-1]

    def heirs(self, code: str) -> list[Place]:
        """Return today's units that hold the territory of a unit: itself when it is in force.

        Of a former unit without known successors, those of the nearest unit above that has some.
        """
        if self.places[code].is_in_force:
            return [self.places[code]]
        for place in self.with_ancestors(code):
            if followed := self.successors.get(place.code):
                return [self.places[heir] for heir in followed]
        return []

    def current_provinces(self, code: str) -> list[Place]:
        """Return today's provinces that hold the territory of a unit."""
        return list(dict.fromkeys(self.province(heir.code) for heir in self.heirs(code)))

    def names_of(self, code: str) -> dict[str, None]:
        """Return the codes of all units, old and new, whose name is a true answer to “where is this?”.

        The unit and those above it; of a former unit also today's units on its territory with those above them; of a
        commune in force also those it was made from. Not so of a province: what is somewhere in it need not be in each
        of the provinces it was made from.
        """
        place = self.places[code]
        related = [code]
        if place.is_in_force and place.tier != Tier.PROVINCE:
            related += self.predecessors.get(code, ())
        elif not place.is_in_force:
            related += (heir.code for heir in self.heirs(code))
        return dict.fromkeys(place.code for one in related for place in self.with_ancestors(one))

    def lives_on(self, code: str) -> bool:
        """Tell whether a unit is of former times and one of today bears the same name on the same ground."""
        place = self.places[code]
        return not place.is_in_force and any(heir.written_name == place.written_name for heir in self.heirs(code))

    def chain(self, code: str) -> str:
        """Return a unit and all above it in words: `xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định`."""
        return ", ".join(place.written_name for place in self.with_ancestors(code))


@lru_cache(maxsize=20_000)
def place_words(name: str) -> tuple[str, ...]:
    """Return a bare name as the gazetteer compares it: folded, word by word."""
    return tuple(words(fold(name)))


@lru_cache(maxsize=20_000)
def exact_place_words(name: str) -> tuple[str, ...]:
    """Return a bare name word by word with its diacritics."""
    return tuple(exact_words(name))


_lock = threading.Lock()
_loaded: tuple[float, Gazetteer] | None = None


def gazetteer() -> Gazetteer:
    """Return the gazetteer, at most a minute old."""
    global _loaded  # noqa: PLW0603 - one a process
    with _lock:
        if _loaded is None or time.monotonic() - _loaded[0] > _KEPT_S:
            _loaded = (time.monotonic(), _load())
        return _loaded[1]


def forget() -> None:
    """Have the units read anew when next asked for: they have changed."""
    global _loaded  # noqa: PLW0603
    with _lock:
        _loaded = None


def checked(codes: Iterable[str]) -> Gazetteer:
    """Return the gazetteer, read anew if it is not what the database says of these units and those they lead to.

    For what is kept for good, such as search documents, where a minute is too late: three queries whatever the number.
    """
    units = gazetteer()
    wanted = set(codes)
    if not wanted <= units.places.keys() or not _is_true(units, wanted):
        forget()
        units = gazetteer()
    return units


def _is_true(units: Gazetteer, codes: set[str]) -> bool:
    related = {name for code in codes for name in units.names_of(code)}
    rows = AdministrativeUnit.objects.filter(code__in=related).order_by()
    if {place.code: place for place in _places(rows)} != {code: units.places[code] for code in related}:
        return False
    through = AdministrativeUnit.successors.through.objects
    onwards = through.filter(from_administrativeunit__in=related).values_list(*_LINK)
    back = through.filter(to_administrativeunit__in=codes).values_list(*_LINK)
    return set(onwards) == {(code, heir) for code in related for heir in units.successors.get(code, ())} and set(
        back
    ) == {(former, code) for code in codes for former in units.predecessors.get(code, ())}


def _load() -> Gazetteer:
    links = AdministrativeUnit.successors.through.objects.values_list(*_LINK)
    return Gazetteer(_places(AdministrativeUnit.objects.order_by("code")), links.iterator(chunk_size=5_000))


def _places(units: UnitQuerySet) -> Iterator[Place]:
    rows = units.values_list("code", "name", "kind", "tier", "slug", "parent_id", "in_force_until")
    for code, name, kind, tier, slug, parent, until in rows.iterator(chunk_size=5_000):
        short = kind.removesuffix(" trung ương")
        yield Place(code, name, short, tier, slug, parent, until is None, place_words(name[len(short) :]))
