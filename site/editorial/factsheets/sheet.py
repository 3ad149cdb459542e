"""Reads fact sheets and checks every entry before anything of it is used."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pagekit.partial_dates import validate_partial_date
from pagekit.text import slugify
from territory.models import AdministrativeUnit

from models_gallery.models import Field, Form

Facts = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong in a sheet: file, entry, key and a plain message."""

    file: str
    entry: str
    key: str
    message: str

    def __str__(self) -> str:
        place = ": ".join(filter(None, (self.file, self.entry, self.key)))
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class Entry:
    """One model or news item of a sheet, with the other news of the same file at hand for sources."""

    file: str
    kind: str
    facts: Facts

    @property
    def id(self) -> str:
        """The identifier of the entry, which becomes the address of its page."""
        return str(self.facts["id"])

    @property
    def key(self) -> str:
        """The identifier among entries of both kinds."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Sheet:
    """The sound entries of a file and the faults of the others."""

    models: list[Entry]
    news: list[Entry]
    faults: list[Fault]


class Broken(Exception):
    """A key of an entry does not hold what it must; carries the key and a message."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


def read_sheet(path: Path) -> Sheet:
    """Read a fact sheet; entries with faults are left out and the faults told. Never raises for bad content."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_SheetLoader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        return Sheet([], [], [Fault(path.name, "", "", f"cannot be read: {error.strerror}")])
    except UnicodeDecodeError:
        return Sheet([], [], [Fault(path.name, "", "", "is not UTF-8 text")])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "the text ends too early"
        return Sheet([], [], [Fault(path.name, "", "", f"broken YAML{where}: {problem}")])
    if not isinstance(content, dict):
        return Sheet([], [], [Fault(path.name, "", "", "a sheet is a mapping with “models” and “news”")])
    known = _Known()
    faults: list[Fault] = []
    models = list(_sound(path.name, "models", content.get("models"), known.check_model, faults))
    news = list(_sound(path.name, "news", content.get("news"), known.check_news, faults))
    return Sheet(models, news, faults)


class _SheetLoader(yaml.SafeLoader):
    """Reads dates as the text they are: `2018-06` and `2018-06-12` alike."""


_SheetLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _sound(file: str, kind: str, entries: Any, check: Callable[[Facts], None], faults: list[Fault]) -> Iterator[Entry]:
    if entries is None:
        return
    if not isinstance(entries, list):
        faults.append(Fault(file, kind, "", "must be a list of entries"))
        return
    seen: set[str] = set()
    for number, facts in enumerate(entries, start=1):
        name = f"{kind}[{number}]"
        try:
            if not isinstance(facts, dict):
                raise Broken("", "an entry is a mapping of keys to facts")
            name = str(facts.get("id") or name)
            check(facts)
            if facts["id"] in seen:
                raise Broken("id", "another entry of this file has the same id")
        except Broken as broken:
            faults.append(Fault(file, name, broken.key, broken.message))
            continue
        seen.add(facts["id"])
        yield Entry(file, kind, facts)


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


class _Known:
    """What the database knows: the codes and terms that a sheet may name."""

    def __init__(self) -> None:
        self.codes = set(AdministrativeUnit.objects.values_list("code", flat=True))
        self.fields = set(Field.objects.values_list("key", flat=True))
        self.forms = set(Form.objects.values_list("key", flat=True))

    def check_model(self, facts: Facts) -> None:
        _check_keys(facts, _MODEL_KEYS)
        _require_id(facts)
        _require_text(facts, "name")
        _require_text(facts, "source")
        self._check_term(facts, "field", self.fields, [facts.get("field")])
        self._check_term(facts, "field_also", self.fields, _list(facts, "field_also"))
        self._check_term(facts, "form", self.forms, _list(facts, "form"))
        _optional_date(facts, "source_date")
        for key in ("aliases", "participating", "recognition", "replications", "legal_basis", "related"):
            _check_texts(facts, key)
        for key in ("scale", "outcomes", "funding"):
            _check_figures(facts, key, "indicator")
        if facts.get("status") is not None and facts["status"] not in STATUSES:
            raise Broken("status", f"“{facts['status']}” is none of: {', '.join(sorted(STATUSES))}")
        self._check_locality(facts)

    def check_news(self, facts: Facts) -> None:
        _check_keys(facts, _NEWS_KEYS)
        _require_id(facts)
        _require_text(facts, "title")
        _require_text(facts, "summary")
        _require_text(facts, "source")
        _optional_date(facts, "date")
        _check_texts(facts, "points")
        _check_texts(facts, "models")
        _check_figures(facts, "figures", "label")
        for number, document in enumerate(_list(facts, "documents"), start=1):
            if not isinstance(document, dict) or not document.get("kind"):
                raise Broken(f"documents[{number}].kind", "is missing")
            if document.get("date"):
                _check_date(document["date"], f"documents[{number}].date")
        province = facts.get("province")
        if province is not None:
            for when in ("now", "then"):
                code = (province.get(when) or {}).get("code") if isinstance(province, dict) else None
                if when == "now" and code is None:
                    raise Broken("province.now.code", "is missing")
                if code is not None:
                    self._check_code(code, f"province.{when}.code")
        for number, unit in enumerate(_list(facts, "unit_codes"), start=1):
            self._check_code(unit.get("code"), f"unit_codes[{number}].code")

    def _check_locality(self, facts: Facts) -> None:
        locality = facts.get("locality")
        if not isinstance(locality, dict):
            raise Broken("locality", "is missing")
        _check_keys(locality, _LOCALITY_KEYS, within="locality")
        codes = unit_codes(locality)
        if not codes:
            raise Broken("locality.units_2024", "names no administrative unit")
        for key in ("units_2024", "units_2025"):
            for number, code in enumerate(_list(locality, key), start=1):
                self._check_code(code, f"locality.{key}[{number}]")

    def _check_code(self, code: Any, key: str) -> None:
        if code not in self.codes:
            raise Broken(key, f"no administrative unit has the code “{code}”")

    def _check_term(self, facts: Facts, key: str, known: set[str], terms: Iterable[Any]) -> None:
        for term in terms:
            if not isinstance(term, str) or slugify(term) not in known:
                raise Broken(key, "is missing" if term is None else f"“{term}” is not in the vocabulary")


def unit_codes(locality: Mapping[str, Any]) -> list[str]:
    """Return the codes of the units of a locality, as the sheet lists them."""
    return [*_list(locality, "units_2024"), *_list(locality, "units_2025")]


def _list(facts: Mapping[str, Any], key: str) -> list[Any]:
    value = facts.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Broken(key, "must be a list")
    return value


def _check_keys(facts: Mapping[str, Any], known: set[str], within: str = "") -> None:
    for key in facts:
        if key not in known and not str(key).endswith("note"):
            raise Broken(f"{within}.{key}" if within else str(key), "is not a key of a fact sheet")


def _require_id(facts: Facts) -> None:
    if not isinstance(facts.get("id"), str) or not _SLUG.fullmatch(facts["id"]):
        raise Broken("id", "must be small letters, digits and hyphens")


def _require_text(facts: Facts, key: str) -> None:
    if not isinstance(facts.get(key), str) or not facts[key].strip():
        raise Broken(key, "is missing")


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
    for number, figure in enumerate(_list(facts, key), start=1):
        place = f"{key}[{number}]"
        if not isinstance(figure, dict):
            raise Broken(place, "must be a mapping")
        _check_keys(figure, _FIGURE_KEYS, within=place)
        if not figure.get(name):
            raise Broken(f"{place}.{name}", "is missing")
        if all(figure.get(part) in (None, "") for part in ("value", "as_printed", "qualitative")):
            raise Broken(f"{place}.value", "is missing")
