"""The catalogue check names each message a reader would see in English; compiling skips what is fresh."""

import os
from pathlib import Path

import polib  # type: ignore[import-untyped]  # polib ships without types
import pytest

from tools.check_catalogue import find_faults
from tools.compile_messages import compile_stale


def faults(message: polib.POEntry, *catalogue: polib.POEntry) -> list[str]:
    return list(find_faults(catalogue, [message]))


def test_it_is_content_with_a_translated_message() -> None:
    assert faults(polib.POEntry(msgid="Home"), polib.POEntry(msgid="Home", msgstr="Trang chủ")) == []


def test_it_names_a_message_that_the_catalogue_lacks() -> None:
    assert faults(polib.POEntry(msgid="Home")) == ["not in the catalogue: 'Home'"]


def test_it_tells_messages_of_different_contexts_apart() -> None:
    elsewhere = polib.POEntry(msgid="Home", msgctxt="house", msgstr="Nhà")
    assert faults(polib.POEntry(msgid="Home"), elsewhere) == ["not in the catalogue: 'Home'"]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (polib.POEntry(msgid="Home"), "not translated: 'Home'"),
        (polib.POEntry(msgid="Home", msgstr="Trang chủ", flags=["fuzzy"]), "fuzzy: 'Home'"),
    ],
)
def test_it_names_an_unfinished_translation(entry: polib.POEntry, complaint: str) -> None:
    assert faults(polib.POEntry(msgid="Home"), entry) == [complaint]


def test_it_names_a_translation_that_asks_for_an_unknown_value() -> None:
    broken = polib.POEntry(msgid="%(count)s models", msgstr="%(number)s mô hình")
    complaint = "translation asks for unknown number: '%(count)s models'"
    assert faults(polib.POEntry(msgid="%(count)s models"), broken) == [complaint]


def test_it_wants_the_plural_form_translated() -> None:
    message = polib.POEntry(msgid="one", msgid_plural="many")
    empty = polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: ""})
    full = polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "nhiều"})
    assert faults(message, empty) == ["not translated: 'one'"]
    assert faults(message, full) == []


def test_it_compiles_a_catalogue_once_and_again_after_a_change(tmp_path: Path) -> None:
    source = tmp_path / "vi/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Home", msgstr="Trang chủ"))
    catalogue.save(str(source))
    assert compile_stale(tmp_path) == (1, 1)
    assert compile_stale(tmp_path) == (0, 1)
    assert polib.mofile(str(source.with_suffix(".mo")))[0].msgstr == "Trang chủ"
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_stale(tmp_path) == (1, 1)
