"""The life of the index: rebuilt without downtime, reconciled with the database."""

from collections.abc import Callable
from dataclasses import dataclass, field

from elasticsearch import Elasticsearch

from pagekit.batches import in_batches
from search import index, outbox
from search.document import content_hash, documents_for, searched_ids
from search.locks import only_one

Progress = Callable[[int], object]


class AlreadyRebuildingError(Exception):
    """Another process is rebuilding the index."""


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


def rebuild(client: Elasticsearch, progress: Progress = lambda _count: None) -> int:
    """Fill a new index beside the live one, switch the alias to it and drop the old; return the number of documents.

    Searching and publishing go on meanwhile: the drainer writes to every index there is, and versions keep the newer
    of two writes whichever comes first. A rebuild that is broken off leaves the live index as it was. Raises
    AlreadyRebuildingError when another process is at it.
    """
    with only_one("rebuild") as held:
        if not held:
            raise AlreadyRebuildingError
        return _rebuild(client, progress)


def _rebuild(client: Elasticsearch, progress: Progress) -> int:
    name = index.create(client)
    written = 0
    try:
        for ids in in_batches(searched_ids(), outbox.BATCH):
            version = outbox.next_version()
            documents = documents_for(ids)
            refused = documents.keys() - index.write(client, [name], documents, version)
            outbox.mark(refused)
            written += len(documents) - len(refused)
            progress(len(ids))
        client.indices.refresh(index=name)
        index.make_live(client, name)
    except BaseException:
        client.options(ignore_status=404).indices.delete(index=name)
        raise
    return written


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
