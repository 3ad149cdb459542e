"""`load_content`: makes pages of fact sheets, and never works against an editor."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision

from editorial.models import LoadedEntry
from models_gallery.models import ExemplarPage, Implementation
from news.models import NewsPage
from tests.editorial.conftest import model, news


@pytest.fixture
def loaded(load, sheet):
    """A sheet of one model and one piece of news, loaded."""
    path = sheet([model()], [news()])
    assert load(path).status == 0
    return path


def the_model():
    return ExemplarPage.objects.get(slug="hu-gao-tiet-kiem")


def test_it_makes_a_page_that_tells_every_fact(client, loaded):
    text = " ".join(
        BeautifulSoup(client.get("/mo-hinh/gia-lai/hu-gao-tiet-kiem/").text, "html.parser").main.text.split()
    )

    for fact in (
        "Hũ gạo tiết kiệm",
        "Hũ gạo tình thương",
        "xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định",
        "Hội Liên hiệp Phụ nữ xã",
        "2018",
        "Mỗi hộ góp một nắm gạo mỗi bữa.",
        "hơn 500",
        "280/KH-CAT-PV28",
        "Giám đốc Công an tỉnh",
        "example.vn",
        "1/11/2022",
    ):
        assert fact.lower() in text.lower(), fact


def test_it_names_of_a_place_the_lowest_unit_only(loaded):
    assert [unit.code for unit in Implementation.objects.get().units] == ["2024-W21649"]


@pytest.mark.parametrize(
    ("name", "place", "areas"),
    [
        ("Xã biên giới sạch về ma túy", "xã Hoài Châu", ["border"]),
        ("Hũ gạo vùng cao", "Huyện đảo, nhiều xã biên giới", ["mountain", "border", "island"]),
        ("Bảo đảm an ninh, chống lừa đảo", "xã Hoài Châu", []),
    ],
)
def test_it_takes_from_name_and_place_the_areas_that_they_say(load, sheet, name, place, areas):
    locality = {"text": place, "units_2024": ["2024-W21649"]}
    load(sheet([model(name=name, locality=locality, classified_from="nội dung trang")]))

    page = the_model()
    assert page.areas == areas
    assert page.classification_note.startswith("nội dung trang")
    assert ("địa bàn theo lời nguồn" in page.classification_note) == bool(areas)


def test_it_puts_news_into_the_desk_of_todays_province_and_links_the_model(client, loaded):
    text = client.get("/tin-tuc/gia-lai/so-ket-phong-trao/").text

    for fact in ("Thương Huyền", "851", "53-CT/TU", "11/2022", "Hũ gạo tiết kiệm"):
        assert fact in text, fact


def test_it_reports_what_it_made(load, sheet):
    assert "2 created" in load(sheet([model()], [news()])).out


def test_it_writes_nothing_the_second_time(load, loaded):
    before = Revision.objects.count(), list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "title"))

    with CaptureQueriesContext(connection) as queries:
        run = load(loaded)

    assert "2 unchanged" in run.out
    after = Revision.objects.count(), list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "title"))
    assert after == before
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_it_takes_up_what_changed_in_the_sheet_and_nothing_else(load, loaded, sheet):
    revisions = Revision.objects.filter(object_id=str(NewsPage.objects.get().pk)).count()

    run = load(sheet([model(name="Hũ gạo nghĩa tình", how="Góp gạo cuối tháng.")], [news()]))

    assert "1 unchanged" in run.out
    assert "1 updated" in run.out
    page = the_model()
    assert (page.title, page.live) == ("Hũ gạo nghĩa tình", True)
    assert "Góp gạo cuối tháng." in page.how_it_works
    assert page.url == "/mo-hinh/gia-lai/hu-gao-tiet-kiem/"
    assert page.implementations.count() == 1
    assert Revision.objects.filter(object_id=str(NewsPage.objects.get().pk)).count() == revisions


def test_it_replaces_the_lists_of_a_changed_entry(load, loaded, sheet):
    load(sheet([model(aliases=["Nắm gạo"], outcomes=[{"indicator": "Hộ", "as_printed": "gần 600"}])], [news()]))

    page = the_model()
    assert [name.name for name in page.other_names.all()] == ["Nắm gạo"]
    assert [outcome.as_printed for outcome in Implementation.objects.get().outcomes.all()] == ["gần 600"]


@pytest.mark.parametrize("published", [True, False])
def test_it_leaves_a_page_that_an_editor_changed(load, loaded, sheet, published):
    page = the_model()
    page.summary = "Tóm tắt của biên tập viên."
    revision = page.save_revision()
    if published:
        revision.publish()

    run = load(sheet([model(how="Cách khác.")], [news()]))

    assert run.status == 0
    assert "models:hu-gao-tiet-kiem" in run.out
    assert the_model().latest_revision == revision
    assert "Cách khác." not in the_model().how_it_works


def test_it_leaves_a_place_that_an_editor_changed(load, loaded, sheet):
    place = Implementation.objects.get()
    place.lead_body = "Chi hội Phụ nữ thôn Hội Phú"
    place.save_revision().publish()

    run = load(sheet([model(how="Cách khác.")], [news()]))

    assert "models:hu-gao-tiet-kiem" in run.out
    assert Implementation.objects.get().lead_body == "Chi hội Phụ nữ thôn Hội Phú"


def test_it_does_not_make_again_a_page_that_was_deleted(load, loaded, sheet):
    the_model().delete()

    for path in (loaded, sheet([model(how="Cách khác.")], [news()])):
        assert load(path).status == 0
        assert not ExemplarPage.objects.exists()


def test_it_does_not_publish_again_a_page_that_was_taken_back(load, loaded):
    the_model().unpublish()

    load(loaded)

    assert not the_model().live


@pytest.mark.parametrize("facts", [{}, {"how": "Cách khác."}], ids=["same sheet", "changed sheet"])
def test_overwriting_renews_a_page_that_an_editor_changed(load, loaded, sheet, facts):
    page = the_model()
    page.title = "Tên của biên tập viên"
    page.save_revision().publish()

    load(sheet([model(**facts)], [news()]), overwrite=True)

    assert the_model().title == "Hũ gạo tiết kiệm"


@pytest.mark.parametrize("facts", [{}, {"how": "Cách khác."}], ids=["same sheet", "changed sheet"])
def test_overwriting_makes_again_a_page_that_was_deleted(load, loaded, sheet, facts):
    the_model().delete()

    load(sheet([model(**facts)], [news()]), overwrite=True)

    assert the_model().implementations.count() == 1


def test_overwriting_leaves_what_is_as_the_sheet_says(load, loaded):
    before = Revision.objects.count()

    assert "2 unchanged" in load(loaded, overwrite=True).out
    assert Revision.objects.count() == before


def test_it_keeps_the_number_as_printed_and_the_number_to_calculate_with(load, sheet):
    facts = [
        {"indicator": "Thôn", "value": 228, "as_printed": "228/228"},
        {"indicator": "Tiền", "value": 3.8, "as_printed": "3,8 tỷ"},
        {"indicator": "Giá trị", "value": "hàng chục tỷ"},
        {"indicator": "Lòng dân", "qualitative": "đồng tình"},
        {"indicator": "Không có vụ cháy", "value": 0},
    ]

    load(sheet([model(outcomes=facts)]))

    rows = [
        (row.value, row.denominator, row.as_printed, row.qualitative)
        for row in Implementation.objects.get().outcomes.all()
    ]
    assert [tuple(float(part) if not isinstance(part, str | None) else part for part in row) for row in rows] == [
        (228.0, 228.0, "228/228", ""),
        (3.8, None, "3,8 tỷ", ""),
        (None, None, "hàng chục tỷ", ""),
        (None, None, "", "đồng tình"),
        (0.0, None, "", ""),
    ]


def test_it_makes_the_site_around_the_pages(client, loaded):
    for address in ("/", "/mo-hinh/", "/mo-hinh/gia-lai/", "/tin-tuc/", "/tin-tuc/gia-lai/", "/gioi-thieu/"):
        assert client.get(address).status_code == 200, address


def test_news_of_no_named_province_goes_to_the_general_desk(load, sheet):
    load(sheet(news=[news(province=None, models=None)]))

    assert NewsPage.objects.get().url == "/tin-tuc/tin-chung/so-ket-phong-trao/"


def test_it_loads_several_files(load, sheet):
    paths = [sheet([model()], name="mot.yaml"), sheet(news=[news()], name="hai.yaml")]

    assert "2 created" in load(*paths).out


def test_the_same_entry_in_two_files_does_not_go_back_and_forth(load, sheet):
    paths = [sheet([model()], name="mot.yaml"), sheet([model(name="Tên khác")], name="hai.yaml")]
    load(*paths)
    before = Revision.objects.count()

    load(*paths)

    assert Revision.objects.count() == before


def test_it_asks_for_the_units_first(db, sheet):
    from tests.editorial.conftest import Load

    run = Load(sheet([model()]))

    assert run.status == 1
    assert "load_units" in run.err
    assert not LoadedEntry.objects.exists()


def test_it_asks_for_a_file(load):
    run = load()

    assert run.status == 1
    assert "--demo" in run.err
