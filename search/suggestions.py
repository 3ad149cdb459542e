"""What is offered while somebody types: titles, fields and forms, places, and what others found.

The best of each kind stands among the first five. Nothing is offered that leads to no published page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse

from models_gallery.models import Field, Form
from pagekit.labels import VocabularyTerm, pick_label
from search.answers import SearchEngine, Suggestion
from search.keys import query_key
from search.known_places import known_places
from search.place_names import full_name
from search.query import clean
from search.syllables import decode
from search.usage import popular_queries
from territory.choices import Tier
from territory.gazetteer import Place, gazetteer

# A single letter begins half of all names.
_SHORTEST = 2
# In turn two titles, then one of each other kind, of which there are at most so many.
_TITLES_IN_TURN = 2
_MOST_OF_A_KIND = 3
_TERMS_KEPT_S = 60

_VOCABULARIES: Mapping[str, type[VocabularyTerm]] = {"field": Field, "form": Form}

# Keys of Telex within a word that is no syllable yet: `dd` for đ, `oo` for ô, `uw` for ư.
_UNFINISHED_KEYS = re.compile(r"(?<=d)d|(?<=a)a|(?<=e)e|(?<=o)o|(?<=[aou])w")


class _Term(NamedTuple):
    """A field or form by its facet, with its name in the language in use."""

    facet: str
    key: str
    label: str


def suggestions(engine: SearchEngine, text: str, limit: int) -> list[Suggestion]:
    """Return what an engine and the lists of the site offer for typed letters, at most `limit`.

    Letters that begin nothing are read once more as keys that no input method turned.
    """
    typed = clean(text)
    if found := _offered(engine, typed, limit):
        return found
    meant = _without_keys(typed)
    return _offered(engine, meant, limit) if meant != typed.lower() else []


def _offered(engine: SearchEngine, typed: str, limit: int) -> list[Suggestion]:
    begun = query_key(typed)
    if not begun:
        return []
    is_long = len(begun) >= _SHORTEST
    places = known_places(engine).beginning_with(begun)[:_MOST_OF_A_KIND] if is_long else []
    terms = _terms_with(begun) if is_long else []
    keys = {facet: [term.key for term in terms if term.facet == facet] for facet in _VOCABULARIES}
    found = engine.suggest(typed, limit, {**keys, "place_codes": [place.code for place in places]})
    shown = {_folded(title.title) for title in found.titles}
    past = popular_queries(typed, _MOST_OF_A_KIND) if is_long else []
    others = (
        [_term(term) for term in terms if term.key in found.in_use[term.facet]],
        [_place(place) for place in places if place.code in found.in_use["place_codes"] and _key(place) not in shown],
        [_query(query) for query in past if query_key(query) not in shown],
    )
    return list(islice(_dealt(found.titles, [of_a_kind[:_MOST_OF_A_KIND] for of_a_kind in others]), limit))


def _dealt(titles: list[Suggestion], others: Iterable[list[Suggestion]]) -> Iterator[Suggestion]:
    """Deal from the kinds in turn."""
    hands = [(iter(titles), _TITLES_IN_TURN), *((iter(of_a_kind), 1) for of_a_kind in others)]
    while turn := [suggestion for hand, share in hands for suggestion in islice(hand, share)]:
        yield from turn


def _terms_with(begun: str) -> list[_Term]:
    """The fields and forms whose name holds a word that begins so; those whose name begins so first."""
    kept = cache.get_or_set("search-terms", _terms, _TERMS_KEPT_S) or []
    named = [_Term(facet, key, pick_label(labels)) for facet, key, labels in kept]
    found = {term: f" {_folded(term.label)}".find(f" {begun}") for term in named}
    return sorted((term for term in named if found[term] >= 0), key=lambda term: found[term] > 0)


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    """The names of terms and of pages come back again and again."""
    return query_key(name)


def _terms() -> list[tuple[str, str, dict[str, str]]]:
    return [
        (facet, term.key, term.labels)
        for facet, vocabulary in _VOCABULARIES.items()
        for term in vocabulary._default_manager.all()
    ]


def _term(term: _Term) -> Suggestion:
    return Suggestion(term.label, _search_address({term.facet: term.key}), term.facet)


def _place(place: Place) -> Suggestion:
    """A province of today is a filter; what lies below it or is gone is asked for by name, with its province."""
    if place.tier == Tier.PROVINCE and place.is_in_force:
        return Suggestion(place.name, _search_address({"province": place.slug}), "place")
    above = [] if place.tier == Tier.PROVINCE else [gazetteer().province(place.code).bare_name]
    return Suggestion(full_name(place), _search_address({"q": ", ".join([place.written_name, *above])}), "place")


def _key(place: Place) -> str:
    return query_key(place.name)


def _query(text: str) -> Suggestion:
    return Suggestion(text, _search_address({"q": text}), "query")


def _search_address(params: Mapping[str, str]) -> str:
    return f"{reverse('search')}?{urlencode(params)}"


def _without_keys(typed: str) -> str:
    """Return typed words with keys of Telex and VNI turned into letters, in the last word also before it is whole."""
    return " ".join(decode(word.lower()) or _UNFINISHED_KEYS.sub("", word.lower()) for word in typed.split())
