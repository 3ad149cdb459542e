"""What of a page is public and searchable: the projection from page to search document.

One rule of visibility, shared with every other way out of the site: a page that is not published has no document.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch
from django.utils import translation
from wagtail.models import Page

from home.models import PlainPage
from models_gallery.models import ExemplarPage, Implementation, ProvincePage
from news.models import NewsPage
from news.queries import with_provinces as news_with_provinces
from models_gallery.queries import with_provinces
from pagekit.models import BasePage
from pagekit.visibility import PublishedQuerySet
from search.answers import HitType, SearchDocument
from search.query import place_key
from territory.models import AdministrativeUnit

# The page types that can be found. The check of triggers and the test of privacy go through this list.
SEARCHED_TYPES: tuple[type[BasePage], ...] = (ExemplarPage, NewsPage, ProvincePage, PlainPage)


def searched_ids() -> Iterator[int]:
    """Yield the ids of all published pages that have a document, type by type in order of id."""
    for page_type in SEARCHED_TYPES:
        pages = page_type.objects.published().order_by("pk").values_list("pk", flat=True)
        yield from pages.iterator(chunk_size=5_000)


def documents_for(ids: Sequence[int]) -> dict[int, SearchDocument]:
    """Return the documents of those of the pages that are published, from a fixed number of queries."""
    documents = (
        document
        for load in (_exemplars, _news, _provinces, _plain_pages)
        for document in load(ids)
    )
    return {document["id"]: document for document in documents}


def content_hash(document: SearchDocument) -> str:
    """Return a digest of everything in a document, to compare what is indexed with what should be."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _published(page_type: type[BasePage], ids: Sequence[int]) -> PublishedQuerySet:
    return page_type.objects.published().filter(pk__in=ids).select_related("locale").order_by("pk")


def _exemplars(ids: Sequence[int]) -> Iterator[SearchDocument]:
    pages = with_provinces(
        _published(ExemplarPage, ids)
        .select_related("field")
        .prefetch_related(
            "further_fields", "forms", "unit_types", "other_names", "steps", "legal_basis", "recognitions",
            "sources",
        )  # fmt: skip
    )
    implementations: dict[str, list[Implementation]] = {}
    loaded = (
        Implementation.objects.filter(
            exemplar__translation_key__in=[page.translation_key for page in pages]
        )
        .published()
        .with_places()
        .select_related("exemplar")
        .prefetch_related("outcomes")
    )
    for implementation in loaded:
        implementations.setdefault(implementation.exemplar.translation_key, []).append(
            implementation
        )
    for page in pages:
        page.all_implementations = implementations.get(page.translation_key, [])
        units = [unit for one in page.all_implementations for unit in one.units]
        provinces = [page.province, *(heir for unit in units for heir in unit.current_provinces)]
        started = [one.started for one in page.all_implementations if one.started]
        sourced = [source.date for source in page.sources.all() if source.date]
        yield _document(
            page,
            HitType.MODEL,
            other_names=[name.name for name in page.other_names.all()],
            summary=page.summary,
            province=_unique(unit.slug for unit in provinces),
            field=_unique(
                [page.field.key, *(term.key for term in page.further_fields.all())]
            ),
            form=[term.key for term in page.forms.all()],
            place_names=_place_names([*units, page.province]),
            date=min(started or sourced, default=""),
        )


def _news(ids: Sequence[int]) -> Iterator[SearchDocument]:
    pages = news_with_provinces(
        _published(NewsPage, ids)
        .select_related("section", "series")
        .prefetch_related("authors", "figures", "documents", "commendations", "pictures")
    )
    for page in pages:
        provinces = [page.province] if page.province else []
        yield _document(
            page,
            HitType.NEWS,
            summary=page.lead,
            province=[unit.slug for unit in provinces],
            place_names=[],
            date=page.original_date,
        )


def _provinces(ids: Sequence[int]) -> Iterator[SearchDocument]:
    formers = Prefetch("unit__predecessors", AdministrativeUnit.objects.order_by("code"))
    for page in _published(ProvincePage, ids).select_related("unit").prefetch_related(formers):
        yield _document(
            page,
            HitType.PROVINCE,
            other_names=[former.written_name for former in page.former_provinces],
            province=[page.unit.slug],
            place_names=_unique(
                place_key(unit.name) for unit in [page.unit, *page.former_provinces]
            ),
        )


def _plain_pages(ids: Sequence[int]) -> Iterator[SearchDocument]:
    for page in _published(PlainPage, ids):
        yield _document(page, HitType.PAGE)


def _document(
    page: BasePage,
    hit_type: HitType,
    *,
    other_names: list[str] | None = None,
    summary: str = "",
    province: list[str] | None = None,
    field: list[str] | None = None,
    form: list[str] | None = None,
    place_names: list[str] | None = None,
    date: str = "",
) -> SearchDocument:
    # Phrases such as "now in …" belong to the page, not to whoever happens to build the document.
    with translation.override(page.locale.language_code):
        body = page.body_text
    return SearchDocument(
        id=page.pk,
        type=hit_type.value,
        lang=page.locale.language_code,
        url=_relative_url(page),
        title=page.title,
        other_names=other_names or [],
        summary=summary or page.search_description,
        body=body,
        province=province or [],
        field=field or [],
        form=form or [],
        place_names=place_names or [],
        date=date,
        year=date[:4] or None,
        expire_at=page.expire_at.isoformat() if page.expire_at else None,
    )


def _relative_url(page: Page) -> str:
    parts = page.get_url_parts()
    return parts[2] if parts else ""


def _place_names(units: Iterable[AdministrativeUnit]) -> list[str]:
    """Names by which the places are known: the units, those above them, and today's units that hold them."""
    named = (
        relative
        for unit in units
        for own in [unit, *([] if unit.is_in_force else unit.successors.all())]
        for relative in [own, *own.ancestors]
    )
    return _unique(place_key(unit.name) for unit in named)


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


