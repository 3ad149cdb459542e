"""The outbox: which pages' documents are out of date, and bringing them up to date in Elasticsearch.

The rows are written by database triggers in the transaction of the change itself. The drainer reads due rows, then
takes a version, then reads the pages' present state; so a document never carries a state older than its version says,
and a change that comes in between leaves a new token, which keeps the row for another round.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, TransportError

from search import index
from search.document import documents_for
from search.locks import only_one
from search.models import OutboxRow, VersionCounter

logger = logging.getLogger(__name__)

BATCH = 200
_LONGEST_WAIT = dt.timedelta(minutes=5)


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


def next_version() -> int:
    """Return a version higher than any before, safe with several processes."""
    with transaction.atomic():
        VersionCounter.objects.get_or_create(pk=1)
        VersionCounter.objects.filter(pk=1).update(value=F("value") + 1)
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
        documents = documents_for(ids)
        taken = index.write(client, indices, {page_id: documents.get(page_id) for page_id in ids}, version)
    except (TransportError, ApiError):
        _put_off(rows)
        raise
    refused = [row for row in rows if row.page_id not in taken]
    if refused:
        logger.warning("Elasticsearch refused %s of %s documents", len(refused), len(rows))
        _put_off(refused)
    for row in rows:
        if row.page_id in taken:
            OutboxRow.objects.filter(page_id=row.page_id, token=row.token).delete()
    return len(taken)


def _put_off(rows: Iterable[OutboxRow]) -> None:
    """Wait longer after each failure, but never give up. A change that came in between is not put off."""
    for row in rows:
        wait = min(dt.timedelta(seconds=2**row.attempts), _LONGEST_WAIT)
        OutboxRow.objects.filter(page_id=row.page_id, token=row.token).update(
            attempts=min(row.attempts + 1, 16), due_at=timezone.now() + wait
        )
