"""The axes of choice and the labels of their keys, in the reader's language.

Labels come from the vocabularies, one query whatever the result, and from the gazetteer in memory.
"""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.db.models import TextChoices, Value
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from models_gallery.choices import CostBand, EvidenceLevel, ImplementationStatus, RecognitionLevel
from models_gallery.models import Field, Form, UnitType
from pagekit.facets import Facet, Params, build_facet
from pagekit.labels import pick_label
from search.answers import FACETS, HitType
from search.place_names import full_name
from territory.choices import Tier
from territory.gazetteer import Place, gazetteer

Choices = list[tuple[str, str]]

# Facets whose values have an order of their own that says more than the number of results.
SCALES = frozenset({"evidence", "recognition", "status", "cost", "year"})


class Vocabulary:
    """The labels of facet keys, each read once when first needed."""

    titles: Mapping[str, str | Promise] = {
        "type": _("Type"),
        "province": _("Province"),
        "commune": _("Commune or former district"),
        "field": _("Field"),
        "form": _("Form"),
        "unit_type": _("Where it fits"),
        "evidence": _("Evidence"),
        "recognition": _("Recognition"),
        "status": _("Status"),
        "cost": _("Cost"),
        "year": _("Year"),
        "lang": _("Language"),
    }

    @cached_property
    def provinces(self) -> Choices:
        """Today's provinces by slug, in the order of their names."""
        return [(unit.slug, unit.bare_name) for unit in gazetteer().provinces]

    @property
    def fields(self) -> Choices:
        """Fields in their order."""
        return self._terms["field"]

    @property
    def forms(self) -> Choices:
        """Forms in their order."""
        return self._terms["form"]

    @property
    def unit_types(self) -> Choices:
        """Types of unit in their order."""
        return self._terms["unit_type"]

    @cached_property
    def _terms(self) -> dict[str, Choices]:
        """The terms of the three vocabularies in their order, from a single query."""
        facets = {"field": Field, "form": Form, "unit_type": UnitType}
        fields, *others = (
            model._default_manager.order_by().annotate(of=Value(facet)).values_list("of", "sort_order", "key", "labels")
            for facet, model in facets.items()
        )
        terms: dict[str, Choices] = {facet: [] for facet in facets}
        for facet, _order, key, labels in sorted(fields.union(*others, all=True), key=lambda row: row[:3]):
            terms[facet].append((key, pick_label(labels)))
        return terms

    def choices(self, facet: str, counted: Iterable[str]) -> Choices:
        """Return the keys of a facet with their labels, in the order in which they are shown.

        Of communes and years, of which there are many, only those among the `counted`.
        """
        known: dict[str, Callable[[], Choices]] = {
            "type": lambda: _labels(HitType),
            "province": lambda: self.provinces,
            "commune": lambda: _communes(counted),
            "field": lambda: self.fields,
            "form": lambda: self.forms,
            "unit_type": lambda: self.unit_types,
            "evidence": lambda: _labels(EvidenceLevel),
            "recognition": lambda: _labels(RecognitionLevel),
            "status": lambda: _labels(ImplementationStatus),
            "cost": lambda: _labels(CostBand),
            "year": lambda: [(year, year) for year in sorted(counted, reverse=True) if _is_year(year)],
            "lang": lambda: [(code, str(name)) for code, name in settings.LANGUAGES],
        }
        return known[facet]()

    def facets(self, counts: Mapping[str, Mapping[str, int]], params: Params) -> list[Facet]:
        """Return every facet with those of its values that some result has, and those that are chosen."""
        return [
            build_facet(
                name,
                self.titles[name],
                self.choices(name, {*counts.get(name, {}), *params.get(name, ())}),
                counts.get(name, {}),
                params,
                is_scale=name in SCALES,
            )
            for name in FACETS
        ]

    def knows(self, facet: str, key: str) -> bool:
        """Tell whether a page could have a key."""
        return any(key == known for known, _label in self.choices(facet, [key]))


def _labels(choices: type[TextChoices]) -> Choices:
    return [(str(value), str(label)) for value, label in choices.choices]


def _communes(codes: Iterable[str]) -> Choices:
    """Communes, and former districts, in the order of their names; the province tells those of one name apart."""
    units = gazetteer()
    known = [units.places[code] for code in codes if code in units.places]
    below_provinces = [place for place in known if place.tier != Tier.PROVINCE]
    return [(place.code, full_name(place)) for place in sorted(below_provinces, key=_as_counted)]


def _as_counted(place: Place) -> tuple[list[str], str]:
    """Sort key of a name; some names are numbers, and 2 comes before 10."""
    return [word.zfill(3) if word.isdigit() else word for word in place.key], place.code


def _is_year(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) == 4
