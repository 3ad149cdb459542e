"""Names of units as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fit.unit_names import name_to_type, units_named
from search.places import PlaceReader
from tests.search.fit.scenes import D1, FAR, FORMER_B, ONE, PROVINCE, TOWN, TWO, UNITS, Y

READER = PlaceReader(UNITS, [("đất võ", FORMER_B)])


def codes(text):
    return [place.code for place in units_named(text, READER)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Núi Xanh", [PROVINCE]),  # the former province of the name lives on in it
        ("nui xanh", [PROVINCE]),
        ("tỉnh Đồng Vàng", [FORMER_B]),
        ("đất võ", [FORMER_B]),
        ("Hòa Bình", [Y]),
        ("hoà bình", [Y]),
        ("thôn Bắc, xã Hòa Bình, huyện Sông Mẹ", [Y]),
        ("Đồng Vàng, Hòa Bình", [Y]),
        ("Tân Lập", [FAR, TWO]),
        ("Tân Lập, Núi Xanh", [TWO]),
        ("tan lap bien bac", [FAR]),
        ("Sông Con", [D1, TOWN]),
        ("huyện Sông Con", [D1]),
        ("thị trấn Sông Con", [TOWN]),
        (Y, [Y]),
        ("Hòa Bình, Biển Bạc", []),  # no such commune there
        ("Hoả Bình", []),
        ("nơi nào đó", []),
        ("", []),
        ("!!", []),
    ],
)
def test_it_reads_a_name(typed, meant):
    assert sorted(codes(typed)) == sorted(meant)


def test_a_former_and_a_present_unit_of_one_name_are_both_offered():
    assert codes("Hòa An") == [ONE, "2024-W1"]  # xã Hòa An became phường Hòa An, among others


def test_what_is_offered_means_one_unit_when_it_is_typed():
    for place in UNITS.places.values():
        assert units_named(name_to_type(place, READER), READER) == [place]


@given(st.text(max_size=300))
def test_it_reads_any_text(text):
    assert all(place.code in UNITS.places for place in units_named(text, READER))
