"""The life of the index: rebuilt without downtime, reconciled with the database."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, reset_queries
from elasticsearch import Elasticsearch

from pagekit.batches import in_batches
from search import clients, index, outbox, workers
from search.document import content_hash, documents_for, searched_ids
from search.locks import only_one

Progress = Callable[[int], object]

# Starting a process takes as long as a thousand documents; each takes some 150 MB.
_WORTH_PROCESSES = 5_000
_MOST_PROCESSES = 8


class AlreadyRebuildingError(Exception):
    """Another process is rebuilding the index."""


class RefusedError(Exception):
    """Elasticsearch refuses most documents: an index of what it takes would hide pages that are found today."""


@dataclass(frozen=True)
class Difference:
    """Pages whose document is missing, left over or out of date in the live index."""

    missing: set[int] = field(default_factory=set)
    left_over: set[int] = field(default_factory=set)
    outdated: set[int] = field(default_factory=set)

    @property
    def pages(self) -> set[int]:
        """All pages that differ."""
        return self.missing | self.left_over | self.outdated

    def __bool__(self) -> bool:
        return bool(self.pages)


@dataclass(frozen=True)
class _Filled:
    """What came of a batch: its size, the number of documents that the index took, the pages that it refused."""

    size: int
    written: int
    refused: set[int]


def processes_for(count: int) -> int:
    """Return how many processes should share out a rebuild of so many documents.

    Only this one where others would not see the pages: inside a transaction, or in a database in memory.
    """
    in_memory = connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).is_file()
    if connection.in_atomic_block or in_memory or count < _WORTH_PROCESSES:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


def rebuild(client: Elasticsearch, progress: Progress = lambda _count: None, *, processes: int = 1) -> int:
    """Fill a new index beside the live one, switch the alias to it and drop the old; return the number of documents.

    Searching and publishing go on meanwhile: the drainer writes to every index there is, and versions keep the newer
    of two writes whichever comes first. A rebuild that is broken off leaves the live index as it was. Raises
    AlreadyRebuildingError when another process is at it, RefusedError when Elasticsearch refuses most documents.
    """
    with only_one("rebuild") as held:
        if not held:
            raise AlreadyRebuildingError
        return _rebuild(client, progress, processes)


def _rebuild(client: Elasticsearch, progress: Progress, processes: int) -> int:
    name = index.create(client)
    written = refused = 0

    def account(done: _Filled) -> None:
        nonlocal written, refused
        outbox.mark(done.refused)
        written += done.written
        refused += len(done.refused)
        if refused > written:
            raise RefusedError
        progress(done.size)

    try:
        batches = in_batches(searched_ids(), outbox.BATCH)
        if processes > 1:
            _share_out(name, batches, account, processes)
        else:
            for ids in batches:
                account(_fill(client, name, ids))
        client.indices.refresh(index=name)
        index.make_live(client, name)
    except BaseException:
        client.options(ignore_status=404).indices.delete(index=name)
        raise
    return written


def _share_out(name: str, batches: Iterator[list[int]], account: Callable[[_Filled], None], processes: int) -> None:
    """Let processes fill the index; no more is handed out than they can soon do, so nothing piles up."""
    under_way: deque[Future[_Filled]] = deque()
    with workers.pool(processes) as pool:
        for ids in batches:
            under_way.append(pool.submit(_fill_as_worker, name, ids))
            if len(under_way) > 2 * processes:
                account(under_way.popleft().result())
        while under_way:
            account(under_way.popleft().result())


def _fill_as_worker(name: str, ids: list[int]) -> _Filled:
    return _fill(clients.writer(), name, ids)


def _fill(client: Elasticsearch, name: str, ids: list[int]) -> _Filled:
    """Write the documents of a batch of pages: first a version, then what the pages are, so none is newer than it."""
    version = outbox.next_version()
    documents = documents_for(ids)
    refused = documents.keys() - index.write(client, [name], documents, version)
    reset_queries()  # with DEBUG, Django keeps the text of every query
    return _Filled(len(ids), len(documents) - len(refused), refused)


def compare(client: Elasticsearch) -> Difference:
    """Compare the live index with what the database says should be in it.

    Raises NoIndexError when there is none.
    """
    live = index.live_index(client)
    if live is None:
        raise outbox.NoIndexError
    stored = index.stored_hashes(client, live)
    missing: set[int] = set()
    outdated: set[int] = set()
    expected: set[int] = set()
    for ids in in_batches(searched_ids(), outbox.BATCH):
        for page_id, document in documents_for(ids).items():
            expected.add(page_id)
            if page_id not in stored:
                missing.add(page_id)
            elif stored[page_id] != content_hash(document):
                outdated.add(page_id)
    return Difference(missing, stored.keys() - expected, outdated)
