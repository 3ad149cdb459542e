"""Reads fact sheets and checks every entry before anything of it is used."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from editorial.factsheets.checks import Broken, Known
from editorial.factsheets.facts import Facts


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
    except (ValueError, KeyError, AttributeError, RecursionError) as error:
        return Sheet([], [], [Fault(path.name, "", "", f"holds what a fact sheet cannot hold: {error!r:.120}")])
    if not isinstance(content, dict):
        return Sheet([], [], [Fault(path.name, "", "", "a sheet is a mapping with “models” and “news”")])
    known = Known()
    faults: list[Fault] = []
    models = list(_sound(path.name, "models", content.get("models"), known.check_model, faults))
    news = list(_sound(path.name, "news", content.get("news"), known.check_news, faults))
    return Sheet(models, news, faults)


class _SheetLoader(yaml.SafeLoader):
    """Reads dates as the text they are, `2018-06` and `2018-06-12` alike, and refuses references within a sheet.

    A few lines of references to references can unfold to gigabytes; no sheet needs one.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose a node; raise YAMLError for a reference."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
            raise yaml.composer.ComposerError(None, None, "references (*name) are not allowed", event.start_mark)
        return super().compose_node(parent, index)


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
