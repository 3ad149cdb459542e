"""Fields that hold one entry a line, as editors write lists."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from search.keys import query_key

MOST_LINES = 40
LONGEST_LINE = 100


def line_faults(lines: Sequence[str], *, most_words: int) -> Iterator[ValidationError]:
    """Yield what is wrong with the lines of a list, in an editor's words: at most one fault for each line."""
    if len(lines) > MOST_LINES:
        yield ValidationError(_("A list may have at most %(count)d lines."), params={"count": MOST_LINES})
    for line in lines:
        count = len(query_key(line).split())
        if not count:
            yield ValidationError(_("“%(line)s” has no words."), params={"line": line[:LONGEST_LINE]})
        elif len(line) > LONGEST_LINE or count > most_words:
            yield ValidationError(
                _("“%(line)s …” is too long: at most %(words)d words and %(characters)d characters in one line."),
                params={"line": line[:40], "words": most_words, "characters": LONGEST_LINE},
            )
