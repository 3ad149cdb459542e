"""What of a page is public and searchable: the projection from page to search document.

One rule of visibility, shared with every other way out of the site: a page that is not published has no document.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypedDict

from django.db.models import F, Prefetch
from django.utils import translation
from wagtail.models import Page, get_page_models

from models_gallery.choices import CostBand
from models_gallery.models import ExemplarPage, Implementation, ProvincePage
from models_gallery.queries import with_provinces
from news.models import NewsPage
from news.queries import with_provinces as news_with_provinces
from pagekit.children import load_children
from pagekit.labels import VocabularyTerm
from pagekit.models import BasePage
from pagekit.visibility import PublishedQuerySet
from search.answers import HitType, SearchDocument
from search.areas import areas_of, in_order
from territory.choices import Tier
from territory.gazetteer import Gazetteer, checked, gazetteer
from territory.models import AdministrativeUnit


@cache
def searched_types() -> tuple[type[BasePage], ...]:
    """Return the page types that can be found. The check of triggers goes through this list too."""
    return tuple(
        page_type for page_type in get_page_models() if issubclass(page_type, BasePage) and page_type.search_type
    )


def searched_ids() -> Iterator[int]:
    """Yield the ids of all published pages that have a document, type by type in order of id."""
    for page_type in searched_types():
        last = 0
        # Piece by piece, not through an open cursor: that would hold SQLite's view of the data while others write.
        while ids := list(
            page_type.objects.published().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:5_000]
        ):
            yield from ids
            last = ids[-1]


def documents_for(ids: Sequence[int], *, with_body: bool = True) -> dict[int, SearchDocument]:
    """Return the documents of those of the pages that are published, from a fixed number of queries.

    Without body they cost a fraction, and hold all that ranking and facets of the database engine need.
    """
    loaded = [found for load in (_exemplars, _news, _provinces, _other_pages) for found in load(ids)]
    units = checked(code for _page, metadata in loaded for code in metadata.get("units", ()))
    documents = (_document(page, metadata, units, with_body=with_body) for page, metadata in loaded)
    return {document["id"]: document for document in documents}


def content_hash(document: SearchDocument) -> str:
    """Return a digest of everything in a document, to compare what is indexed with what should be."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


class _Metadata(TypedDict, total=False):
    """What the document of a page holds beyond what every page has."""

    type: HitType
    other_names: Sequence[str]
    summary: str
    terms: Sequence[VocabularyTerm]
    province: Sequence[str]
    field: Sequence[str]
    form: Sequence[str]
    unit_type: Sequence[str]
    areas: Sequence[str]
    evidence: str
    recognition: Sequence[str]
    status: Sequence[str]
    cost: CostBand | None
    units: Sequence[str]
    implementations: int
    date: str


def _published(page_type: type[BasePage], ids: Sequence[int]) -> PublishedQuerySet:
    return page_type.objects.published().filter(pk__in=ids).select_related("locale").order_by("pk")


def _exemplars(ids: Sequence[int]) -> Iterator[tuple[BasePage, _Metadata]]:
    pages = with_provinces(_published(ExemplarPage, ids).select_related("field"))
    load_children(
        pages,
        *("further_fields", "forms", "unit_types"),
        *("other_names", "steps", "costs", "legal_basis", "recognitions", "sources"),
    )
    implementations: dict[str, list[Implementation]] = {}
    loaded = list(
        Implementation.objects.filter(exemplar__translation_key__in=[page.translation_key for page in pages])
        .published()
        .annotate(exemplar_key=F("exemplar__translation_key"))
    )
    load_children(loaded, "places", "outcomes")
    for implementation in loaded:
        implementations.setdefault(implementation.exemplar_key, []).append(implementation)
    for page in pages:
        runs = page.all_implementations = implementations.get(page.translation_key, [])
        codes = _unique(code for one in runs for code in one.unit_codes)
        started = [one.started for one in runs if one.started]
        sourced = [source.date for source in page.sources.all() if source.date]
        fields = [page.field, *page.further_fields.all()]
        yield (
            page,
            _Metadata(
                type=HitType.MODEL,
                other_names=[name.name for name in page.other_names.all()],
                summary=page.summary,
                terms=[*fields, *page.forms.all(), *page.unit_types.all()],
                province=[page.province.slug],
                field=_unique(term.key for term in fields),
                form=[term.key for term in page.forms.all()],
                unit_type=[term.key for term in page.unit_types.all()],
                areas=page.areas,
                evidence=page.evidence_level,
                recognition=_unique(award.level for award in page.recognitions.all() if award.level),
                status=_unique(one.status for one in runs if one.status),
                cost=page.cost_band,
                units=codes or [page.province.code],
                implementations=len(runs),
                date=min(started or sourced, default=""),
            ),
        )


def _news(ids: Sequence[int]) -> Iterator[tuple[BasePage, _Metadata]]:
    pages = news_with_provinces(
        _published(NewsPage, ids)
        .select_related("section", "series")
        .prefetch_related("authors", "figures", "documents", "commendations", "pictures")
    )
    for page in pages:
        provinces = [page.province] if page.province else []
        yield (
            page,
            _Metadata(
                type=HitType.NEWS,
                summary=page.lead,
                province=[unit.slug for unit in provinces],
                units=[unit.code for unit in provinces],
                date=page.original_date,
            ),
        )


def _provinces(ids: Sequence[int]) -> Iterator[tuple[BasePage, _Metadata]]:
    formers = Prefetch("unit__predecessors", AdministrativeUnit.objects.with_lineage().order_by("code"))
    for page in _published(ProvincePage, ids).select_related("unit").prefetch_related(formers):
        yield (
            page,
            _Metadata(
                type=HitType.PROVINCE,
                other_names=[former.written_name for former in page.former_provinces],
                province=[page.unit.slug],
                units=[page.unit.code],
            ),
        )


def _other_pages(ids: Sequence[int]) -> Iterator[tuple[BasePage, _Metadata]]:
    for page_type in searched_types():
        if page_type not in {ExemplarPage, NewsPage, ProvincePage}:
            for page in _published(page_type, ids):
                yield page, _Metadata(type=HitType(page_type.search_type))


def _document(page: BasePage, metadata: _Metadata, places: Gazetteer, *, with_body: bool) -> SearchDocument:
    # Phrases such as "now in …" belong to the page, not to whoever happens to build the document.
    with translation.override(page.locale.language_code):
        body = page.body_text if with_body else ""
    units = metadata.get("units", ())
    provinces = (province.slug for code in units for province in places.current_provinces(code))
    date = metadata.get("date", "")
    return SearchDocument(
        id=page.pk,
        translation_key=str(page.translation_key),
        type=metadata["type"].value,
        lang=page.locale.language_code,
        url=relative_url(page),
        title=page.title,
        other_names=list(metadata.get("other_names", ())),
        summary=metadata.get("summary") or page.search_description,
        body=body,
        labels=_unique(label for term in metadata.get("terms", ()) for label in term.labels.values()),
        province=_unique([*metadata.get("province", ()), *provinces]),
        commune=communes(units),
        field=list(metadata.get("field", ())),
        form=list(metadata.get("form", ())),
        unit_type=list(metadata.get("unit_type", ())),
        area=in_order([*metadata.get("areas", ()), *areas_of(units, places)]),
        evidence=metadata.get("evidence") or None,
        recognition=list(metadata.get("recognition", ())),
        status=list(metadata.get("status", ())),
        cost=metadata.get("cost"),
        places=list(units),
        place_codes=_unique(name for code in units for name in places.names_of(code)),
        implementations=metadata.get("implementations", 0),
        date=date,
        year=date[:4] or None,
        expire_at=page.expire_at.isoformat() if page.expire_at else None,
    )


def relative_url(page: Page) -> str:
    """Return the address of a page within the site; empty for a page outside any site."""
    parts = page.get_url_parts()
    return parts[2] if parts else ""


def communes(codes: Iterable[str]) -> list[str]:
    """Return the codes to choose a commune by: today's commune, or the former unit itself where several followed it."""
    units = gazetteer()
    chosen = []
    for code in codes:
        heirs = units.heirs(code)
        unit = heirs[0] if len(heirs) == 1 else units.places[code]
        if unit.tier != Tier.PROVINCE:
            chosen.append(unit.code)
    return _unique(chosen)


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
