"""What a listing shows beside its rows: filters with counts, and where it is in its pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page as PaginatorPage
from django.http import QueryDict
from django.utils.functional import Promise

Params = Mapping[str, list[str]]
Row = TypeVar("Row")


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet with the number of rows that choosing it would leave."""

    key: str
    label: str
    count: int
    selected: bool
    toggle_query: str


@dataclass(frozen=True)
class Facet:
    """One axis of choice: its parameter in the address, its title and all its values."""

    name: str
    title: str | Promise
    values: list[FacetValue] = field(default_factory=list)

    @property
    def selected_values(self) -> list[FacetValue]:
        """The values in use."""
        return [value for value in self.values if value.selected]


MAX_VALUES = 20
_MAX_LENGTH = 80
_NO_KEY = "?"


def read_params(query: QueryDict, names: Iterable[str]) -> dict[str, list[str]]:
    """Return the values chosen in an address, by parameter.

    Clamped, for every value comes back in the links of the page: at most twenty of a parameter, each of at most eighty
    characters and without control characters, which PostgreSQL refuses.
    """
    chosen = {name: clamp(query.getlist(name)) for name in names}
    return {name: values for name, values in chosen.items() if values}


def clamp(values: Iterable[str]) -> list[str]:
    """Return at most twenty different values; one that can be no key becomes one that none is."""
    sound = (value if len(value) <= _MAX_LENGTH and value.isprintable() else _NO_KEY for value in values if value)
    return list(dict.fromkeys(sound))[:MAX_VALUES]


def build_facet(
    name: str,
    title: str | Promise,
    choices: Iterable[tuple[str, str]],
    counts: Mapping[str, int],
    params: Params,
) -> Facet:
    """Return a facet whose values keep the order of `choices`; values without rows are left out unless selected."""
    selected = params.get(name, [])
    return Facet(
        name,
        title,
        [
            FacetValue(
                key=key,
                label=label,
                count=counts.get(key, 0),
                selected=key in selected,
                toggle_query=toggled_query(params, name, key),
            )
            for key, label in choices
            if counts.get(key) or key in selected
        ],
    )


def toggled_query(params: Params, name: str, key: str) -> str:
    """Return the query string with one value added or taken away, back on the first page."""
    changed = {other: list(values) for other, values in params.items() if other != "page"}
    values = changed.setdefault(name, [])
    if key in values:
        values.remove(key)
    else:
        values.append(key)
    return urlencode({other: values for other, values in changed.items() if values}, doseq=True)


def page_query(params: Params, number: int) -> str:
    """Return the query string of another page of the same listing."""
    kept = {name: values for name, values in params.items() if name != "page" and values}
    return urlencode({**kept, "page": number} if number > 1 else kept, doseq=True)


@dataclass(frozen=True)
class PageLink:
    """A link to a page of a listing; `query` is None for the page shown, `number` None for a gap."""

    number: int | None
    query: str | None


def page_links(page: PaginatorPage[Row], params: Params) -> list[PageLink]:
    """Return links to the first, last and neighbouring pages with gaps between."""
    return [
        PageLink(None, None)
        if not isinstance(number, int)
        else PageLink(number, None if number == page.number else page_query(params, number))
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A page of cards with the filters and links around it."""

    cards: list[Row]
    page: PaginatorPage[Row]
    facets: list[Facet]
    links: list[PageLink]

    @property
    def total(self) -> int:
        """How many rows fit the filters, on all pages."""
        return self.page.paginator.count

    @property
    def chosen(self) -> list[FacetValue]:
        """The filters in use, each with the query that removes it."""
        return [value for facet in self.facets for value in facet.selected_values]
