#!/usr/bin/env python3
"""Checks that every message of our own sources is translated in locale/vi.

    python tools/check_catalogue.py            list what lacks a translation; exit status 1 if anything does
    python tools/check_catalogue.py --update   write new messages into the catalogue, to be translated

The messages are extracted by Django from a copy of the sources, so that nothing in the project is
touched. The catalogue may also hold messages that are not ours, such as those of Wagtail's admin that
Wagtail itself leaves in English: they are kept as they are.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "locale/vi/LC_MESSAGES/django.po"
SOURCES = ("site", "home", "models_gallery", "news", "search")
NOT_SOURCES = shutil.ignore_patterns("content", "migrations", "static", "__pycache__", "locale")
# Vietnamese nouns have no plural form.
METADATA = {
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def main() -> int:
    """Check or update the catalogue; return the exit status."""
    parser = argparse.ArgumentParser(description="Compare locale/vi with the messages in the sources.")
    parser.add_argument("--update", action="store_true", help="write new messages into the catalogue")
    options = parser.parse_args()
    missing_programs = [name for name in ("xgettext", "msguniq") if not shutil.which(name)]
    if missing_programs:
        print(f"{' and '.join(missing_programs)} missing: install the package gettext", file=sys.stderr)
        return 1
    messages = extract()
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=0) if CATALOGUE.exists() else polib.POFile(wrapwidth=0)
    if options.update:
        update(catalogue, messages)
    complaints = list(find_faults(catalogue, messages))
    for complaint in complaints:
        print(complaint)
    print(f"locale/vi: {len(messages)} messages in our sources, {len(complaints)} to be seen to")
    return 1 if complaints else 0


def extract() -> polib.POFile:
    """Return the messages of our own Python files and templates, without translations."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for source in SOURCES:
            shutil.copytree(PROJECT / source, copy / source, ignore=NOT_SOURCES)
        (copy / "locale").mkdir()
        # As a module of its own process: Django must not find this folder's elasticsearch.py.
        command = [sys.executable, "-m", "django", "makemessages", "-l", "vi", "--no-location", "-v", "0"]
        subprocess.run(command, cwd=copy, check=True)
        extracted = copy / "locale/vi/LC_MESSAGES/django.po"
        return polib.pofile(str(extracted)) if extracted.exists() else polib.POFile()


def key(entry: polib.POEntry) -> tuple[str, str]:
    """Return what identifies a message: its context and its source text."""
    return entry.msgctxt or "", entry.msgid


def translations(entry: polib.POEntry) -> list[str]:
    """Return the translated texts of a message, one or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    """Return the named values that a message will be filled with: {"count"} for "%(count)s items"."""
    return set(re.findall(r"%\((\w+)\)", text))


def find_faults(catalogue: Iterable[polib.POEntry], messages: Iterable[polib.POEntry]) -> Iterator[str]:
    """Name each message that readers would see in English, or that would break when it is filled."""
    known = {key(entry): entry for entry in catalogue if not entry.obsolete}
    for message in messages:
        context, text = key(message)
        name = repr(text) + (f" (context {context!r})" if context else "")
        entry = known.get((context, text))
        if entry is None:
            yield f"not in the catalogue: {name}"
        elif entry.fuzzy:
            yield f"fuzzy: {name}"
        elif not all(translations(entry)) or not translations(entry):
            yield f"not translated: {name}"
        else:
            wanted = placeholders(text) | placeholders(message.msgid_plural or "")
            unknown = set().union(*map(placeholders, translations(entry))) - wanted
            if unknown:
                yield f"translation asks for unknown {', '.join(sorted(unknown))}: {name}"


def update(catalogue: polib.POFile, messages: Iterable[polib.POEntry]) -> None:
    """Add what is new, refresh the programmers' comments and flags, sort, and write the file."""
    known = {key(entry): entry for entry in catalogue}
    added = 0
    for message in messages:
        entry = known.get(key(message))
        if entry is None:
            catalogue.append(message)
            added += 1
            continue
        entry.obsolete = False
        entry.comment = message.comment
        entry.msgid_plural = message.msgid_plural
        entry.flags = sorted({*message.flags, *(["fuzzy"] if entry.fuzzy else [])})
    for entry in catalogue:
        entry.occurrences = []
        if entry.msgid_plural:
            # makemessages writes as many forms as its own table says; ours has one.
            entry.msgstr_plural = {0: entry.msgstr_plural.get(0, "")}
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.metadata = METADATA
    catalogue.header = "Vietnamese texts of the site."
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    print(f"{CATALOGUE.relative_to(PROJECT)} written: {len(catalogue)} messages, {added} of them new")


if __name__ == "__main__":
    sys.exit(main())
