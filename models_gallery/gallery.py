"""Browsing the gallery: filters, their counts, a page of cards. Free words belong to the search."""

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from models_gallery import queries
from models_gallery.models.exemplar import ExemplarPage
from models_gallery.models.vocabularies import Field, Form
from pagekit.facets import Facet, Listing, build_facet, page_links, read_params
from pagekit.visibility import PublishedQuerySet

CARDS_PER_PAGE = 24


def browse(query: QueryDict, locale: Locale, below: Page | None = None) -> Listing[ExemplarPage]:
    """Return the models, of the whole gallery or below one page, that fit the filters of an address, newest first.

    Unknown values simply fit nothing.
    """
    params = read_params(query, queries.FILTERS)
    everything = queries.published_exemplars(locale)
    if below is not None:
        everything = everything.descendant_of(below)
    found = _filtered(everything, params)
    paginator = Paginator(queries.for_cards(found).order_by("-first_published_at", "-pk"), CARDS_PER_PAGE)
    page = paginator.get_page(query.get("page"))
    return Listing(
        cards=queries.with_provinces(page.object_list),
        page=page,
        facets=_facets(everything, params),
        links=page_links(page, params),
    )


def _filtered(exemplars: PublishedQuerySet, params: dict[str, list[str]], *, without: str = "") -> PublishedQuerySet:
    for name, keys in params.items():
        if name != without:
            exemplars = queries.FILTERS[name](exemplars, keys)
    return exemplars


def _facets(everything: PublishedQuerySet, params: dict[str, list[str]]) -> list[Facet]:
    """Count each axis over what the other filters leave, so that a second value can still be chosen."""
    fields = queries.count_by_field(_filtered(everything, params, without="field"))
    provinces = queries.count_by_province(_filtered(everything, params, without="province"))
    forms = queries.count_by_form(_filtered(everything, params, without="form"))
    return [
        build_facet("field", _("Field"), [(term.key, term.label) for term in Field.objects.all()], fields, params),
        build_facet(
            "province",
            _("Province"),
            sorted((unit.slug, unit.bare_name) for unit in provinces),
            {unit.slug: count for unit, count in provinces.items()},
            params,
        ),
        build_facet("form", _("Form"), [(term.key, term.label) for term in Form.objects.all()], forms, params),
    ]
