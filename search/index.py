"""The index: an alias that readers search, versioned indices behind it, an explicit mapping."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError, helpers

from search.answers import SearchDocument
from search.document import content_hash
from search.models import VersionCounter

# Raise whenever ANALYSIS, MAPPINGS or the projection change: an index of an older version is due for a rebuild.
MAPPING_VERSION = 2

# Text is normalised (NFC, tone marks the older way) before it comes here, so folding is all that is left to do.
# The `exact` analyzer keeps diacritics; `folded` drops them, `đ` included; `prefix` offers what begins like it.
ANALYSIS: dict[str, Any] = {
    "filter": {
        "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 20},
        "pairs": {"type": "shingle", "min_shingle_size": 2, "max_shingle_size": 3},
    },
    # Runs of letters and digits, as `pagekit.text.words` takes them: "TP.Quy Nhơn", "M'gar" and "1.250" are two each.
    "tokenizer": {"words": {"type": "pattern", "pattern": r"[^\p{L}\p{M}\p{N}]+"}},
    "char_filter": {"words_only": {"type": "pattern_replace", "pattern": "[^\\p{L}\\p{N}]+", "replacement": " "}},
    "normalizer": {"whole": {"char_filter": ["words_only"], "filter": ["lowercase", "asciifolding"]}},
    "analyzer": {
        "exact": {"tokenizer": "words", "filter": ["lowercase"]},
        "folded": {"tokenizer": "words", "filter": ["lowercase", "asciifolding"]},
        "prefix": {
            "tokenizer": "words",
            "filter": ["lowercase", "asciifolding", "beginnings"],
        },
        "exact_pairs": {"tokenizer": "words", "filter": ["lowercase", "pairs"]},
        "folded_pairs": {
            "tokenizer": "words",
            "filter": ["lowercase", "asciifolding", "pairs"],
        },
    },
}

_KEYWORD = {"type": "keyword"}
_TEXT = {
    "type": "text",
    "analyzer": "folded",
    "fields": {"exact": {"type": "text", "analyzer": "exact"}},
}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "id": {"type": "long"},
        "type": _KEYWORD,
        "lang": _KEYWORD,
        "url": {"type": "keyword", "index": False, "doc_values": False},
        "title": {
            **_TEXT,
            "copy_to": ["spelling"],
            "fields": {
                "exact": {"type": "text", "analyzer": "exact"},
                "prefix": {"type": "text", "analyzer": "prefix", "search_analyzer": "folded"},
                "whole": {"type": "keyword", "normalizer": "whole", "ignore_above": 300},
            },
        },
        "other_names": {**_TEXT, "copy_to": ["spelling"]},
        "summary": {**_TEXT, "copy_to": ["spelling"]},
        "body": {**_TEXT, "copy_to": ["spelling"]},
        "spelling": {
            "type": "text",
            "analyzer": "exact_pairs",
            "fields": {"folded": {"type": "text", "analyzer": "folded_pairs"}},
        },
        "province": _KEYWORD,
        "field": _KEYWORD,
        "form": _KEYWORD,
        "place_names": _KEYWORD,
        "province_names": _KEYWORD,
        "date": _KEYWORD,
        "year": _KEYWORD,
        "expire_at": {"type": "date"},
        "content_hash": {"type": "keyword", "index": False, "doc_values": False},
    },
}


def alias() -> str:
    """Return the name that readers search."""
    return f"{settings.SEARCH_INDEX_PREFIX}-pages"


def _every_index() -> str:
    return f"{alias()}-v*"


def create(client: Elasticsearch) -> str:
    """Make an empty index of today's mapping beside those that exist and return its name."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d%H%M%S%f")
    name = f"{alias()}-v{MAPPING_VERSION}-{stamp}"
    # A write that comes after its index was dropped must fail, not bring back an index that guesses its mapping.
    client.indices.put_index_template(
        name=alias(), index_patterns=[_every_index()], allow_auto_create=False, priority=500
    )
    client.indices.create(
        index=name,
        settings={
            **settings.SEARCH_INDEX_SETTINGS,
            "analysis": ANALYSIS,
            # A deletion is remembered long enough that no late write of an older version brings a page back.
            "gc_deletes": "1h",
            "max_result_window": 1_000,
        },
        mappings={**MAPPINGS, "_meta": {"database": database_id()}},
    )
    return name


def all_indices(client: Elasticsearch) -> list[str]:
    """Return every index of this site, the live one and those being built. Empty when there is none."""
    found = client.indices.get(index=_every_index(), allow_no_indices=True, features="aliases")
    return sorted(found.body)


def live_index(client: Elasticsearch) -> str | None:
    """Return the index behind the alias, or None."""
    try:
        found = client.indices.get_alias(name=alias())
    except NotFoundError:
        return None
    return next(iter(sorted(found.body)), None)


def mapping_version(index: str) -> int:
    """Return the version of the mapping that an index was made with."""
    return int(index.removeprefix(f"{alias()}-v").split("-")[0])


def is_rebuild_due(client: Elasticsearch) -> bool:
    """Tell whether there is no index, or one of an older mapping, or one that was filled from another database."""
    live = live_index(client)
    if live is None or mapping_version(live) != MAPPING_VERSION:
        return True
    mappings = client.indices.get_mapping(index=live)[live]["mappings"]
    return bool(mappings.get("_meta", {}).get("database") != database_id())


def database_id() -> str:
    """Return what tells this database from others."""
    counter, _created = VersionCounter.objects.get_or_create(pk=1)
    return str(counter.database_id)


def make_live(client: Elasticsearch, index: str) -> None:
    """Point the alias to an index in one step, then drop all others."""
    actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": alias()}}]
    others = [other for other in all_indices(client) if other != index]
    actions += [{"remove": {"index": other, "alias": alias(), "must_exist": False}} for other in others]
    client.indices.update_aliases(actions=actions)
    for other in others:
        client.indices.delete(index=other, ignore_unavailable=True)


def write(
    client: Elasticsearch,
    indices: Iterable[str],
    documents: Mapping[int, SearchDocument | None],
    version: int,
) -> set[int]:
    """Write documents, and delete those that are None, at a version; return the ids that every index took.

    A version conflict counts as taken: the index already holds something newer.
    """
    failed: set[int] = set()
    actions = list(_actions(indices, documents, version))
    for ok, item in helpers.streaming_bulk(
        client, actions, chunk_size=500, raise_on_error=False, raise_on_exception=True
    ):
        result = next(iter(item.values()))
        if (not ok and result["status"] not in {404, 409}) or (result["status"] == 404 and "error" in result):
            failed.add(int(result["_id"]))
    return set(documents) - failed


def _actions(
    indices: Iterable[str], documents: Mapping[int, SearchDocument | None], version: int
) -> Iterator[dict[str, Any]]:
    for index in indices:
        for page_id, document in documents.items():
            action: dict[str, Any] = {
                "_index": index,
                "_id": str(page_id),
                "version": version,
                "version_type": "external_gte",
            }
            if document is None:
                yield {**action, "_op_type": "delete"}
            else:
                yield {
                    **action,
                    "_op_type": "index",
                    "_source": {**document, "content_hash": content_hash(document)},
                }


def stored_hashes(client: Elasticsearch, index: str) -> dict[int, str]:
    """Return the content hash of every document of an index, by page id."""
    client.indices.refresh(index=index)
    return {
        int(hit["_id"]): hit["_source"]["content_hash"]
        for hit in helpers.scan(client, index=index, query={"_source": ["content_hash"]}, size=500)
    }


def count(client: Elasticsearch, index: str) -> int:
    """Return the number of documents of an index."""
    client.indices.refresh(index=index)
    return int(client.count(index=index)["count"])
