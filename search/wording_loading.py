"""Loads word groups and place aliases that come with the site, and leaves alone what editors have made of them.

The file is YAML:

    word_groups:
      - {kind: abbreviation, expressions: [an toàn giao thông, ATGT], note: …}
    place_aliases:
      - {name: Sài Gòn, unit: 2025-P79}

A group is known by its kind and first expression, an alias by its name without diacritics and its unit.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from search.choices import WordGroupKind
from search.keys import lines_of, query_key
from search.models import PlaceAlias, WordGroup
from territory.gazetteer import gazetteer

BASE = Path(apps.get_app_config("search").path) / "wording" / "base.yaml"

Facts = Mapping[str, Any]
Key = tuple[str, str]
Row = TypeVar("Row", WordGroup, PlaceAlias)


class WordingError(Exception):
    """The file does not hold together; the message names the entry or the line."""


class _Fault(Exception):
    """What is wrong with an entry."""


@dataclass(frozen=True)
class LoadReport:
    """How many word groups and place aliases were created; the others were there and stay as they are."""

    groups_created: int
    groups_kept: int
    aliases_created: int
    aliases_kept: int


def load_wording(path: Path = BASE) -> LoadReport:
    """Create what of a file is missing in the database, all of it or nothing.

    Rows that are there are never written, whatever an editor changed in them or whether they are in use. Raises
    WordingError, before anything is written, when the file cannot be read or an entry is not right.
    """
    lists = _read(path)
    present_groups: set[Key] = set(WordGroup.objects.values_list("kind", "main"))
    present_aliases: set[Key] = set(PlaceAlias.objects.values_list("key", "unit_id"))
    groups, groups_kept = _missing(lists, "word_groups", _group, present_groups)
    aliases, aliases_kept = _missing(lists, "place_aliases", _alias, present_aliases)
    with transaction.atomic():
        for row in [*groups, *aliases]:
            row.save()
    return LoadReport(len(groups), groups_kept, len(aliases), aliases_kept)


def _read(path: Path) -> Facts:
    try:
        lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise WordingError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(lists, dict) or not lists.keys() <= {"word_groups", "place_aliases"}:
        raise WordingError(f"{path.name} must hold word_groups, place_aliases and nothing else.")
    return lists


def _missing(
    lists: Facts, name: str, build: Callable[[Facts], tuple[Key, Row]], present: set[Key]
) -> tuple[list[Row], int]:
    """Return the sound rows of a list whose keys are not present, and how many others there are."""
    rows: dict[Key, Row] = {}
    kept: set[Key] = set()
    for place, facts in _entries(lists, name):
        try:
            key, row = build(facts)
            if key in rows or key in kept:
                raise _Fault("is in the list twice")
            if key in present:
                kept.add(key)
                continue
            _check(row)
        except _Fault as error:
            raise WordingError(f"{place}: {error}") from error
        rows[key] = row
    return list(rows.values()), len(kept)


def _entries(lists: Facts, name: str) -> Iterator[tuple[str, Facts]]:
    """Yield each entry of a list with its place, as `word_groups[3] “an toàn giao thông”`."""
    entries = lists.get(name) or []
    if not isinstance(entries, list):
        raise WordingError(f"{name} must be a list.")
    for number, facts in enumerate(entries, start=1):
        place = f"{name}[{number}]"
        if not isinstance(facts, dict):
            raise WordingError(f"{place}: must be a mapping")
        expressions = facts.get("expressions")
        named = expressions[0] if expressions and isinstance(expressions, list) else facts.get("name")
        yield f"{place} “{named}”" if named else place, facts


def _group(facts: Facts) -> tuple[Key, WordGroup]:
    _check_keys(facts, {"kind", "expressions", "note"})
    kind = _text(facts, "kind")
    if kind not in WordGroupKind.values:
        raise _Fault(f"kind “{kind}” is none of: {', '.join(WordGroupKind.values)}")
    expressions = facts.get("expressions")
    if not isinstance(expressions, list) or not all(isinstance(one, str) for one in expressions):
        raise _Fault("expressions must be a list of texts")
    row = WordGroup(kind=kind, expressions="\n".join(expressions), note=_text(facts, "note"))
    return (kind, next(iter(lines_of(row.expressions)), "")), row


def _alias(facts: Facts) -> tuple[Key, PlaceAlias]:
    _check_keys(facts, {"name", "unit"})
    name, code = _text(facts, "name"), _text(facts, "unit")
    if code not in gazetteer().places:
        raise _Fault(f"no administrative unit has the code “{code}”")
    return (query_key(name), code), PlaceAlias(name=name, unit_id=code)


def _check_keys(facts: Facts, known: set[str]) -> None:
    if unknown := facts.keys() - known:
        raise _Fault(f"“{min(map(str, unknown))}” is none of: {', '.join(sorted(known))}")


def _text(facts: Facts, key: str) -> str:
    value = facts.get(key, "")
    if not isinstance(value, str):
        raise _Fault(f"{key} must be a text")
    return value


def _check(row: WordGroup | PlaceAlias) -> None:
    """Hold a row to what editors are held to. Raises _Fault."""
    follows = [column.name for column in row._meta.fields if not column.editable]
    try:
        with translation.override(None):
            row.full_clean(exclude=follows, validate_constraints=False)
    except ValidationError as error:
        raise _Fault(" ".join(error.messages)) from error
