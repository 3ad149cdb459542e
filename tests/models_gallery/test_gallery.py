"""Browsing the gallery: filters, their counts, pages of cards."""

import pytest
from bs4 import BeautifulSoup

from models_gallery import gallery
from models_gallery.models import Field, Form
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, ProvincePageFactory

pytestmark = pytest.mark.usefixtures("units")

GALLERY = "/mo-hinh/"


@pytest.fixture
def thai_nguyen():
    return ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))


@pytest.fixture
def models(thai_nguyen):
    """Three models of two provinces, three fields and two forms."""
    keng, camera = Form.objects.get(key="keng"), Form.objects.get(key="camera")
    return {
        "Kẻng": ExemplarPageFactory(title="Kẻng", forms=[keng], further_fields=[field("an-sinh-xa-hoi")]),
        "Camera": ExemplarPageFactory(title="Camera", forms=[camera, keng], field=field("phong-chong-ma-tuy")),
        "Bản": ExemplarPageFactory(title="Bản", parent=thai_nguyen, forms=[camera]),
    }


def field(key):
    return Field.objects.get(key=key)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def titles(client, query="", address=GALLERY):
    return [card.text.strip() for card in read(client, f"{address}?{query}").select(".card h3")]


def counts(client, name, query="", address=GALLERY):
    """Return the count beside each value of a facet, by the key that the value's link toggles."""
    listing = client.get(f"{address}?{query}").context["gallery"]
    soup = read(client, f"{address}?{query}")
    shown = {link["href"]: int(link.select_one(".facet__count").text) for link in soup.select(".facet a")}
    return {
        value.key: shown[f"?{value.toggle_query}"]
        for facet in listing.facets
        for value in facet.values
        if facet.name == name
    }


def test_it_shows_all_models_the_newest_first(client, models):
    assert titles(client) == ["Bản", "Camera", "Kẻng"]


def test_it_shows_what_fits_any_value_of_each_filter(client, models):
    for query, found in (
        ("field=an-ninh-trat-tu", {"Kẻng", "Bản"}),
        ("field=an-sinh-xa-hoi", {"Kẻng"}),
        ("field=an-sinh-xa-hoi&field=phong-chong-ma-tuy", {"Kẻng", "Camera"}),
        ("form=keng", {"Kẻng", "Camera"}),
        ("province=thai-nguyen", {"Bản"}),
        ("province=thai-nguyen&province=gia-lai", {"Kẻng", "Camera", "Bản"}),
        ("form=keng&field=phong-chong-ma-tuy", {"Camera"}),
        ("form=keng&province=thai-nguyen", set()),
    ):
        assert set(titles(client, query)) == found, query


def test_it_counts_the_models_behind_each_value(client, models):
    assert counts(client, "form") == {"camera": 2, "keng": 2}
    assert counts(client, "province") == {"gia-lai": 2, "thai-nguyen": 1}
    assert counts(client, "field") == {"an-ninh-trat-tu": 2, "phong-chong-ma-tuy": 1, "an-sinh-xa-hoi": 1}


def test_a_count_ignores_the_choice_in_its_own_filter_but_not_in_others(client, models):
    query = "province=thai-nguyen"

    assert counts(client, "province", query) == {"gia-lai": 2, "thai-nguyen": 1}
    assert counts(client, "form", query) == {"camera": 1}
    assert counts(client, "field", query) == {"an-ninh-trat-tu": 1}


def test_each_count_is_what_choosing_the_value_shows(client, models):
    for name in ("field", "form", "province"):
        for key, count in counts(client, name).items():
            assert len(titles(client, f"{name}={key}")) == count, (name, key)


def test_a_field_counts_once_for_a_model_that_names_it_twice(client):
    ExemplarPageFactory(field=field("an-ninh-trat-tu"), further_fields=[field("an-ninh-trat-tu")])

    assert counts(client, "field") == {"an-ninh-trat-tu": 1}


def test_a_chosen_filter_can_be_taken_away(client, models):
    soup = read(client, f"{GALLERY}?form=keng&province=gia-lai")

    links = {link.text.split()[-1]: link["href"] for link in soup.select(".chosen .chip--remove")}
    assert links == {"Kẻng": "?province=gia-lai", "Lai": "?form=keng"}


def test_a_value_that_means_nothing_finds_nothing_and_says_so(client, models):
    for query in ("field=khong-co", "form=%27;--", "province=gia-lai2", "form=%00"):
        soup = read(client, f"{GALLERY}?{query}")

        assert not soup.select(".card"), query
        assert GALLERY in [link["href"] for link in soup.select(".empty a")], query


def test_a_page_that_does_not_exist_shows_the_nearest_one(client, models):
    for page in ("0", "-1", "99", "abc", "1e3", ""):
        assert len(titles(client, f"page={page}")) == 3, page


def test_every_model_can_be_reached_by_paging(client, models, monkeypatch):
    monkeypatch.setattr(gallery, "CARDS_PER_PAGE", 1)

    first = read(client, f"{GALLERY}?field=an-ninh-trat-tu")
    address = first.select(".pagination a")[-1]["href"]

    assert [card.text.strip() for card in first.select(".card h3")] == ["Bản"]
    assert address == "?field=an-ninh-trat-tu&page=2"
    assert titles(client, address.removeprefix("?")) == ["Kẻng"]


def test_it_stands_empty_without_a_hole(client, thai_nguyen):
    soup = read(client, GALLERY)

    assert soup.select_one(".empty h2").text.strip()
    assert not soup.select(".facet, .cards, .pagination")


def test_it_uses_each_anchor_once(client, models):
    anchors = [element["id"] for element in read(client, GALLERY).find_all(id=True)]

    assert len(anchors) == len(set(anchors))


def test_a_province_shows_its_own_models_only(client, models, thai_nguyen):
    assert titles(client, address=thai_nguyen.url) == ["Bản"]
    assert counts(client, "form", address=thai_nguyen.url) == {"camera": 1}


def test_a_province_names_the_provinces_it_was_formed_from(client):
    text = read(client, ProvincePageFactory().url).text

    assert "tỉnh Bình Định" in text
    assert "tỉnh Gia Lai" in text


def test_a_province_without_models_still_answers(client, thai_nguyen):
    assert titles(client, address=thai_nguyen.url) == []
