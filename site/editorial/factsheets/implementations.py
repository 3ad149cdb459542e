"""Makes implementations, with places and outcomes, of the models of a fact sheet."""

import re
from collections.abc import Iterable

from editorial.factsheets.facts import Facts, unit_codes
from editorial.factsheets.figures import figure_columns
from editorial.factsheets.sheet import Entry
from editorial.factsheets.texts import reader_note, texts_for
from models_gallery.choices import ImplementationStatus, OutcomeKind
from models_gallery.models import Implementation, ImplementationPlace, Outcome
from pagekit.partial_dates import parse_partial_date
from territory.models import AdministrativeUnit

_STATUS = {
    "đang hoạt động": ImplementationStatus.ACTIVE,
    "đã nhân rộng": ImplementationStatus.ACTIVE,
    "mới ra mắt": ImplementationStatus.ACTIVE,
    "thí điểm": ImplementationStatus.PILOT,
    "tạm dừng": ImplementationStatus.PAUSED,
    "kết thúc": ImplementationStatus.ENDED,
}


def build_implementation(entry: Entry, implementation: Implementation) -> None:
    """Set the fields and child records of the implementation that the entry tells about; nothing is saved yet."""
    facts = entry.facts
    locality, start = facts["locality"], facts.get("start") or {}
    # The unit follows the site, so a site that ends with its kind would say it twice.
    implementation.site = (locality.get("hamlet") or locality.get("place") or "").removesuffix(" tỉnh")
    implementation.locality_note = reader_note(locality.get("note"))
    implementation.lead_body = facts.get("lead_unit") or ""
    implementation.participants = "\n".join(facts.get("participating", []))
    implementation.started, implementation.start_note = _start(start.get("year"), reader_note(start.get("note")))
    implementation.status = _STATUS.get(facts.get("status") or "", "")
    implementation.reported_status = facts.get("status") or ""
    implementation.reported_period = facts.get("period_reported") or ""
    implementation.places = [
        ImplementationPlace(unit=unit, sort_order=order) for order, unit in enumerate(lowest_units(locality))
    ]
    implementation.outcomes = [
        *(_outcome(fact, OutcomeKind.SCALE) for fact in facts.get("scale", [])),
        *(_outcome(fact, OutcomeKind.RESULT) for fact in facts.get("outcomes", [])),
    ]
    for order, outcome in enumerate(implementation.outcomes.all()):
        outcome.sort_order = order


_MONTH_OR_DAY = re.compile(r"(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/(?P<year>\d{4})")


def _start(year: int | None, note: str) -> tuple[str, str]:
    """Return the start as precise as its note gives it, and the note unless it says nothing more than that."""
    match = _MONTH_OR_DAY.search(note)
    if year is None or match is None or int(match["year"]) != year:
        return str(year or ""), note
    precise = parse_partial_date(match.group())
    says_only_the_date = note.removeprefix("tháng ").removeprefix("từ ") == match.group()
    return precise, "" if says_only_the_date else note


def missing_learners(entry: Entry, origin: Implementation) -> Iterable[Implementation]:
    """Yield an implementation for each place that repeated the model and is not recorded yet; nothing is saved."""
    known = set(origin.learners.values_list("places__unit_id", flat=True))
    for code in texts_for("models", entry.id).get("learned_by", []):
        if code not in known:
            learner = Implementation(exemplar=origin.exemplar, learned_from=origin)
            learner.places = [ImplementationPlace(unit_id=code)]
            yield learner


def lowest_units(locality: Facts) -> list[AdministrativeUnit]:
    """Return the units of a locality that have no other listed unit below them, in the sheet's order."""
    codes = unit_codes(locality)
    units = AdministrativeUnit.objects.select_related("parent__parent").in_bulk(codes)
    above = {unit.code for code in codes for unit in units[code].ancestors}
    return [units[code] for code in codes if code not in above]


def current_province(locality: Facts) -> AdministrativeUnit:
    """Return today's province of a locality."""
    unit = lowest_units(locality)[0]
    return AdministrativeUnit.objects.with_lineage().get(code=unit.code).current_provinces[0]


def _outcome(fact: Facts, kind: OutcomeKind) -> Outcome:
    return Outcome(kind=kind, qualitative=fact.get("qualitative") or "", **figure_columns(fact))
