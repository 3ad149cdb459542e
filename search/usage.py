"""Counts what is searched for, and suggests what others found: without knowing who anybody is.

Counting must never break or delay a search: what the database does not take at once is lost, and the log says so.
"""

import datetime as dt
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from hashlib import sha256

from django.core import signing
from django.core.cache import cache
from django.db import Error, connection, transaction
from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, Max, OuterRef, Q, Sum, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.crypto import salted_hmac

from pagekit.text import has_diacritics
from search.keys import may_identify, query_key, shown_form
from search.models import QueryUse, SuggestionBlock
from territory.gazetteer import gazetteer

logger = logging.getLogger(__name__)

LONGEST_TOKEN = 2_000
# A past query is suggested once it was typed so often, on so many days, and not too long ago.
POPULAR_SEARCHES = 5
POPULAR_DAYS = 2
POPULAR_WITHIN = dt.timedelta(days=90)
# A text that hardly anybody typed does not stay.
RARE_AFTER = dt.timedelta(days=30)
RARE_SEARCHES = 3

_TOKEN_SALT = "search.click"  # noqa: S105 - the name of what is signed
_TOKEN_AGE = dt.timedelta(hours=1)
_VOICES = 62
_PATIENCE_MS = 100

_COUNT_SEARCH = """
    INSERT INTO search_queryuse
        (day, key, shown, province, searches, without_result, clicked, best_total, last_total, voices)
    VALUES (%s, %s, %s, %s, 1, %s, 0, %s, %s, %s)
    ON CONFLICT (day, shown, province) DO UPDATE SET
        searches = search_queryuse.searches + 1,
        without_result = search_queryuse.without_result + EXCLUDED.without_result,
        best_total = CASE WHEN EXCLUDED.best_total > search_queryuse.best_total
            THEN EXCLUDED.best_total ELSE search_queryuse.best_total END,
        last_total = EXCLUDED.last_total,
        voices = search_queryuse.voices | EXCLUDED.voices"""


@dataclass(frozen=True)
class PruneReport:
    """How many rows were deleted because they were old, and how many because hardly anybody typed the query."""

    old: int
    rare: int


def record_search(text: str, *, province: str, total: int, visitor: str = "") -> None:
    """Count a search that found `total` pages; without words there is nothing to count.

    `province` is the slug of the one province that was chosen, or empty. `visitor` tells this reader's machine from
    others today, such as its network address; of it only one of 62 groups is kept. Without it the query is counted,
    but never suggested to others.
    """
    if not text.strip():
        return
    shown = _kept(text)
    today = timezone.localdate()
    found = min(max(total, 0), 2**31 - 1)
    named = (today.isoformat(), query_key(shown), shown, _known_province(province))
    counted = (int(not found), found, found, _voice(visitor, today))
    with _never_in_the_way(), connection.cursor() as cursor:
        cursor.execute(_COUNT_SEARCH, named + counted)


def click_token(text: str, province: str) -> str:
    """Return what a page of results sends back when the reader opens one of them; good for an hour and for one click.

    It names the query as it was counted, nothing else.
    """
    nonce = secrets.token_urlsafe(6)  # two readers may ask the same within a second
    counted = [timezone.localdate().isoformat(), _kept(text), _known_province(province), nonce]
    return signing.dumps(counted, salt=_TOKEN_SALT, compress=True)


def record_click(token: str) -> None:
    """Count that a search led to a page. A token counts once.

    Raises BadSignature when the token is not one of ours, or older than an hour.
    """
    day, shown, province, _nonce = signing.loads(token, salt=_TOKEN_SALT, max_age=_TOKEN_AGE)
    used = f"search-click:{sha256(token.encode()).hexdigest()}"
    if not cache.add(used, 1, timeout=_TOKEN_AGE.total_seconds()):
        return
    with _never_in_the_way():
        counted = QueryUse.objects.filter(day=day, shown=shown, province=province)
        counted.filter(clicked__lt=F("searches") - F("without_result")).update(clicked=F("clicked") + 1)


def popular_queries(prefix: str, limit: int) -> list[str]:
    """Return past queries that begin so, most searched first, each in the spelling that several readers used.

    Only those that found something the last time, that were typed often enough, on more than one day and by more than
    one reader, and that no editor has blocked. One SQL query.
    """
    begun = query_key(prefix)
    if not begun:
        return []
    spaced = Concat(Value(" "), F("key"), Value(" "))
    typed = ExpressionWrapper(OuterRef("spaced"), output_field=CharField())
    blocks = SuggestionBlock.objects.annotate(typed=typed).filter(typed__contains=spaced)
    uses = (
        QueryUse.objects.alias(spaced=spaced)
        .filter(~Exists(blocks), key__startswith=begun, day__gte=timezone.localdate() - POPULAR_WITHIN)
        .alias(further_voices=F("voices").bitand(F("voices") - 1))  # type: ignore[arg-type]  # stubs: numbers only
        .values("shown")
        .annotate(
            times=Sum("searches"),
            days=Count("day", distinct=True),
            last=Max("day"),
            last_found=Max("day", filter=Q(last_total__gt=0)),
            shared=Count("pk", filter=Q(further_voices__gt=0)),
        )
        .filter(times__gte=POPULAR_SEARCHES, days__gte=POPULAR_DAYS, last=F("last_found"), shared__gt=0)
        .order_by("-times", "shown")
    )
    best: dict[str, str] = {}
    for use in uses[: limit * 3]:
        key = query_key(use["shown"])
        if key not in best or (has_diacritics(use["shown"]) and not has_diacritics(best[key])):
            best[key] = use["shown"]
    return list(best.values())[:limit]


def prune(keep_days: int) -> PruneReport:
    """Delete counts older than some days, and after a month those of queries that were typed but once or twice."""
    today = timezone.localdate()
    with transaction.atomic():
        old, _rows = QueryUse.objects.filter(day__lt=today - dt.timedelta(days=keep_days)).delete()
        rare = QueryUse.objects.order_by().values("shown").annotate(times=Sum("searches"))
        few = rare.filter(times__lt=RARE_SEARCHES).values("shown")
        forgotten, _rows = QueryUse.objects.filter(day__lt=today - RARE_AFTER, shown__in=few).exclude(shown="").delete()
    return PruneReport(old, forgotten)


def _kept(text: str) -> str:
    """Return what of a typed text is kept: its spelling, or nothing where it may lead to a person."""
    return "" if may_identify(text) else shown_form(text)


def _known_province(slug: str) -> str:
    """Return the slug if it is one of today's provinces: anything may stand in an address, also a person's name."""
    return slug if any(place.slug == slug for place in gazetteer().provinces) else ""


def _voice(visitor: str, day: dt.date) -> int:
    """Return the bit of the group that a visitor falls into on a day; none for an unknown one."""
    if not visitor:
        return 0
    digest = salted_hmac("search.usage.voice", f"{day} {visitor}", algorithm="sha256").digest()
    return 1 << int.from_bytes(digest[:8], "big") % _VOICES


@contextmanager
def _never_in_the_way() -> Iterator[None]:
    """Write a statement that may fail: without waiting for other writers, and with a line in the log instead.

    Inside a transaction of the caller it gets a savepoint; outside one a single statement needs nothing around it.
    """
    try:
        with _impatiently(), transaction.atomic() if connection.in_atomic_block else nullcontext():
            yield
    except Error as error:
        # Its name alone: a message of the database may quote what was typed.
        logger.warning("A search could not be counted: %s", type(error).__name__)


@contextmanager
def _impatiently() -> Iterator[None]:
    """Wait but a moment for SQLite, where one who writes keeps all others waiting; PostgreSQL locks rows alone."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual_s = connection.settings_dict["OPTIONS"].get("timeout", 5)
    connection.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(usual_s * 1000)}")
