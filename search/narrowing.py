"""What a reader can choose beside a page of results: each axis with its counts, communes beneath their provinces."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pagekit.facets import Facet, FacetValue, Params, toggled_query
from search import service
from search.place_names import former_names, name_today
from search.query import Language
from search.results import ResultPage, params
from search.vocabulary import Vocabulary
from territory.gazetteer import gazetteer


@dataclass(frozen=True)
class Narrowing:
    """The facets as a reader walks through them, and the filters in use, each with the query that removes it."""

    facets: list[Facet]
    chosen: list[FacetValue]


def narrowing(page: ResultPage, language: Language, vocabulary: Vocabulary) -> Narrowing:
    """Return the facets of a page of results, with communes beneath the provinces that are chosen.

    An axis on which all results are the same leaves nothing to choose and is left out.
    """
    asked = params(page.asked)
    named = {facet.name: facet for facet in vocabulary.facets(_counts(page, language), asked)}
    communes = named["commune"]
    named["province"] = _with_communes(named["province"], communes, asked)
    return Narrowing(
        facets=[facet for facet in named.values() if facet is not communes and _leaves_a_choice(facet, page.total)],
        chosen=[value for facet in named.values() for value in facet.selected_values],
    )


def _counts(page: ResultPage, language: Language) -> Mapping[str, Mapping[str, int]]:
    """The counts of the answer; those of provinces as if no commune were chosen, since choosing one leaves those."""
    counts, filters = page.served.answer.counts, page.asked.filters
    if "commune" not in filters:
        return counts
    others = {name: keys for name, keys in filters.items() if name != "commune"}
    wider = replace(page.served.request, filters=others, page=1, page_size=1)
    return {**counts, "province": service.search(wider, language).answer.counts.get("province", {})}


def _with_communes(provinces: Facet, communes: Facet, asked: Params) -> Facet:
    """A commune is chosen within a province: to choose or to leave a province leaves the communes elsewhere, too."""
    chosen = asked.get("province", [])
    slugs = {place.slug: place for place in gazetteer().provinces}

    def deepened(value: FacetValue) -> FacetValue:
        staying = [slug for slug in chosen if slug != value.key] if value.selected else [value.key]
        kept = [code for code in asked.get("commune", []) if not _provinces_of(code).isdisjoint(staying)]
        within = [_beneath(commune) for commune in communes.values if value.key in _provinces_of(commune.key)]
        return replace(
            value,
            toggle_query=toggled_query({**asked, "commune": kept}, "province", value.key),
            note=former_names(slugs[value.key]) if value.key in slugs else "",
            below=replace(communes, values=within) if value.selected and within else None,
        )

    return replace(provinces, values=[deepened(value) for value in provinces.values])


def _beneath(commune: FacetValue) -> FacetValue:
    """Beneath its province a commune needs no mention of it, but the names that people know it by."""
    place = gazetteer().places[commune.key]
    return replace(commune, label=name_today(place), note=former_names(place))


def _provinces_of(code: str) -> set[str]:
    units = gazetteer()
    return {province.slug for province in units.current_provinces(code)} if code in units.places else set()


def _leaves_a_choice(facet: Facet, total: int) -> bool:
    match facet.values:
        case []:
            return False
        case [only]:
            return only.selected or only.count < total
        case _:
            return True
