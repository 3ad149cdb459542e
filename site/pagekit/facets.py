"""What a listing shows beside its rows: filters with counts, and where it is in its pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Optional, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page as PaginatorPage
from django.http import QueryDict
from django.utils.functional import Promise

Params = Mapping[str, list[str]]
Row = TypeVar("Row")


# Of a long facet so many values stand open; the others wait behind a switch, which a single one is not worth.
SHOWN_AT_FIRST = 8


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet with the number of rows that choosing it would leave.

    `axis` is the title of its facet, `note` what stands beside its label; `below` a narrower facet that opens beneath
    the value once it is chosen.
    """

    key: str
    label: str
    count: int
    selected: bool
    toggle_query: str
    axis: str | Promise = ""
    note: str = ""
    below: Optional["Facet"] = None


@dataclass(frozen=True)
class Facet:
    """One axis of choice: its parameter in the address, its title and all its values.

    The values of a scale, such as years, keep their order however many there are.
    """

    name: str
    title: str | Promise
    values: list[FacetValue] = field(default_factory=list)
    is_scale: bool = False

    @property
    def selected_values(self) -> list[FacetValue]:
        """The values in use."""
        return [value for value in self.values if value.selected]

    @cached_property
    def first(self) -> list[FacetValue]:
        """The values that stand open: all of a short facet, else those with most rows, and always those in use."""
        if len(self.values) <= SHOWN_AT_FIRST:
            return self.values
        ranked = self.values if self.is_scale else sorted(self.values, key=lambda value: -value.count)
        shown = [value for at, value in enumerate(ranked) if at < SHOWN_AT_FIRST or value.selected]
        return shown if len(ranked) - len(shown) > 1 else ranked

    @property
    def rest(self) -> list[FacetValue]:
        """The values behind the switch, in their own order."""
        shown = {value.key for value in self.first}
        return [value for value in self.values if value.key not in shown]


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
    *,
    is_scale: bool = False,
) -> Facet:
    """Return a facet whose values keep the order of `choices`; values without rows are left out unless selected.

    A selected key that is none of the choices comes last under its own name, so that it can be taken away again.
    """
    selected = params.get(name, [])
    labels = dict(choices)
    toggled = _Toggle(params, name)
    return Facet(
        name,
        title,
        [
            FacetValue(
                key=key,
                label=labels.get(key, key),
                count=counts.get(key, 0),
                selected=key in selected,
                toggle_query=toggled.query(key),
                axis=title,
            )
            for key in dict.fromkeys([*labels, *selected])
            if counts.get(key) or key in selected
        ],
        is_scale,
    )


def toggled_query(params: Params, name: str, key: str) -> str:
    """Return the query string with one value added or taken away, back on the first page."""
    return _Toggle(params, name).query(key)


class _Toggle:
    """The query strings in which one parameter has a value more or less; all else is encoded once."""

    def __init__(self, params: Params, name: str) -> None:
        kept = [(other, values) for other, values in params.items() if other != "page" and values]
        at = next((at for at, (other, _values) in enumerate(kept) if other == name), len(kept))
        self._name, self._selected = name, params.get(name, [])
        self._before = urlencode(kept[:at], doseq=True)
        self._after = urlencode(kept[at + 1 :], doseq=True)

    def query(self, key: str) -> str:
        """Return the query string with a value added or taken away."""
        values = [value for value in self._selected if value != key]
        if key not in self._selected:
            values.append(key)
        own = urlencode({self._name: values}, doseq=True)
        return "&".join(filter(None, [self._before, own, self._after]))


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
