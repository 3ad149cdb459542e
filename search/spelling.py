"""Mends slips in a query from the words that the site knows, one beside the other. Pure.

A slip is seldom alone in its word: what stands beside it tells which word was meant. Each word may stay or become one
that sounds alike or is one letter away; of all readings of the query the one whose neighbours are known together wins.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pagekit.text import fold_word, has_diacritics, unify_tones, words
from search.slips import distance, sounds_like

# What a reading costs: a word that is not known, one that was changed, less when it only sounds alike; and what two
# neighbours that the site knows together make good.
_UNKNOWN = 2.5
_CHANGED = 1.2
_SOUNDS_ALIKE = 0.8
_KNOWN_PAIR = -1.0
_MOST_CANDIDATES = 12


class Spelling:
    """The words and pairs of words of some texts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Take the texts: names, summaries, expressions."""
        self._forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._pairs: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        for text in texts:
            written = [word for word in words(unify_tones(text).lower()) if not word.isdigit()]
            for word in written:
                self._forms[fold_word(word)][word] += 1
            for pair in pairwise(written):
                self._pairs[fold_word(pair[0]), fold_word(pair[1])][pair] += 1
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for word in self._forms:
            for key in (*_without_one(word), word, f"~{sounds_like(word)}"):
                self._near[key].add(word)

    def knows_pair(self, one: str, other: str) -> bool:
        """Tell whether two words, with or without diacritics, stand side by side in the texts."""
        return (fold_word(one), fold_word(other)) in self._pairs

    def mend(self, typed: Sequence[str]) -> str | None:
        """Return the query with its slips mended, in the reader's own way of typing; None when nothing is to mend."""
        plain = [fold_word(word) for word in typed]
        meant = self._best(plain)
        changed = {at for at, (one, other) in enumerate(zip(plain, meant, strict=True)) if one != other}
        if len(changed) > max((len(plain) + 1) // 2, 1) or len(changed) == len(plain) > 1:
            return None
        if not has_diacritics(" ".join(typed)):
            return " ".join(meant) if changed else None
        changed |= {at for at, word in enumerate(typed) if self._is_misaccented(word.lower())}
        mended = [self._written(meant, at) if at in changed else word.lower() for at, word in enumerate(typed)]
        return " ".join(mended) if changed else None

    def _is_misaccented(self, word: str) -> bool:
        """Whether a word is known with other diacritics only: `đở` for `đỡ`."""
        forms = self._forms.get(fold_word(word), Counter())
        return bool(forms) and word not in forms and has_diacritics(word)

    def _best(self, plain: Sequence[str]) -> list[str]:
        """The cheapest reading, found from left to right over the candidates of each word."""
        best: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for word in plain:
            reached: dict[str, tuple[float, list[str]]] = {}
            for candidate, cost in self._candidates(word):
                reached[candidate] = min(
                    (total + cost + (_KNOWN_PAIR if (last, candidate) in self._pairs else 0.0), [*path, candidate])
                    for last, (total, path) in best.items()
                )
            best = reached
        return min(best.values())[1]

    def _candidates(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield what a word may be meant for with what that costs; the word itself first."""
        yield word, 0.0 if word in self._forms or word.isdigit() else _UNKNOWN
        if word.isdigit() or len(word) < 2:
            return
        keys = (word, *_without_one(word), f"~{sounds_like(word)}")
        near = {other for key in keys for other in self._near.get(key, ()) if other != word}
        alike = sounds_like(word)
        costs = {
            other: _SOUNDS_ALIKE if sounds_like(other) == alike else _CHANGED
            for other in near
            if sounds_like(other) == alike or distance(word, other) == 1
        }
        # Common words first, so that the cut is no chance.
        ranked = sorted(costs, key=lambda other: (costs[other], -self._forms[other].total(), other))
        for other in ranked[:_MOST_CANDIDATES]:
            yield other, costs[other]

    def _written(self, meant: Sequence[str], at: int) -> str:
        """The word as it is written beside its neighbours, or else as it is written mostly."""
        for start in (at - 1, at):
            if 0 <= start < len(meant) - 1 and (forms := self._pairs.get((meant[start], meant[start + 1]))):
                return forms.most_common(1)[0][0][at - start]
        forms_alone = self._forms.get(meant[at])
        return forms_alone.most_common(1)[0][0] if forms_alone else meant[at]


def _without_one(word: str) -> Iterator[str]:
    """The word with one letter left out, each in turn: words that share such a key are at most two letters apart."""
    if len(word) > 2:
        for at in range(len(word)):
            yield word[:at] + word[at + 1 :]
