"""What crosses the border of the search: requests in, answers out."""

from collections.abc import Mapping
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


FACETS = ("type", "province", "field", "form", "year")


@dataclass(frozen=True)
class SearchRequest:
    """A search as both engines understand it.

    `text` is what was typed, cleaned and clamped; `words` its words outside quotation marks and `phrases` the quoted
    ones, all with tone marks placed the older way. `filters` holds the chosen keys of each facet.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    has_diacritics: bool = False
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lang: str = ""
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 20

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for in words."""
        return not self.words and not self.phrases

    @property
    def offset(self) -> int:
        """Position of the first hit of the page, counted from 0."""
        return (self.page - 1) * self.page_size


class SearchDocument(TypedDict):
    """What of a page is public and searchable; the engines store and return just this.

    `date` is a partial date ("2018", "2018-06", "2018-06-12" or ""); `year` its year or None; `province` the slugs of
    today's provinces, the desk's own first; `field` the keys of the fields, the main one first; `place_names` and
    `province_names` the names of its units and provinces, old and new, without kind and diacritics.
    """

    id: int
    type: str
    lang: str
    url: str
    title: str
    other_names: list[str]
    summary: str
    body: str
    province: list[str]
    field: list[str]
    form: list[str]
    place_names: list[str]
    province_names: list[str]
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
    """A title offered while typing."""

    title: str
    url: str
    type: str


@dataclass(frozen=True)
class SimilarModel:
    """A model that resembles another."""

    title: str
    url: str
    summary: str
    lang: str


@dataclass(frozen=True)
class EngineAnswer:
    """What an engine found. `counts` holds, by facet and key, the hits that choosing the key would leave."""

    total: int
    hits: list[EngineHit]
    counts: Mapping[str, Mapping[str, int]]
    did_you_mean: str | None = None


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

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Return titles that begin with, or contain words that begin with, what was typed."""
        ...

    def similar(self, page_id: int, limit: int) -> list[SimilarModel]:
        """Return models that resemble a model."""
        ...
