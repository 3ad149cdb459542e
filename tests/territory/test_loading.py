"""Loading the catalogue of units."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from territory import catalogue as territory_catalogue
from territory.catalogue import CatalogueError, load_units
from territory.models import AdministrativeUnit

pytestmark = pytest.mark.django_db


def rows():
    return {
        unit.code: (unit.name, unit.kind, unit.slug, unit.folded_name, unit.parent_id, unit.in_force_until)
        for unit in AdministrativeUnit.objects.all()
    }


def links():
    return set(
        AdministrativeUnit.successors.through.objects.values_list("from_administrativeunit", "to_administrativeunit")
    )


def test_it_makes_each_unit_with_its_parent_dates_and_successors(catalogue):
    report = load_units(catalogue())

    assert (report.created, report.links_made) == (5, 3)
    unit = AdministrativeUnit.objects.get(code="2024-W21649")
    assert (unit.name, unit.tier, unit.slug, unit.folded_name) == ("Xã Hoài Châu", "W", "hoai-chau", "xa hoai chau")
    assert unit.parent.parent.code == "2024-P52"
    assert str(unit.in_force_until) == "2025-06-30"
    assert [heir.code for heir in unit.successors.all()] == ["2025-W21637"]


def test_it_writes_nothing_the_second_time(catalogue):
    load_units(catalogue())
    before = rows(), links()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load_units(catalogue())

    assert (report.created, report.changed, report.unchanged, report.links_made, report.links_cut) == (0, 0, 5, 0, 0)
    assert (rows(), links()) == before
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]


def test_it_changes_only_the_row_that_changed(catalogue):
    load_units(catalogue())
    before = rows()

    report = load_units(catalogue({"2025-W21637": {"name": "Phường Tam Quan Đông"}}))

    after = rows()
    assert (report.created, report.changed, report.unchanged) == (0, 1, 4)
    assert {code for code in after if after[code] != before[code]} == {"2025-W21637"}
    assert after["2025-W21637"][:4] == ("Phường Tam Quan Đông", "phường", "tam-quan-dong", "phuong tam quan dong")


def test_it_cuts_a_successor_that_is_no_longer_named(catalogue):
    load_units(catalogue())

    report = load_units(catalogue({"2024-W21649": {"successors": ""}}))

    assert (report.links_made, report.links_cut) == (0, 1)
    assert links() == {("2024-P52", "2025-P52"), ("2024-D543", "2025-W21637")}


@pytest.mark.parametrize("column", ["parent", "successors"])
def test_it_refuses_an_unknown_unit_before_it_writes_anything(catalogue, column):
    path = catalogue({"2024-W21649": {column: "2025-W00000"}})

    with pytest.raises(CatalogueError, match=r"2024-W21649 Xã Hoài Châu.*2025-W00000"):
        load_units(path)

    assert rows() == {}


def test_it_leaves_what_was_loaded_when_a_later_catalogue_is_refused(catalogue):
    load_units(catalogue())
    before = rows(), links()

    with pytest.raises(CatalogueError):
        load_units(catalogue({"2025-P52": {"name": "Tỉnh Khác"}, "2024-D543": {"parent": "2024-P00"}}))

    assert (rows(), links()) == before


def test_the_command_tells_what_it_did(catalogue, monkeypatch, capsys):
    monkeypatch.setattr(territory_catalogue.load_units, "__defaults__", (catalogue(),))

    call_command("load_units")

    assert "5 created" in capsys.readouterr().out


def test_the_command_ends_with_a_plain_message_when_the_catalogue_is_refused(catalogue, monkeypatch):
    path = catalogue({"2024-W21649": {"parent": "2025-W00000"}})
    monkeypatch.setattr(territory_catalogue.load_units, "__defaults__", (path,))

    with pytest.raises(CommandError, match="2025-W00000"):
        call_command("load_units")
