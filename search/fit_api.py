"""The open API of what fits a place: `/api/fit/`."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field as Constraint

from search.api import ErrorOut
from search.fit.answer import FitAnswer, answer_to
from search.fit.findings import Finding
from search.fit.form import FitForm
from search.fit.ranking import Fit
from search.vocabulary import Vocabulary
from search.wordbook import language

router = Router(tags=["fit"])

MAX_FITS = 100


class FitIn(Schema):
    """What a place says of itself. All may be left out, but not everything.

    `unit` is the name of a commune, district or province, old or new, where needed with the larger units that it lies
    in, or its code; `area` is any of urban, rural, mountain, border and island; `budget` the highest band of cost;
    `unit_type` and `field` are keys as `/api/search/` lists them; `q` is the concern in free words.
    """

    unit: str = ""
    area: Annotated[list[str], Constraint(default_factory=list, max_length=20)]
    unit_type: str = ""
    budget: str = ""
    field: str = ""
    q: str = ""
    lang: str = ""
    limit: Annotated[int, Constraint(ge=1, le=MAX_FITS)] = 20


class UnitOut(Schema):
    """An administrative unit: its code in the catalogue, and its name with those above it and what it is today."""

    code: str
    name: str


class LocalityOut(Schema):
    """A place as it was understood. `area` also holds what the kind of its unit tells."""

    unit: UnitOut | None
    area: list[str]
    unit_type: str
    budget: str
    field: str
    q: str


class FindingOut(Schema):
    """A reason or caution. `key` is the parameter it answers, or "evidence", "replicated", "recognised", "status"."""

    key: str
    text: str


class FitOut(Schema):
    """A model with why it fits and what to mind. Scores put the models of one answer in order and mean nothing else."""

    id: int
    title: str
    url: str
    summary: str
    score: float
    reasons: list[FindingOut]
    cautions: list[FindingOut]


class FitAnswerOut(Schema):
    """What fits a place, best first."""

    locality: LocalityOut
    results: list[FitOut]


@router.get("/fit/", response={200: FitAnswerOut, 400: ErrorOut}, summary="Find models that fit a place")
def fit(request: HttpRequest, asked: Query[FitIn]) -> Any:
    """Return models that fit what a place says of itself, best first, with the reasons. For people: `/phu-hop/`.

    What a model is about comes before everything else; then where it runs, for whom it is made and what it costs.
    """
    if asked.lang and asked.lang not in dict(settings.LANGUAGES):
        raise HttpError(400, _("lang: “%(value)s” is not a language of this site.") % {"value": asked.lang[:80]})
    with translation.override(asked.lang or settings.LANGUAGE_CODE):
        words, vocabulary = language(), Vocabulary()
        form = FitForm(_sent(asked), vocabulary, words)
        if not form.is_valid():
            raise HttpError(400, _faults(form))
        answer = answer_to(form.locality, words, vocabulary)
        return {"locality": _locality(answer), "results": [_fit(one) for one in answer.fits[: asked.limit]]}


def _sent(asked: FitIn) -> QueryDict:
    """The parameters as a form takes them."""
    sent = QueryDict(mutable=True)
    for name in FitForm.base_fields:
        value = getattr(asked, name)
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def _faults(form: FitForm) -> str:
    """Say what is wrong in one line, and which units a name may mean."""
    faults = [
        f"{name}: {fault}" if name in form.fields else str(fault)
        for name, found in form.errors.items()
        for fault in found
    ]
    return " ".join([*faults, "; ".join(name for _unit, name in form.units)]).strip()


def _locality(answer: FitAnswer) -> dict[str, Any]:
    locality = answer.locality
    return {
        "unit": {"code": locality.unit.code, "name": answer.place} if locality.unit else None,
        "area": [area.value for area in locality.areas],
        "unit_type": locality.unit_type,
        "budget": locality.budget.value if locality.budget else "",
        "field": locality.field,
        "q": answer.answered,
    }


def _fit(one: Fit) -> dict[str, Any]:
    return {
        **{name: one.document[name] for name in ("id", "title", "url", "summary")},
        "score": round(one.score, 1),
        "reasons": [_finding(finding) for finding in one.reasons],
        "cautions": [_finding(finding) for finding in one.cautions],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {"key": finding.key, "text": finding.text}
