"""The one normaliser of Vietnamese text: slugs, search and the detection of duplicates all use it.

Vietnamese arrives in several shapes that look alike: composed or decomposed letters, no-break spaces from Word,
tone marks placed the old way (`hòa`) or the new way (`hoà`), with diacritics or typed without.
"""

import re
import unicodedata
from functools import lru_cache

# Both ways of placing a tone over oa, oe, uy are correct spelling; the older one is the key of comparison.
# The rule concerns open syllables only: in `hoàn` both schools write the mark over the a.
_NEW_TO_OLD_TONE = {
    f"{glide}{new}": f"{old}{vowel}"
    for glide, vowel, olds, news in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for old, new in zip(olds, news, strict=True)
}
_NEW_TONE = re.compile(
    rf"(?<![qQ])({'|'.join(_NEW_TO_OLD_TONE)})(?![^\W\d_])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_WORD = re.compile(r"[^\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    """Return the text composed (NFC), with plain single spaces and without invisible or control characters."""
    # Invisible letters go first: one between a vowel and its tone mark would keep the two apart.
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", _CONTROL.sub(" ", visible)).strip()


def unify_tones(text: str) -> str:
    """Return the text with tone marks placed the older way: `hoà` and `hòa` become one word."""

    def replace(match: re.Match[str]) -> str:
        found = match.group()
        unified = _NEW_TO_OLD_TONE[found.lower()]
        if found.isupper():
            return unified.upper()
        return unified.capitalize() if found[0].isupper() else unified

    return _NEW_TONE.sub(replace, text)


def fold(text: str) -> str:
    """Return the text as it is typed without diacritics, in lower case: `Bóng điện` becomes `bong dien`."""
    # `ð` is what old Vietnamese encodings left of `đ`.
    lowered = normalise(text).lower().replace("đ", "d").replace("ð", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return normalise("".join(letter for letter in decomposed if not unicodedata.combining(letter)))


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Return a single word as it is typed without diacritics; remembered, since queries ask for the same again."""
    return fold(word)


def words(text: str) -> list[str]:
    """Return the words of a text in order: runs of letters and digits."""
    return _WORD.findall(text)


def exact_words(text: str) -> list[str]:
    """Return the words of a text as they are compared with their diacritics: small, tone marks the older way."""
    return words(unify_tones(normalise(text)).lower())


def has_diacritics(text: str) -> bool:
    """Tell whether a text was typed with Vietnamese letters, so that they may be taken seriously."""
    return fold(text) != normalise(text).lower()


def slugify(text: str) -> str:
    """Return the slug of a text: `đ` is kept as `d`, which Django's own helper drops."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")
