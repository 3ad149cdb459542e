"""The search service: one question, two engines, one answer."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from elasticsearch import TransportError

from search import clients
from search.answers import (
    EngineAnswer,
    EngineUnavailableError,
    SearchEngine,
    SearchRequest,
    SimilarModel,
    Suggestion,
)
from search.breaker import Breaker
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.query import NO_LANGUAGE, Language, build_request, without_diacritics
from search.suggestions import suggestions

logger = logging.getLogger(__name__)

T = TypeVar("T")

MAX_SUGGESTIONS = 10
# With fewer results than these, pages that have only part of what was asked for help more than they disturb.
ENOUGH = 10


@dataclass(frozen=True)
class ServedAnswer:
    """An answer with the engine that gave it and the time it took.

    `request` is what was answered: what was asked, or, where that found nothing, the same with slips mended.
    `did_you_mean` is the mended query, whether it was answered or is only offered.
    """

    request: SearchRequest
    answer: EngineAnswer
    engine: str
    took_ms: int
    did_you_mean: str | None = None


@cache
def breaker() -> Breaker:
    """Return this process's breaker before Elasticsearch."""
    return Breaker()


def search(request: SearchRequest, language: Language = NO_LANGUAGE) -> ServedAnswer:
    """Answer a request from Elasticsearch, or from the database when that does not answer."""
    began = time.perf_counter()
    if request.asks_nothing:
        return ServedAnswer(request, EngineAnswer(total=0, hits=[], counts={}), _preferred_engine(), 0)
    served, _engine = _answer(lambda engine: answer(engine, request, language))
    return replace(served, took_ms=round((time.perf_counter() - began) * 1000))


def search_together(
    plan: Callable[[Callable[[SearchRequest], ServedAnswer]], T], language: Language = NO_LANGUAGE
) -> tuple[T, str]:
    """Carry out a plan of several searches, all on one engine; return what comes of it, and the engine's name.

    The plan is handed the search, and is carried out once more, on the database, when Elasticsearch fails halfway.
    """
    return _answer(lambda engine: plan(lambda request: answer(engine, request, language)))


def answer(engine: SearchEngine, request: SearchRequest, language: Language) -> ServedAnswer:
    """Answer a request from one engine, looking further where it finds little.

    Where nothing is found, what the reader may have meant is asked: the same letters with other diacritics, then the
    query with its slips mended. Where few pages have all of it, those with a part come after them.
    """
    if request.asks_nothing:
        return ServedAnswer(request, EngineAnswer(total=0, hits=[], counts={}), engine.name, 0)
    found = engine.search(request)
    served = ServedAnswer(request, found, engine.name, 0)
    if request.is_empty or (found.matches >= ENOUGH and not found.missing):
        return served
    try:
        return _look_further(engine, served, language)
    except EngineUnavailableError:
        if not found.matches:
            raise
        return served  # what there is is not thrown away because no more could be had


def _look_further(engine: SearchEngine, served: ServedAnswer, language: Language) -> ServedAnswer:
    request, found, mended = served.request, served.answer, None
    if not found.matches and request.has_diacritics and request.asked_words > 1:
        request = without_diacritics(request)
        found = engine.search(request)
    if not found.matches or found.missing:
        mended, better = _mended(engine, request, language)
        # Some pages with some of the words are no reason to leave a slip unmended that they all have not.
        if mended and better and (not found.matches or found.matches < min(ENOUGH, better.matches)):
            request, found = mended, better
    if found.matches < ENOUGH:
        found = engine.search(replace(request, is_lenient=True))
    return replace(served, request=request, answer=found, did_you_mean=mended.text if mended else None)


def _mended(
    engine: SearchEngine, request: SearchRequest, language: Language
) -> tuple[SearchRequest | None, EngineAnswer | None]:
    """Return the request with its slips mended and its answer, if the first page found has all that it asks for."""
    text = None if request.phrases else language.spelling.mend(request.words)
    if text is None:
        return None, None
    mended = replace(build_request(text, language=language), **_frame(request))
    # What reads as mere syllables says too little to be put into somebody's mouth.
    names_something = mended.place_terms or len(mended.terms) > 2 or any(not term.is_bare for term in mended.terms)
    if not names_something or mended.asked_words < request.asked_words:
        return None, None
    better = engine.search(mended)
    # Further pages of such an answer are asked for by number; they begin with lesser hits.
    return (mended, better) if better.is_complete or (better.total and request.page > 1) else (None, None)


def _frame(request: SearchRequest) -> dict[str, Any]:
    """What of a request is not its words."""
    return {
        "filters": request.filters,
        "sort": request.sort,
        "page": request.page,
        "page_size": request.page_size,
    }


def suggest(text: str, limit: int = MAX_SUGGESTIONS) -> list[Suggestion]:
    """Return what to offer while somebody types: titles, fields and forms, places, past queries."""
    offered, _engine = _answer(lambda engine: suggestions(engine, text, limit))
    return offered


def similar(page_id: int, limit: int = 3) -> list[SimilarModel]:
    """Return models that resemble a model."""
    models, _engine = _answer(lambda engine: engine.similar(page_id, limit))
    return models


def totals_without(request: SearchRequest) -> Mapping[str, int]:
    """Return how many pages a search that found nothing would find without what is chosen on each axis."""
    totals, _engine = _answer(lambda engine: engine.totals_without(replace(request, is_lenient=True)))
    return totals


def _preferred_engine() -> str:
    """Return the engine that would be asked now, for a query of nothing but symbols, which needs no asking."""
    return ElasticsearchEngine.name if clients.is_configured() and not breaker().is_open else DatabaseEngine.name


def _answer(ask: Callable[[SearchEngine], T]) -> tuple[T, str]:
    if clients.is_configured() and breaker().allows():
        try:
            engine = ElasticsearchEngine(clients.reader(), settings.SEARCH_READ_TIMEOUT_S)
            answer = ask(engine)
        except (EngineUnavailableError, TransportError) as error:
            # Said once until it is over: every reader in between would say the same.
            level = logging.DEBUG if breaker().has_failed else logging.WARNING
            logger.log(level, "The database answers instead of Elasticsearch: %s", error)
            if not isinstance(error, EngineUnavailableError) or error.server_is_down:
                breaker().failed()
        else:
            breaker().succeeded()
            return answer, engine.name
    fallback = DatabaseEngine()
    return ask(fallback), fallback.name
