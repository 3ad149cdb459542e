"""The search service: one question, two engines, one answer."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

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

logger = logging.getLogger(__name__)

T = TypeVar("T")

MAX_SUGGESTIONS = 10


@dataclass(frozen=True)
class ServedAnswer:
    """An answer with the engine that gave it and the time it took."""

    answer: EngineAnswer
    engine: str
    took_ms: int


@cache
def breaker() -> Breaker:
    """Return this process's breaker before Elasticsearch."""
    return Breaker()


def search(request: SearchRequest) -> ServedAnswer:
    """Answer a request from Elasticsearch, or from the database when that does not answer."""
    began = time.perf_counter()
    if request.text and request.is_empty:
        return ServedAnswer(EngineAnswer(total=0, hits=[], counts={}), _preferred_engine(), 0)
    answer, engine = _answer(lambda engine: engine.search(request))
    return ServedAnswer(answer, engine, round((time.perf_counter() - began) * 1000))


def suggest(text: str, limit: int = MAX_SUGGESTIONS) -> list[Suggestion]:
    """Return titles to offer while somebody types."""
    suggestions, _engine = _answer(lambda engine: engine.suggest(text, limit))
    return suggestions


def similar(page_id: int, limit: int = 3) -> list[SimilarModel]:
    """Return models that resemble a model."""
    models, _engine = _answer(lambda engine: engine.similar(page_id, limit))
    return models


def _preferred_engine() -> str:
    """Return the engine that would be asked now, for a query of nothing but symbols, which needs no asking."""
    return ElasticsearchEngine.name if clients.is_configured() and not breaker().is_open else DatabaseEngine.name


def _answer(ask: Callable[[SearchEngine], T]) -> tuple[T, str]:
    if clients.is_configured() and breaker().allows():
        engine = ElasticsearchEngine(clients.reader())
        try:
            answer = ask(engine)
        except EngineUnavailableError as error:
            logger.warning("Elasticsearch does not answer, the database does: %s", error)
            if error.server_is_down:
                breaker().failed()
        else:
            breaker().succeeded()
            return answer, engine.name
    fallback = DatabaseEngine()
    return ask(fallback), fallback.name
