"""Fetches the models among which the best for a locality are looked for, all from one engine."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from models_gallery.choices import CostBand
from search import service
from search.answers import HitType, SearchRequest
from search.fit.findings import Found
from search.fit.locality import Locality
from search.query import MAX_PAGE_SIZE, Language, build_request
from search.service import ServedAnswer
from territory.choices import Tier
from territory.gazetteer import gazetteer

# With fewer models that have the words, those of the field without them are worth a look.
FEW = 10

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Gathered:
    """The models found, each in one language, and the request that they answer: what was asked, or that mended."""

    found: list[Found]
    request: SearchRequest
    engine: str


def gather(locality: Locality, language: Language) -> Gathered:
    """Return the models of the locality's concern, or where it names none, all; of too many those likeliest to fit."""
    asked = replace(
        build_request(locality.words, language=language, page_size=MAX_PAGE_SIZE), filters=_concern(locality)
    )
    answers, engine = service.search_together(lambda search: list(_answers(locality, asked, search)), language)
    found = [
        Found(hit.document, has_words=not served.request.is_empty) for served in answers for hit in served.answer.hits
    ]
    return Gathered(_one_for_each_model(found), answers[0].request, engine)


def _answers(
    locality: Locality, asked: SearchRequest, search: Callable[[SearchRequest], ServedAnswer]
) -> Iterator[ServedAnswer]:
    """Yield the widest answer and, where it has more than can be fetched, narrower ones with what fits best."""
    widest = search(asked)
    yield widest
    if locality.words and locality.field and widest.answer.total < FEW:
        yield search(SearchRequest(filters=asked.filters, page_size=asked.page_size))
    if widest.answer.total > len(widest.answer.hits):
        for narrower in _narrower(locality):
            yield search(replace(asked, filters={**asked.filters, **narrower}))


def _concern(locality: Locality) -> Filters:
    models: Filters = {"type": (HitType.MODEL.value,)}
    return {**models, "field": (locality.field,)} if locality.field else models


def _narrower(locality: Locality) -> Iterator[Filters]:
    """Yield what was asked for as filters: each thing alone, then all together."""
    each = list(_single_filters(locality))
    yield from each
    if len(each) > 1:
        yield {name: keys for filters in each for name, keys in filters.items()}


def _single_filters(locality: Locality) -> Iterator[Filters]:
    if locality.unit:
        yield {"province": tuple(place.slug for place in gazetteer().current_provinces(locality.unit.code))}
        if locality.unit.tier != Tier.PROVINCE:
            yield {"place_codes": (locality.unit.code,)}
    if locality.unit_type:
        yield {"unit_type": (locality.unit_type,)}
    if locality.chosen_areas:
        yield {"area": tuple(area.value for area in locality.chosen_areas)}
    if locality.budget:
        bands = list(CostBand)
        yield {"cost": tuple(band.value for band in bands[: bands.index(locality.budget) + 1])}


def _one_for_each_model(found: Iterable[Found]) -> list[Found]:
    """Keep each model once: in the reader's language where that is among them, found by its words where it was."""
    language = get_language()
    kept: dict[str, Found] = {}
    for one in found:
        known = kept.setdefault(one.document["translation_key"], one)
        is_better = one.document["lang"] == language and known.document["lang"] != language
        if is_better and one.has_words >= known.has_words:
            kept[one.document["translation_key"]] = one
    return list(kept.values())
