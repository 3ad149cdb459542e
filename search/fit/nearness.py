"""How near a place is to a locality, in the units of today and of before 1 July 2025."""

from enum import IntEnum

from territory.choices import Tier
from territory.gazetteer import Gazetteer, Place


class Nearness(IntEnum):
    """Degrees of nearness, the farthest first. A former province or district is nearer than today's province."""

    ELSEWHERE = 0
    PROVINCE = 1
    FORMER_PROVINCE = 2
    DISTRICT = 3
    HERE = 4


class Home:
    """The surroundings of a unit, to compare many places with. Asks the gazetteer in memory only."""

    def __init__(self, unit: Place, units: Gazetteer) -> None:
        """Take a unit of any tier, old or new."""
        self.unit = unit
        self.provinces = {province.slug for province in units.current_provinces(unit.code)}
        self._units = units
        self._today = {heir.code for heir in units.heirs(unit.code)}
        self._around = _former_units(unit.code, units)

    def nearness(self, code: str) -> Nearness:
        """Return how near the unit with a code is."""
        place, names = self._units.places[code], self._units.names_of(code)
        if self._is_within(place, names):
            return Nearness.HERE
        shared = self._around & _former_units(code, self._units)
        if any(self._units.places[one].tier == Tier.DISTRICT for one in shared):
            return Nearness.DISTRICT
        if shared:
            return Nearness.FORMER_PROVINCE
        provinces = {province.slug for province in self._units.current_provinces(code)}
        return Nearness.ELSEWHERE if self.provinces.isdisjoint(provinces) else Nearness.PROVINCE

    def _is_within(self, place: Place, names: dict[str, None]) -> bool:
        """Whether a place lies in the unit, or is the same commune today; what is larger than the unit does not."""
        if _RANK[place.tier] < _RANK[self.unit.tier]:
            return False
        if self.unit.code in names:
            return True
        are_communes = place.tier == self.unit.tier == Tier.COMMUNE
        return are_communes and any(heir.code in self._today for heir in self._units.heirs(place.code))


_RANK: dict[str, int] = {Tier.PROVINCE: 0, Tier.DISTRICT: 1, Tier.COMMUNE: 2}


def _former_units(code: str, units: Gazetteer) -> set[str]:
    """The codes of the former districts and provinces that a unit lay in, or is."""
    names = (units.places[name] for name in units.names_of(code))
    return {place.code for place in names if not place.is_in_force and place.tier != Tier.COMMUNE}
