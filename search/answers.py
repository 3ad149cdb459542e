"""What crosses the border of the search: requests in, answers out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypedDict

from django.db import models
from django.utils.translation import gettext_lazy as _


class HitType(models.TextChoices):
    """The types of pages that can be found."""

    MODEL = "model", _("Model")
    NEWS = "news", _("News")
    PROVINCE = "province", _("Province")
    PAGE = "page", _("Page")


class Sort(models.TextChoices):
    """The orders of a result."""

    RELEVANCE = "relevance", _("Most relevant")
    NEWEST = "newest", _("Newest")


FACETS = (
    "type", "province", "commune", "field", "form", "unit_type", "evidence", "recognition", "status", "cost", "year",
    "lang",
)  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """One way to say something: words in small letters, and whether their diacritics are meant.

    `weight` is what finding it is worth beside what was typed, 1 for that itself.
    """

    words: tuple[str, ...]
    is_exact: bool = False
    weight: float = 1.0

    @property
    def text(self) -> str:
        """The words as they are written."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Term:
    """Something the reader asks for, found when any of its wordings or places is.

    A `loose` term is a lone syllable, which alone in a long text means little: it does not count as a word of the
    query. One that no list of words knows, or that could be several words, is `bare` too: it has to stand in a name of
    the page, or beside a neighbour that was typed beside it, one of `pairs`.
    """

    typed: str
    wordings: tuple[Wording, ...]
    pairs: tuple[Wording, ...] = ()
    places: frozenset[str] = frozenset()
    is_loose: bool = False
    is_bare: bool = False


@dataclass(frozen=True)
class PlaceReading:
    """Units that a part of the query was read as: what was typed, and the codes of the units that bear the name."""

    typed: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class SearchRequest:
    """A search as both engines understand it.

    `text` is what was typed, cleaned and clamped; `words` its words outside quotation marks and `phrases` the quoted
    ones, all with tone marks placed the older way. `terms` is what the words ask for, of which most must be found,
    fewer when the request `is_lenient`; `place_terms` are the places, all of which must. `understood` tells how places
    were read, for the reader to see. `is_need` says that the query asks how to do something. `filters` holds the chosen
    keys of each facet, or of `area` or `place_codes`.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    place_terms: tuple[Term, ...] = ()
    understood: tuple[PlaceReading, ...] = ()
    has_diacritics: bool = False
    is_need: bool = False
    is_lenient: bool = False
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 20

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for in words."""
        return not self.words and not self.phrases

    @property
    def asks_nothing(self) -> bool:
        """Whether something was typed that names nothing to look for: symbols, or words like “of” and “how”."""
        return bool(self.text) and not (self.terms or self.place_terms or self.phrases)

    @property
    def asked_words(self) -> int:
        """How many of the words typed name something to look for."""
        return sum(len(term.typed.split()) for term in (*self.terms, *self.place_terms))

    @property
    def needed_known(self) -> int:
        """How many terms that are words must be found: of three one may be missing; leniently, half of them."""
        known = sum(not term.is_loose for term in self.terms)
        return (known + 1) // 2 if self.is_lenient else known - known // 3

    @property
    def needed_loose(self) -> int:
        """How many lone syllables must be found: beside words half of them, by themselves three of four."""
        loose = sum(term.is_loose for term in self.terms)
        if loose == len(self.terms):
            return loose - loose // 4
        return 0 if self.is_lenient else loose // 2

    @property
    def needs_pair(self) -> bool:
        """Whether nothing but lone syllables is asked for: two of them must then stand together somewhere."""
        return len(self.terms) > 1 and all(term.is_loose for term in self.terms)

    @property
    def offset(self) -> int:
        """Position of the first hit of the page, counted from 0."""
        return (self.page - 1) * self.page_size


class SearchDocument(TypedDict):
    """What of a page is public and searchable; the engines store and return just this.

    `translation_key` is the same in all languages of a page; `date` is a partial date ("2018", "2018-06", "2018-06-12"
    or ""); `year` its year or None; `province` the slugs of today's provinces, the desk's own first; `commune` the
    codes of the communes, and of former districts that no single commune followed, where it runs; `field` the keys of
    the fields, the main one first; `area` the kinds of area that it is said to fit or runs in; `labels` the names of
    its vocabulary terms in all languages; `places` the codes of the units in which it runs, `place_codes` those and all
    units, old and new, that are a true answer to where that is; `implementations` in how many places it runs.
    """

    id: int
    translation_key: str
    type: str
    lang: str
    url: str
    title: str
    other_names: list[str]
    summary: str
    body: str
    labels: list[str]
    province: list[str]
    commune: list[str]
    field: list[str]
    form: list[str]
    unit_type: list[str]
    area: list[str]
    evidence: str | None
    recognition: list[str]
    status: list[str]
    cost: str | None
    places: list[str]
    place_codes: list[str]
    implementations: int
    date: str
    year: str | None
    expire_at: str | None


@dataclass(frozen=True)
class EngineHit:
    """One result: the document's stored fields, without its body, and safe markup with the found words marked."""

    document: SearchDocument
    title_html: str = ""
    highlight: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Something offered while typing. `type` is that of a page, or one of "field", "form", "place" and "query"."""

    title: str
    url: str
    type: str


@dataclass(frozen=True)
class TitlesAndKeys:
    """Titles offered while typing; and which keys are in use, by facet."""

    titles: list[Suggestion]
    in_use: Mapping[str, set[str]]


@dataclass(frozen=True)
class SimilarModel:
    """A model that resembles another."""

    title: str
    url: str
    summary: str
    lang: str


@dataclass(frozen=True)
class EngineAnswer:
    """What an engine found. `counts` holds, by facet and key, the hits that choosing the key would leave.

    `matches` is how many hits there are before any filter; `missing` are the typed parts of the query that none of the
    hits shown has; `is_complete` tells whether the first hit has them all.
    """

    total: int
    hits: list[EngineHit]
    counts: Mapping[str, Mapping[str, int]]
    matches: int = 0
    missing: tuple[str, ...] = ()
    is_complete: bool = False


class EngineUnavailableError(Exception):
    """The engine cannot answer now; another one should.

    `server_is_down` is False where the server did answer, only not to this question: that is no reason to stop asking.
    """

    def __init__(self, message: str, *, server_is_down: bool) -> None:
        super().__init__(message)
        self.server_is_down = server_is_down


class SearchEngine(Protocol):
    """What the service asks of an engine. All raise EngineUnavailableError when the engine cannot answer."""

    name: str

    def search(self, request: SearchRequest) -> EngineAnswer:
        """Return a page of hits with facet counts."""
        ...

    def suggest(self, text: str, limit: int, keys: Mapping[str, Collection[str]]) -> TitlesAndKeys:
        """Return titles that begin with, or contain words that begin with, what was typed.

        And of some keys of `field`, `form` and `place_codes` those that a published page has.
        """
        ...

    def similar(self, page_id: int, limit: int) -> list[SimilarModel]:
        """Return models that resemble a model."""
        ...

    def totals_without(self, request: SearchRequest) -> Mapping[str, int]:
        """Return how many pages there would be without what is chosen on each axis, by facet."""
        ...

    def units(self) -> set[str]:
        """Return the codes of all units that a published page is filed under."""
        ...
