"""Search in the database through Wagtail's own index, for when there is no Elasticsearch or it is away.

The index holds a folded copy of each page's text; the words of the query are folded too and must all be there.
Wagtail's ranking is left out: SQLite would run the whole search again for each match. The matches are put in order
here, by where the words stand. Order, facets and hits come from a fixed number of queries.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable

from django.db.models import Count, Q
from wagtail.search.query import And, Phrase, PlainText, SearchQuery

from models_gallery.models import ExemplarPage
from pagekit.text import fold, normalise, unify_tones, words
from pagekit.visibility import PublishedQuerySet, every_page
from search.answers import (
    FACETS,
    EngineAnswer,
    EngineHit,
    HitType,
    SearchRequest,
    SimilarModel,
    Sort,
    Suggestion,
)
from search.document import documents_for, relative_url, searched_types
from search.engines.candidates import Candidate, candidates
from search.marking import mark, snippet
from search.query import clean, place_name

# The same order of worth as in the Elasticsearch engine; there, rarity of words and length of texts count as well.
_TITLE, _OTHER_NAMES, _SUMMARY, _BODY = 8.0, 6.0, 3.0, 1.0
_EXACT_FACTOR = 1.5
_TITLE_PHRASE, _WHOLE_TITLE, _PROVINCE, _PLACE, _MODEL = 20.0, 40.0, 60.0, 10.0, 2.0

# Of more matches than this the newest are looked at: the engine is there to go on with, not to count a nation.
_MAX_MATCHES = 5_000
_VOCABULARY_TITLES = 2_000


class DatabaseEngine:
    """Asks Wagtail's index in the site's own database."""

    name = "database"

    def search(self, request: SearchRequest) -> EngineAnswer:
        """Return a page of hits with facet counts."""
        matches = candidates(_matches(request))
        chosen = sorted(
            (match for match in matches if all(_fits(match, name, request) for name in FACETS)), key=_order(request)
        )
        shown = [match.id for match in chosen[request.offset : request.offset + request.page_size]]
        return EngineAnswer(
            total=len(chosen),
            hits=_hits(shown, request),
            counts={name: _count(matches, name, request) for name in FACETS},
            did_you_mean=None if matches else _did_you_mean(request),
        )

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Return titles that hold words beginning with what was typed, those that begin so first."""
        typed = fold(" ".join(words(clean(text))))
        if not typed:
            return []
        matches = every_page().autocomplete(typed, order_by_relevance=False).get_queryset()
        found = list(_searched(matches).select_related("locale")[: limit * 5])
        found.sort(key=lambda page: (not fold(page.title).startswith(typed), page.title))
        return [Suggestion(page.title, relative_url(page), page.specific_class.search_type) for page in found[:limit]]

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


def _searched(pages: PublishedQuerySet) -> PublishedQuerySet:
    """Apply the rule of visibility, after Wagtail's search, which refuses querysets it cannot take apart."""
    return pages.published().type(*searched_types())


def _matches(request: SearchRequest) -> PublishedQuerySet:
    pages = every_page()
    if not request.is_empty:
        # One run of the search: its ids are then all that the further queries need.
        found = pages.search(_index_query(request), order_by_relevance=False).get_queryset()
        pages = every_page().filter(pk__in=list(found.values_list("pk", flat=True)[:_MAX_MATCHES]))
    if request.lang:
        pages = pages.filter(locale__language_code=request.lang)
    return _searched(pages)


def _index_query(request: SearchRequest) -> SearchQuery:
    """All words and all phrases, folded: letters and digits only, so nothing of the index's own syntax gets through."""
    parts: list[SearchQuery] = [Phrase(fold(phrase)) for phrase in request.phrases]
    if request.words:
        parts.append(PlainText(fold(" ".join(request.words)), operator="and"))
    return parts[0] if len(parts) == 1 else And(parts)


def _order(request: SearchRequest) -> Callable[[Candidate], tuple[float, int]]:
    """Sort key: the newest day first, or the greatest worth."""
    if request.sort == Sort.NEWEST or request.is_empty:
        return lambda match: (-_day(match.date), -match.id)
    return lambda match: (-_worth(match, request), match.id)


def _day(date: str) -> int:
    return int(date.replace("-", "").ljust(8, "0") or 0)


def _worth(match: Candidate, request: SearchRequest) -> float:
    """Add up what each word is worth where it stands, as typed before as folded."""
    folded = fold(" ".join(request.words)).split()
    places = ((_TITLE, match.title), (_OTHER_NAMES, " ".join(match.other_names)), (_SUMMARY, match.summary))
    worth = len(folded) * _BODY
    for weight, text in places:
        worth += weight * len(set(folded) & set(words(fold(text))))
        if request.has_diacritics:
            typed = {word.lower() for word in request.words}
            worth += weight * (_EXACT_FACTOR - 1) * len(typed & set(words(_exact(text))))
    title, phrase = " ".join(words(fold(match.title))), " ".join(folded)
    is_model, place = match.type == HitType.MODEL, place_name(request)
    worth += _TITLE_PHRASE * (f" {phrase} " in f" {title} ")
    worth += _WHOLE_TITLE * (phrase == title)
    worth += _PROVINCE * (is_model and place in match.province_names)
    worth += _PLACE * (place in match.place_names)
    return worth + _MODEL * is_model


def _exact(text: str) -> str:
    return unify_tones(normalise(text)).lower()


def _fits(match: Candidate, facet: str, request: SearchRequest) -> bool:
    chosen = request.filters.get(facet)
    return not chosen or not match.keys(facet).isdisjoint(chosen)


def _count(matches: Iterable[Candidate], facet: str, request: SearchRequest) -> Counter[str]:
    """Count the keys of a facet over what the other filters leave."""
    others = [name for name in FACETS if name != facet]
    return Counter(
        key for match in matches if all(_fits(match, name, request) for name in others) for key in match.keys(facet)
    )


def _hits(ids: list[int], request: SearchRequest) -> list[EngineHit]:
    documents = documents_for(ids, with_body=not request.is_empty)
    shown = [documents[page_id] for page_id in ids if page_id in documents]
    if request.is_empty:
        return [EngineHit(document) for document in shown]
    found = set(words(fold(" ".join([*request.words, *request.phrases]))))
    return [
        EngineHit(
            document,
            title_html=mark(document["title"], found),
            highlight=snippet(document["summary"], found) or snippet(document["body"], found),
        )
        for document in shown
    ]


def _did_you_mean(request: SearchRequest) -> str | None:
    """Return the query with each unknown word replaced by the nearest word of a title, or None."""
    known: dict[str, str] = {}
    for title in _searched(every_page()).values_list("title", flat=True)[:_VOCABULARY_TITLES]:
        for word in words(_exact(title)):
            known.setdefault(fold(word), word)
    mended = []
    for word in request.words:
        near = difflib.get_close_matches(fold(word), known, n=1, cutoff=0.7)
        if not near:
            return None
        same = near[0] == fold(word)
        mended.append(word.lower() if same else known[near[0]])
    text = " ".join(mended)
    return text if text != " ".join(request.words).lower() else None
