"""Listing news: filters, their counts, a page of cards."""

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from news import queries
from news.models.news_page import NewsPage
from news.models.vocabularies import Section
from pagekit.facets import Facet, Listing, build_facet, page_links, read_params
from pagekit.models import BasePage
from pagekit.visibility import PublishedQuerySet

CARDS_PER_PAGE = 20
_FILTERS = {
    "section": "section__key__in",
    "year": "original_year__in",
}


def browse(query: QueryDict, index: BasePage) -> Listing[NewsPage]:
    """Return the news below a page that fit the filters of an address. Unknown values simply fit nothing."""
    params = read_params(query, _FILTERS)
    everything = queries.with_year(queries.published_news(index.locale).descendant_of(index))
    paginator = Paginator(queries.for_news_cards(_filtered(everything, params)), CARDS_PER_PAGE)
    page = paginator.get_page(query.get("page"))
    return Listing(
        cards=queries.with_provinces(page.object_list),
        page=page,
        facets=_facets(everything, params),
        links=page_links(page, params),
    )


def _filtered(news: PublishedQuerySet, params: dict[str, list[str]], *, without: str = "") -> PublishedQuerySet:
    return news.filter(**{_FILTERS[name]: keys for name, keys in params.items() if name != without})


def _facets(everything: PublishedQuerySet, params: dict[str, list[str]]) -> list[Facet]:
    sections = queries.count_by_section(_filtered(everything, params, without="section"))
    years = queries.count_by_year(_filtered(everything, params, without="year"))
    return [
        build_facet(
            "section",
            _("Section"),
            [(term.key, term.label) for term in Section.objects.all()],
            sections,
            params,
        ),
        build_facet(
            "year", _("Year"), [(year, year) for year in sorted(years, reverse=True)], years, params, is_scale=True
        ),
    ]
