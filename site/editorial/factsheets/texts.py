"""The texts an editor wrote from the fact sheets, by the id of the entry."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CONTENT = Path(apps.get_app_config("editorial").path) / "content"

Texts = Mapping[str, Any]


@cache
def _all_texts() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = {"models": {}, "news": {}}
    for path in sorted((CONTENT / "texts").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind, known in texts.items():
            known.update(content.get(kind) or {})
    return texts


def texts_for(kind: str, entry_id: str) -> Texts:
    """Return what was written for an entry; empty when nothing was, and the sheet must speak for itself."""
    found: Texts = _all_texts()[kind].get(entry_id, {})
    return found


_SOURCE_WORDS = (
    (re.compile(r"\b(?:Trang|Bản chụp|Bản trích|Đoạn trích)\b"), "Nguồn"),
    (re.compile(r"\b(?:trang|bản chụp|bản trích|đoạn trích)\b(?! thông tin)"), "nguồn"),
)
_FROM_ARCHIVE = "Ngày ghi theo bản lưu của nguồn."


def reader_note(note: str | None) -> str:
    """Return a sheet's note as it may stand on a page; empty when it speaks of the sheet's own making.

    "Trang" means the source's page to the maker of a sheet, but this very page to a reader. Sentences about the
    catalogue file and about labels of the archive are no reader's business.
    """
    sentences = re.split(r"(?<=\.)\s+", note or "")
    if any("kho lưu" in sentence for sentence in sentences):
        return _FROM_ARCHIVE
    kept = " ".join(
        sentence for sentence in sentences if not re.search(r"\bCSV\b|\bmã\b|date_note|dãy số|mili giây", sentence)
    )
    for pattern, word in _SOURCE_WORDS:
        kept = pattern.sub(word, kept)
    return kept


def paragraphs(texts: list[str]) -> SafeString:
    """Return plain paragraphs as the markup of a rich text."""
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts))


def bullets(texts: list[str]) -> SafeString:
    """Return plain lines as the markup of a list."""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((text,) for text in texts)))
