"""Marks found words in text, as safe markup."""

import re
from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pagekit.text import fold

_WORD = re.compile(r"[^\W_]+")
_SNIPPET = 220
_BEFORE = 60


def mark(text: str, folded_words: Collection[str]) -> SafeString:
    """Return the text escaped, with the words that are one of the folded words inside `<mark>`."""
    parts, end = [], 0
    for match in _WORD.finditer(text):
        if fold(match.group()) in folded_words:
            parts += [escape(text[end : match.start()]), "<mark>", escape(match.group()), "</mark>"]
            end = match.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts).replace("</mark> <mark>", " "))


def snippet(text: str, folded_words: Collection[str]) -> SafeString:
    """Return the stretch of a text around its first found word, marked; empty when no word is found."""
    first = next((match for match in _WORD.finditer(text) if fold(match.group()) in folded_words), None)
    if first is None:
        return SafeString()
    start = max(first.start() - _BEFORE, 0)
    if start:
        start = text.find(" ", start, first.start()) + 1 or first.start()
    piece = text[start : start + _SNIPPET]
    if start + _SNIPPET < len(text):
        piece = piece.rpartition(" ")[0] or piece
    marked = mark(piece, folded_words)
    before = "… " if start else ""
    after = " …" if start + len(piece) < len(text) else ""
    return mark_safe(f"{before}{marked}{after}")
