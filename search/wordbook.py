"""The language of the site as the search reads it: the editors' words, the names of vocabulary terms, places.

Kept in each process, and checked against the editors' list with every search, so that a change there has effect at
once; names of terms and units, which hardly ever change, may be a minute old.
"""

import threading
import time
from collections.abc import Iterable, Iterator

from django.db import connection

from models_gallery.models import ExemplarPage, Field, Form, UnitType
from pagekit.visibility import every_page
from search import function_words
from search.choices import WordGroupKind
from search.document import searched_types
from search.lexicon import Group, Lexicon, expression
from search.models import PlaceAlias, WordGroup
from search.places import PlaceReader
from search.query import Language
from search.spelling import Spelling
from territory.gazetteer import Gazetteer, gazetteer

_KEPT_S = 60.0
# Slips are mended from the names and summaries of so many pages, the newest: enough for the words of the field.
_PAGES_READ = 2_000
# As SQL, for every search asks it: to compile the same with the ORM takes ten times as long as to answer it.
_STAMP = """
    SELECT COUNT(*), MAX(updated_at) FROM search_wordgroup
    UNION ALL SELECT COUNT(*), MAX(updated_at) FROM search_placealias
"""
_Stamp = tuple[tuple[int, object], ...]

_lock = threading.Lock()
_kept: tuple[_Stamp, float, Gazetteer, Language] | None = None


def language() -> Language:
    """Return what is known of words and places now, from a single query when nothing has changed."""
    global _kept  # noqa: PLW0603 - one a process
    stamp, units, now = _stamp(), gazetteer(), time.monotonic()
    with _lock:
        if _kept and _kept[0] == stamp and now - _kept[1] < _KEPT_S and _kept[2] is units:
            return _kept[3]
        groups = [*_editors_groups(), *_term_groups()]
        aliases = PlaceAlias.objects.filter(is_active=True).values_list("name", "unit_id")
        read = Language(Lexicon(groups), PlaceReader(units, aliases), Spelling(_texts(groups)))
        _kept = (stamp, now, units, read)
        return read


def forget() -> None:
    """Have everything read anew when next asked for."""
    global _kept  # noqa: PLW0603
    with _lock:
        _kept = None


def word_group(kind: str, lines: Iterable[str]) -> Group:
    """Return the group of the lines of an editors' entry; its first line is written out in full, in Vietnamese."""
    return Group(
        tuple(
            expression(
                line,
                is_abbreviation=kind == WordGroupKind.ABBREVIATION and at > 0,
                is_foreign=kind == WordGroupKind.TRANSLATION and at > 0,
            )
            for at, line in enumerate(lines)
        ),
        is_equivalence=kind != WordGroupKind.SYNONYM,
    )


def _stamp() -> _Stamp:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return tuple(cursor.fetchall())


def _texts(groups: Iterable[Group]) -> Iterator[str]:
    """What slips are mended from: the expressions, and names and summaries of the newest published pages."""
    for group in groups:
        for one in group.expressions:
            yield " ".join(one.words)
    yield from function_words.GENERIC_TEXTS
    newest = every_page().published().type(*searched_types()).order_by("-pk")[:_PAGES_READ]
    yield from newest.values_list("title", flat=True)
    yield from ExemplarPage.objects.published().order_by("-pk").values_list("summary", flat=True)[:_PAGES_READ]


def _editors_groups() -> Iterator[Group]:
    for group in WordGroup.objects.filter(is_active=True):
        yield word_group(group.kind, group.lines)


def _term_groups() -> Iterator[Group]:
    """The names of fields, forms and unit types: each is a group of its labels."""
    for vocabulary in (Field, Form, UnitType):
        for term in vocabulary.objects.all():
            yield word_group(WordGroupKind.TRANSLATION, term.labels.values())
