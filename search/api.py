"""The open search API: `/api/search/` and `/api/suggest/`."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field as Constraint

from search import service
from search.answers import FACETS, Sort
from search.query import (
    DEFAULT_PAGE_SIZE,
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_PAGE_SIZE,
    TooDeepError,
    build_request,
)
from search.results import ResultPage, result_page
from search.vocabulary import Vocabulary
from search.wordbook import language

router = Router(tags=["search"])


class ErrorOut(Schema):
    """Why a request was refused."""

    message: str


class HitOut(Schema):
    """One result. `title` and `summary` are plain text; `highlight` is HTML with found words in `<mark>`."""

    id: int
    type: str
    title: str
    url: str
    summary: str
    highlight: str
    province: str
    field: str
    date: str


class FacetValueOut(Schema):
    """A value of a facet with the number of results that choosing it would leave."""

    key: str
    label: str
    count: int
    selected: bool


class PromotedOut(Schema):
    """A page that the editors put above the results of a query, and why."""

    title: str
    url: str
    type: str
    message: str


class SearchOut(Schema):
    """A page of results. `engine` says who answered; `date` of a result is a year, month or day.

    `answered` is the query that the results answer: that with slips mended where what was asked found nothing.
    `understood` says how places in it were read, `missing` lists what was asked for and no result of the page has.
    """

    query: str
    engine: str
    total: int
    took_ms: int
    did_you_mean: str | None
    results: list[HitOut]
    facets: dict[str, list[FacetValueOut]]
    answered: str
    understood: list[str]
    missing: list[str]
    promoted: list[PromotedOut]


class SuggestionOut(Schema):
    """Something offered while typing. `type` is that of a page, or one of "field", "form", "place" and "query"."""

    title: str
    url: str
    type: str


class SuggestOut(Schema):
    """At most ten suggestions, the best of each kind among the first five."""

    suggestions: list[SuggestionOut]


Keys = Annotated[list[str], Constraint(default_factory=list, max_length=20)]


class SearchIn(Schema):
    """Parameters of a search. Facets may be given several times; one of their values is enough."""

    q: str = ""
    type: Keys
    province: Keys
    commune: Keys
    field: Keys
    form: Keys
    unit_type: Keys
    evidence: Keys
    recognition: Keys
    status: Keys
    cost: Keys
    year: Keys
    lang: str = ""
    sort: Sort = Sort.RELEVANCE
    page: Annotated[int, Constraint(ge=1, le=MAX_DEPTH)] = 1
    page_size: Annotated[int, Constraint(ge=1, le=MAX_PAGE_SIZE)] = DEFAULT_PAGE_SIZE


@router.get("/search/", response={200: SearchOut, 400: ErrorOut}, summary="Search models, news and provinces")
def search(request: HttpRequest, asked: Query[SearchIn]) -> Any:
    """Return the pages that fit the words and filters, best first.

    Queries longer than 200 characters or 32 words are cut. Facet keys are those that the answer's facets list.
    """
    _refuse_unknown_language(asked.lang)
    vocabulary = Vocabulary()
    with translation.override(asked.lang or settings.LANGUAGE_CODE):
        filters = {name: [key for key in getattr(asked, name) if key] for name in FACETS if name != "lang"}
        _refuse_unknown(filters, vocabulary)
        words = language()
        try:
            page = result_page(
                build_request(
                    asked.q,
                    language=words,
                    filters={**filters, "lang": [asked.lang] if asked.lang else []},
                    sort=asked.sort,
                    page=asked.page,
                    page_size=asked.page_size,
                ),
                words,
                vocabulary,
            )
        except TooDeepError as error:
            raise HttpError(400, _("page × page_size must not exceed %(count)s.") % {"count": MAX_DEPTH}) from error
        return _out(page)


@router.get("/suggest/", response={200: SuggestOut, 400: ErrorOut}, summary="Suggest what to look for while typing")
def suggest(request: HttpRequest, q: str = "", lang: str = "") -> Any:
    """Return titles, fields, forms, places and past queries with words that begin with the letters.

    `lang` is the language of names and of the search page that some of the addresses lead to.
    """
    _refuse_unknown_language(lang)
    with translation.override(lang or settings.LANGUAGE_CODE):
        return {"suggestions": [vars(found) for found in service.suggest(q[:MAX_CHARACTERS])]}


def _refuse_unknown_language(code: str) -> None:
    if code and code not in dict(settings.LANGUAGES):
        raise HttpError(400, _("lang: “%(value)s” is not a language of this site.") % {"value": code[:80]})


def _refuse_unknown(filters: dict[str, list[str]], vocabulary: Vocabulary) -> None:
    """Tell a program plainly that a value can never match, rather than letting it find nothing."""
    for name, keys in filters.items():
        for key in keys:
            if not vocabulary.knows(name, key):
                raise HttpError(400, _("%(name)s: “%(value)s” is not known.") % {"name": name, "value": key[:80]})


def _out(page: ResultPage) -> dict[str, Any]:
    return {
        "query": page.query,
        "engine": page.engine,
        "total": page.total,
        "took_ms": page.took_ms,
        "did_you_mean": page.did_you_mean,
        "results": [vars(hit) for hit in page.results],
        "facets": {facet.name: [vars(value) for value in facet.values] for facet in page.facets},
        "answered": page.answered,
        "understood": page.understood,
        "missing": page.missing,
        "promoted": [vars(promoted) for promoted in page.promoted],
    }
