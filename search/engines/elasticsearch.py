"""Search through Elasticsearch."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe
from elasticsearch import ApiError, Elasticsearch, TransportError

from pagekit.text import fold, words
from search import weights
from search.answers import (
    FACETS,
    EngineAnswer,
    EngineHit,
    EngineUnavailableError,
    SearchRequest,
    SimilarModel,
    Sort,
    Suggestion,
    Term,
    TitlesAndKeys,
    Wording,
)
from search.clients import explain
from search.index import alias
from search.query import clean

Query = dict[str, Any]

_FACET_SIZE = 200
# Answers that the next question will get too.
_REFUSALS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
_FEW_UNITS = 4
_STORED = [
    "id", "translation_key", "type", "lang", "url", "title", "other_names", "summary", "labels", "province", "field",
    "form", "unit_type", "area", "evidence", "recognition", "status", "cost", "places", "implementations", "date",
    "year",
]  # fmt: skip
_MARK = {"pre_tags": ["<mark>"], "post_tags": ["</mark>"]}
# What says what a page is about, and the whole page.
_GIST = {
    "title": weights.TITLE,
    "other_names": weights.OTHER_NAMES,
    "labels": weights.LABELS,
    "summary": weights.SUMMARY,
}
_PAGE = {**_GIST, "body": weights.BODY}
_NAMES = {name: weight for name, weight in _GIST.items() if name != "summary"}


class ElasticsearchEngine:
    """Asks the live index."""

    name = "elasticsearch"

    def __init__(self, client: Elasticsearch, budget_s: float | None = None) -> None:
        """Take the client, and how long all requests of this engine may take together."""
        self._client = client
        self._deadline = None if budget_s is None else time.monotonic() + budget_s

    def search(self, request: SearchRequest) -> EngineAnswer:
        """Return a page of hits with facet counts, from one request to the server."""
        found = self._ask(lambda: self._in_time().search(index=alias(), **search_body(request)))
        hits = found["hits"]["hits"]
        return EngineAnswer(
            total=found["hits"]["total"]["value"],
            hits=[_hit(hit) for hit in hits],
            counts=_counts(found["aggregations"]),
            matches=found["aggregations"]["matches"]["doc_count"],
            missing=_missing(request, hits),
            is_complete=bool(hits) and len(hits[0].get("matched_queries", ())) == len(request.terms),
        )

    def suggest(self, text: str, limit: int, keys: Mapping[str, Collection[str]]) -> TitlesAndKeys:
        """Return titles whose words begin with what was typed, the title that begins so first; and the keys in use."""
        typed = clean(text)
        query = {
            "bool": {
                "must": {"match": {"title.prefix": {"query": typed, "operator": "and"}}},
                "should": [
                    {"prefix": {"title.whole": {"value": " ".join(words(fold(typed))), "boost": weights.BEGINS_SO}}},
                    {"match_phrase_prefix": {"title": {"query": typed, "boost": 3}}},
                    {"match_phrase_prefix": {"title.exact": {"query": typed, "boost": 2}}},
                    _worth(_IS_MODEL, weights.MODEL),
                ],
                "filter": [_NOT_EXPIRED],
            }
        }
        terms = {name: {key: {"term": {name: key}} for key in wanted} for name, wanted in keys.items() if wanted}
        found = self._ask(
            lambda: self._in_time().search(
                index=alias(),
                query=query,
                aggs=_everywhere_published({name: {"filters": {"filters": of}} for name, of in terms.items()}),
                size=limit,
                source_includes=["title", "url", "type"],
                track_total_hits=False,
            )
        )
        counted = found["aggregations"]["all"]["published"]
        return TitlesAndKeys(
            titles=[Suggestion(**hit["_source"]) for hit in found["hits"]["hits"]],
            in_use={name: _having_some(counted[name]) if name in terms else set() for name in keys},
        )

    def similar(self, page_id: int, limit: int) -> list[SimilarModel]:
        """Return models that share rare words, field or form with a model."""
        query = {
            "bool": {
                "must": {
                    "more_like_this": {
                        "fields": ["title", "labels", "summary", "body"],
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
            lambda: self._in_time().search(
                index=alias(), query=query, size=limit, source_includes=["title", "url", "summary", "lang"]
            )
        )
        return [SimilarModel(**hit["_source"]) for hit in found["hits"]["hits"]]

    def totals_without(self, request: SearchRequest) -> dict[str, int]:
        """Return how many pages there would be without what is chosen on each axis: what its facet is counted over."""
        whole = search_body(replace(request, page=1))
        body = {name: whole[name] for name in ("query", "aggs", "timeout")}
        found = self._ask(lambda: self._in_time().search(index=alias(), size=0, track_total_hits=False, **body))
        return {name: found["aggregations"][name]["doc_count"] for name in request.filters}

    def units(self) -> set[str]:
        """Return the codes of all units that a published page is filed under."""
        found = self._ask(
            lambda: self._in_time().search(
                index=alias(), aggs=_everywhere_published({"units": _ALL_UNITS}), size=0, track_total_hits=False
            )
        )
        return {bucket["key"] for bucket in found["aggregations"]["all"]["published"]["units"]["buckets"]}

    def _in_time(self) -> Elasticsearch:
        """The client, to wait no longer than what is left of the time."""
        if self._deadline is None:
            return self._client
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise EngineUnavailableError("no time is left", server_is_down=False)
        return self._client.options(request_timeout=left)

    def _ask(self, call: Callable[[], Any]) -> Any:
        """Return the answer to a call; every failure of server or network means that another engine must answer."""
        try:
            answer = call()
        except TransportError as error:
            raise EngineUnavailableError(explain(error), server_is_down=True) from error
        except ApiError as error:
            is_down = error.status_code in _REFUSALS or error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
            raise EngineUnavailableError(explain(error), server_is_down=is_down) from error
        if not isinstance(answer.body, dict) or answer.body.get("timed_out", True):
            raise EngineUnavailableError("no whole answer in time", server_is_down=True)
        return answer


# More than there ever were: 14,165.
_ALL_UNITS: Query = {"terms": {"field": "places", "size": 20_000}}
_IS_MODEL: Query = {"term": {"type": "model"}}
_NOT_EXPIRED: Query = {
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
        "aggs": {"matches": {"filter": {"match_all": {}}}}
        | {
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
    if not request.is_empty:
        body["highlight"] = _highlight(request)
    return body


def _query(request: SearchRequest) -> Query:
    should = _preferences(request)
    must = [_place(term) for term in request.place_terms]
    must += [_everywhere(Wording(tuple(phrase.split())), _PAGE) for phrase in request.phrases]
    for is_loose, needed in ((False, request.needed_known), (True, request.needed_loose)):
        asked = [_term(at, term) for at, term in enumerate(request.terms) if term.is_loose == is_loose]
        if needed:
            must.append({"bool": {"should": asked, "minimum_should_match": needed}})
        else:
            should += asked
    only = [_NOT_EXPIRED, _together(request)] if request.needs_pair else [_NOT_EXPIRED]
    return {"bool": {"filter": only, "must": must, "should": should}}


def _term(at: int, term: Term) -> Query:
    """The best of a term's wordings; a bare one has to stand where a page is named, or beside its neighbour."""
    fields = _NAMES if term.is_bare else _PAGE
    ways = [_everywhere(wording, fields) for wording in term.wordings]
    ways += [_everywhere(pair, _PAGE, weights.PAIR) for pair in term.pairs]
    if term.places:
        ways.append(_worth({"terms": {"place_codes": sorted(term.places)}}, weights.IN_PLACE))
    there, in_gist = (
        (weights.LOOSE_FOUND, weights.LOOSE_IN_GIST) if term.is_loose else (weights.FOUND, weights.FOUND_IN_GIST)
    )
    gist = [_everywhere(wording, _GIST) for wording in term.wordings]
    return {
        "bool": {
            "must": [{"dis_max": {"queries": ways}}, {"match_all": {"boost": there}}],
            "should": _worth({"dis_max": {"queries": gist}}, in_gist),
            "_name": str(at),
        }
    }


def _together(request: SearchRequest) -> Query:
    """Lone syllables that make words: two neighbours side by side, or all of them in one name."""
    pairs = dict.fromkeys(pair for term in request.terms for pair in term.pairs)
    text = " ".join(term.typed for term in request.terms)
    in_one_name = {"multi_match": {"query": text, "fields": list(_NAMES), "operator": "and"}}
    return {"bool": {"should": [*(_everywhere(pair, _PAGE) for pair in pairs), in_one_name]}}


def _everywhere(wording: Wording, fields: Mapping[str, float], factor: float = 1.0) -> Query:
    """Words, as a phrase when they are several, in whichever field they are worth most."""
    suffix, factor = (".exact", factor * weights.EXACT) if wording.is_exact else ("", factor)
    factor *= wording.weight * (weights.PHRASE if len(wording.words) > 1 else 1)
    return {
        "multi_match": {
            "query": wording.text,
            "type": "phrase" if len(wording.words) > 1 else "best_fields",
            "fields": [f"{name}{suffix}^{round(weight * factor, 3)}" for name, weight in fields.items()],
            "tie_breaker": weights.FURTHER_FIELD,
        }
    }


def _place(term: Term) -> Query:
    """A place is where a page is filed, or else a name in its text."""
    codes = sorted(term.places)
    ways = [
        _worth({"terms": {"place_codes": codes}}, weights.IN_PLACE),
        _worth({"terms": {"places": codes}}, weights.IN_PLACE + weights.JUST_THERE),
    ]
    for wording in term.wordings:
        ways.append(_worth(_everywhere(wording, _GIST), weights.PLACE_IN_GIST))
        ways.append(_worth(_everywhere(wording, {"body": 1}), weights.PLACE_IN_BODY))
    return {"dis_max": {"queries": ways}}


def _preferences(request: SearchRequest) -> list[Query]:
    """What makes one page that fits a better answer than another."""
    preferred: list[Query] = [
        _worth(_IS_MODEL, weights.MODEL_FOR_NEED if request.is_need else weights.MODEL),
        _worth({"terms": {"evidence": ["compared", "evaluated"]}}, weights.EVIDENCE),
        _worth({"range": {"implementations": {"gte": 2}}}, weights.REPLICATED),
        _worth({"range": {"year": {"gte": str(timezone.localdate().year - weights.RECENT_YEARS)}}}, weights.RECENT),
    ]
    text = " ".join(request.words)
    if request.place_terms and not request.terms and not request.phrases:
        codes = sorted({code for term in request.place_terms for code in term.places})
        in_place = {"bool": {"filter": [{"terms": {"place_codes": codes}}, _IS_MODEL]}}
        bearers = codes if len(codes) <= _FEW_UNITS else []
        formers = [_worth({"term": {"place_codes": code}}, weights.IN_FORMER) for code in bearers]
        named = [one for term in request.place_terms for one in term.wordings]
        names = [_worth(_everywhere(one, {"title": 1}), weights.PLACE_IN_GIST) for one in named]
        return [*preferred, *names, *formers, _worth(in_place, weights.MODEL_OF_PLACE)]
    if text:
        preferred += [
            {"match_phrase": {"title": {"query": text, "boost": weights.TITLE_PHRASE}}},
            {"match_phrase": {"other_names": {"query": text, "boost": weights.OTHER_NAME_PHRASE}}},
            {"match_phrase": {"body": {"query": text, "slop": 2, "boost": weights.BODY_PHRASE}}},
            _worth({"term": {"title.whole": text}}, weights.WHOLE_TITLE),
        ]
    return preferred


def _worth(fits: Query, weight: float) -> Query:
    return {"constant_score": {"filter": fits, "boost": weight}}


def _highlight(request: SearchRequest) -> dict[str, Any]:
    """Mark what was found wherever it stands; `encoder: html` escapes everything else."""
    wordings = [wording for term in (*request.terms, *request.place_terms) for wording in term.wordings]
    asked = [*wordings, *(Wording(tuple(phrase.split())) for phrase in request.phrases)]
    return {
        **_MARK,
        "highlight_query": {
            "bool": {"should": [_everywhere(one, {"title": 1, "summary": 1, "body": 1}) for one in asked]}
        },
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


def _everywhere_published(aggregations: Query) -> Query:
    """Count over all pages that anybody may read, whatever the query."""
    return {"all": {"global": {}, "aggs": {"published": {"filter": _NOT_EXPIRED, "aggs": aggregations}}}}


def _having_some(counted: Mapping[str, Any]) -> set[str]:
    return {key for key, bucket in counted["buckets"].items() if bucket["doc_count"]}


def _counts(aggregations: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in aggregations[name]["keys"]["buckets"]}
        for name in FACETS
    }


def _missing(request: SearchRequest, hits: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """What was asked for and is in none of the hits shown."""
    found = {name for hit in hits for name in hit.get("matched_queries", ())}
    return tuple(term.typed for at, term in enumerate(request.terms) if hits and str(at) not in found)
