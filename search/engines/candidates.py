"""What the database engine needs to know of every match to put it in its place, from a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Sum

from models_gallery.choices import CostBand
from models_gallery.models import (
    ExemplarCost,
    ExemplarName,
    ExemplarPage,
    ExemplarRecognition,
    ExemplarSource,
    Implementation,
    ProvincePage,
)
from news.models import NewsDeskPage, NewsPage
from pagekit.models import BasePage
from pagekit.visibility import PublishedQuerySet
from search.answers import HitType
from search.areas import areas_of
from search.document import communes, searched_types
from territory.gazetteer import gazetteer


@dataclass
class Candidate:
    """A match with the keys of its facets and the texts that decide its place; `year` is "" when it has none.

    `units` are the codes of where it runs, `labels` the names of its vocabulary terms in all languages.
    """

    id: int
    path: str
    type: str
    lang: str
    title: str
    summary: str = ""
    date: str = ""
    other_names: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    amount: Decimal | None = None
    facets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def keys(self, facet: str) -> set[str]:
        """Return the keys that the match has of a facet, or of another filter."""
        derived: dict[str, Callable[[], set[str]]] = {
            "type": lambda: {self.type},
            "lang": lambda: {self.lang},
            "year": lambda: {self.date[:4]} - {""},
            "commune": lambda: set(communes(self.units)),
            "area": lambda: self.facets["area"] | areas_of(self.units, gazetteer()),
            "place_codes": lambda: self.place_codes,
            "cost": lambda: set() if self.amount is None else {CostBand.of(self.amount)},
        }
        return derived[facet]() if facet in derived else self.facets[facet]

    @cached_property
    def place_codes(self) -> set[str]:
        """The codes of all units, old and new, that are a true answer to where it runs."""
        return {name for code in self.units for name in gazetteer().names_of(code)}


def candidates(pages: PublishedQuerySet) -> list[Candidate]:
    """Return the candidates among published pages, in no order."""
    types = {page_type: page_type.search_type for page_type in searched_types()}
    found = {
        pk: Candidate(pk, path, search_type, lang, title)
        for page_type, search_type in types.items()
        for pk, path, lang, title in pages.type(page_type).values_list("pk", "path", "locale__language_code", "title")
    }
    of_type: dict[str, dict[int, Candidate]] = defaultdict(dict)
    for candidate in found.values():
        of_type[candidate.type][candidate.id] = candidate
    _fill_exemplars(of_type[HitType.MODEL])
    _fill_news(of_type[HitType.NEWS])
    _fill_provinces(of_type[HitType.PROVINCE])
    return list(found.values())


def filed_under() -> set[str]:
    """Return the codes of the units in which a published model runs, and of the provinces that have a page."""
    models = ExemplarPage.objects.published().order_by()
    runs = Implementation.objects.published().filter(exemplar__translation_key__in=models.values("translation_key"))
    units = set(runs.order_by().values_list("places__unit", flat=True).distinct())
    units |= set(ProvincePage.objects.published().order_by().values_list("unit", flat=True))
    return units - {None}


def _fill_exemplars(models: dict[int, Candidate]) -> None:
    ids = list(models)
    pages = ExemplarPage.objects.filter(pk__in=ids).order_by()
    for pk, summary, evidence, areas, key, labels in pages.values_list(
        "pk", "summary", "evidence_level", "areas", "field__key", "field__labels"
    ):
        models[pk].summary = summary
        models[pk].facets["area"] |= set(areas)
        models[pk].facets["evidence"] |= {evidence} - {""}
        models[pk].facets["field"].add(key)
        models[pk].labels += labels.values()
    for facet, through, term in (
        ("field", ExemplarPage.further_fields.through, "field"),
        ("form", ExemplarPage.forms.through, "form"),
        ("unit_type", ExemplarPage.unit_types.through, "unittype"),
    ):
        rows = through.objects.filter(exemplarpage__in=ids)
        for pk, key, labels in rows.values_list("exemplarpage_id", f"{term}__key", f"{term}__labels"):
            models[pk].facets[facet].add(key)
            models[pk].labels += labels.values()
    for pk, name in ExemplarName.objects.filter(page__in=ids).values_list("page_id", "name"):
        models[pk].other_names.append(name)
    for pk, level in ExemplarRecognition.objects.filter(page__in=ids).exclude(level="").values_list("page_id", "level"):
        models[pk].facets["recognition"].add(level)
    costs = ExemplarCost.objects.filter(page__in=ids).values("page_id").order_by().annotate(total=Sum("amount"))
    for pk, amount in costs.values_list("page_id", "total"):
        models[pk].amount = amount
    _date_exemplars(models, ids)
    _place_exemplars(models)
    _add_desks(models.values(), ProvincePage)


def _date_exemplars(models: dict[int, Candidate], ids: Sequence[int]) -> None:
    """A model's date is that of its first start, else of its first source."""
    runs = Implementation.objects.published().filter(exemplar__in=ids).exclude(started="").order_by("-started")
    sources = ExemplarSource.objects.filter(page__in=ids).exclude(date="").order_by("-date")
    started = dict(runs.values_list("exemplar_id", "started"))
    sourced = dict(sources.values_list("page_id", "date"))
    for pk, candidate in models.items():
        candidate.date = started.get(pk) or sourced.get(pk, "")


def _place_exemplars(models: dict[int, Candidate]) -> None:
    """Add where the models run and how it goes there, whichever translation of the page the places are linked to."""
    keys = dict(ExemplarPage.objects.filter(pk__in=list(models)).order_by().values_list("pk", "translation_key"))
    runs = Implementation.objects.published().filter(exemplar__translation_key__in=set(keys.values())).order_by()
    rows: defaultdict[UUID, list[tuple[str, str | None]]] = defaultdict(list)
    for key, status, code in runs.values_list("exemplar__translation_key", "status", "places__unit"):
        rows[key].append((status, code))
    for pk, key in keys.items():
        for status, code in rows[key]:
            models[pk].facets["status"] |= {status} - {""}
            if code is not None:
                models[pk].units.add(code)
                models[pk].facets["province"] |= {unit.slug for unit in gazetteer().current_provinces(code)}


def _fill_news(news: dict[int, Candidate]) -> None:
    pages = NewsPage.objects.filter(pk__in=list(news)).order_by()
    for pk, lead, date in pages.values_list("pk", "lead", "original_date"):
        news[pk].summary, news[pk].date = lead, date
    _add_desks(news.values(), NewsDeskPage)


def _fill_provinces(provinces: dict[int, Candidate]) -> None:
    pages = ProvincePage.objects.filter(pk__in=list(provinces)).order_by()
    for pk, slug, code in pages.values_list("pk", "unit__slug", "unit"):
        provinces[pk].facets["province"].add(slug)
        provinces[pk].units.add(code)
        formers = (gazetteer().places[former] for former in gazetteer().predecessors.get(code, ()))
        provinces[pk].other_names += [former.written_name for former in formers]


def _add_desks(found: Iterable[Candidate], desk_type: type[BasePage]) -> None:
    """Add the province of the desk that a page stands below."""
    desks = {
        path: (slug, code)
        for path, slug, code in desk_type.objects.exclude(unit=None).values_list("path", "unit__slug", "unit")
    }
    for candidate in found:
        if desk := desks.get(candidate.path[: -desk_type.steplen]):
            slug, code = desk
            candidate.facets["province"].add(slug)
            if not candidate.units:
                candidate.units.add(code)
