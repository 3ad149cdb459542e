"""The page “What fits my place”, as a reader uses it, on both engines."""

from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from models_gallery.models import ExemplarCost, ExemplarPage, Field, UnitType
from search.query import MAX_PAGE_SIZE
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, NewsPageFactory, ProvincePageFactory, make_implementation
from tests.search.conftest import quickly

pytestmark = pytest.mark.django_db

HOAI_CHAU = "2024-W21649"  # xã Hoài Châu, now part of phường Tam Quan
MANG_YANG = "2024-D629"
CHO_DON = "2024-D064"  # in what is Thái Nguyên now


def model(title, places=(), field="phong-chay-chua-chay", **kwargs):
    page = quickly(
        ExemplarPageFactory,
        title=title,
        field=Field.objects.get(key=field),
        **{"summary": "Mô hình.", "problem": "", **kwargs},
    )
    if places:
        make_implementation(page, places)
    return page


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    thai_nguyen = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    school, market = UnitType.objects.get(key="truong-hoc"), UnitType.objects.get(key="cho")
    cheap, dear = ExemplarCost(item="Chuông", amount=8_000_000), ExemplarCost(item="Xe", amount=900_000_000)
    model("Chuông báo cháy", [HOAI_CHAU], unit_types=[market], costs=[cheap])
    model("Chuông báo cháy trường học", [MANG_YANG], unit_types=[school], areas=["border"])
    model("Chữa cháy liên gia", [CHO_DON], parent=thai_nguyen, costs=[dear])
    model("Bình chữa cháy mỗi nhà")
    model("Dòng họ bình yên", [HOAI_CHAU], field="an-ninh-trat-tu", problem="<p>Từng có vụ cháy chợ.</p>")
    quickly(NewsPageFactory, title="Cháy chợ trong tin")
    model("Cháy rừng kín đáo").unpublish()
    private = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P79"))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    model("Cháy nhà kín đáo", [HOAI_CHAU], parent=private)
    index_shared()


class FitPage:
    """The page behind an address, or that of some parameters."""

    def __init__(self, client, address="/phu-hop/", **params):
        self.response = client.get(address, params)
        assert self.response.status_code == 200
        self.soup = BeautifulSoup(self.response.text, "html.parser")
        self._client = client

    @property
    def titles(self):
        return [read(title) for title in self.soup.select(".fits h3")]

    @property
    def faults(self):
        return {fault["id"]: read(fault) for fault in self.soup.select(".fit-form__fault[id]")}

    def card(self, title):
        return next(card for card in self.soup.select(".fits article") if read(card.h3) == title)

    def marks(self, title):
        """The marks in the row of a card, by the last word of their class."""
        return [mark["class"][-1].removeprefix("mark--") for mark in self.card(title).select(".marks .mark")]

    def value(self, name):
        return self.soup.select_one(f".fit-form [name={name}]").get("value")

    def follow(self, link):
        return FitPage(self._client, f"/phu-hop/{link['href']}" if link["href"].startswith("?") else link["href"])


def read(element):
    return " ".join(element.get_text().split())


def test_it_asks_without_answering_before_anything_is_said(client):
    page = FitPage(client)

    assert page.soup.select_one("form.fit-form")["method"] == "get"
    assert {field["name"] for field in page.soup.select(".fit-form [name]")} == {
        "q", "unit", "area", "unit_type", "budget", "field",
    }  # fmt: skip
    assert not page.soup.select(".fits, [role=alert]")


def test_every_question_has_a_label(client):
    form = FitPage(client).soup.select_one("form.fit-form")

    for field in form.select("input[type=text], select"):
        assert read(form.select_one(f"label[for={field['id']}]"))
    for box in form.select("input[type=checkbox]"):
        assert read(box.find_parent("label"))
    assert read(form.fieldset.legend)


def test_what_is_about_the_concern_comes_by_nearness(client):
    page = FitPage(client, unit="xa hoai chau", field="phong-chay-chua-chay")

    assert page.titles == [
        "Chuông báo cháy", "Chuông báo cháy trường học", "Bình chữa cháy mỗi nhà", "Chữa cháy liên gia",
    ]  # fmt: skip


def test_free_words_are_understood_as_the_search_does(client):
    page = FitPage(client, q="chua chay")

    assert set(page.titles[:2]) == {"Chữa cháy liên gia", "Bình chữa cháy mỗi nhà"}


def test_a_mention_in_passing_comes_last_however_near_it_is(client):
    page = FitPage(client, q="cháy", unit="xã Hoài Châu", area="rural")

    assert page.titles[-1] == "Dòng họ bình yên"
    assert len(page.titles) == 5


def test_only_models_are_answers(client):
    assert "Cháy chợ trong tin" not in FitPage(client, q="cháy chợ").titles


def test_a_card_has_a_mark_and_a_sentence_for_each_thing_asked_for(client):
    page = FitPage(
        client, unit="Thái Nguyên", field="phong-chay-chua-chay", area=["border"], unit_type="cho", budget="under-10m"
    )

    assert page.marks("Chuông báo cháy") == ["fits", "differs", "unknown", "fits", "fits"]
    assert page.marks("Chữa cháy liên gia") == ["fits", "fits", "unknown", "unknown", "differs"]
    assert page.marks("Chuông báo cháy trường học") == ["fits", "differs", "fits", "differs", "unknown"]
    card = page.card("Chữa cháy liên gia")
    assert "2" in read(card.select_one(".fit__match"))
    assert "5" in read(card.select_one(".fit__match"))
    sentences = card.select(".findings > li")
    assert len(sentences) >= 5
    assert all(read(sentence.select_one(".visually-hidden")) for sentence in sentences)
    assert all(mark["aria-hidden"] == "true" for mark in card.select(".mark"))


def test_what_was_said_stands_above_the_answer_and_can_be_taken_back(client):
    page = FitPage(client, unit="hoai chau", field="phong-chay-chua-chay", unit_type="cho")
    chips = {parse_qs(link["href"][1:]).keys().__len__(): link for link in page.soup.select(".chosen .chip")}

    assert len(page.soup.select(".chosen .chip")) == 3
    assert "Hoài Châu" in read(page.soup.select_one(".chosen"))
    assert page.follow(chips[2]).titles


def test_the_form_keeps_what_was_said(client):
    page = FitPage(client, unit="hoai chau", q="cháy", area=["rural", "border"], budget="10m-50m", unit_type="cho")

    assert (page.value("unit"), page.value("q")) == ("hoai chau", "cháy")
    checked = [box["value"] for box in page.soup.select(".tick input") if box.has_attr("checked")]
    assert checked == ["rural", "border"]
    chosen = [option["value"] for option in page.soup.select("option") if option.has_attr("selected")]
    assert set(chosen) - {""} == {"cho", "10m-50m"}


def test_of_several_units_of_a_name_one_is_chosen_by_a_link_that_keeps_the_rest(client):
    AdministrativeUnit.objects.create(
        code="2025-W99999", name="Xã Hoài Châu", kind="xã", tier="W", slug="hoai-chau", folded_name="xa hoai chau",
        parent_id="2025-P19",
    )  # fmt: skip
    page = FitPage(client, unit="Hoài Châu", field="phong-chay-chua-chay")

    assert "fault-unit" in page.faults
    assert page.value("unit") == "Hoài Châu"
    links = page.soup.select(".fit-form__units a")
    assert len(links) == 2
    for link in links:
        chosen = page.follow(link)
        assert not chosen.faults
        assert chosen.titles[0] in {"Chuông báo cháy", "Chữa cháy liên gia"}
    assert page.follow(links[0]).titles != page.follow(links[1]).titles


def test_it_says_which_part_of_the_concern_keeps_everything_away(client):
    page = FitPage(client, q="xyzzyplugh", unit="Gia Lai")

    assert page.titles == []
    (way,) = page.soup.select(".ways a")
    assert "xyzzyplugh" in read(way)
    assert page.follow(way).titles


def test_it_has_a_way_out_where_nothing_is_of_the_kind(client):
    page = FitPage(client, area="island")

    assert page.titles == []
    assert not page.soup.select(".ways")
    assert page.soup.select_one("main .button[href='/mo-hinh/']")


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"unit": "Atlantis"}, "fault-unit"),
        ({"unit": "x" * 10_000}, "fault-unit"),
        ({"unit": "a\x00b\x01"}, "fault-unit"),
        ({"q": "!?"}, "fault-q"),
        ({"area": "moon"}, "fault-area"),
        ({"area": ["rural", "\x00"]}, "fault-area"),
        ({"area": "x" * 10_000}, "fault-area"),
        ({"unit_type": "x" * 10_000}, "fault-unit_type"),
        ({"unit_type": "\x00"}, None),
        ({"field": "<script>alert(1)</script>"}, "fault-field"),
        ({"budget": "1 triệu"}, "fault-budget"),
    ],
    ids=str,
)
def test_a_fault_stands_beside_its_question_and_nothing_else_is_lost(client, params, fault):
    page = FitPage(client, **{"q": "cháy", **params})

    assert set(page.faults) == ({fault} if fault else set())
    assert page.value("q") == params.get("q", "cháy")
    assert bool(page.titles) == (fault is None)
    assert len(page.response.content) < 60_000
    assert "<script>alert" not in page.response.text


def test_a_long_concern_is_cut_as_every_query_is(client):
    page = FitPage(client, q="cháy " * 2_000)

    assert not page.faults
    assert len(page.value("q")) <= 200


@pytest.mark.parametrize("params", [{"q": ""}, {"unit": " ", "area": []}, {"budget": "", "field": "", "q": " "}])
def test_it_asks_for_something_to_go_by(client, params):
    page = FitPage(client, **params)

    assert page.soup.select_one("[role=alert]")
    assert page.titles == []


@pytest.mark.parametrize("number", ["0", "-1", "999999", "x", "9" * 50, "\x00"])
def test_a_page_that_is_not_there_is_the_nearest_one(client, number):
    assert FitPage(client, q="cháy", page=number).titles


def test_what_not_everybody_may_read_never_appears(client):
    for params in ({"q": "cháy kín đáo"}, {"field": "phong-chay-chua-chay"}, {"unit": "Hoài Châu"}, {"q": "kín đáo"}):
        assert "kín đáo" not in " ".join(FitPage(client, **params).titles)


def test_a_page_that_came_after_something_was_said_is_not_for_robots(client):
    assert FitPage(client, q="cháy").soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert not FitPage(client).soup.select("meta[name=robots]")


def test_it_answers_in_the_language_of_the_reader(client):
    page = FitPage(client, "/en/phu-hop/", unit="Hoài Châu", field="phong-chay-chua-chay")

    assert read(page.soup.h1) == "What fits my place"
    assert "Runs in your commune (1 place)" in read(page.card("Chuông báo cháy"))


def test_the_gallery_and_the_pages_of_provinces_lead_to_it(client):
    gallery = BeautifulSoup(client.get("/mo-hinh/").text, "html.parser").select_one("#fit a")
    province = BeautifulSoup(client.get("/mo-hinh/gia-lai/").text, "html.parser").select_one("#fit a")

    assert gallery["href"] == "/phu-hop/"
    assert FitPage(client, province["href"]).titles[0] in {"Chuông báo cháy", "Dòng họ bình yên"}


def test_a_post_is_refused(client):
    assert client.post("/phu-hop/").status_code == 405


def queries(client, **params):
    client.get("/phu-hop/", params)
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as captured:
        client.get("/phu-hop/", params)
    return len(captured)


@pytest.fixture
def many(index_shared):
    """More models than can be fetched at once, so that narrower searches follow."""
    desk = ExemplarPage.objects.first().get_parent()
    field = Field.objects.get(key="an-sinh-xa-hoi")

    def make(first, last):
        for number in range(first, last):
            desk.add_child(
                instance=ExemplarPage(
                    title=f"Hòm thư xóm {number}", slug=f"hom-thu-{number}", summary="Góp ý.", field=field,
                    locale=desk.locale,
                )
            )  # fmt: skip
        index_shared()

    return make


def test_it_costs_as_many_queries_whatever_it_finds(client, many, shared_engine):
    many(0, 15)
    few = queries(client, q="hòm thư")
    many(15, 45)

    assert queries(client, q="hòm thư") == queries(client, q="hòm thư", page="3") == few
    if shared_engine == "elasticsearch":
        assert few <= 6


def test_what_fits_best_is_found_among_more_than_can_be_fetched(client, many):
    many(0, MAX_PAGE_SIZE + 5)

    page = FitPage(client, unit="xã Hoài Châu", unit_type="truong-hoc", budget="under-10m", area="border")

    assert set(page.titles[:2]) == {"Chuông báo cháy trường học", "Chuông báo cháy"}
