"""How queries are compared, how they are written in lists, and which of them may be kept. Pure functions.

A list that editors write has one entry a line; its lines are read here, too.
"""

import re

from pagekit.text import fold, normalise, unify_tones, words

# What is longer is a letter rather than a query, and may tell about the one who wrote it.
LONGEST_KEPT = 100
MOST_KEPT_WORDS = 12

_AT_THE_ENDS = re.compile(r"^[\W_]+|[\W_]+$")
# Digits with what people put between those of a telephone number.
_NUMBER = re.compile(r"\d+(?:[\s.()–-]+\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_PERSONAL_NUMBER = 6


def query_key(text: str) -> str:
    """Return what makes two queries the same: their words without diacritics. Empty for a text without words."""
    return " ".join(words(fold(text)))


def shown_form(text: str) -> str:
    """Return a query as lists show it: small letters, tone marks the older way, no punctuation around its words.

    An abbreviation keeps its capitals, which may be all that tells it from a word: `CA phường` is not `ca phường`.
    """
    bare = (_AT_THE_ENDS.sub("", part) for part in unify_tones(normalise(text)).split())
    parts = [part for part in bare if part]
    shouted = len(parts) > 1 and all(part.isupper() for part in parts)
    return " ".join(part if part.isupper() and len(part) > 1 and not shouted else part.lower() for part in parts)


def may_identify(text: str) -> bool:
    """Tell whether a typed text may lead to a person: an address of e-mail, a telephone number, a whole letter."""
    plain = normalise(text)
    return (
        "@" in plain
        or len(plain) > LONGEST_KEPT
        or len(words(plain)) > MOST_KEPT_WORDS
        or any(_is_personal(re.findall(r"\d+", found)) for found in _NUMBER.findall(plain))
    )


def lines_of(text: str) -> list[str]:
    """Return the entries of a text that has one a line, normalised, without empty ones."""
    return [line for line in map(normalise, text.splitlines()) if line]


def _is_personal(numbers: list[str]) -> bool:
    """Whether numbers that stand together make a personal one; a run of years such as `2021-2025` does not."""
    long = sum(map(len, numbers)) >= _SHORTEST_PERSONAL_NUMBER
    return long and not all(_YEAR.fullmatch(number) for number in numbers)
