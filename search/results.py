"""A result as readers see it: hits with labels in their language, facets, links to further pages.

Nothing is asked for each hit: all of it comes from the answer of the engine and the vocabularies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.safestring import SafeString

from models_gallery.choices import EvidenceLevel, RecognitionLevel
from pagekit.facets import Facet, FacetValue, PageLink, page_links
from search import service
from search.answers import EngineHit, HitType, SearchRequest, Sort
from search.place_names import read_as
from search.promotions import Promoted, promoted_for
from search.query import MAX_DEPTH, Language
from search.service import ServedAnswer
from search.vocabulary import Choices, Vocabulary


@dataclass(frozen=True)
class Hit:
    """One result with its labels. `implementations` is in how many places the model runs."""

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
    implementations: int
    evidence: str
    evidence_label: str
    recognition: str


@dataclass(frozen=True)
class ResultPage:
    """A page of results with everything around it.

    `asked` is the request as it came, `served` the answer of the engine. `answered` is the query that the results
    answer: the mended one where what was typed found nothing. `understood` are the places read in it, in words;
    `missing` what was asked for and none of the results has. `promoted` are the editors' choices for the query.
    """

    asked: SearchRequest
    served: ServedAnswer
    understood: list[str]
    promoted: list[Promoted]
    results: list[Hit]
    facets: list[Facet]
    links: list[PageLink]
    is_cut: bool

    @property
    def query(self) -> str:
        """What was typed, cleaned."""
        return self.asked.text

    @property
    def answered(self) -> str:
        """The query that the results answer."""
        return self.served.request.text

    @property
    def missing(self) -> list[str]:
        """What was asked for and is in none of the results."""
        return list(self.served.answer.missing)

    @property
    def engine(self) -> str:
        """Who answered."""
        return self.served.engine

    @property
    def took_ms(self) -> int:
        """How long it took, in milliseconds."""
        return self.served.took_ms

    @property
    def total(self) -> int:
        """How many pages were found."""
        return self.served.answer.total

    @property
    def did_you_mean(self) -> str | None:
        """The query without its slips, whether it was answered or is only offered."""
        return self.served.did_you_mean

    @property
    def is_mended(self) -> bool:
        """Whether another query was answered than the one that was typed."""
        return self.answered != self.query

    @property
    def listed(self) -> list[Hit]:
        """The results without those that stand above them as promoted."""
        above = {promoted.page_id for promoted in self.promoted}
        return [hit for hit in self.results if hit.id not in above]

    @property
    def sort_choices(self) -> list[FacetValue]:
        """The orders to choose from; without words there is nothing to be relevant to."""
        if self.asked.is_empty:
            return []
        others = {name: values for name, values in params(self.asked).items() if name != "sort"}
        return [
            FacetValue(
                key=sort.value,
                label=str(sort.label),
                count=0,
                selected=sort == self.asked.sort,
                toggle_query=query_string(others if sort == Sort.RELEVANCE else {**others, "sort": [sort.value]}),
            )
            for sort in Sort
        ]

    @property
    def did_you_mean_query(self) -> str:
        """The query string of the mended search."""
        return query_string({"q": [self.did_you_mean or ""]})

    @property
    def without_filters_query(self) -> str:
        """The query string of the same words without any filter."""
        return query_string({"q": [self.query]})


def result_page(request: SearchRequest, language: Language, vocabulary: Vocabulary | None = None) -> ResultPage:
    """Search and return the page of results that the request asks for."""
    vocabulary = vocabulary or Vocabulary()
    served = service.search(request, language)
    answer = served.answer
    reachable = min(answer.total, MAX_DEPTH // request.page_size * request.page_size)
    pages = Paginator(range(reachable), request.page_size)
    return ResultPage(
        asked=request,
        served=served,
        understood=[read_as(reading) for reading in served.request.understood],
        promoted=_promoted(served.request),
        results=labelled(answer.hits, vocabulary),
        facets=vocabulary.facets(answer.counts, params(request)),
        links=page_links(pages.get_page(request.page), params(request)),
        is_cut=answer.total > reachable,
    )


def params(request: SearchRequest) -> dict[str, list[str]]:
    """Return what of a request stands in the address of its first page."""
    asked = {"q": [request.text]} if request.text else {}
    asked |= {name: list(keys) for name, keys in request.filters.items()}
    if request.sort != Sort.RELEVANCE:
        asked["sort"] = [request.sort.value]
    return asked


def query_string(asked: Mapping[str, list[str]]) -> str:
    """Return the parameters of an address as they stand in it."""
    return urlencode(asked, doseq=True)


def labelled(hits: list[EngineHit], vocabulary: Vocabulary) -> list[Hit]:
    """Return hits with their labels."""
    return [_labelled(hit, vocabulary) for hit in hits]


def _promoted(request: SearchRequest) -> list[Promoted]:
    """The editors' choices stand above the first page; a reader who chose filters has gone on to look for something."""
    if request.page > 1 or request.filters:
        return []
    return promoted_for(request.text, timezone.localdate())


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
        implementations=document["implementations"],
        evidence=document["evidence"] or "",
        evidence_label=str(EvidenceLevel(document["evidence"]).label) if document["evidence"] else "",
        recognition=_highest_level(document["recognition"]),
    )


def _first(keys: list[str], choices: Choices) -> str:
    return dict(choices).get(keys[0], "")


def _highest_level(levels: list[str]) -> str:
    """The label of the highest of the bodies that recognised a model; empty when none did."""
    known = [level for level in RecognitionLevel if level in levels]
    return str(known[-1].label) if known else ""
