"""Turns what a person typed into a SearchRequest. Pure functions: no database, no network.

Everything is clamped here, before either engine sees it: no text, however long or strange, makes a costly query.
"""

import re
from collections.abc import Mapping, Sequence

from pagekit.facets import clamp
from pagekit.text import fold, has_diacritics, normalise, unify_tones, words
from search.answers import FACETS, SearchRequest, Sort

MAX_CHARACTERS = 200
MAX_WORDS = 32
MAX_PHRASES = 4
MAX_DEPTH = 1_000
MAX_PAGE_SIZE = 100
DEFAULT_PAGE_SIZE = 20

_QUOTED = re.compile(r'"([^"]*)"')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"'))
# The kind of a unit before its name, as people type it; the name alone is what is compared.
_UNIT_KIND = re.compile(r"^(?:thanh pho|thi xa|thi tran|dac khu|tinh|huyen|quan|phuong|xa|tp|tx|tt)\.?\s+(?=\D)")


class TooDeepError(ValueError):
    """The page asked for lies beyond what the search goes through."""


def clean(text: str) -> str:
    """Return typed text normalised, with plain quotation marks, cut to the longest query at a word's end."""
    cleaned = normalise(text[: MAX_CHARACTERS * 4]).translate(_QUOTES)
    if len(cleaned) > MAX_CHARACTERS:
        cleaned = cleaned[: MAX_CHARACTERS + 1].rpartition(" ")[0] or cleaned[:MAX_CHARACTERS]
    return unify_tones(cleaned)


def build_request(
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    lang: str = "",
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    page_size: int = DEFAULT_PAGE_SIZE,
) -> SearchRequest:
    """Return the request of a typed text and chosen filters.

    Raises TooDeepError when the page reaches beyond the first thousand results.
    """
    page, page_size = max(page, 1), min(max(page_size, 1), MAX_PAGE_SIZE)
    if page * page_size > MAX_DEPTH:
        raise TooDeepError(page)
    cleaned = clean(text)
    quoted = [words(phrase) for phrase in _QUOTED.findall(cleaned)]
    phrases = [phrase[: MAX_WORDS // MAX_PHRASES] for phrase in quoted if phrase][:MAX_PHRASES]
    left = MAX_WORDS - sum(len(phrase) for phrase in phrases)
    outside = words(_QUOTED.sub(" ", cleaned))[:left]
    return SearchRequest(
        text=cleaned,
        words=tuple(outside),
        phrases=tuple(" ".join(phrase) for phrase in phrases),
        has_diacritics=has_diacritics(cleaned),
        filters={name: tuple(kept) for name in FACETS if (kept := clamp((filters or {}).get(name, ())))},
        lang=lang,
        sort=sort,
        page=page,
        page_size=page_size,
    )


def place_name(request: SearchRequest) -> str:
    """Return the whole query as the key of a place name: `Tỉnh Bình Định` is `binh dinh`."""
    return place_key(" ".join(request.words))


def place_key(name: str) -> str:
    """Return a unit's name without its kind and without diacritics."""
    return _UNIT_KIND.sub("", " ".join(words(fold(name))))
