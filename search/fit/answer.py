"""The answer to a locality: all that fits, in order, with the words in which the locality was understood."""

from dataclasses import dataclass

from search.answers import PlaceReading
from search.fit.findings import Asked
from search.fit.gathering import gather
from search.fit.locality import Locality
from search.fit.ranking import Fit, fit
from search.place_names import read_as
from search.query import Language
from search.vocabulary import Vocabulary
from territory.gazetteer import gazetteer


@dataclass(frozen=True)
class FitAnswer:
    """What fits a locality, best first. `answered` are the words that were answered: mended where they had slips."""

    locality: Locality
    fits: list[Fit]
    answered: str
    engine: str

    @property
    def is_mended(self) -> bool:
        """Whether other words were answered than those typed."""
        return self.answered != self.locality.words

    @property
    def place(self) -> str:
        """How the unit was understood: its name with those above it and what it is now; empty without a unit."""
        unit = self.locality.unit
        return read_as(PlaceReading(unit.name, (unit.code,))) if unit else ""


def answer_to(locality: Locality, language: Language, vocabulary: Vocabulary) -> FitAnswer:
    """Return what fits a locality. What it costs in queries does not depend on how much that is."""
    gathered = gather(locality, language)
    asked = Asked(
        locality=locality,
        request=gathered.request,
        units=gazetteer(),
        fields=dict(vocabulary.fields),
        unit_types=dict(vocabulary.unit_types),
    )
    return FitAnswer(locality, fit(asked, gathered.found), gathered.request.text, gathered.engine)
