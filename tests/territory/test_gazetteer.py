"""The units in memory agree with those in the database."""

import pytest

from territory.gazetteer import checked, forget, gazetteer
from territory.models import AdministrativeUnit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def test_it_says_the_same_as_the_units_themselves():
    units = gazetteer()

    for unit in AdministrativeUnit.objects.with_lineage():
        assert units.chain(unit.code) == unit.chain
        assert [place.code for place in units.current_provinces(unit.code)] == [
            one.code for one in unit.current_provinces
        ]


def test_the_name_of_a_former_unit_and_those_of_its_heirs_say_where_it_is():
    commune = AdministrativeUnit.objects.get(name="Xã Hoài Châu", code__startswith="2024")
    heir = commune.successors.get()

    names = gazetteer().names_of(commune.code)

    assert {commune.code, commune.parent_id, commune.parent.parent_id, heir.code, heir.parent_id} <= names.keys()


def test_a_commune_in_force_is_known_by_what_it_was_made_from():
    heir = AdministrativeUnit.objects.get(name="Xã Hoài Châu", code__startswith="2024").successors.get()

    names = gazetteer().names_of(heir.code)

    assert {former.code for former in heir.predecessors.all()} <= names.keys()


def test_a_province_in_force_is_not_taken_for_each_of_those_it_was_made_from():
    gia_lai = AdministrativeUnit.objects.get(name="Tỉnh Gia Lai", in_force_until=None)

    assert list(gazetteer().names_of(gia_lai.code)) == [gia_lai.code]


def test_it_is_read_anew_when_a_unit_is_saved():
    assert gazetteer() is gazetteer()
    unit = AdministrativeUnit.objects.get(name="Tỉnh Bình Định")
    unit.name = "Tỉnh Đổi Tên"
    unit.save()

    assert gazetteer().places[unit.code].name == "Tỉnh Đổi Tên"


@pytest.mark.parametrize("change", ["name", "successor cut", "successor added"])
def test_it_notices_a_change_behind_its_back_where_that_matters(change):
    commune = AdministrativeUnit.objects.get(name="Xã Hoài Châu", code__startswith="2024")
    before = gazetteer()
    through = AdministrativeUnit.successors.through.objects
    if change == "name":
        AdministrativeUnit.objects.filter(code=commune.parent_id).update(name="Thị xã Đổi Tên")
    elif change == "successor cut":
        through.filter(from_administrativeunit=commune).delete()
    else:
        other = AdministrativeUnit.objects.in_force().exclude(predecessors=commune).exclude(tier="P").first()
        through.bulk_create([through.model(from_administrativeunit=commune, to_administrativeunit=other)])

    assert gazetteer() is before
    assert checked([commune.code]) is not before


def test_it_checks_with_a_fixed_number_of_queries(django_assert_num_queries):
    codes = list(AdministrativeUnit.objects.values_list("code", flat=True))
    forget()
    gazetteer()

    with django_assert_num_queries(3):
        checked(codes[:3])
    with django_assert_num_queries(3):
        checked(codes)
