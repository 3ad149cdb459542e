"""Reads the catalogue of administrative units into the database."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

from pagekit.text import fold, slugify
from territory import gazetteer
from territory.choices import Tier
from territory.models import AdministrativeUnit

CATALOGUE = Path(apps.get_app_config("territory").path) / "data" / "administrative_units.csv"

_COLUMNS = (
    "name", "kind", "tier", "slug", "folded_name", "parent_id", "in_force_from", "in_force_until",
)  # fmt: skip
_BATCH = 500


class CatalogueError(Exception):
    """The catalogue does not hold together; the message says where."""


@dataclass(frozen=True)
class LoadReport:
    """How many units were created, changed and left as they were, and how many successor links were made or cut."""

    created: int
    changed: int
    unchanged: int
    links_made: int
    links_cut: int


@dataclass(frozen=True)
class _Row:
    unit: AdministrativeUnit
    successors: tuple[str, ...]


def load_units(path: Path = CATALOGUE) -> LoadReport:
    """Bring the table of units to what the catalogue says; rows that are right already are not written.

    Raises CatalogueError, before anything is written, when a parent or successor is not in the catalogue.
    """
    rows = list(_read(path))
    _check(rows)
    present = AdministrativeUnit.objects.in_bulk()
    created = [row.unit for row in rows if row.unit.code not in present]
    changed = [row.unit for row in rows if row.unit.code in present and _differs(row.unit, present[row.unit.code])]
    with transaction.atomic():
        # Parents stand before their children in a catalogue sorted by tier, so the keys hold at every step.
        AdministrativeUnit.objects.bulk_create(created, batch_size=_BATCH)
        AdministrativeUnit.objects.bulk_update(changed, _COLUMNS, batch_size=_BATCH)
        made, cut = _link_successors(rows)
        if created or made:
            _tell_planner()
    gazetteer.forget()
    return LoadReport(
        created=len(created),
        changed=len(changed),
        unchanged=len(rows) - len(created) - len(changed),
        links_made=made,
        links_cut=cut,
    )


def _read(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            unit = AdministrativeUnit(
                code=line["code"],
                name=line["name"],
                kind=line["kind"],
                tier=Tier(line["code"][5]),
                parent_id=line["parent"] or None,
                in_force_from=_date(line["in_force_from"]),
                in_force_until=_date(line["in_force_until"]),
            )
            unit.slug = slugify(unit.bare_name)
            unit.folded_name = fold(unit.name)
            yield _Row(unit, tuple(line["successors"].split()))


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _check(rows: list[_Row]) -> None:
    codes = {row.unit.code for row in rows}
    for row in rows:
        for code in (*row.successors, *filter(None, [row.unit.parent_id])):
            if code not in codes:
                raise CatalogueError(f"{row.unit.code} {row.unit.name}: no unit has the code {code}")


def _differs(one: AdministrativeUnit, other: AdministrativeUnit) -> bool:
    return any(getattr(one, column) != getattr(other, column) for column in _COLUMNS)


def _tell_planner() -> None:
    """Have PostgreSQL look at the new rows at once: a plan made for empty tables takes seconds for each unit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (AdministrativeUnit, AdministrativeUnit.successors.through):
                cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _link_successors(rows: list[_Row]) -> tuple[int, int]:
    link = AdministrativeUnit.successors.through
    wanted = {(row.unit.code, code) for row in rows for code in row.successors}
    present = {
        (former, heir): pk
        for pk, former, heir in link.objects.values_list("pk", "from_administrativeunit_id", "to_administrativeunit_id")
    }
    missing = [
        link(from_administrativeunit_id=former, to_administrativeunit_id=heir)
        for former, heir in sorted(wanted - present.keys())
    ]
    stale = [pk for pair, pk in present.items() if pair not in wanted]
    link.objects.bulk_create(missing, batch_size=_BATCH)
    link.objects.filter(pk__in=stale).delete()
    return len(missing), len(stale)
