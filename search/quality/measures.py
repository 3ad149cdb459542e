"""Measures of ranked results against judgments. Pure functions.

Gains are exponential (2^grade − 1) and discounted by log2 of the position + 1, as in Järvelin and Kekäläinen,
“Cumulated gain-based evaluation of IR techniques” (2002) with the gain of Burges et al. (2005).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

CUT = 10


@dataclass(frozen=True)
class Score:
    """How one query did: nDCG@10, reciprocal rank and success at 1, or for one that should find nothing, `zero`.

    Measures that do not apply are None. A success at 1 is a first result of the highest grade judged for the query.
    """

    ndcg: float | None = None
    reciprocal_rank: float | None = None
    success: float | None = None
    zero: float | None = None


@dataclass(frozen=True)
class Summary:
    """The means over some queries, each None where no query has the measure."""

    queries: int
    ndcg: float | None
    mrr: float | None
    success: float | None
    zero: float | None


def score(found: Sequence[str], grades: Mapping[str, int]) -> Score:
    """Return the score of found keys, best first, against grades of 1 to 3 by key; no grades: nothing may be found."""
    if not grades:
        return Score(zero=float(not found))
    gains = [2 ** grades.get(key, 0) - 1 for key in found[:CUT]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:CUT]
    first = next((at for at, key in enumerate(found, 1) if grades.get(key)), 0)
    return Score(
        ndcg=_discounted(gains) / _discounted(ideal),
        reciprocal_rank=1 / first if first else 0.0,
        success=float(bool(found) and grades.get(found[0], 0) == max(grades.values())),
    )


def summary(scores: Iterable[Score]) -> Summary:
    """Return the means of scores."""
    kept = list(scores)

    def mean(values: Iterable[float | None]) -> float | None:
        known = [value for value in values if value is not None]
        return fmean(known) if known else None

    return Summary(
        queries=len(kept),
        ndcg=mean(one.ndcg for one in kept),
        mrr=mean(one.reciprocal_rank for one in kept),
        success=mean(one.success for one in kept),
        zero=mean(one.zero for one in kept),
    )


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(at + 1) for at, gain in enumerate(gains, 1))
