"""Turns what a person typed into a SearchRequest. Pure functions: no database, no network.

Everything is clamped here, before either engine sees it: no text, however long or strange, makes a costly query.
A query is read from left to right; at each word the longest thing that is known there is taken: a place, an expression
of the editors' list, or words that only say how something is asked. What is left are lone syllables.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pagekit.facets import clamp
from pagekit.text import fold_word, has_diacritics, normalise, unify_tones, words
from search import function_words
from search.answers import FACETS, PlaceReading, SearchRequest, Sort, Term, Wording
from search.lexicon import Lexicon, Match
from search.places import PlaceMatch, PlaceReader
from search.spelling import Spelling
from search.syllables import decode, is_sure_residue, is_syllable, well_placed
from territory.gazetteer import Gazetteer

MAX_CHARACTERS = 200
MAX_WORDS = 32
MAX_PHRASES = 4
# Terms that must be found; what a reader adds beyond them only helps to put the pages in order.
MAX_TERMS = 12
MAX_DEPTH = 1_000
MAX_PAGE_SIZE = 100
DEFAULT_PAGE_SIZE = 20

_QUOTED = re.compile(r'"([^"]*)"')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"'))
# Number and signs of an official document: `53-CT/TU`, `12/2019/NĐ-CP`.
_DOCUMENT = re.compile(r"(?<!\w)\d+(?:[/-]\d{4})?[/-][^\W\d_]+(?:[/-][^\W_]+)*(?!\w)")


class TooDeepError(ValueError):
    """The page asked for lies beyond what the search goes through."""


@dataclass(frozen=True)
class Language:
    """What is known of words and places when a query is read."""

    lexicon: Lexicon
    places: PlaceReader
    spelling: Spelling


NO_LANGUAGE = Language(Lexicon(), PlaceReader(Gazetteer((), ())), Spelling())


def clean(text: str) -> str:
    """Return typed text normalised, with plain quotation marks, cut to the longest query at a word's end."""
    cleaned = normalise(text[: MAX_CHARACTERS * 4]).translate(_QUOTES)
    if len(cleaned) > MAX_CHARACTERS:
        cleaned = cleaned[: MAX_CHARACTERS + 1].rpartition(" ")[0] or cleaned[:MAX_CHARACTERS]
    return unify_tones(cleaned)


def build_request(
    text: str,
    *,
    language: Language = NO_LANGUAGE,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    page_size: int = DEFAULT_PAGE_SIZE,
) -> SearchRequest:
    """Return the request of a typed text and chosen filters.

    Raises TooDeepError when the page reaches beyond the first thousand results.
    """
    page, page_size = max(page, 1), min(max(page_size, 1), MAX_PAGE_SIZE)
    if page * page_size > MAX_DEPTH:
        raise TooDeepError(page)
    cleaned = clean(text)
    quoted = [words(phrase) for phrase in _QUOTED.findall(cleaned)]
    phrases = [phrase[: MAX_WORDS // MAX_PHRASES] for phrase in quoted if phrase][:MAX_PHRASES]
    left = MAX_WORDS - sum(len(phrase) for phrase in phrases)
    outside = _QUOTED.sub(" ", cleaned)
    typed = words(outside)[:left]
    meant = _without_residue(typed, language.lexicon)
    reading = _Reading(meant, language, _document_lengths(outside, typed))
    return SearchRequest(
        text=cleaned,
        words=tuple(meant),
        phrases=tuple(" ".join(phrase) for phrase in phrases),
        terms=reading.terms,
        place_terms=reading.place_terms,
        understood=reading.understood,
        is_need=reading.is_need,
        has_diacritics=has_diacritics(" ".join(meant)) or has_diacritics(cleaned),
        filters={name: tuple(kept) for name in FACETS if (kept := clamp((filters or {}).get(name, ())))},
        sort=sort,
        page=page,
        page_size=page_size,
    )


def without_diacritics(request: SearchRequest) -> SearchRequest:
    """Return the same request for a reader who got diacritics wrong: letters alone count."""
    return replace(
        request, terms=tuple(map(_folded, request.terms)), place_terms=tuple(map(_folded, request.place_terms))
    )


def _folded(term: Term) -> Term:
    return replace(
        term,
        wordings=tuple(replace(one, is_exact=False) for one in term.wordings),
        pairs=tuple(replace(one, is_exact=False) for one in term.pairs),
    )


def _without_residue(typed: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Return the words with keys of Telex and VNI turned into letters.

    In a query of another language (“car theft”) no word is touched that could be one of it.
    """
    typed = [_placed(word) for word in typed]
    known = [
        lexicon.knows_word(fold_word(word)) or is_syllable(word.lower()) or fold_word(word) in function_words.ENGLISH
        for word in typed
    ]
    decoded = [None if is_known else decode(word.lower()) for word, is_known in zip(typed, known, strict=True)]
    is_foreign = any(
        not is_known and new is None and word.isalpha()
        for word, is_known, new in zip(typed, known, decoded, strict=True)
    )
    return [
        new if new and (is_sure_residue(word.lower()) or not is_foreign) else word
        for word, new in zip(typed, decoded, strict=True)
    ]


def _placed(word: str) -> str:
    """A word with its tone mark where it belongs, its capitals kept where nothing had to move."""
    placed = well_placed(word.lower())
    return word if placed == word.lower() else placed


def _document_lengths(text: str, typed: Sequence[str]) -> dict[int, int]:
    """Return how many words the number of a document has, by the position of its first word."""
    lengths: dict[int, int] = {}
    for found in _DOCUMENT.finditer(text):
        start = len(words(text[: found.start()]))
        length = len(words(found.group()))
        if start + length <= len(typed):
            lengths[start] = length
    return lengths


class _Reading:
    """Reads the words of one query from left to right."""

    def __init__(self, typed: Sequence[str], language: Language, documents: Mapping[int, int]) -> None:
        self._typed = typed
        self._lexicon, self._places, self._spelling = language.lexicon, language.places, language.spelling
        self._documents = documents
        self._terms: list[Term] = []
        self._sure: list[tuple[str, PlaceMatch]] = []
        self._passed_over: list[Term] = []
        self._doubtful: list[int] = []
        self._small = [word.lower() for word in typed]
        self._is_accented = has_diacritics(" ".join(typed))
        self.is_need = False
        self._read()
        wanted = self._terms or ([] if self._sure else self._passed_over or [self._lone(at) for at in self._doubtful])
        if len(typed) == 1 or (len(wanted) == 1 and not wanted[0].is_bare):
            wanted = [replace(term, is_loose=False, is_bare=False) for term in wanted]
        self.terms = tuple(wanted[:MAX_TERMS])
        self.place_terms, self.understood = self._place_terms()

    def _read(self) -> None:
        is_english = any(not is_syllable(word.lower()) for word in self._typed)
        at = 0
        while at < len(self._typed):
            if length := self._documents.get(at, 0):
                self._terms.append(Term(self._span(at, length), (self._wording(at, length),)))
            else:
                length = self._read_known(at, is_english=is_english)
            at += length

    def _read_known(self, at: int, *, is_english: bool) -> int:
        """Take the longest known thing at a word; return how many words it has."""
        self.is_need |= bool(self._longest_of(function_words.NEED, at))
        known, place = self._lexicon.longest(self._typed, at), self._places.longest(self._typed, at)
        passed = self._longest_of(function_words.VIETNAMESE, at)
        if is_english:
            passed = max(passed, self._longest_of(function_words.ENGLISH, at))
        generic = self._longest_of(function_words.GENERIC, at)
        known_length = known.length if known else 0
        if place and self._is_place(place, known_length, max(passed, generic)) and not self._overlaps_better(at, place):
            self._sure.append((self._span(at, place.length), place))
            return place.length
        if place and not place.is_sure and place.length > max(known_length, passed, generic, 1):
            self._terms.append(self._maybe_place(at, place))
            return place.length
        if generic and generic >= known_length:
            self._passed_over.append(Term(self._span(at, generic), (self._wording(at, generic),)))
            return generic
        # Typed without diacritics it may have been another word: `ban` is not always `bạn`.
        is_doubtful = passed > self._longest_of(function_words.VIETNAMESE, at, exactly=True)
        if passed and passed >= known_length + (known_length == 1 and is_doubtful):
            self._doubtful += range(at, at + passed) if is_doubtful else ()
            return passed
        if known:
            term = self._known(at, known) if known.length > 1 else self._syllable(at, known)
            if not self._is_said_already(term):
                self._terms.append(term)
            return known.length
        self._terms.append(self._lone(at))
        return 1

    def _is_said_already(self, term: Term) -> bool:
        """Whether an earlier term means the same: `già làng, trưởng bản` asks for one thing in two ways."""
        own = term.wordings[0].words
        return any(own in [wording.words for wording in earlier.wordings] for earlier in self._terms)

    def _is_place(self, place: PlaceMatch, known: int, passed: int) -> bool:
        """Whether a name is surely one: not the words of something else that is as long or longer."""
        name = len(place.name)
        if place.has_kind:
            return place.length > max(known, passed) and not self._is_expression(place)
        return place.is_sure and name > max(known, passed)

    def _overlaps_better(self, at: int, place: PlaceMatch) -> bool:
        """Whether the first word belongs to the one before, and the next begins a place: `an ninh Bình Định`."""
        if place.has_kind or at == 0 or not self._spelling.knows_pair(self._typed[at - 1], self._typed[at]):
            return False
        following = self._places.longest(self._typed, at + 1)
        return following is not None and following.is_sure and following.length >= place.length

    def _is_expression(self, place: PlaceMatch) -> bool:
        """Whether the bare name is an expression of its own: `xã biên giới` is any commune on the border."""
        found = self._lexicon.longest(place.name, 0)
        return found is not None and found.length >= len(place.name)

    def _longest_of(self, phrases: function_words.Phrases, at: int, *, exactly: bool = False) -> int:
        """How many words a phrase has that stands at a word; in a query with diacritics they count."""
        return phrases.longest(self._small, at, exactly=exactly or self._is_accented)

    def _span(self, at: int, length: int) -> str:
        return " ".join(self._typed[at : at + length])

    def _wording(self, at: int, length: int) -> Wording:
        piece = tuple(word.lower() for word in self._typed[at : at + length])
        return Wording(piece, is_exact=has_diacritics(" ".join(piece)))

    def _known(self, at: int, known: Match) -> Term:
        typed = self._wording(at, known.length)
        own = Wording(known.expression.words, is_exact=typed.is_exact)
        return Term(self._span(at, known.length), (own, *known.others))

    def _syllable(self, at: int, known: Match) -> Term:
        """A word of one syllable; typed without the diacritics that it has, it could be other words too."""
        known_term, lone = self._known(at, known), self._lone(at)
        is_sure = known_term.wordings[0].is_exact or not known.expression.is_accented
        return replace(known_term, pairs=lone.pairs, is_loose=lone.is_loose, is_bare=lone.is_loose and not is_sure)

    def _maybe_place(self, at: int, place: PlaceMatch) -> Term:
        return Term(self._span(at, place.length), (self._wording(at, place.length),), places=frozenset(place.codes))

    def _lone(self, at: int) -> Term:
        """A word that nothing is known of, with its neighbours, so that it need not stand alone."""
        word = self._typed[at].lower()
        starts = [start for start in (at - 1, at) if start >= 0 and start + 1 < len(self._typed)]
        pairs = tuple(self._wording(start, 2) for start in starts)
        is_loose = word.isdigit() or is_syllable(word)
        return Term(word, (self._wording(at, 1),), pairs, is_loose=is_loose, is_bare=is_loose)

    def _place_terms(self) -> tuple[tuple[Term, ...], tuple[PlaceReading, ...]]:
        """Places as terms; one that names several units means those within the other places of the query."""
        groups = [place.codes for _typed, place in self._sure]
        terms, understood = [], []
        for index, (typed, place) in enumerate(self._sure):
            codes = self._places.within(place.codes, [group for other, group in enumerate(groups) if other != index])
            wording = Wording(place.name, is_exact=has_diacritics(typed))
            terms.append(Term(typed, (wording,), places=frozenset(codes)))
            understood.append(PlaceReading(typed, codes))
        return tuple(terms), tuple(understood)
