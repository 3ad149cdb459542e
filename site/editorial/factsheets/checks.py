"""Checks an entry of a fact sheet key by key, before anything of it is used."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from editorial.factsheets.facts import Facts, unit_codes
from models_gallery.models import Field, Form
from pagekit.partial_dates import validate_partial_date
from pagekit.text import slugify
from territory.models import AdministrativeUnit


class Broken(Exception):
    """A key of an entry does not hold what it must; carries the key and a message."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


_FIGURE_KEYS = {"indicator", "label", "value", "unit", "period", "as_printed", "note", "qualitative", "derived"}
_MODEL_KEYS = {
    "id", "name", "aliases", "field", "field_also", "form", "classified_from", "locality", "lead_unit",
    "participating", "start", "status", "period_reported", "scale", "outcomes", "funding", "how", "problem",
    "recognition", "replications", "legal_basis", "related", "source", "source_date", "other_sources",
}  # fmt: skip
_NEWS_KEYS = {
    "id", "source", "title", "date", "time", "author", "section", "publisher", "province", "summary", "points",
    "figures", "units", "unit_codes", "documents", "photos", "portal_features", "models", "other_named", "people",
    "commended",
}  # fmt: skip
_LOCALITY_KEYS = {"text", "hamlet", "place", "now", "units_2024", "units_2025"}
STATUSES = {"đang hoạt động", "đã nhân rộng", "thí điểm", "mới ra mắt", "tạm dừng", "kết thúc"}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Known:
    """What the database knows: the codes and terms that a sheet may name."""

    def __init__(self) -> None:
        self.codes = set(AdministrativeUnit.objects.values_list("code", flat=True))
        self.provinces = set(AdministrativeUnit.objects.in_force().provinces().values_list("code", flat=True))
        self.fields = set(Field.objects.values_list("key", flat=True))
        self.forms = set(Form.objects.values_list("key", flat=True))

    def check_model(self, facts: Facts) -> None:
        """Raise Broken at the first key of a model that does not hold what it must."""
        _check_keys(facts, _MODEL_KEYS)
        _require_id(facts)
        for key in ("name", "source"):
            _require_text(facts, key)
        for key in ("lead_unit", "how", "problem", "classified_from", "period_reported"):
            _optional_text(facts, key)
        self._check_term(facts, "field", self.fields, [facts.get("field")])
        self._check_term(facts, "field_also", self.fields, _list(facts, "field_also"))
        self._check_term(facts, "form", self.forms, _list(facts, "form"))
        _optional_date(facts, "source_date")
        for key in ("aliases", "participating", "recognition", "replications", "legal_basis", "related"):
            _check_texts(facts, key)
        for key in ("scale", "outcomes", "funding"):
            _check_figures(facts, key, "indicator")
        _optional_text(facts, "status")
        if facts.get("status") is not None and facts["status"] not in STATUSES:
            raise Broken("status", f"“{facts['status']}” is none of: {', '.join(sorted(STATUSES))}")
        start = _mapping(facts, "start")
        if start.get("year") is not None:
            _check_date(start["year"], "start.year")
        for place, other in _mappings(facts, "other_sources", "url"):
            if other.get("date"):
                _check_date(other["date"], f"{place}.date")
        self._check_locality(facts)

    def check_news(self, facts: Facts) -> None:
        """Raise Broken at the first key of a news item that does not hold what it must."""
        _check_keys(facts, _NEWS_KEYS)
        _require_id(facts)
        for key in ("title", "summary", "source"):
            _require_text(facts, key)
        for key in ("author", "section", "publisher"):
            _optional_text(facts, key)
        _optional_date(facts, "date")
        _check_texts(facts, "points")
        _check_texts(facts, "models")
        _check_figures(facts, "figures", "label")
        for place, document in _mappings(facts, "documents", "kind"):
            if document.get("date"):
                _check_date(document["date"], f"{place}.date")
        list(_mappings(facts, "commended", "who"))
        for place, unit in _mappings(facts, "unit_codes", "code"):
            self._check_code(unit["code"], f"{place}.code")
        if facts.get("province") is not None:
            province = _mapping(facts, "province")
            now = _mapping(province, "now", within="province").get("code")
            self._check_code(now, "province.now.code")
            if now not in self.provinces:
                raise Broken("province.now.code", f"“{now}” is not one of today's provinces")
            then = _mapping(province, "then", within="province")
            if then:
                self._check_code(then.get("code"), "province.then.code")

    def _check_locality(self, facts: Facts) -> None:
        locality = facts.get("locality")
        if not isinstance(locality, dict):
            raise Broken("locality", "is missing")
        _check_keys(locality, _LOCALITY_KEYS, within="locality")
        for key in ("units_2024", "units_2025"):
            for number, code in enumerate(_list(locality, key), start=1):
                self._check_code(code, f"locality.{key}[{number}]")
        if not unit_codes(locality):
            raise Broken("locality.units_2024", "names no administrative unit")
        _require_text(locality, "text", within="locality")
        for key in ("hamlet", "place", "note"):
            _optional_text(locality, key)

    def _check_code(self, code: Any, key: str) -> None:
        if code is None:
            raise Broken(key, "is missing")
        if not isinstance(code, str) or code not in self.codes:
            raise Broken(key, f"no administrative unit has the code “{code}”")

    def _check_term(self, facts: Facts, key: str, known: set[str], terms: Iterable[Any]) -> None:
        for term in terms:
            if not isinstance(term, str) or slugify(term) not in known:
                raise Broken(key, "is missing" if term is None else f"“{term}” is not in the vocabulary")


def _list(facts: Mapping[str, Any], key: str) -> list[Any]:
    value = facts.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Broken(key, "must be a list")
    return value


def _mapping(facts: Mapping[str, Any], key: str, within: str = "") -> Mapping[str, Any]:
    value = facts.get(key)
    if value is not None and not isinstance(value, dict):
        raise Broken(f"{within}.{key}" if within else key, "must be a mapping of keys to facts")
    return value or {}


def _mappings(facts: Facts, key: str, required: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each mapping of a list with its place; raise Broken where the required key holds no text."""
    for number, value in enumerate(_list(facts, key), start=1):
        place = f"{key}[{number}]"
        if not isinstance(value, dict):
            raise Broken(place, "must be a mapping of keys to facts")
        if not isinstance(value.get(required), str) or not value[required].strip():
            raise Broken(f"{place}.{required}", "is missing")
        yield place, value


def _check_keys(facts: Mapping[str, Any], known: set[str], within: str = "") -> None:
    for key in facts:
        if key not in known and not str(key).endswith("note"):
            raise Broken(f"{within}.{key}" if within else str(key), "is not a key of a fact sheet")


def _require_id(facts: Facts) -> None:
    if not isinstance(facts.get("id"), str) or not _SLUG.fullmatch(facts["id"]):
        raise Broken("id", "must be small letters, digits and hyphens")


def _require_text(facts: Mapping[str, Any], key: str, within: str = "") -> None:
    if not isinstance(facts.get(key), str) or not facts[key].strip():
        raise Broken(f"{within}.{key}" if within else key, "is missing")


def _optional_text(facts: Mapping[str, Any], key: str) -> None:
    if facts.get(key) is not None and not isinstance(facts[key], str):
        raise Broken(key, "must be a text")


def _optional_date(facts: Facts, key: str) -> None:
    if facts.get(key) is not None:
        _check_date(facts[key], key)


def _check_date(value: Any, key: str) -> None:
    try:
        validate_partial_date(str(value))
    except Exception as error:
        raise Broken(key, f"“{value}” is not a date such as 2018, 2018-06 or 2018-06-12") from error


def _check_texts(facts: Facts, key: str) -> None:
    for number, text in enumerate(_list(facts, key), start=1):
        if not isinstance(text, str) or not text.strip():
            raise Broken(f"{key}[{number}]", "must be a text")


def _check_figures(facts: Facts, key: str, name: str) -> None:
    for place, figure in _mappings(facts, key, name):
        _check_keys(figure, _FIGURE_KEYS, within=place)
        if all(figure.get(part) in (None, "") for part in ("value", "as_printed", "qualitative")):
            raise Broken(f"{place}.value", "is missing")
