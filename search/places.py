"""Finds the names of administrative units among the words of a query. Pure: asks the gazetteer in memory only."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pagekit.text import fold_word
from search.lexicon import agrees
from territory.choices import Tier
from territory.gazetteer import Gazetteer, Place, exact_place_words, place_words

# The kinds of units before a name, as people type them, and the kinds they may mean.
_KINDS: dict[tuple[str, ...], frozenset[str]] = {
    ("tinh",): frozenset({"tỉnh"}),
    ("thanh", "pho"): frozenset({"thành phố"}),
    ("tp",): frozenset({"thành phố"}),
    ("thi", "xa"): frozenset({"thị xã"}),
    ("tx",): frozenset({"thị xã"}),
    ("thi", "tran"): frozenset({"thị trấn"}),
    ("tt",): frozenset({"thị trấn"}),
    ("huyen",): frozenset({"huyện"}),
    ("h",): frozenset({"huyện"}),
    ("quan",): frozenset({"quận"}),
    ("q",): frozenset({"quận"}),
    ("phuong",): frozenset({"phường"}),
    ("p",): frozenset({"phường"}),
    ("xa",): frozenset({"xã"}),
    ("x",): frozenset({"xã"}),
    ("dac", "khu"): frozenset({"đặc khu"}),
}
# More units than these share a name by chance: it says too little to be a place.
_MOST_CODES = 60


@dataclass(frozen=True)
class PlaceMatch:
    """A place name in a query: how many words of it, the codes of the units, and how sure it is that a place is meant.

    `is_sure` is False for the bare name of a commune, which may be common words.
    """

    length: int
    codes: tuple[str, ...]
    name: tuple[str, ...]
    is_sure: bool
    has_kind: bool


class PlaceReader:
    """Knows the names of all units, and those that only the editors know."""

    def __init__(self, gazetteer: Gazetteer, aliases: Iterable[tuple[str, str]] = ()) -> None:
        """Take the units, and pairs of a name in use and the code of the unit that it means."""
        self.gazetteer = gazetteer
        self._aliases: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        for alias, code in aliases:
            if code in gazetteer.places:
                self._aliases.setdefault(place_words(alias), []).append((exact_place_words(alias), code))
        self._longest = max([gazetteer.longest_name, *map(len, self._aliases)])

    def longest(self, typed: Sequence[str], start: int) -> PlaceMatch | None:
        """Return the longest place name that stands at a place among typed words."""
        return self._alias(typed, start) or self._with_kind(typed, start) or self._bare(typed, start)

    def named(self, typed: Sequence[str], start: int) -> PlaceMatch | None:
        """Return the longest name at a place among words that name places and nothing else.

        The bare name of a commune will do, however many communes bear it.
        """
        return self._alias(typed, start) or self._with_kind(typed, start) or self._any_bare(typed, start)

    def within(self, codes: Collection[str], wider: Iterable[Collection[str]]) -> tuple[str, ...]:
        """Return those units that lie in one of each wider group, now or before; all of them where none does."""
        kept = [
            code for code in codes if all(not set(group).isdisjoint(self.gazetteer.names_of(code)) for group in wider)
        ]
        return tuple(kept or codes)

    def _alias(self, typed: Sequence[str], start: int) -> PlaceMatch | None:
        for piece in _pieces(typed, start, self._longest):
            found = [(name, code) for name, code in self._aliases.get(_key(piece), ()) if agrees(piece, name)]
            if found:
                codes = tuple(dict.fromkeys(code for name, code in found))
                return PlaceMatch(len(piece), codes, found[0][0], is_sure=True, has_kind=True)
        return None

    def _with_kind(self, typed: Sequence[str], start: int) -> PlaceMatch | None:
        for kind_length in (2, 1):
            kinds = _KINDS.get(_key(typed[start : start + kind_length]))
            if kinds is None:
                continue
            for piece in _pieces(typed, start + kind_length, self.gazetteer.longest_name):
                found = self._named(piece)
                # A unit may have changed its kind since, but a number alone is the name of a thousand things.
                of_kind = [place for place in found if place.kind in kinds] or ([] if piece[0].isdigit() else found)
                if of_kind:
                    return _match(kind_length + len(piece), of_kind, piece, is_sure=True, has_kind=True)
        return None

    def _bare(self, typed: Sequence[str], start: int) -> PlaceMatch | None:
        for piece in _pieces(typed, start, self.gazetteer.longest_name):
            found = self._named(piece)
            provinces = [place for place in found if place.tier == Tier.PROVINCE]
            if provinces:
                return _match(len(piece), provinces, piece, is_sure=True)
            if len(piece) == 1 or len(found) > _MOST_CODES:
                continue
            if found:
                return _match(len(piece), found, piece, is_sure=any(place.tier == Tier.DISTRICT for place in found))
        return None

    def _any_bare(self, typed: Sequence[str], start: int) -> PlaceMatch | None:
        for piece in _pieces(typed, start, self.gazetteer.longest_name):
            found = [] if piece[0].isdigit() else self._named(piece)
            if found:
                provinces = [place for place in found if place.tier == Tier.PROVINCE]
                return _match(len(piece), provinces or found, piece, is_sure=True)
        return None

    def _named(self, piece: Sequence[str]) -> list[Place]:
        return [
            place
            for place in self.gazetteer.named.get(_key(piece), ())
            if agrees(piece, exact_place_words(place.bare_name))
        ]


def _match(
    length: int, places: Sequence[Place], piece: Sequence[str], *, is_sure: bool, has_kind: bool = False
) -> PlaceMatch:
    name = exact_place_words(places[0].bare_name)
    return PlaceMatch(length, tuple(place.code for place in places), name, is_sure, has_kind)


def _pieces(typed: Sequence[str], start: int, longest: int) -> Iterable[Sequence[str]]:
    for length in range(min(longest, len(typed) - start), 0, -1):
        yield typed[start : start + length]


def _key(piece: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in piece)
