"""How a unit is written: what it was called, and where it lies today."""

import datetime as dt

import pytest
from django.utils import translation

from territory.models import AdministrativeUnit

pytestmark = pytest.mark.usefixtures("units")

DAY = dt.date(2025, 6, 30)


def unit(code):
    return AdministrativeUnit.objects.with_lineage().get(code=code)


def in_english(code):
    with translation.override("en"):
        return unit(code).full_name


def test_a_former_commune_is_written_with_its_chain_and_where_it_lies_today():
    assert in_english("2024-W21649") == (
        "xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định (now phường Tam Quan, tỉnh Gia Lai)"
    )


def test_a_former_commune_is_written_so_in_vietnamese():  # needs the Vietnamese catalogue
    with translation.override("vi"):
        assert unit("2024-W21649").full_name == (
            "xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định (nay là phường Tam Quan, tỉnh Gia Lai)"
        )


def test_a_unit_of_today_is_written_without_an_aside():
    assert in_english("2025-W21637") == "phường Tam Quan, tỉnh Gia Lai"


def test_a_former_province_names_the_province_it_became():
    assert in_english("2024-P52") == "tỉnh Bình Định (now tỉnh Gia Lai)"


def test_a_split_unit_is_counted_in_the_provinces_it_went_to():
    assert in_english("2024-D543") == "thị xã Hoài Nhơn, tỉnh Bình Định (now in 7 communes of tỉnh Gia Lai)"


def test_a_unit_split_over_two_provinces_names_both():
    former = AdministrativeUnit.objects.create(
        code="2024-D999", name="Huyện Giáp Ranh", kind="huyện", tier="D", in_force_until=DAY
    )
    former.successors.set(["2025-W21637", AdministrativeUnit.objects.filter(parent="2025-P19").first()])

    assert in_english("2024-D999") == "huyện Giáp Ranh (now in 2 communes of tỉnh Thái Nguyên, tỉnh Gia Lai)"
    assert [province.code for province in unit("2024-D999").current_provinces] == ["2025-P19", "2025-P52"]


def test_a_unit_without_successors_lies_where_the_unit_above_it_lies():
    AdministrativeUnit.objects.create(
        code="2024-W99999", name="Xã Cũ", kind="xã", tier="W", parent_id="2024-D543", in_force_until=DAY
    )

    assert in_english("2024-W99999") == "xã Cũ, thị xã Hoài Nhơn, tỉnh Bình Định (now in tỉnh Gia Lai)"


def test_a_unit_of_which_nothing_more_is_known_is_written_as_it_was():
    AdministrativeUnit.objects.create(code="2024-D999", name="Huyện Lạ", kind="huyện", tier="D", in_force_until=DAY)

    assert in_english("2024-D999") == "huyện Lạ"
    assert unit("2024-D999").current_provinces == []


@pytest.mark.parametrize(
    ("code", "bare", "written"),
    [
        ("2025-P79", "Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("2024-D540", "Quy Nhơn", "thành phố Quy Nhơn"),
        ("2024-D630", "Kông Chro", "huyện Kông Chro"),
    ],
)
def test_a_name_stands_in_a_sentence_with_its_kind_in_small_letters(code, bare, written):
    assert (unit(code).bare_name, unit(code).written_name) == (bare, written)


@pytest.mark.parametrize(
    ("code", "provinces"),
    [
        ("2025-P52", ["2025-P52"]),
        ("2025-W21637", ["2025-P52"]),
        ("2024-W21649", ["2025-P52"]),
        ("2024-D543", ["2025-P52"]),
        ("2024-P06", ["2025-P19"]),
        ("2024-P64", ["2025-P52"]),
    ],
)
def test_a_unit_knows_todays_provinces(code, provinces):
    assert [province.code for province in unit(code).current_provinces] == provinces


def test_units_are_written_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    codes = ["2024-W21649", "2024-W21637", "2024-D543", "2024-D064", "2024-P52", "2025-W21637"]

    def written(count):
        return [each.full_name for each in AdministrativeUnit.objects.with_lineage().filter(code__in=codes[:count])]

    with django_assert_max_num_queries(3):
        assert len(written(1)) == 1
    with django_assert_max_num_queries(3):
        assert len(written(6)) == 6


@pytest.mark.parametrize(
    ("day", "known"), [(dt.date(2025, 6, 30), {"2024-P52", "2024-P64"}), (dt.date(2025, 7, 1), {"2025-P52"})]
)
def test_a_day_has_the_units_in_force_on_it(day, known):
    provinces = AdministrativeUnit.objects.provinces().filter(code__regex="P(52|64)$")

    assert set(provinces.in_force_on(day).values_list("code", flat=True)) == known


def test_todays_units_are_those_whose_end_is_not_known():
    provinces = AdministrativeUnit.objects.provinces().in_force()

    assert set(provinces.values_list("code", flat=True)) == {"2025-P52", "2025-P19", "2025-P79"}
