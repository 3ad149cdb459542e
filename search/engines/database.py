"""Search in the database through Wagtail's own index, for when there is no Elasticsearch or it is away.

The index holds a folded copy of each page's text; the words of the query are folded too and must all be there.
Wagtail's database index knows no weights a reader would notice, so the best of the matches are put in order here, by
where the words stand. Order, facets and hits come from a fixed number of queries.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

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
    SearchDocument,
    SearchRequest,
    SimilarModel,
    Sort,
    Suggestion,
)
from search.document import documents_for, relative_url, searched_types
from search.marking import mark, snippet
from search.query import MAX_DEPTH, clean, place_name

# The same order of worth as in the Elasticsearch engine; there, rarity of words and length of texts count as well.
_TITLE, _OTHER_NAMES, _SUMMARY, _BODY = 8.0, 6.0, 3.0, 1.0
_EXACT_FACTOR = 1.5
_TITLE_PHRASE, _WHOLE_TITLE, _PROVINCE, _PLACE, _MODEL = 20.0, 40.0, 60.0, 10.0, 2.0

_VOCABULARY_TITLES = 2_000


class DatabaseEngine:
    """Asks Wagtail's index in the site's own database."""

    name = "database"

    def search(self, request: SearchRequest) -> EngineAnswer:
        """Return a page of hits with facet counts; the first thousand matches are ranked."""
        documents = documents_for(_matching_ids(request), with_body=False)
        ranked = sorted(documents.values(), key=_order(request))
        chosen = [document for document in ranked if all(_fits(document, name, request) for name in FACETS)]
        shown = chosen[request.offset : request.offset + request.page_size]
        return EngineAnswer(
            total=len(chosen),
            hits=_hits(shown, request),
            counts={name: _count(ranked, name, request) for name in FACETS},
            did_you_mean=None if ranked else _did_you_mean(request),
        )

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Return titles that hold words beginning with what was typed, those that begin so first."""
        typed = fold(" ".join(words(clean(text))))
        if not typed:
            return []
        matches = every_page().autocomplete(typed).get_queryset()
        found = list(_searched(matches)[: limit * 3])
        found.sort(key=lambda page: (not fold(page.title).startswith(typed), page.title))
        documents = documents_for([page.pk for page in found[:limit]], with_body=False)
        return [
            Suggestion(document["title"], document["url"], document["type"])
            for page in found
            if (document := documents.get(page.pk))
        ]

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


def _matching_ids(request: SearchRequest) -> list[int]:
    if request.is_empty:
        pages = every_page().order_by("-first_published_at", "-pk")
    else:
        pages = every_page().search(_index_query(request)).get_queryset()
    pages = _searched(pages)
    if request.lang:
        pages = pages.filter(locale__language_code=request.lang)
    return list(pages.values_list("pk", flat=True)[:MAX_DEPTH])


def _index_query(request: SearchRequest) -> SearchQuery:
    """All words and all phrases, folded: letters and digits only, so nothing of the index's own syntax gets through."""
    parts: list[SearchQuery] = [Phrase(fold(phrase)) for phrase in request.phrases]
    if request.words:
        parts.append(PlainText(fold(" ".join(request.words)), operator="and"))
    return parts[0] if len(parts) == 1 else And(parts)


def _order(request: SearchRequest) -> Callable[[SearchDocument], tuple[float | str, int]]:
    """Sort key: dates as negative numbers for the newest, negative worth otherwise."""
    if request.sort == Sort.NEWEST or request.is_empty:
        return lambda document: (-_day(document["date"]), -document["id"])
    return lambda document: (-_worth(document, request), document["id"])


def _day(date: str) -> int:
    return int(date.replace("-", "").ljust(8, "0") or 0)


def _worth(document: SearchDocument, request: SearchRequest) -> float:
    """Add up what each word is worth where it stands, as typed before as folded."""
    folded = fold(" ".join(request.words)).split()
    places = (
        (_TITLE, document["title"]),
        (_OTHER_NAMES, " ".join(document["other_names"])),
        (_SUMMARY, document["summary"]),
    )
    worth = len(folded) * _BODY
    for weight, text in places:
        worth += weight * len(set(folded) & set(words(fold(text))))
        if request.has_diacritics:
            typed = {word.lower() for word in request.words}
            worth += weight * (_EXACT_FACTOR - 1) * len(typed & set(words(_exact(text))))
    title, phrase = " ".join(words(fold(document["title"]))), " ".join(folded)
    is_model, place = document["type"] == HitType.MODEL, place_name(request)
    worth += _TITLE_PHRASE * (f" {phrase} " in f" {title} ")
    worth += _WHOLE_TITLE * (phrase == title)
    worth += _PROVINCE * (is_model and place in document["province_names"])
    worth += _PLACE * (place in document["place_names"])
    return worth + _MODEL * is_model


def _exact(text: str) -> str:
    return unify_tones(normalise(text)).lower()


def _keys(document: SearchDocument, facet: str) -> list[str]:
    value = document[facet]  # type: ignore[literal-required]  # one of FACETS
    return value if isinstance(value, list) else [value] if value else []


def _fits(document: SearchDocument, facet: str, request: SearchRequest) -> bool:
    chosen = request.filters.get(facet)
    return not chosen or bool(set(chosen) & set(_keys(document, facet)))


def _count(documents: Iterable[SearchDocument], facet: str, request: SearchRequest) -> Counter[str]:
    """Count the keys of a facet over what the other filters leave."""
    others = [name for name in FACETS if name != facet]
    return Counter(
        key
        for document in documents
        if all(_fits(document, name, request) for name in others)
        for key in _keys(document, facet)
    )


def _hits(shown: Sequence[SearchDocument], request: SearchRequest) -> list[EngineHit]:
    if request.is_empty:
        return [EngineHit(document) for document in shown]
    found = set(words(fold(" ".join([*request.words, *request.phrases]))))
    full = documents_for([document["id"] for document in shown])
    return [
        EngineHit(
            document,
            title_html=mark(document["title"], found),
            highlight=snippet(document["summary"], found) or snippet(full[document["id"]]["body"], found),
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
