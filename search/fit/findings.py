"""How a model stands to each thing that a locality asks for, in a sentence and in a number. Pure: asks nobody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from models_gallery.choices import Area, CostBand, EvidenceLevel, ImplementationStatus, RecognitionLevel
from search.answers import SearchDocument, SearchRequest
from search.areas import areas_of
from search.fit import weights
from search.fit.gist import standing
from search.fit.locality import Locality
from search.fit.nearness import Home, Nearness
from territory.choices import Tier
from territory.gazetteer import Gazetteer

# Of the words asked for so many must stand where the page says what it is about.
_WHOLLY = 2 / 3
_NAMED_PROVINCES = 3
_AT_WORK = frozenset({ImplementationStatus.ACTIVE, ImplementationStatus.PILOT})
_NEAR = {
    Nearness.HERE: weights.HERE,
    Nearness.DISTRICT: weights.DISTRICT,
    Nearness.FORMER_PROVINCE: weights.FORMER_PROVINCE,
    Nearness.PROVINCE: weights.PROVINCE,
}


class Verdict(StrEnum):
    """Whether a model is what was asked for; a page that does not say is neither."""

    FITS = "fits"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """One reason for a model or against it.

    `key` is the parameter that asked for it, or one of "evidence", "replicated", "recognised" and "status", for which
    nobody has to ask; `worth` is what it adds to the score, `text` a sentence in the language in use.
    """

    key: str
    verdict: Verdict
    worth: float
    text: str


@dataclass(frozen=True)
class Found:
    """A model that an engine found; `has_words` is False where the words of the concern were left out."""

    document: SearchDocument
    has_words: bool = True


@dataclass(frozen=True)
class Asked:
    """A locality with all that is needed to judge by it: the request that answers its words, units, names of terms."""

    locality: Locality
    request: SearchRequest
    units: Gazetteer
    fields: Mapping[str, str]
    unit_types: Mapping[str, str]

    @cached_property
    def home(self) -> Home | None:
        """The surroundings of its unit."""
        return Home(self.locality.unit, self.units) if self.locality.unit else None


def asked_findings(asked: Asked, found: Found) -> Iterator[Finding]:
    """Yield how a model stands to each thing that was asked for, in the order of the form's importance."""
    locality, document = asked.locality, found.document
    if locality.words:
        yield _of_words(asked.request, found)
    if locality.field:
        yield _of_field(asked, document)
    if asked.home:
        yield _of_place(asked.home, asked.units, document)
    for area in locality.areas:
        yield _of_area(area, asked.units, document)
    if locality.unit_type:
        yield _of_unit_type(asked, document)
    if locality.budget:
        yield _of_budget(locality.budget, document)


def further_findings(document: SearchDocument) -> Iterator[Finding]:
    """Yield what speaks for a model, or calls for caution, in any locality."""
    if worth := weights.EVIDENCE.get(document["evidence"] or ""):
        yield Finding("evidence", Verdict.FITS, worth, str(EvidenceLevel(document["evidence"] or "").label))
    else:
        without = _("The source tells about it without figures of its own.")
        yield Finding("evidence", Verdict.UNKNOWN, 0.0, without)
    if document["implementations"] > 1:
        text = _("Runs in %(number)s places in all") % {"number": _number(document["implementations"])}
        yield Finding("replicated", Verdict.FITS, weights.REPLICATED, text)
    if levels := [level for level in RecognitionLevel if level in document["recognition"]]:
        text = _("Recognised, level: %(level)s") % {"level": levels[-1].label}
        yield Finding("recognised", Verdict.FITS, weights.RECOGNISED, text)
    if document["status"] and _AT_WORK.isdisjoint(document["status"]):
        yield Finding("status", Verdict.DIFFERS, 0.0, _("No longer at work, as far as is known"))


def _of_words(request: SearchRequest, found: Found) -> Finding:
    if not found.has_words:
        return Finding("q", Verdict.DIFFERS, 0.0, _("Says nothing of “%(words)s”") % {"words": request.text})
    stand = standing(request, found.document)
    in_names = stand.in_names * weights.WORDS_IN_NAMES
    if stand.in_gist >= _WHOLLY:
        text = _("Is about what you wrote: “%(words)s”") % {"words": request.text}
        return Finding("q", Verdict.FITS, weights.WORDS_WHOLLY + in_names, text)
    if stand.told:
        text = _("Is partly about what you wrote: “%(words)s”") % {"words": "”, “".join(stand.told)}
        return Finding("q", Verdict.FITS, weights.WORDS_PARTLY + in_names, text)
    text = _("Mentions “%(words)s” only in passing") % {"words": request.text}
    return Finding("q", Verdict.DIFFERS, weights.WORDS_IN_PASSING, text)


def _of_field(asked: Asked, document: SearchDocument) -> Finding:
    field, fields = asked.locality.field, document["field"]
    if field in fields:
        worth = weights.FIELD + weights.MAIN_FIELD * (fields[0] == field)
        return Finding("field", Verdict.FITS, worth, _("Field: %(field)s") % {"field": asked.fields.get(field, field)})
    others = ", ".join(asked.fields.get(key, key) for key in fields)
    return Finding("field", Verdict.DIFFERS, 0.0, _("Of another field: %(field)s") % {"field": others})


def _of_place(home: Home, units: Gazetteer, document: SearchDocument) -> Finding:
    near = [home.nearness(code) for code in document["places"]]
    nearest = max(near, default=Nearness.ELSEWHERE)
    if not document["implementations"]:  # it has only the province that published it
        worth = weights.SILENCE * weights.PROVINCE if nearest else 0.0
        return Finding("unit", Verdict.UNKNOWN, worth, _("Where it runs is not stated"))
    if nearest:
        return Finding("unit", Verdict.FITS, _NEAR[nearest], _runs_near(nearest, home.unit.tier, near.count(nearest)))
    names = {province.slug: province.bare_name for province in units.provinces}
    there = [names[slug] for slug in document["province"] if slug in names]
    listed = ", ".join(there[:_NAMED_PROVINCES]) + (" …" if len(there) > _NAMED_PROVINCES else "")
    text = _("Not yet in your province; runs in: %(provinces)s") % {"provinces": listed}
    return Finding("unit", Verdict.DIFFERS, 0.0, text)


def _runs_near(nearness: Nearness, tier: str, count: int) -> str:
    """Say where it runs: in the locality's own unit, whatever that is, or in one around it."""
    match nearness, tier:
        case Nearness.HERE, Tier.COMMUNE:
            text = ngettext(
                "Runs in your commune (%(number)s place)", "Runs in your commune (%(number)s places)", count
            )
        case (Nearness.HERE, Tier.DISTRICT) | (Nearness.DISTRICT, _):
            text = ngettext(
                "Runs in your former district (%(number)s place)",
                "Runs in your former district (%(number)s places)",
                count,
            )
        case Nearness.FORMER_PROVINCE, _:
            text = ngettext(
                "Runs in your former province (%(number)s place)",
                "Runs in your former province (%(number)s places)",
                count,
            )
        case _:
            text = ngettext(
                "Runs in your province (%(number)s place)", "Runs in your province (%(number)s places)", count
            )
    return text % {"number": _number(count)}


def _of_area(area: Area, units: Gazetteer, document: SearchDocument) -> Finding:
    runs = areas_of(document["places"], units)
    if area in runs:
        text = _("Runs in a place like yours: %(area)s") % {"area": area.label}
        return Finding("area", Verdict.FITS, weights.AREA_RUNS, text)
    if area in document["area"]:
        return Finding("area", Verdict.FITS, weights.AREA_SAID, _("Said to fit: %(area)s") % {"area": area.label})
    if runs and area not in {Area.MOUNTAIN, Area.BORDER}:  # which no name of a unit tells
        there = ", ".join(str(one.label) for one in Area if one in runs)
        return Finding("area", Verdict.DIFFERS, 0.0, _("So far only in: %(areas)s") % {"areas": there})
    text = _("Whether it suits such an area is not stated: %(area)s") % {"area": area.label}
    return Finding("area", Verdict.UNKNOWN, weights.SILENCE * weights.AREA_SAID, text)


def _of_unit_type(asked: Asked, document: SearchDocument) -> Finding:
    wanted = asked.locality.unit_type
    if wanted in document["unit_type"]:
        text = _("Made for: %(unit_type)s") % {"unit_type": asked.unit_types.get(wanted, wanted)}
        return Finding("unit_type", Verdict.FITS, weights.UNIT_TYPE, text)
    if document["unit_type"]:
        others = ", ".join(asked.unit_types.get(key, key) for key in document["unit_type"])
        return Finding("unit_type", Verdict.DIFFERS, 0.0, _("Made for others: %(unit_type)s") % {"unit_type": others})
    worth = weights.SILENCE * weights.UNIT_TYPE
    return Finding("unit_type", Verdict.UNKNOWN, worth, _("For what kind of unit it is made is not stated"))


def _of_budget(budget: CostBand, document: SearchDocument) -> Finding:
    if not document["cost"]:
        worth = weights.SILENCE * weights.BUDGET
        return Finding("budget", Verdict.UNKNOWN, worth, _("What it costs is not stated"))
    cost, bands = CostBand(document["cost"]), list(CostBand)
    if bands.index(cost) <= bands.index(budget):
        text = _("Within your means, as far as costs are stated: %(cost)s") % {"cost": cost.label}
        return Finding("budget", Verdict.FITS, weights.BUDGET, text)
    return Finding("budget", Verdict.DIFFERS, 0.0, _("Beyond your means: %(cost)s") % {"cost": cost.label})


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)
