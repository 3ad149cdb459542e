"""The judged queries: what people type, and which pages of the demo content a sensible reader wants to see for it.

A file of `judged/` is a list of entries with `q`, `kind` and `relevant`, the grades by address of page: 3 is just what
is looked for, 2 clearly useful, 1 on the topic. A page that is not named is not wanted; an entry of the kind `zero`
names none, for it asks for something that the site is not about. Who types a name, well or badly, wants what bears
it: of the kinds `title`, `plain`, `typing`, `slip` and `phrase` pages that are merely on the same topic are not graded.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "judged"
# Judged when the search was done, and not looked into since: how well it does on what it was not made for.
HELD_OUT = Path(__file__).parent / "held_out"
KINDS = (
    "title", "plain", "typing", "slip", "abbreviation", "synonym", "place", "need", "english", "phrase", "zero",
)  # fmt: skip
_GRADES = range(1, 4)


class JudgmentError(Exception):
    """A judged query does not hold together; the message names it."""


@dataclass(frozen=True)
class Judged:
    """A query of a kind with the grades of the pages wanted, by address."""

    query: str
    kind: str
    grades: dict[str, int]


def load(folder: Path = FOLDER) -> list[Judged]:
    """Return all judged queries. Raises JudgmentError for an entry that makes no sense or stands there twice."""
    judged = [
        _read(entry) for path in sorted(folder.glob("*.yaml")) for entry in yaml.safe_load(path.read_text("utf-8"))
    ]
    seen: set[str] = set()
    for one in judged:
        if one.query in seen:
            raise JudgmentError(f"“{one.query}” is judged twice")
        seen.add(one.query)
    return judged


def _read(entry: dict[str, object]) -> Judged:
    query, kind, grades = entry.get("q"), entry.get("kind"), entry.get("relevant")
    if not isinstance(query, str) or kind not in KINDS or not isinstance(grades, dict):
        raise JudgmentError(f"{entry!r}: q, kind or relevant is missing")
    if any(grade not in _GRADES for grade in grades.values()):
        raise JudgmentError(f"“{query}”: grades go from 1 to 3")
    if bool(grades) == (kind == "zero"):
        raise JudgmentError(f"“{query}”: only the kind zero wants no page")
    return Judged(query, str(kind), grades)
