"""How near two words are, to the ear and on the keyboard. Pure functions."""

import re

from pagekit.text import fold_word

# Sounds that one region or another does not tell apart, and letters that sound alike everywhere.
_SOUNDS = (
    (re.compile(r"^(?:tr|ch)"), "c1"),
    (re.compile(r"^(?:s|x)"), "x"),
    (re.compile(r"^(?:gi|d|r|v)(?=[aeiouy])"), "z"),
    (re.compile(r"^(?:ngh|ng)"), "n1"),
    (re.compile(r"^(?:gh|g)"), "g"),
    (re.compile(r"^(?:k|q|c)(?!1)"), "k"),
    (re.compile(r"^(?:l|n)(?!1)"), "l"),
    (re.compile(r"(?:ng|nh|n)$"), "n"),
    (re.compile(r"[ct]$"), "t"),
    (re.compile("y"), "i"),
)


def sounds_like(word: str) -> str:
    """Return a key that words share when they sound alike somewhere in the country."""
    key = fold_word(word)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with their neighbour.

    The optimal string alignment distance of Damerau and Levenshtein.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
