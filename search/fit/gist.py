"""Where the words of a concern stand on a page: in its names, in its summary, or only further down."""

from collections.abc import Iterable
from dataclasses import dataclass

from pagekit.text import exact_words, fold, words
from search.answers import SearchDocument, SearchRequest, Wording


@dataclass(frozen=True)
class Standing:
    """Which shares of what is asked for stand in the names of a page, and in its names or summary: 0 to 1.

    `told` lists the parts of the query that stand in names or summary, as they were typed.
    """

    in_names: float
    in_gist: float
    told: tuple[str, ...]


def standing(request: SearchRequest, document: SearchDocument) -> Standing:
    """Return where the terms and phrases of a request stand on the page of a document."""
    asked = {term.typed: (*term.wordings, *term.pairs) for term in request.terms}
    asked |= {phrase: (Wording(tuple(phrase.lower().split())),) for phrase in request.phrases}
    if not asked:  # only a place was named, and the engine found the page by it
        return Standing(1.0, 1.0, tuple(term.typed for term in request.place_terms))
    names = _Texts([document["title"], *document["other_names"], *document["labels"]])
    gist = _Texts([document["title"], *document["other_names"], *document["labels"], document["summary"]])
    named = [typed for typed, ways in asked.items() if names.hold_any(ways)]
    told = [typed for typed, ways in asked.items() if gist.hold_any(ways)]
    return Standing(len(named) / len(asked), len(told) / len(asked), tuple(told))


class _Texts:
    """Texts to be asked for words, as typed and without diacritics. No expression reaches from one into the next."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts."""
        kept = list(texts)
        self._exact = " | ".join(f" {' '.join(exact_words(text))} " for text in kept)
        self._folded = " | ".join(f" {' '.join(words(fold(text)))} " for text in kept)

    def hold_any(self, ways: Iterable[Wording]) -> bool:
        """Tell whether one of several ways to say something stands in one of the texts."""
        return any(
            f" {way.text} " in self._exact if way.is_exact else f" {fold(way.text)} " in self._folded for way in ways
        )
