"""The page of what fits a locality, as readers see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pagekit.facets import FacetValue, PageLink, page_links
from search.answers import EngineHit, PlaceReading
from search.fit.answer import FitAnswer, answer_to
from search.fit.form import BUDGETS, FitForm
from search.fit.locality import Locality
from search.fit.ranking import Fit
from search.place_names import read_as
from search.query import Language
from search.results import Hit, labelled
from search.vocabulary import Vocabulary

FITS_PER_PAGE = 10
_MOST_FORMS = 3


@dataclass(frozen=True)
class Card:
    """One model: its hit with labels, how it fits, and its forms, each by key and name."""

    hit: Hit
    fit: Fit
    forms: list[tuple[str, str]]


@dataclass(frozen=True)
class WayOn:
    """A condition that keeps everything away, with the number of models that fit without it."""

    condition: FacetValue
    total: int


@dataclass(frozen=True)
class UnitChoice:
    """One of several units of a name, in words, with the query that means just this one."""

    label: str
    query: str


@dataclass(frozen=True)
class FitPage:
    """A page of models with everything around it; `start` is the rank of the first one.

    `conditions` are the things asked for, each with the query that no longer asks for it.
    """

    answer: FitAnswer
    cards: list[Card]
    start: int
    conditions: list[FacetValue]
    links: list[PageLink]
    ways_on: list[WayOn]

    @property
    def total(self) -> int:
        """How many models fit in something."""
        return len(self.answer.fits)


def fit_page(locality: Locality, typed_unit: str, number: str, language: Language, vocabulary: Vocabulary) -> FitPage:
    """Return a page of what fits a locality; a number that means nothing is that of the first or last page.

    `typed_unit` is the name of its unit as it stands in the address.
    """
    answer = answer_to(locality, language, vocabulary)
    params = _params(locality, typed_unit)
    page = Paginator(answer.fits, FITS_PER_PAGE).get_page(number)
    conditions = dict(_conditions(answer, params, vocabulary))
    return FitPage(
        answer=answer,
        cards=_cards(list(page.object_list), vocabulary),
        start=page.start_index(),
        conditions=list(conditions.values()),
        links=page_links(page, params),
        ways_on=[] if answer.fits else list(_ways_on(locality, conditions, language, vocabulary)),
    )


def unit_choices(form: FitForm, query: QueryDict) -> list[UnitChoice]:
    """Return the units that a name in an address may mean, each with the address that means it and changes no more."""
    choices = []
    for unit, name in form.units:
        changed = query.copy()
        changed["unit"] = name
        choices.append(UnitChoice(read_as(PlaceReading(unit.name, (unit.code,))), changed.urlencode()))
    return choices


def _cards(fits: list[Fit], vocabulary: Vocabulary) -> list[Card]:
    forms = dict(vocabulary.forms)
    hits = labelled([EngineHit(one.document) for one in fits], vocabulary)
    return [
        Card(hit, one, [(key, forms[key]) for key in one.document["form"] if key in forms][:_MOST_FORMS])
        for hit, one in zip(hits, fits, strict=True)
    ]


def _params(locality: Locality, typed_unit: str) -> dict[str, list[str]]:
    """The parameters of the address of a locality, those left out left out."""
    params = {
        "q": [locality.words],
        "field": [locality.field],
        "unit": [typed_unit],
        "area": [area.value for area in locality.chosen_areas],
        "unit_type": [locality.unit_type],
        "budget": [locality.budget.value if locality.budget else ""],
    }
    return {name: kept for name, values in params.items() if (kept := [value for value in values if value])}


def _conditions(
    answer: FitAnswer, params: Mapping[str, list[str]], vocabulary: Vocabulary
) -> Iterator[tuple[str, FacetValue]]:
    """Yield what was asked for, by parameter, in the words of the form."""
    said: dict[str, tuple[str | Promise, str]] = {
        "q": (_("Concern"), answer.answered),
        "field": (_("Field"), dict(vocabulary.fields).get(answer.locality.field, "")),
        "unit": (_("Place"), answer.place),
        "area": (_("Kind of area"), ", ".join(str(area.label) for area in answer.locality.chosen_areas)),
        "unit_type": (_("For whom"), dict(vocabulary.unit_types).get(answer.locality.unit_type, "")),
        "budget": (_("Cost"), str(dict(BUDGETS).get(answer.locality.budget, "")) if answer.locality.budget else ""),
    }
    for name in params:
        axis, label = said[name]
        others = {other: values for other, values in params.items() if other != name}
        yield name, FacetValue(name, label, 0, selected=True, toggle_query=urlencode(others, doseq=True), axis=axis)


def _ways_on(
    locality: Locality, conditions: Mapping[str, FacetValue], language: Language, vocabulary: Vocabulary
) -> Iterator[WayOn]:
    """Yield what to leave out of a concern that no model touches on; nothing else keeps a model away."""
    wider = {"q": replace(locality, words=""), "field": replace(locality, field="")}
    for name, without in wider.items():
        if name in conditions and conditions[name].toggle_query:
            yield WayOn(conditions[name], len(answer_to(without, language, vocabulary).fits))
