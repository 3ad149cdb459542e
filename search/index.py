"""The index: an alias that readers search, versioned indices behind it, an explicit mapping."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError, helpers

from search.answers import SearchDocument
from search.document import content_hash
from search.models import VersionCounter

logger = logging.getLogger(__name__)

# Raise whenever ANALYSIS, MAPPINGS or the projection change: an index of an older version is due for a rebuild.
MAPPING_VERSION = 4

# Text is normalised (NFC, tone marks the older way) before it comes here, so folding is all that is left to do.
# The `exact` analyzer keeps diacritics; `folded` drops them, `đ` included; `prefix` offers what begins like it.
_ONE_I = [f"one_i_{number}" for number in range(6)]
ANALYSIS: dict[str, Any] = {
    "filter": {
        "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 20},
        # `lý` and `lí`, `kỹ` and `kĩ` are the same word in two schools of spelling.
        **{
            f"one_i_{number}": {"type": "pattern_replace", "pattern": f"^([hklmst]){y}$", "replacement": f"$1{i}"}
            for number, (y, i) in enumerate(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
        },
    },
    # Runs of letters and digits, as `pagekit.text.words` takes them: "TP.Quy Nhơn", "M'gar" and "1.250" are two each.
    "tokenizer": {"words": {"type": "pattern", "pattern": r"[^\p{L}\p{M}\p{N}]+"}},
    "char_filter": {"words_only": {"type": "pattern_replace", "pattern": "[^\\p{L}\\p{N}]+", "replacement": " "}},
    "normalizer": {"whole": {"char_filter": ["words_only"], "filter": ["lowercase", "asciifolding"]}},
    "analyzer": {
        "exact": {"tokenizer": "words", "filter": ["lowercase", *_ONE_I]},
        "folded": {"tokenizer": "words", "filter": ["lowercase", *_ONE_I, "asciifolding"]},
        "prefix": {
            "tokenizer": "words",
            "filter": ["lowercase", "asciifolding", "beginnings"],
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
        "translation_key": {"type": "keyword", "index": False, "doc_values": False},
        "type": _KEYWORD,
        "lang": _KEYWORD,
        "url": {"type": "keyword", "index": False, "doc_values": False},
        "title": {
            **_TEXT,
            "fields": {
                "exact": {"type": "text", "analyzer": "exact"},
                "prefix": {"type": "text", "analyzer": "prefix", "search_analyzer": "folded"},
                "whole": {"type": "keyword", "normalizer": "whole", "ignore_above": 300},
            },
        },
        "other_names": _TEXT,
        "summary": _TEXT,
        "body": _TEXT,
        "labels": _TEXT,
        "province": _KEYWORD,
        "commune": _KEYWORD,
        "field": _KEYWORD,
        "form": _KEYWORD,
        "unit_type": _KEYWORD,
        "area": _KEYWORD,
        "evidence": _KEYWORD,
        "recognition": _KEYWORD,
        "status": _KEYWORD,
        "cost": _KEYWORD,
        "places": _KEYWORD,
        "place_codes": _KEYWORD,
        "implementations": {"type": "integer"},
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
    name = f"{alias()}-v{MAPPING_VERSION}-{database_id()}-{stamp}"
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
        mappings=MAPPINGS,
    )
    return name


def all_indices(client: Elasticsearch) -> list[str]:
    """Return every index of this site, the live one and those being built. Empty when there is none."""
    found = client.indices.get(index=_every_index(), allow_no_indices=True, features="aliases")
    return sorted(found.body)


def live_index(client: Elasticsearch) -> str | None:
    """Return the index behind the alias, or None. The right to read it is enough to ask."""
    try:
        found = client.indices.resolve_index(name=alias())
    except NotFoundError:
        return None
    return next((index for known in found["aliases"] for index in sorted(known["indices"])), None)


def mapping_version(index: str) -> int:
    """Return the version of the mapping that an index was made with, from its name."""
    return int(_told_by_name(index)[0])


def rebuild_reason(client: Elasticsearch) -> str:
    """Say in a sentence why a rebuild is due; empty when none is."""
    live = live_index(client)
    if live is None:
        return "There is no index yet."
    if (version := mapping_version(live)) != MAPPING_VERSION:
        return f"The index {live} has a mapping of version {version}, today's is {MAPPING_VERSION}."
    if _told_by_name(live)[1] != database_id():
        return f"The index {live} was filled from another database."
    return ""


def _told_by_name(index: str) -> list[str]:
    return index.removeprefix(f"{alias()}-v").split("-")


def database_id() -> str:
    """Return what tells this database from others, short enough for the name of an index."""
    counter, _created = VersionCounter.objects.get_or_create(pk=1)
    return counter.database_id.hex[:12]


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
    failed: dict[int, str] = {}
    actions = list(_actions(indices, documents, version))
    for ok, item in helpers.streaming_bulk(
        client, actions, chunk_size=500, raise_on_error=False, raise_on_exception=True
    ):
        result = next(iter(item.values()))
        if (not ok and result["status"] not in {404, 409}) or (result["status"] == 404 and "error" in result):
            failed[int(result["_id"])] = _reason(result)
    if failed:
        page_id, reason = next(iter(failed.items()))
        logger.warning(
            "Elasticsearch refused %s of %s pages; page %s: %s", len(failed), len(documents), page_id, reason
        )
    return set(documents) - failed.keys()


def _reason(result: Mapping[str, Any]) -> str:
    """Return why an item of a bulk was refused, with what the server says was behind it."""
    error = result.get("error", {})
    cause = error.get("caused_by", {})
    return " ".join(filter(None, (error.get("reason"), cause.get("reason")))) or str(result["status"])


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
