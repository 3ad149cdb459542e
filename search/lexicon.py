"""What the search knows of words: which of them mean the same, and which belong together.

Built from the editors' word groups and the names of the vocabularies; pure, so that a query can be read without asking
anyone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pagekit.text import exact_words, fold_word
from search.answers import Wording
from search.syllables import is_syllable

# Another way to say it is found too, but what was typed comes first.
SYNONYM_WEIGHT = 0.7
EQUIVALENT_WEIGHT = 0.9
# The engines look for each of them: what few share is not worth the time of all.
MAX_WORDINGS = 24


@dataclass(frozen=True)
class Expression:
    """One way to say what a group means.

    An abbreviation that is a syllable as well (`CA`, `TU`) is one only where it is typed in capital letters, and is
    never looked for in texts, which are compared without regard to them.
    """

    words: tuple[str, ...]
    is_abbreviation: bool = False
    is_foreign: bool = False

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The words as they are looked up: without diacritics."""
        return tuple(fold_word(word) for word in self.words)

    @property
    def needs_capitals(self) -> bool:
        """Whether small letters would make another word of it."""
        return self.is_abbreviation and len(self.words) == 1 and is_syllable(self.key[0])

    @property
    def is_accented(self) -> bool:
        """Whether it is written with diacritics."""
        return self.key != self.words


@dataclass(frozen=True)
class Group:
    """Expressions that mean the same.

    In an equivalence one stands for the other letter for letter, as an abbreviation or a translation does; what else
    means the same as the one, then means the same as the other.
    """

    expressions: tuple[Expression, ...]

    is_equivalence: bool = False

    def others(self, found: Expression) -> Iterable[Expression]:
        """Yield the further expressions."""
        return (one for one in self.expressions if one != found)


@dataclass(frozen=True)
class Match:
    """An expression that a query holds: how many words of it, and what else to look for."""

    length: int
    expression: Expression
    others: tuple[Wording, ...]


def expression(text: str, *, is_abbreviation: bool = False, is_foreign: bool = False) -> Expression:
    """Return the expression of a written text."""
    return Expression(tuple(exact_words(text)), is_abbreviation, is_foreign)


class Lexicon:
    """The groups, to be asked for the longest expression at a place of a query."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        """Take all groups; an expression may stand in several."""
        self._found: defaultdict[tuple[str, ...], list[tuple[Expression, Group]]] = defaultdict(list)
        for group in groups:
            for one in group.expressions:
                if one.words:
                    self._found[one.key].append((one, group))
        self._longest = max(map(len, self._found), default=0)
        self._words = frozenset(word for key in self._found for word in key)

    def knows_word(self, word: str) -> bool:
        """Tell whether a word, folded, is part of any expression."""
        return word in self._words

    def longest(self, typed: Sequence[str], start: int) -> Match | None:
        """Return the longest expression that stands at a place among typed words, which keep their capital letters."""
        for length in range(min(self._longest, len(typed) - start), 0, -1):
            piece = typed[start : start + length]
            if found := self._at(piece):
                return Match(length, found[0][0], self._others(found))
        return None

    def _at(self, piece: Sequence[str]) -> list[tuple[Expression, Group]]:
        key = tuple(fold_word(word) for word in piece)
        entries = self._found.get(key) or self._found.get(_singular(key), [])
        return [(one, group) for one, group in entries if _is_meant(piece, one)]

    def _others(self, found: Iterable[tuple[Expression, Group]]) -> tuple[Wording, ...]:
        """Other wordings of what was found: of its own groups, and of those that its equivalents stand in."""
        found = list(found)
        own = {one.words for one, _group in found}
        weights: dict[Expression, float] = {}
        for one, group in found:
            for other in group.others(one):
                weight = EQUIVALENT_WEIGHT if group.is_equivalence else SYNONYM_WEIGHT
                weights[other] = max(weight, weights.get(other, 0.0))
                # Through the written-out expression only: two words that share a translation need not mean the same.
                if group.is_equivalence and other == group.expressions[0]:
                    for same, further in self._found.get(other.key, ()):
                        if same.words == other.words:
                            for last in further.others(same):
                                weights.setdefault(last, SYNONYM_WEIGHT * EQUIVALENT_WEIGHT)
        return tuple(
            Wording(other.words, is_exact=other.is_accented, weight=weight)
            for other, weight in sorted(weights.items(), key=lambda pair: -pair[1])
            if other.words not in own and not other.needs_capitals
        )[:MAX_WORDINGS]


def _singular(key: tuple[str, ...]) -> tuple[str, ...]:
    """English words as they stand in the list: `cameras` as `camera`."""
    last = key[-1]
    return (*key[:-1], last[:-1]) if len(last) > 3 and last.endswith("s") else key


def _is_meant(piece: Sequence[str], found: Expression) -> bool:
    """Whether typed words can mean an expression: diacritics, where typed, must agree, and capitals where needed."""
    if found.needs_capitals and not (piece[0].isupper() and len(piece[0]) > 1):
        return False
    return agrees(piece, found.words)


def agrees(typed: Iterable[str], written: Iterable[str]) -> bool:
    """Tell whether words that are the same without diacritics can be the same: those typed with diacritics must be."""
    pairs = ((one.lower(), other) for one, other in zip(typed, written, strict=False))
    return all(one == other or fold_word(one) == one for one, other in pairs)
