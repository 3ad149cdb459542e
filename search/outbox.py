"""The outbox: which pages' documents are out of date, and bringing them up to date in Elasticsearch.

The rows are written by database triggers in the transaction of the change itself. The drainer reads due rows, then
takes a version, then reads the pages' present state; so a document never carries a state older than its version says,
and a change that comes in between leaves a new token, which keeps the row for another round.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Iterable

from django.db import DatabaseError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, TransportError

from pagekit.batches import in_batches
from pagekit.visibility import every_page
from search import index
from search.answers import SearchDocument
from search.document import documents_for
from search.locks import only_one
from search.models import OutboxRow, VersionCounter

logger = logging.getLogger(__name__)

BATCH = 200
# A withdrawn page must not stay findable for long once Elasticsearch is back.
_LONGEST_WAIT = dt.timedelta(seconds=30)


class NoIndexError(Exception):
    """There is no index to write to yet."""


def mark(page_ids: Iterable[int]) -> int:
    """Put pages into the set and return their number. Changes need no call: the triggers see them."""
    rows = [OutboxRow(page_id=page_id, token=str(uuid.uuid4()), due_at=timezone.now()) for page_id in page_ids]
    OutboxRow.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["token", "due_at", "attempts"],
    )
    return len(rows)


def mark_all() -> None:
    """Put every page into the set."""
    for ids in in_batches(every_page().values_list("pk", flat=True), 5_000):
        mark(ids)


def next_version() -> int:
    """Return a version higher than any before, safe with several processes.

    Never below the time in milliseconds: a database restored from a backup must not count again what the index has
    seen already.
    """
    now_ms = int(timezone.now().timestamp() * 1000)
    with transaction.atomic():
        VersionCounter.objects.get_or_create(pk=1)
        VersionCounter.objects.filter(pk=1).update(value=Greatest(F("value") + 1, Value(now_ms)))
        return VersionCounter.objects.values_list("value", flat=True).get(pk=1)


def pending() -> int:
    """Return how many pages wait to be indexed."""
    return OutboxRow.objects.count()


def drain(client: Elasticsearch, *, on_progress: Callable[[int], object] = lambda _count: None) -> int:
    """Index the due pages until none is left; return how many were done.

    Returns 0 at once when another process is draining. Raises NoIndexError before the first rebuild, and
    TransportError or ApiError when Elasticsearch does not take a batch; its rows then wait longer each time.
    """
    done = 0
    with only_one("drainer") as held:
        while held and (rows := _due_rows()):
            done += _drain_batch(client, rows)
            on_progress(done)
    return done


def _due_rows() -> list[OutboxRow]:
    due = OutboxRow.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "page_id")
    return list(due[:BATCH])


def _drain_batch(client: Elasticsearch, rows: list[OutboxRow]) -> int:
    ids = [row.page_id for row in rows]
    try:
        indices = index.all_indices(client)
        if not indices:
            raise NoIndexError
        version = next_version()
        taken = index.write(client, indices, _documents(ids), version)
    except (TransportError, ApiError):
        _put_off(rows)
        raise
    refused = [row for row in rows if row.page_id not in taken]
    _put_off(refused)
    for row in rows:
        if row.page_id in taken:
            OutboxRow.objects.filter(page_id=row.page_id, token=row.token).delete()
    return len(taken)


def _documents(ids: list[int]) -> dict[int, SearchDocument | None]:
    """Return the documents of pages, None for one that must not be found; a page that cannot be read is left out.

    One page that raises must not keep all others from being indexed.
    """
    try:
        found = documents_for(ids)
    except DatabaseError:
        raise
    except Exception:
        if len(ids) == 1:
            logger.exception("Page %s cannot be made a document", ids[0])
            return {}
        return {page_id: document for one in ids for page_id, document in _documents([one]).items()}
    return {page_id: found.get(page_id) for page_id in ids}


def _put_off(rows: Iterable[OutboxRow]) -> None:
    """Wait longer after each failure, but never give up. A change that came in between is not put off."""
    for row in rows:
        wait = min(dt.timedelta(seconds=2**row.attempts), _LONGEST_WAIT)
        OutboxRow.objects.filter(page_id=row.page_id, token=row.token).update(
            attempts=min(row.attempts + 1, 16), due_at=timezone.now() + wait
        )
