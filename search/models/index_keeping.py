"""The pages whose document is out of date, and the last version given out."""

import uuid

from django.db import models


class OutboxRow(models.Model):
    """A page whose document in Elasticsearch is out of date. One row a page: a set, not a log of events.

    Written by database triggers (see `triggers.py`) inside the transaction that changes the page. `token` is new with
    every change, so that the drainer deletes a row only if nothing happened meanwhile. No foreign key: the row of a
    deleted page must outlive it.
    """

    page_id = models.BigIntegerField(primary_key=True)
    token = models.CharField(max_length=36)
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"page {self.page_id}"


class VersionCounter(models.Model):
    """The last version given to a document, in a single row. Versions only grow, across processes and restarts.

    `database_id` tells this database from others: an index that was filled from another one, or from this one before it
    was made anew, holds versions and pages that mean nothing here.
    """

    value = models.BigIntegerField(default=0)
    database_id = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.value)
