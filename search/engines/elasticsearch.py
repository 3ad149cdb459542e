"""Search through Elasticsearch."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils.safestring import mark_safe
from elasticsearch import ApiError, Elasticsearch, TransportError

from pagekit.text import fold, words
from search.answers import (
    FACETS,
    EngineAnswer,
    EngineHit,
    EngineUnavailableError,
    SearchRequest,
    SimilarModel,
    Sort,
    Suggestion,
)
from search.index import alias
from search.query import clean, place_name

# What a word is worth where it is found. A title says what a page is about, other names say it as well, places come
# before the running text because people search "camera Bình Định", and the body must only break ties.
FIELD_WEIGHTS = {"title": 8, "other_names": 6, "summary": 3, "body": 1}
# Words typed with diacritics that stand just so are worth this much more than the same letters without.
EXACT_FACTOR = 1.5
# The whole query as a phrase in the title: the reader knows the name of what they look for.
TITLE_PHRASE_WEIGHT = 20
BODY_PHRASE_WEIGHT = 3
# The query is the title, letter for letter without diacritics: nothing can be meant more.
WHOLE_TITLE_WEIGHT = 300
# The whole query is the name of a province, old or new: models that run there come before pages that mention it, and
# the province's own page among them. A commune's name may also be common words ("An Ninh"), so it weighs little.
PROVINCE_WEIGHT = 400
PLACE_WEIGHT = 40
# A model answers "what can we repeat" better than news that mention it; never enough to beat a better match.
MODEL_WEIGHT = 2
# While somebody types: the title that begins so, before those that hold the words further on.
BEGINS_SO_WEIGHT = 100
# Up to three words all must be found; of longer queries a fifth may be missing.
MINIMUM_MATCH = "3<80%"

_FACET_SIZE = 200
_STORED = ["id", "type", "lang", "url", "title", "other_names", "summary", "province", "field", "form", "date", "year"]
_MARK = {"pre_tags": ["<mark>"], "post_tags": ["</mark>"]}


class ElasticsearchEngine:
    """Asks the live index."""

    name = "elasticsearch"

    def __init__(self, client: Elasticsearch) -> None:
        self.client = client

    def search(self, request: SearchRequest) -> EngineAnswer:
        """Return a page of hits with facet counts, from one request to the server."""
        found = self._ask(lambda: self.client.search(index=alias(), **search_body(request)))
        total = found["hits"]["total"]["value"]
        return EngineAnswer(
            total=total,
            hits=[_hit(hit) for hit in found["hits"]["hits"]],
            counts=_counts(found.get("aggregations", {})),
            did_you_mean=None if total else self._offer(request),
        )

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Return titles whose words begin with what was typed, the title that begins so first."""
        typed = clean(text)
        if not words(typed):
            return []
        query = {
            "bool": {
                "must": {"match": {"title.prefix": {"query": typed, "operator": "and"}}},
                "should": [
                    {"prefix": {"title.whole": {"value": " ".join(words(fold(typed))), "boost": BEGINS_SO_WEIGHT}}},
                    {"match_phrase_prefix": {"title": {"query": typed, "boost": 3}}},
                    {"match_phrase_prefix": {"title.exact": {"query": typed, "boost": 2}}},
                    _worth(_IS_MODEL, MODEL_WEIGHT),
                ],
                "filter": [_NOT_EXPIRED],
            }
        }
        found = self._ask(
            lambda: self.client.search(index=alias(), query=query, size=limit, source_includes=["title", "url", "type"])
        )
        return [Suggestion(**hit["_source"]) for hit in found["hits"]["hits"]]

    def similar(self, page_id: int, limit: int) -> list[SimilarModel]:
        """Return models that share rare words, field or form with a model."""
        query = {
            "bool": {
                "must": {
                    "more_like_this": {
                        "fields": ["title", "summary", "body"],
                        "like": [{"_index": alias(), "_id": str(page_id)}],
                        "min_term_freq": 1,
                        "min_doc_freq": 2,
                        "max_query_terms": 20,
                    }
                },
                "filter": [_IS_MODEL, _NOT_EXPIRED],
            }
        }
        found = self._ask(
            lambda: self.client.search(
                index=alias(), query=query, size=limit, source_includes=["title", "url", "summary", "lang"]
            )
        )
        return [SimilarModel(**hit["_source"]) for hit in found["hits"]["hits"]]

    def _offer(self, request: SearchRequest) -> str | None:
        """Mend the query; an answer is not thrown away because no help could be had."""
        try:
            return self._did_you_mean(request)
        except EngineUnavailableError:
            return None

    def _did_you_mean(self, request: SearchRequest) -> str | None:
        """Return the query with its slips mended, in the reader's own way of typing, or None.

        What is offered must find something: the dictionary still knows words of pages that are gone.
        """
        field = "spelling" if request.has_diacritics else "spelling.folded"
        text = " ".join(request.words).lower()
        if not text:
            return None
        found = self._ask(
            lambda: self.client.search(
                index=alias(),
                size=0,
                suggest={
                    "text": text,
                    "mended": {
                        "phrase": {
                            "field": field,
                            "size": 1,
                            "max_errors": 2,
                            "gram_size": 3,
                            "direct_generator": [{"field": field, "suggest_mode": "missing", "min_word_length": 2}],
                        }
                    },
                },
            )
        )
        options = [option for entry in found["suggest"]["mended"] for option in entry["options"]]
        mended = options[0]["text"] if options else None
        return mended if mended and mended != text and self._finds(mended) else None

    def _finds(self, text: str) -> bool:
        query = {"bool": {"must": _all_words(text), "filter": [_NOT_EXPIRED]}}
        found = self._ask(lambda: self.client.search(index=alias(), query=query, size=0, track_total_hits=1))
        return bool(found["hits"]["total"]["value"])

    def _ask(self, call: Callable[[], Any]) -> Any:
        """Return the answer to a call; every failure of server or network means that another engine must answer."""
        try:
            answer = call()
        except TransportError as error:
            raise EngineUnavailableError(str(error), server_is_down=True) from error
        except ApiError as error:
            overloaded = error.status_code == HTTPStatus.TOO_MANY_REQUESTS
            broken = error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
            raise EngineUnavailableError(str(error), server_is_down=overloaded or broken) from error
        if not isinstance(answer.body, dict) or answer.body.get("timed_out", True):
            raise EngineUnavailableError("no whole answer in time", server_is_down=True)
        return answer


_IS_MODEL: dict[str, Any] = {"term": {"type": "model"}}
_NOT_EXPIRED: dict[str, Any] = {
    "bool": {
        "should": [
            {"bool": {"must_not": {"exists": {"field": "expire_at"}}}},
            {"range": {"expire_at": {"gt": "now"}}},
        ]
    }
}


def search_body(request: SearchRequest) -> dict[str, Any]:
    """Return the arguments of the one search that answers a request.

    Filters come after the query (`post_filter`), so that each facet counts what the other filters leave.
    """
    filters = {name: {"terms": {name: list(keys)}} for name, keys in request.filters.items()}
    body: dict[str, Any] = {
        "query": _query(request),
        "post_filter": {"bool": {"filter": list(filters.values())}},
        "aggs": {
            name: {
                "filter": {"bool": {"filter": [only for other, only in filters.items() if other != name]}},
                "aggs": {"keys": {"terms": {"field": name, "size": _FACET_SIZE}}},
            }
            for name in FACETS
        },
        "from_": request.offset,
        "size": request.page_size,
        "track_total_hits": True,
        "allow_partial_search_results": False,
        "source_includes": _STORED,
        "timeout": f"{int(settings.SEARCH_READ_TIMEOUT_S * 1000)}ms",
    }
    if request.sort == Sort.NEWEST or request.is_empty:
        body["sort"] = [{"date": "desc"}, {"id": "desc"}]
    else:
        body["sort"] = ["_score", {"id": "asc"}]
        body["highlight"] = _highlight(request)
    return body


def _query(request: SearchRequest) -> dict[str, Any]:
    only: list[dict[str, Any]] = [_NOT_EXPIRED]
    if request.lang:
        only.append({"term": {"lang": request.lang}})
    must = [_all_words(" ".join(request.words))] if request.words else []
    must += [_phrase(phrase) for phrase in request.phrases]
    return {"bool": {"filter": only, "must": must, "should": list(_preferences(request))}}


def _all_words(text: str) -> dict[str, Any]:
    """The words anywhere in the page, each counted where it is worth most."""
    return {
        "multi_match": {
            "query": text,
            "type": "cross_fields",
            "fields": [f"{name}^{weight}" for name, weight in FIELD_WEIGHTS.items()],
            "minimum_should_match": MINIMUM_MATCH,
        }
    }


def _phrase(text: str) -> dict[str, Any]:
    return {
        "multi_match": {
            "query": text,
            "type": "phrase",
            "fields": [f"{name}^{weight}" for name, weight in FIELD_WEIGHTS.items()],
        }
    }


def _preferences(request: SearchRequest) -> list[dict[str, Any]]:
    """What makes one page that fits a better answer than another."""
    text, place = " ".join(request.words), place_name(request)
    if not text:
        return []
    preferred: list[dict[str, Any]] = [
        {"match_phrase": {"title": {"query": text, "boost": TITLE_PHRASE_WEIGHT}}},
        {"match_phrase": {"other_names": {"query": text, "boost": TITLE_PHRASE_WEIGHT / 2}}},
        {"match_phrase": {"body": {"query": text, "slop": 2, "boost": BODY_PHRASE_WEIGHT}}},
        _worth({"term": {"title.whole": text}}, WHOLE_TITLE_WEIGHT),
        _worth({"term": {"place_names": place}}, PLACE_WEIGHT),
        _worth({"bool": {"filter": [{"term": {"province_names": place}}, _IS_MODEL]}}, PROVINCE_WEIGHT),
        _worth(_IS_MODEL, MODEL_WEIGHT),
    ]
    if request.has_diacritics:
        preferred += [
            {
                "multi_match": {
                    "query": text,
                    "type": "cross_fields",
                    "operator": "and",
                    "fields": [f"{name}.exact^{weight * EXACT_FACTOR}" for name, weight in FIELD_WEIGHTS.items()],
                }
            },
            {"match_phrase": {"title.exact": {"query": text, "boost": TITLE_PHRASE_WEIGHT * EXACT_FACTOR}}},
        ]
    return preferred


def _worth(fits: dict[str, Any], weight: float) -> dict[str, Any]:
    return {"constant_score": {"filter": fits, "boost": weight}}


def _highlight(request: SearchRequest) -> dict[str, Any]:
    """Mark each word that was asked for wherever it stands; `encoder: html` escapes everything else."""
    asked = " ".join([*request.words, *request.phrases])
    return {
        **_MARK,
        "highlight_query": {"multi_match": {"query": asked, "fields": ["title", "summary", "body"]}},
        "encoder": "html",
        "require_field_match": False,
        "fields": {
            "title": {"number_of_fragments": 0},
            "summary": {"number_of_fragments": 1, "fragment_size": 200},
            "body": {"number_of_fragments": 1, "fragment_size": 200},
        },
    }


def _hit(hit: Mapping[str, Any]) -> EngineHit:
    marked = hit.get("highlight", {})
    snippet = next((marked[name][0] for name in ("summary", "body") if marked.get(name)), "")
    return EngineHit(
        document=hit["_source"],
        title_html=mark_safe(_joined(marked.get("title", [""])[0])),
        highlight=mark_safe(_joined(snippet)),
    )


def _joined(markup: str) -> str:
    """One mark over neighbouring found words reads better than one a word."""
    return markup.replace("</mark> <mark>", " ")


def _counts(aggregations: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in found["keys"]["buckets"]}
        for name, found in aggregations.items()
    }
