"""Asks an engine all judged queries and compares the outcome with what was recorded as its floor."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from search import service
from search.answers import SearchEngine
from search.quality.judged import Judged
from search.quality.measures import CUT, Score, Summary, score, summary
from search.query import Language, build_request

FLOORS = Path(__file__).parent / "floors.yaml"
OVERALL = "all"
Progress = Callable[[], object]


@dataclass(frozen=True)
class Outcome:
    """A judged query with what was found, best first, and its score."""

    judged: Judged
    found: list[str]
    score: Score


def ask(
    engine: SearchEngine, judged: Iterable[Judged], language: Language, progress: Progress = lambda: None
) -> list[Outcome]:
    """Return the outcome of every query. Raises EngineUnavailableError when the engine does not answer."""
    outcomes = []
    for one in judged:
        request = build_request(one.query, language=language, page_size=CUT)
        served = service.answer(engine, request, language)
        found = [hit.document["url"] for hit in served.answer.hits]
        outcomes.append(Outcome(one, found, score(found, one.grades)))
        progress()
    return outcomes


def summaries(outcomes: Iterable[Outcome]) -> dict[str, Summary]:
    """Return the means by kind, in the order in which the kinds come, and of all."""
    by_kind: dict[str, list[Score]] = {}
    for outcome in outcomes:
        by_kind.setdefault(outcome.judged.kind, []).append(outcome.score)
    return {
        **{kind: summary(scores) for kind, scores in by_kind.items()},
        OVERALL: summary(one for scores in by_kind.values() for one in scores),
    }


def below_floor(
    engine: str, found: Mapping[str, Summary], floors: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> list[str]:
    """Return in words each mean that fell below its floor; kinds and measures without a floor are let through."""
    return [
        f"{engine}, {kind}: {measure} is {value:.3f}, its floor {floor:.3f}"
        for kind, measures in floors.get(engine, {}).items()
        if kind in found
        for measure, floor in measures.items()
        if (value := getattr(found[kind], measure)) is not None and value < floor
    ]


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, dict[str, float]]]:
    """Return the floors by engine, kind and measure."""
    floors: dict[str, dict[str, dict[str, float]]] = yaml.safe_load(path.read_text("utf-8"))
    return floors
