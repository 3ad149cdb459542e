"""Reads over many news pages."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Substr
from wagtail.models import Locale

from models_gallery.models import ExemplarPage
from news.models.news_items import NewsPicture
from news.models.news_page import NewsPage
from pagekit.tree import parent_path
from pagekit.visibility import PublishedQuerySet
from territory.models import AdministrativeUnit


def newest_first(news: PublishedQuerySet) -> PublishedQuerySet:
    """Order by the date of first publication; news of unknown date come last."""
    return news.order_by("-original_date", F("first_published_at").desc(nulls_last=True), "-pk")


def published_news(locale: Locale) -> PublishedQuerySet:
    """Return the published news that a reader of one language is shown, newest first."""
    return newest_first(NewsPage.objects.published().readable_in(locale))


def for_news_cards(news: PublishedQuerySet) -> PublishedQuerySet:
    """Load what a card shows in a fixed number of queries."""
    return news.select_related("section", "locale").prefetch_related(
        Prefetch("pictures", NewsPicture.objects.select_related("image")),
        "pictures__image__renditions",
    )


def with_provinces(news: Iterable[NewsPage]) -> list[NewsPage]:
    """Give each news page its province from one query instead of one a page."""
    loaded = list(news)
    units = AdministrativeUnit.objects.prefetch_related("predecessors").filter(
        news_desks__path__in={parent_path(page) for page in loaded}
    )
    provinces = {unit.desk_path: unit for unit in units.annotate(desk_path=F("news_desks__path"))}  # type: ignore[attr-defined]  # annotated
    for page in loaded:
        page.province = provinces.get(parent_path(page))
    return loaded


def count_by_section(news: PublishedQuerySet) -> Counter[str]:
    """Count news by section key."""
    rows = news.order_by().exclude(section=None).values_list("section__key")
    return Counter(dict(rows.annotate(Count("pk"))))


def with_year(news: PublishedQuerySet) -> PublishedQuerySet:
    """Add `original_year`, the year of first publication."""
    return news.annotate(original_year=Substr("original_date", 1, 4))


def count_by_year(news: PublishedQuerySet) -> Counter[str]:
    """Count news that have their year by it; undated news are left out."""
    dated = news.order_by().exclude(original_date="")
    return Counter(dict(dated.values_list("original_year").annotate(Count("pk"))))


def news_about(exemplar: ExemplarPage) -> list[NewsPage]:
    """Return the published news that tell about an exemplar, newest first."""
    told = published_news(exemplar.locale).filter(linked_exemplars__exemplar__translation_key=exemplar.translation_key)
    return with_provinces(for_news_cards(told))


def news_of_province(province: AdministrativeUnit, locale: Locale, limit: int = 4) -> list[NewsPage]:
    """Return the newest published news of a province's desk."""
    below = Q(pk__in=[])
    for path in province.news_desks.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return with_provinces(for_news_cards(published_news(locale).filter(below))[:limit])
