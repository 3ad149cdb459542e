"""What the front page composes from models and news."""

from collections import Counter
from dataclasses import dataclass
from typing import Self

from wagtail.models import Locale

from models_gallery import queries as gallery
from models_gallery.models import ExemplarPage, Field, Implementation
from news import queries as newsroom
from news.models import NewsPage
from territory.models import AdministrativeUnit

NEWEST_MODELS = 6
NEWEST_NEWS = 5


@dataclass(frozen=True)
class FrontPage:
    """Everything the front page shows, read in a fixed number of queries."""

    exemplar_count: int
    implementation_count: int
    news_count: int
    fields: list[tuple[Field, int]]
    provinces: list[tuple[AdministrativeUnit, int]]
    newest_exemplars: list[ExemplarPage]
    newest_news: list[NewsPage]

    @classmethod
    def of(cls, locale: Locale) -> Self:
        """Compose the front page of one language."""
        exemplars = gallery.published_exemplars(locale)
        news = newsroom.published_news(locale)
        provinces = gallery.count_by_province(exemplars)
        newest = gallery.for_cards(exemplars).order_by("-first_published_at", "-pk")
        return cls(
            exemplar_count=sum(provinces.values()),
            implementation_count=Implementation.objects.published().filter(exemplar__in=exemplars.values("pk")).count(),
            news_count=news.count(),
            fields=gallery.fields_in_use(exemplars),
            provinces=_in_order(provinces),
            newest_exemplars=gallery.with_provinces(newest[:NEWEST_MODELS]),
            newest_news=newsroom.with_provinces(newsroom.for_news_cards(news)[:NEWEST_NEWS]),
        )


def _in_order(counts: Counter[AdministrativeUnit]) -> list[tuple[AdministrativeUnit, int]]:
    return sorted(counts.items(), key=lambda item: item[0].slug)
