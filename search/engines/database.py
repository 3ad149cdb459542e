"""Search in the database through Wagtail's own index, for when there is no Elasticsearch or it is away.

The index holds a folded copy of each page's text; the words of the query are folded too and must all be there.
Wagtail's ranking is left out: SQLite would run the whole search again for each match. The matches are put in order
here, by where the words stand. Order, facets and hits come from a fixed number of queries.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from wagtail.search.query import Or, Phrase, PlainText, SearchQuery

from models_gallery.models import ExemplarPage
from models_gallery.queries import count_by_field, count_by_form
from pagekit.text import exact_words, fold, words
from pagekit.visibility import PublishedQuerySet, every_page
from search import weights
from search.answers import (
    FACETS,
    EngineAnswer,
    EngineHit,
    HitType,
    SearchRequest,
    SimilarModel,
    Sort,
    Suggestion,
    Term,
    TitlesAndKeys,
    Wording,
)
from search.document import documents_for, relative_url, searched_types
from search.engines.candidates import Candidate, candidates, filed_under
from search.marking import mark, snippet
from search.query import clean
from territory.gazetteer import gazetteer

# The weights of the Elasticsearch engine, without rarity of words and length of texts; the body was seen by the index.
_Fields = Sequence[tuple[float, Callable[[Candidate], str]]]
_NAMES: _Fields = (
    (weights.TITLE, lambda match: match.title),
    (weights.OTHER_NAMES, lambda match: " ; ".join(match.other_names)),
    (weights.LABELS, lambda match: " ; ".join(match.labels)),
)
_GIST: _Fields = (*_NAMES, (weights.SUMMARY, lambda match: match.summary))

# Of more matches than this the newest are looked at: the engine is there to go on with, not to count a nation.
_MAX_MATCHES = 5_000


class DatabaseEngine:
    """Asks Wagtail's index in the site's own database."""

    name = "database"

    def search(self, request: SearchRequest) -> EngineAnswer:
        """Return a page of hits with facet counts."""
        matches = _matches(request)
        chosen = sorted(
            (match for match in matches if all(_fits(match.page, name, request) for name in request.filters)),
            key=_order(request),
        )
        shown = chosen[request.offset : request.offset + request.page_size]
        found = {at for match in shown for at in match.found}
        return EngineAnswer(
            total=len(chosen),
            matches=len(matches),
            hits=_hits([match.page.id for match in shown], request),
            counts={name: _count(matches, name, request) for name in FACETS},
            is_complete=bool(shown) and len(shown[0].found) == len(request.terms),
            missing=tuple(term.typed for at, term in enumerate(request.terms) if shown and at not in found),
        )

    def suggest(self, text: str, limit: int, keys: Mapping[str, Collection[str]]) -> TitlesAndKeys:
        """Return titles that hold words beginning so, those that begin so themselves first; and the keys in use."""
        typed = fold(" ".join(words(clean(text))))
        matches = every_page().autocomplete(typed, order_by_relevance=False).get_queryset()
        found = list(_searched(matches).select_related("locale")[: limit * 5])
        found.sort(key=lambda page: (not fold(page.title).startswith(typed), page.title))
        titles = [Suggestion(page.title, relative_url(page), page.specific_class.search_type) for page in found[:limit]]
        in_use = {name: _in_use(name, wanted) if wanted else set() for name, wanted in keys.items()}
        return TitlesAndKeys(titles, in_use)

    def similar(self, page_id: int, limit: int) -> list[SimilarModel]:
        """Return models of the same field, those that share most forms first."""
        model = ExemplarPage.objects.filter(pk=page_id).prefetch_related("forms").first()
        if model is None:
            return []
        forms = [form.pk for form in model.forms.all()]
        alike = (
            ExemplarPage.objects.published()
            .filter(field_id=model.field_id, locale_id=model.locale_id)
            .exclude(pk=page_id)
            .annotate(shared=Count("forms", filter=Q(forms__in=forms)))
            .order_by("-shared", "-pk")
        )
        return [
            SimilarModel(page.title, relative_url(page), page.summary, page.locale.language_code)
            for page in alike[:limit]
        ]

    def totals_without(self, request: SearchRequest) -> dict[str, int]:
        """Return how many pages there would be without what is chosen on each axis."""
        matches = _matches(request)
        return {
            name: sum(
                all(_fits(match.page, other, request) for other in request.filters if other != name)
                for match in matches
            )
            for name in request.filters
        }

    def units(self) -> set[str]:
        """Return the codes of all units that a published model or page of a province is filed under."""
        return filed_under()


def _in_use(name: str, keys: Collection[str]) -> set[str]:
    """Return those of some keys that a published page has."""
    models = ExemplarPage.objects.published()
    match name:
        case "field":
            return count_by_field(models).keys() & keys
        case "form":
            return count_by_form(models).keys() & keys
        case _:
            return {name for code in filed_under() for name in gazetteer().names_of(code)}.intersection(keys)


def _searched(pages: PublishedQuerySet) -> PublishedQuerySet:
    """Apply the rule of visibility, after Wagtail's search, which refuses querysets it cannot take apart."""
    return pages.published().type(*searched_types())


@dataclass(frozen=True)
class _Match:
    """A candidate with the numbers of the terms that it has, and what finding each is worth."""

    page: Candidate
    found: Mapping[int, float]
    worth: float


def _matches(request: SearchRequest) -> list[_Match]:
    """Return the pages that have what a request needs, found by one run of the index for each of its terms."""
    if request.is_empty:
        return [_Match(page, {}, 0.0) for page in candidates(_searched(every_page()))]
    in_text = [_ids(_any_of(term.pairs if term.is_bare else [*term.wordings, *term.pairs])) for term in request.terms]
    named = [_ids(_any_of(term.wordings)) for term in request.place_terms]
    phrases = [_ids(Phrase(fold(phrase))) for phrase in request.phrases]
    together = set().union(*in_text) if request.needs_pair else None
    pages = candidates(_searched(_worth_a_look(request, in_text, phrases)))
    matches = []
    for page in pages:
        is_apart = together is not None and page.id not in together and not _in_one_name(page, request)
        if not is_apart and all(page.id in ids for ids in phrases):
            places = [_place_worth(page, term, ids) for term, ids in zip(request.place_terms, named, strict=True)]
            found = {
                at: worth
                for at, (term, ids) in enumerate(zip(request.terms, in_text, strict=True))
                if (worth := _term_worth(page, term, is_in_text=page.id in ids))
            }
            if all(places) and _has_enough(found, request):
                worth = sum(places) + sum(found.values()) + _whole_worth(page, request)
                matches.append(_Match(page, found, worth))
    return matches


def _has_enough(found: Collection[int], request: SearchRequest) -> bool:
    loose = sum(request.terms[at].is_loose for at in found)
    return len(found) - loose >= request.needed_known and loose >= request.needed_loose


def _worth_a_look(request: SearchRequest, in_text: list[set[int]], phrases: list[set[int]]) -> PublishedQuerySet:
    """Return the pages that may have what is asked for: those with any of its words; for a place, the newest of all."""
    if (not request.terms and not request.phrases) or any(term.places for term in request.terms):
        ids = set(_searched(every_page()).order_by("-pk").values_list("pk", flat=True)[:_MAX_MATCHES])
    else:
        loose = [wording for term in request.terms if term.is_bare for wording in term.wordings]
        ids = set().union(*in_text, *phrases, _ids(_any_of(loose)) if loose else ())
    return every_page().filter(pk__in=sorted(ids, reverse=True)[:_MAX_MATCHES])


def _in_one_name(page: Candidate, request: SearchRequest) -> bool:
    """Whether all lone syllables that are asked for stand in one name of the page."""
    asked = {fold(term.typed) for term in request.terms}
    return any(asked <= set(words(fold(text_of(page)))) for _weight, text_of in _NAMES)


def _ids(query: SearchQuery) -> set[int]:
    found = every_page().search(query, order_by_relevance=False).get_queryset()
    return set(found.values_list("pk", flat=True)[:_MAX_MATCHES])


def _any_of(wordings: Iterable[Wording]) -> SearchQuery:
    """Any of the wordings, folded: letters and digits only, so nothing of the index's own syntax gets through."""
    parts: list[SearchQuery] = [
        Phrase(fold(one.text)) if len(one.words) > 1 else PlainText(fold(one.text), operator="and") for one in wordings
    ]
    return parts[0] if len(parts) == 1 else Or(parts)


def _order(request: SearchRequest) -> Callable[[_Match], tuple[float, int]]:
    """Sort key: the newest day first, or the greatest worth."""
    if request.sort == Sort.NEWEST or request.is_empty:
        return lambda match: (-_day(match.page.date), -match.page.id)
    return lambda match: (-match.worth, match.page.id)


def _day(date: str) -> int:
    return int(date.replace("-", "").ljust(8, "0") or 0)


def _term_worth(page: Candidate, term: Term, *, is_in_text: bool) -> float:
    """What a term is worth on a page: where its best wording stands best; 0 when the page has it not."""
    fields = _NAMES if term.is_bare else _GIST
    in_gist = max((_wording_worth(page, wording, fields) for wording in term.wordings), default=0.0)
    beside = weights.PAIR * max((_wording_worth(page, pair, _GIST) for pair in term.pairs), default=0.0)
    in_place = weights.IN_PLACE if not page.place_codes.isdisjoint(term.places) else 0.0
    worth = max(in_gist, beside, in_place, weights.BODY if is_in_text else 0.0)
    if not worth:
        return 0.0
    if term.is_loose:
        return worth + weights.LOOSE_FOUND + weights.LOOSE_IN_GIST * bool(in_gist)
    return worth + weights.FOUND + weights.FOUND_IN_GIST * bool(in_gist)


def _wording_worth(page: Candidate, wording: Wording, fields: _Fields) -> float:
    """What a wording is worth where it stands on a page best, as typed before as folded."""
    folded = f" {fold(wording.text)} "
    worth = 0.0
    for weight, text_of in fields:
        text = text_of(page)
        if folded in f" {' '.join(words(fold(text)))} ":
            is_exact = wording.is_exact and f" {wording.text} " in f" {' '.join(exact_words(text))} "
            worth = max(worth, weight * (weights.EXACT if is_exact else 1.0))
    return worth * wording.weight * (weights.PHRASE if len(wording.words) > 1 else 1.0)


def _place_worth(page: Candidate, term: Term, named: set[int]) -> float:
    """What a place is worth: where the page is filed, or else its name in the text."""
    if not page.units.isdisjoint(term.places):
        return weights.IN_PLACE + weights.JUST_THERE
    if not page.place_codes.isdisjoint(term.places):
        return weights.IN_PLACE
    if any(_wording_worth(page, wording, _GIST) for wording in term.wordings):
        return weights.PLACE_IN_GIST
    return weights.PLACE_IN_BODY if page.id in named else 0.0


def _whole_worth(page: Candidate, request: SearchRequest) -> float:
    """What the page is worth for the query as a whole."""
    is_model = page.type == HitType.MODEL
    worth = is_model * (weights.MODEL_FOR_NEED if request.is_need else weights.MODEL)
    if request.place_terms and not request.terms and not request.phrases:
        is_there = any(not page.place_codes.isdisjoint(term.places) for term in request.place_terms)
        return worth + weights.MODEL_OF_PLACE * (is_there and is_model)
    title, query = " ".join(words(fold(page.title))), fold(" ".join(request.words))
    if query:
        worth += weights.TITLE_PHRASE * (f" {query} " in f" {title} ")
        worth += weights.WHOLE_TITLE * (query == title)
    return worth


def _fits(page: Candidate, facet: str, request: SearchRequest) -> bool:
    return not page.keys(facet).isdisjoint(request.filters[facet])


def _count(matches: Iterable[_Match], facet: str, request: SearchRequest) -> Counter[str]:
    """Count the keys of a facet over what the other filters leave."""
    others = [name for name in request.filters if name != facet]
    return Counter(
        key
        for match in matches
        if all(_fits(match.page, name, request) for name in others)
        for key in match.page.keys(facet)
    )


def _hits(ids: list[int], request: SearchRequest) -> list[EngineHit]:
    documents = documents_for(ids, with_body=not request.is_empty)
    shown = [documents[page_id] for page_id in ids if page_id in documents]
    if request.is_empty:
        return [EngineHit(document) for document in shown]
    asked = [*request.terms, *request.place_terms]
    found = {word for term in asked for one in term.wordings for word in words(fold(one.text))}
    found |= set(words(fold(" ".join(request.phrases))))
    return [
        EngineHit(
            document,
            title_html=mark(document["title"], found),
            highlight=snippet(document["summary"], found) or snippet(document["body"], found),
        )
        for document in shown
    ]
