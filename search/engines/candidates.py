"""What the database engine needs to know of every match to put it in its place, from a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.db.models.functions import Coalesce

from models_gallery.models import (
    ExemplarName,
    ExemplarPage,
    ExemplarSource,
    Implementation,
    ImplementationPlace,
    ProvincePage,
)
from news.models import NewsDeskPage, NewsPage
from pagekit.models import BasePage
from pagekit.visibility import PublishedQuerySet
from search.answers import HitType
from search.document import searched_types
from search.query import place_key


@dataclass
class Candidate:
    """A match with the keys of its facets and the texts that decide its place; `year` is "" when it has none."""

    id: int
    path: str
    type: str
    title: str
    summary: str = ""
    date: str = ""
    other_names: list[str] = field(default_factory=list)
    province: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    form: set[str] = field(default_factory=set)
    place_names: set[str] = field(default_factory=set)
    province_names: set[str] = field(default_factory=set)

    def keys(self, facet: str) -> set[str]:
        """Return the keys of a facet that the match has."""
        return {
            "type": {self.type},
            "province": self.province,
            "field": self.fields,
            "form": self.form,
            "year": {self.date[:4]} - {""},
        }[facet]


def candidates(pages: PublishedQuerySet) -> list[Candidate]:
    """Return the candidates among published pages, in no order."""
    types = {page_type: page_type.search_type for page_type in searched_types()}
    found = {
        pk: Candidate(pk, path, search_type, title)
        for page_type, search_type in types.items()
        for pk, path, title in pages.type(page_type).values_list("pk", "path", "title")
    }
    of_type: dict[str, dict[int, Candidate]] = defaultdict(dict)
    for candidate in found.values():
        of_type[candidate.type][candidate.id] = candidate
    _fill_exemplars(of_type[HitType.MODEL])
    _fill_news(of_type[HitType.NEWS])
    _fill_provinces(of_type[HitType.PROVINCE])
    return list(found.values())


def _fill_exemplars(models: dict[int, Candidate]) -> None:
    ids = list(models)
    pages = ExemplarPage.objects.filter(pk__in=ids).order_by()
    for pk, summary, key in pages.values_list("pk", "summary", "field__key"):
        models[pk].summary = summary
        models[pk].fields.add(key)
    for attribute, through, column in (
        ("fields", ExemplarPage.further_fields.through, "field__key"),
        ("form", ExemplarPage.forms.through, "form__key"),
    ):
        rows = through.objects.filter(exemplarpage__in=ids).values_list("exemplarpage_id", column)
        for pk, key in rows:
            getattr(models[pk], attribute).add(key)
    for pk, name in ExemplarName.objects.filter(page__in=ids).values_list("page_id", "name"):
        models[pk].other_names.append(name)
    _date_exemplars(models, ids)
    _place_exemplars(models, ids)
    _add_desks(models.values(), ProvincePage)


def _date_exemplars(models: dict[int, Candidate], ids: Sequence[int]) -> None:
    """A model's date is that of its first start, else of its first source."""
    runs = Implementation.objects.published().filter(exemplar__in=ids).exclude(started="").order_by("-started")
    sources = ExemplarSource.objects.filter(page__in=ids).exclude(date="").order_by("-date")
    started = dict(runs.values_list("exemplar_id", "started"))
    sourced = dict(sources.values_list("page_id", "date"))
    for pk, candidate in models.items():
        candidate.date = started.get(pk) or sourced.get(pk, "")


_OWN_NAMES = ("unit__name", "unit__parent__name", "unit__parent__parent__name")
_HEIR_NAMES = ("unit__successors__name", "unit__successors__parent__name")


def _place_exemplars(models: dict[int, Candidate], ids: Sequence[int]) -> None:
    """Add the names of all places, old and new, and today's provinces."""
    runs = Implementation.objects.published().filter(exemplar__in=ids)
    places = ImplementationPlace.objects.filter(implementation__in=runs.order_by().values("pk")).order_by()
    province_today = Coalesce(
        "unit__successors__parent__slug", "unit__successors__slug", "unit__parent__slug", "unit__slug"
    )
    rows = places.annotate(exemplar=F("implementation__exemplar_id"), today=province_today)
    for pk, today, *names in rows.values_list("exemplar", "today", *_OWN_NAMES, *_HEIR_NAMES):
        own, heirs = [name for name in names[:3] if name], [name for name in names[3:] if name]
        candidate = models[pk]
        candidate.province.add(today)
        candidate.place_names |= {place_key(name) for name in (*own, *heirs)}
        candidate.province_names |= {place_key(chain[-1]) for chain in (own, heirs) if chain}


def _fill_news(news: dict[int, Candidate]) -> None:
    pages = NewsPage.objects.filter(pk__in=list(news)).order_by()
    for pk, lead, date in pages.values_list("pk", "lead", "original_date"):
        news[pk].summary, news[pk].date = lead, date
    _add_desks(news.values(), NewsDeskPage)


def _fill_provinces(provinces: dict[int, Candidate]) -> None:
    pages = ProvincePage.objects.filter(pk__in=list(provinces)).order_by()
    for pk, slug, name, former in pages.values_list("pk", "unit__slug", "unit__name", "unit__predecessors__name"):
        provinces[pk].province.add(slug)
        names = {place_key(one) for one in (name, former) if one}
        provinces[pk].place_names |= names
        provinces[pk].province_names |= names


def _add_desks(found: Iterable[Candidate], desk_type: type[BasePage]) -> None:
    """Add the province of the desk that a page stands below."""
    desks = dict(desk_type.objects.exclude(unit=None).values_list("path", "unit__slug"))
    for candidate in found:
        if slug := desks.get(candidate.path[: -desk_type.steplen]):
            candidate.province.add(slug)
