"""What the page of a model shows: all it knows, and nothing around what it does not know."""

import html
import re

import pytest
from bs4 import BeautifulSoup

from models_gallery.models import Implementation, Outcome
from tests.factories import ExemplarPageFactory, make_implementation
from tests.models_gallery.full_exemplar import SAID, bare_exemplar, full_exemplar, full_implementation

pytestmark = pytest.mark.usefixtures("units")

OPTIONAL_PARTS = [
    "problem", "how", "steps", "costs", "results", "conditions", "difficulties", "places", "spread", "context",
    "legal-basis", "recognition", "contact", "attachments",
]  # fmt: skip


def read(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def test_it_shows_everything_that_is_known(client):
    text = " ".join(read(client, full_exemplar()).main.text.split()).lower()

    assert [part for part, said in SAID.items() if said.lower() not in text] == []


def test_it_leads_to_every_part_it_lists(client):
    soup = read(client, full_exemplar())

    listed = [link["href"].removeprefix("#") for link in soup.select(".contents a")]
    assert set(OPTIONAL_PARTS) < set(listed)
    assert [anchor for anchor in listed if soup.find(id=anchor) is None] == []


def test_it_lists_every_part_it_has(client):
    for page in (full_exemplar(), bare_exemplar()):
        soup = read(client, page)

        listed = {link["href"].removeprefix("#") for link in soup.select(".contents a")}
        assert {part["id"] for part in soup.select("section.part")} == listed


def test_it_uses_each_anchor_once(client):
    page = full_exemplar()
    full_implementation(page, ("2024-D629",))

    anchors = [element["id"] for element in read(client, page).find_all(id=True)]

    assert len(anchors) == len(set(anchors))


def test_it_shows_no_part_of_which_nothing_is_known(client):
    soup = read(client, bare_exemplar())

    assert [part for part in OPTIONAL_PARTS if soup.find(id=part)] == []
    assert not soup.select(".headline-figures, .other-names, figcaption, table")


def test_it_leaves_no_hole_where_nothing_is_known(client):
    for page in (bare_exemplar(), full_exemplar()):
        main = read(client, page).main

        hollow = [
            element
            for element in main.select("h2, h3, dt, dd, p, li, ul, ol, dl, th, td, small, caption, figcaption")
            if not element.text.strip() and not element.find(["img", "svg", "meter"])
        ]
        assert hollow == []
        assert not re.search(r"\bNone\b", main.text)


def test_it_falls_back_on_the_drawing_of_its_field(client):
    soup = read(client, bare_exemplar())

    assert soup.select_one(".opening img")["src"] == "/static/img/fields/an-ninh-trat-tu.svg"


def test_it_gives_each_picture_an_alternative_text_and_its_size(client):
    pictures = read(client, full_exemplar()).select("figure img")

    assert [picture["alt"] for picture in pictures] == ["Hũ gạo sành đặt trên bàn", "Bà con họp ở nhà văn hóa"]
    assert all(picture["width"] and picture["height"] for picture in pictures)


def test_it_shows_escaped_what_an_editor_typed(client):
    page = bare_exemplar(title="<b>Đậm</b> & “ngoặc”", summary="<script>alert(1)</script>")

    text = client.get(page.url).text

    assert "<script>alert" not in text
    assert html.escape("<b>Đậm</b> & “ngoặc”", quote=False) in text


def test_it_does_not_show_a_draft_of_an_implementation(client):
    page = ExemplarPageFactory()
    make_implementation(page, site="Thôn Tráng Long")
    make_implementation(page, site="Xóm Chưa Duyệt", live=False)

    text = read(client, page).text

    assert "Thôn Tráng Long" in text
    assert "Xóm Chưa Duyệt" not in text


def test_it_does_not_show_an_implementation_taken_back(client):
    page = ExemplarPageFactory()
    make_implementation(page, site="Thôn Tráng Long").unpublish()

    assert "Thôn Tráng Long" not in read(client, page).text


def test_it_shows_places_in_the_order_in_which_they_began_the_undated_last(client):
    page = ExemplarPageFactory()
    for site, started in (("Thôn Ba", ""), ("Thôn Hai", "2019"), ("Thôn Một", "2018-06")):
        make_implementation(page, site=site, started=started)

    shown = [place.h3.text.split(",")[0].strip() for place in read(client, page).select(".timeline .place")]

    assert shown == ["Thôn Một", "Thôn Hai", "Thôn Ba"]


def learned(client, page):
    soup = read(client, page)
    return next(place.text for place in soup.select(".place") if "Thôn Học Theo" in place.h3.text)


def test_it_shows_where_a_place_learned_it(client):
    page = ExemplarPageFactory()
    origin = make_implementation(page, site="Thôn Khởi Đầu")
    make_implementation(page, site="Thôn Học Theo", learned_from=origin)

    assert "Thôn Khởi Đầu" in learned(client, page)


def test_it_does_not_name_an_unpublished_place_that_another_learned_from(client):
    page = ExemplarPageFactory()
    hidden = make_implementation(page, site="Xóm Chưa Duyệt", live=False)
    middle = make_implementation(page, site="Thôn Khởi Đầu", learned_from=hidden)
    make_implementation(page, site="Thôn Học Theo", learned_from=middle)

    text = read(client, page).text

    assert "Thôn Khởi Đầu" in learned(client, page)
    assert "Xóm Chưa Duyệt" not in text


def test_it_does_not_name_a_place_of_a_model_that_is_not_public(client):
    hidden = make_implementation(ExemplarPageFactory(live=False), site="Xóm Chưa Duyệt")
    page = ExemplarPageFactory()
    make_implementation(page, site="Thôn Học Theo", learned_from=hidden)

    assert "Xóm Chưa Duyệt" not in read(client, page).text


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"value": 500, "as_printed": "hơn 500", "unit": "vụ việc"}, "hơn 500 vụ việc"),
        ({"value": 228, "as_printed": "228/228", "unit": "thôn"}, "228/228 thôn"),
        ({"value": 1080, "as_printed": "1.080 điểm", "unit": "điểm"}, "1.080 điểm"),
        ({"value": 80, "unit": "vụ việc"}, "80 vụ việc"),
        ({"value": 13181, "unit": "hộ"}, "13.181 hộ"),
        ({"value": "3.8", "unit": "%"}, "3,8 %"),
        ({"value": 0, "unit": "vụ cháy"}, "0 vụ cháy"),
        ({"as_printed": "hàng chục tỷ đồng"}, "hàng chục tỷ đồng"),
    ],
)
def test_it_shows_a_figure_as_printed_else_its_value_as_vietnamese_is_written(client, columns, shown):
    page = ExemplarPageFactory()
    implementation = make_implementation(page)
    implementation.outcomes = [Outcome(indicator="Kết quả", **columns)]
    implementation.save()

    cell = read(client, page).select_one(".figures__value")

    for aside in cell.find_all(["small", "meter"]):
        aside.extract()
    assert " ".join(cell.text.split()) == shown


def test_it_counts_many_units_instead_of_listing_them(client):
    page = ExemplarPageFactory()
    make_implementation(page, ("2024-D543", "2024-D540", "2024-D549", "2024-D629", "2024-D630"))

    assert "5" in read(client, page).select_one(".place h3").text
    assert Implementation.objects.get().units[0].code == "2024-D543"


def test_it_cites_itself(client):
    soup = read(client, bare_exemplar())

    citation = soup.select_one(".citation").text
    assert "Móc khóa an ninh" in citation
    assert "/mo-hinh/gia-lai/moc-khoa-an-ninh/" in citation
