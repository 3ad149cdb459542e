"""How near a place is, in the units of today and of before 1 July 2025."""

import pytest

from search.fit.nearness import Home, Nearness
from tests.search.fit.scenes import (
    D1,
    D2,
    ELSEWHERE,
    FAR,
    FORMER_A,
    FORMER_B,
    ONE,
    PROVINCE,
    TOWN,
    TWO,
    UNITS,
    X,
    Y,
    Z,
)  # fmt: skip

HERE, DISTRICT, FORMER, PROVINCE_NOW, AWAY = reversed(Nearness)


@pytest.mark.parametrize(
    ("unit", "place", "nearness"),
    [
        (ONE, ONE, HERE),
        (ONE, X, HERE),  # which became part of it
        (X, ONE, HERE),
        (X, Y, HERE),  # the same commune today
        (ONE, D1, DISTRICT),  # the whole district is more than the commune
        (X, D1, DISTRICT),
        (X, D2, FORMER),
        (X, FORMER_B, FORMER),
        (X, Z, PROVINCE_NOW),  # another province until 2025
        (X, FORMER_A, PROVINCE_NOW),
        (ONE, TWO, PROVINCE_NOW),
        (X, PROVINCE, PROVINCE_NOW),
        (X, FAR, AWAY),
        (X, ELSEWHERE, AWAY),
        (D1, X, HERE),
        (D1, TOWN, HERE),
        (D1, D2, FORMER),
        (D1, FORMER_B, FORMER),
        (PROVINCE, TWO, HERE),
        (PROVINCE, X, HERE),
        (PROVINCE, FORMER_B, HERE),
        (FORMER_B, ONE, HERE),
        (FORMER_B, Z, PROVINCE_NOW),
        (FORMER_B, PROVINCE, PROVINCE_NOW),
        (PROVINCE, FAR, AWAY),
    ],
)
def test_it_knows_how_near_a_place_is(unit, place, nearness):
    assert Home(UNITS.places[unit], UNITS).nearness(place) == nearness
