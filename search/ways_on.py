"""Where a reader can go on from a search that found nothing: which filter to drop, what is nearest, what there is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from models_gallery.models import Field
from models_gallery.queries import fields_in_use, published_exemplars
from search import service
from search.answers import SearchRequest
from search.query import Language, build_request
from search.results import Hit, ResultPage, labelled, params, query_string
from search.vocabulary import Vocabulary
from territory.gazetteer import gazetteer

MOST_NEAREST = 5

_WITHOUT_FILTERS = _("Without the filters")


@dataclass(frozen=True)
class FilterToDrop:
    """What is chosen on one axis, with the number of results without it and the query that shows them."""

    axis: str | Promise
    labels: str
    total: int
    query: str


@dataclass(frozen=True)
class Nearest:
    """The best of what a less narrow search finds; `how` says what was left out, `query` shows all of it."""

    how: str | Promise
    hits: list[Hit]
    total: int
    query: str


@dataclass(frozen=True)
class WaysOn:
    """Everything that is offered in place of results."""

    filters: list[FilterToDrop]
    nearest: Nearest | None
    fields: list[tuple[Field, int]]


def fields_to_browse() -> list[tuple[Field, int]]:
    """Return the fields with the number of models that a reader of the language in use finds in each."""
    locale = Locale.objects.filter(language_code=get_language()).first() or Locale.get_default()
    return fields_in_use(published_exemplars(locale))


def ways_on(page: ResultPage, language: Language, vocabulary: Vocabulary) -> WaysOn:
    """Return the ways on from a page without results; asks the engine two or three things more at most."""
    nearest = _nearest(page.served.request, language, vocabulary)
    return WaysOn(_filters_to_drop(page, nearest), nearest, fields_to_browse())


def _nearest(asked: SearchRequest, language: Language, vocabulary: Vocabulary) -> Nearest | None:
    """The same without filters; else without the place; else what there is in the province of the place."""
    for how, wider in _wider(asked, language):
        found = service.search(replace(wider, page_size=MOST_NEAREST), language).answer
        if found.total:
            return Nearest(how, labelled(found.hits, vocabulary), found.total, query_string(params(wider)))
    return None


def _wider(asked: SearchRequest, language: Language) -> Iterator[tuple[str | Promise, SearchRequest]]:
    """Yield at most two less narrow requests, the nearest first, each with what it leaves out."""
    if asked.filters:
        yield _WITHOUT_FILTERS, replace(asked, filters={}, page=1)
    if asked.place_terms and (asked.terms or asked.phrases):
        words = [*(term.typed for term in asked.terms), *(f'"{phrase}"' for phrase in asked.phrases)]
        yield _("In other places"), build_request(" ".join(words), language=language)
    elif asked.place_terms:
        units = gazetteer()
        codes = [code for reading in asked.understood for code in reading.codes]
        slugs = dict.fromkeys(province.slug for code in codes for province in units.current_provinces(code))
        yield _("In the same province"), build_request("", filters={"province": [*slugs]})


def _filters_to_drop(page: ResultPage, nearest: Nearest | None) -> list[FilterToDrop]:
    """The axes on which something is chosen, the one whose choice is in the way most first."""
    asked = page.asked
    if len(asked.filters) > 1:
        totals = service.totals_without(page.served.request)
    else:
        left = nearest.total if nearest and nearest.how is _WITHOUT_FILTERS else 0
        totals = dict.fromkeys(asked.filters, left)
    facets = {facet.name: facet for facet in page.facets}
    dropped = [
        FilterToDrop(
            axis=facets[name].title,
            labels=", ".join(value.label for value in facets[name].selected_values),
            total=totals[name],
            query=query_string({other: keys for other, keys in params(asked).items() if other != name}),
        )
        for name in asked.filters
    ]
    return sorted(dropped, key=lambda one: -one.total)
