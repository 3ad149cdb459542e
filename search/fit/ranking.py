"""Models in the order in which they fit a locality. Pure: what is judged was found before."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.answers import SearchDocument
from search.fit.findings import Asked, Finding, Found, Verdict, asked_findings, further_findings

_CONCERN = {"q", "field"}


@dataclass(frozen=True)
class Fit:
    """A model with how it stands to each thing asked for, in their order, and what else there is to know of it."""

    document: SearchDocument
    asked: tuple[Finding, ...]
    further: tuple[Finding, ...]

    @property
    def score(self) -> float:
        """How well it fits; numbers of different questions cannot be compared."""
        return sum(finding.worth for finding in (*self.asked, *self.further))

    @property
    def reasons(self) -> list[Finding]:
        """What speaks for it, what was asked for first."""
        return [one for one in (*self.asked, *self.further) if one.verdict == Verdict.FITS]

    @property
    def cautions(self) -> list[Finding]:
        """What it is not, and what its page does not say."""
        return [one for one in (*self.asked, *self.further) if one.verdict != Verdict.FITS]

    @property
    def matched(self) -> int:
        """How many of the things asked for it is."""
        return sum(finding.verdict == Verdict.FITS for finding in self.asked)

    @property
    def unknown(self) -> int:
        """Of how many of the things asked for its page does not say."""
        return sum(finding.verdict == Verdict.UNKNOWN for finding in self.asked)


def fit(asked: Asked, found: Iterable[Found]) -> list[Fit]:
    """Return the models that fit in something, best first; where a concern is named, only those that touch on it.

    Of models that fit equally well the newer page comes first, whichever engine found them.
    """
    judged = (
        Fit(one.document, tuple(asked_findings(asked, one)), tuple(further_findings(one.document))) for one in found
    )
    kept = [one for one in judged if _is_an_answer(one, has_concern=asked.locality.has_concern)]
    return sorted(kept, key=lambda one: (-one.score, -one.document["id"]))


def _is_an_answer(judged: Fit, *, has_concern: bool) -> bool:
    if has_concern:
        return any(finding.worth for finding in judged.asked if finding.key in _CONCERN)
    return judged.matched > 0
