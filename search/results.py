"""A result as readers see it: hits with labels in their language, facets, links to further pages.

Labels of facets come from the vocabularies, three queries whatever the result; nothing is asked for each hit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from models_gallery.models import Field, Form
from pagekit.facets import Facet, FacetValue, PageLink, build_facet, page_links
from search import service
from search.answers import FACETS, EngineHit, HitType, SearchRequest, Sort
from search.query import MAX_DEPTH
from territory.models import AdministrativeUnit

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Hit:
    """One result with its labels."""

    id: int
    type: str
    type_label: str
    title: str
    title_html: SafeString | str
    url: str
    summary: str
    highlight: SafeString | str
    province: str
    field: str
    date: str
    lang: str


@dataclass(frozen=True)
class ResultPage:
    """A page of results with everything around it."""

    query: str
    engine: str
    total: int
    took_ms: int
    did_you_mean: str | None
    results: list[Hit]
    facets: list[Facet]
    links: list[PageLink]
    sort_choices: list[FacetValue]
    is_cut: bool

    @property
    def chosen(self) -> list[FacetValue]:
        """The filters in use, each with the query that removes it."""
        return [value for facet in self.facets for value in facet.selected_values]

    @property
    def did_you_mean_query(self) -> str:
        """The query string of the mended search."""
        return urlencode({"q": self.did_you_mean or ""})

    @property
    def without_filters_query(self) -> str:
        """The query string of the same words without any filter."""
        return urlencode({"q": self.query})


class Vocabulary:
    """The labels of facet keys, each read once when first needed."""

    titles: Mapping[str, str | Promise] = {
        "type": _("Type"),
        "province": _("Province"),
        "field": _("Field"),
        "form": _("Form"),
        "year": _("Year"),
    }

    @cached_property
    def provinces(self) -> Choices:
        """Today's provinces by slug, in the order of their names."""
        units = AdministrativeUnit.objects.in_force().provinces()
        return sorted((unit.slug, unit.bare_name) for unit in units)

    @cached_property
    def fields(self) -> Choices:
        """Fields in their order."""
        return [(term.key, term.label) for term in Field.objects.all()]

    @cached_property
    def forms(self) -> Choices:
        """Forms in their order."""
        return [(term.key, term.label) for term in Form.objects.all()]

    def choices(self, facet: str, counted: Iterable[str]) -> Choices:
        """Return the keys of a facet with their labels, in the order in which they are shown."""
        known: dict[str, Callable[[], Choices]] = {
            "type": lambda: [(value, str(label)) for value, label in HitType.choices],
            "province": lambda: self.provinces,
            "field": lambda: self.fields,
            "form": lambda: self.forms,
            "year": lambda: [(year, year) for year in sorted(counted, reverse=True)],
        }
        return known[facet]()


def result_page(request: SearchRequest, vocabulary: Vocabulary | None = None) -> ResultPage:
    """Search and return the page of results that the request asks for."""
    vocabulary = vocabulary or Vocabulary()
    served = service.search(request)
    answer = served.answer
    params = _params(request)
    reachable = min(answer.total, MAX_DEPTH // request.page_size * request.page_size)
    pages = Paginator(range(reachable), request.page_size)
    return ResultPage(
        query=request.text,
        engine=served.engine,
        total=answer.total,
        took_ms=served.took_ms,
        did_you_mean=answer.did_you_mean,
        results=[_labelled(hit, vocabulary) for hit in answer.hits],
        facets=[
            build_facet(
                name,
                vocabulary.titles[name],
                vocabulary.choices(name, {*answer.counts.get(name, {}), *request.filters.get(name, ())}),
                answer.counts.get(name, {}),
                params,
            )
            for name in FACETS
        ],
        links=page_links(pages.get_page(request.page), params),
        sort_choices=_sort_choices(request, params),
        is_cut=answer.total > reachable,
    )


def _params(request: SearchRequest) -> dict[str, list[str]]:
    params = {"q": [request.text] if request.text else []}
    params |= {name: list(keys) for name, keys in request.filters.items()}
    if request.lang:
        params["lang"] = [request.lang]
    if request.sort != Sort.RELEVANCE:
        params["sort"] = [request.sort.value]
    return params


def _sort_choices(request: SearchRequest, params: Mapping[str, list[str]]) -> list[FacetValue]:
    """The orders to choose from; without words there is nothing to be relevant to."""
    if request.is_empty:
        return []
    others = {name: values for name, values in params.items() if name != "sort" and values}
    return [
        FacetValue(
            key=sort.value,
            label=str(sort.label),
            count=0,
            selected=sort == request.sort,
            toggle_query=urlencode(others if sort == Sort.RELEVANCE else {**others, "sort": sort.value}, doseq=True),
        )
        for sort in Sort
    ]


def _labelled(hit: EngineHit, vocabulary: Vocabulary) -> Hit:
    document = hit.document
    return Hit(
        id=document["id"],
        type=document["type"],
        type_label=str(HitType(document["type"]).label),
        title=document["title"],
        title_html=hit.title_html or document["title"],
        url=document["url"],
        summary=document["summary"],
        highlight=hit.highlight,
        province=_first(document["province"], vocabulary.provinces) if document["province"] else "",
        field=_first(document["field"], vocabulary.fields) if document["field"] else "",
        date=document["date"],
        lang=document["lang"],
    )


def _first(keys: list[str], choices: Choices) -> str:
    return dict(choices).get(keys[0], "")
