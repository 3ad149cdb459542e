"""The queries that must always lead to the right model, whichever engine answers."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.journeys.served_site import ServedSite


@dataclass(frozen=True)
class Query:
    """What is typed, and whether a result is the one that must come first."""

    name: str
    typed: str
    fits: Callable[[ServedSite, dict[str, Any]], bool]


def _is(slug: str) -> Callable[[ServedSite, dict[str, Any]], bool]:
    return lambda _site, result: result["url"].rstrip("/").rpartition("/")[2] == slug


def _runs_in(former_province: str) -> Callable[[ServedSite, dict[str, Any]], bool]:
    """The part of the model's page that names the places where it runs holds the name of the province."""

    def runs_there(site: ServedSite, result: dict[str, Any]) -> bool:
        places = re.search(r'<section[^>]* id="places">(.*?)</section>', site.html(result["url"]), re.DOTALL)
        return bool(places and f"tỉnh {former_province}" in places[1])

    return runs_there


QUERIES = (
    Query("without_diacritics", "bong dien ngoai he", _is("bong-dien-ngoai-he-so-dien-thoai-lien-ke")),
    Query(
        "decomposed_letters",
        unicodedata.normalize("NFD", "Bóng điện ngoài hè"),
        _is("bong-dien-ngoai-he-so-dien-thoai-lien-ke"),
    ),
    Query("a_title", "camera an ninh", _is("camera-an-ninh")),
    Query("an_abbreviation", "lang tu quan ve ANTT", _is("lang-tu-quan-ve-antt")),
    Query("a_former_province", "Bình Định", _runs_in("Bình Định")),
)


def assert_right_one_comes_first(site: ServedSite, query: Query, engine: str) -> None:
    """Hold that the engine answers the query and that the right model comes first."""
    answer = site.search(query.typed)
    assert answer["engine"] == engine
    assert answer["results"], f"{query.typed!r} found nothing"
    first = answer["results"][0]
    assert first["type"] == "model"
    assert query.fits(site, first), f"{query.typed!r} led to {first['url']}"
