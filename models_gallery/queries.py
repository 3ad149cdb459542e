"""Reads over many exemplars."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Locale

from models_gallery.models.exemplar import ExemplarPage
from models_gallery.models.exemplar_items import ExemplarPicture
from models_gallery.models.vocabularies import Field
from pagekit.tree import parent_path
from pagekit.visibility import PublishedQuerySet
from territory.models import AdministrativeUnit


def published_exemplars(locale: Locale) -> PublishedQuerySet:
    """Return the published exemplars that a reader of one language is shown."""
    return ExemplarPage.objects.published().readable_in(locale)


def for_cards(exemplars: PublishedQuerySet) -> PublishedQuerySet:
    """Load what a card shows in a fixed number of queries."""
    return exemplars.select_related("field", "locale").prefetch_related(
        "forms",
        Prefetch("pictures", ExemplarPicture.objects.select_related("image")),
        "pictures__image__renditions",
    )


def provinces_by_path(paths: Iterable[str]) -> dict[str, AdministrativeUnit]:
    """Return the province of each province page, by the page's tree path."""
    units = AdministrativeUnit.objects.filter(province_pages__path__in=set(paths))
    return {unit.desk_path: unit for unit in units.annotate(desk_path=F("province_pages__path"))}  # type: ignore[attr-defined]  # annotated


def with_provinces(exemplars: Iterable[ExemplarPage]) -> list[ExemplarPage]:
    """Give each exemplar its province from one query instead of one a page."""
    loaded = list(exemplars)
    provinces = provinces_by_path(parent_path(page) for page in loaded)
    for page in loaded:
        page.province = provinces[parent_path(page)]
    return loaded


def in_fields(exemplars: PublishedQuerySet, keys: list[str]) -> PublishedQuerySet:
    """Return the exemplars whose first or further field has one of the keys."""
    further = ExemplarPage.further_fields.through.objects.filter(field__key__in=keys)
    return exemplars.filter(Q(field__key__in=keys) | Q(pk__in=further.values("exemplarpage_id")))


def in_forms(exemplars: PublishedQuerySet, keys: list[str]) -> PublishedQuerySet:
    """Return the exemplars that have one of the forms."""
    having = ExemplarPage.forms.through.objects.filter(form__key__in=keys)
    return exemplars.filter(pk__in=having.values("exemplarpage_id"))


def in_provinces(exemplars: PublishedQuerySet, slugs: list[str]) -> PublishedQuerySet:
    """Return the exemplars below the desks of today's provinces with one of the slugs."""
    units = AdministrativeUnit.objects.provinces().in_force().filter(slug__in=slugs)
    below = Q(pk__in=[])
    for path in units.exclude(province_pages=None).values_list("province_pages__path", flat=True):
        below |= Q(path__startswith=path)
    return exemplars.filter(below)


FILTERS: dict[str, Callable[[PublishedQuerySet, list[str]], PublishedQuerySet]] = {
    "field": in_fields,
    "province": in_provinces,
    "form": in_forms,
}


def count_by_field(exemplars: PublishedQuerySet) -> Counter[str]:
    """Count exemplars by field key; a further field counts as well."""
    pages = exemplars.order_by()
    first = pages.values_list("field__key").annotate(Count("pk"))
    further = (
        ExemplarPage.further_fields.through.objects.filter(exemplarpage__in=pages.values("pk"))
        .exclude(field_id=F("exemplarpage__field_id"))
        .values_list("field__key")
        .annotate(Count("pk"))
    )
    return Counter(dict(first)) + Counter(dict(further))


def count_by_form(exemplars: PublishedQuerySet) -> Counter[str]:
    """Count exemplars by form key."""
    rows = ExemplarPage.forms.through.objects.filter(exemplarpage__in=exemplars.order_by().values("pk"))
    return Counter(dict(rows.values_list("form__key").annotate(Count("pk"))))


def count_by_province(exemplars: PublishedQuerySet) -> Counter[AdministrativeUnit]:
    """Count exemplars by the province of their desk."""
    desk_path = Substr("path", 1, Length("path") - ExemplarPage.steplen)
    rows = dict(exemplars.order_by().annotate(desk=desk_path).values_list("desk").annotate(Count("pk")))
    provinces = provinces_by_path(rows)
    counts: Counter[AdministrativeUnit] = Counter()
    for path, count in rows.items():
        counts[provinces[path]] += count
    return counts


def fields_in_use(exemplars: PublishedQuerySet) -> list[tuple[Field, int]]:
    """Return all fields in their order with the number of exemplars, those without any left out."""
    counts = count_by_field(exemplars)
    return [(field, counts[field.key]) for field in Field.objects.all() if counts[field.key]]
