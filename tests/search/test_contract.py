"""The one contract that both engines fulfil."""

import unicodedata

import pytest

from search import service
from models_gallery.models import ExemplarLegalBasis, ExemplarName, Field
from search.answers import Sort
from search.query import build_request
from territory.models import AdministrativeUnit
from tests.factories import (
    ExemplarPageFactory,
    NewsPageFactory,
    PlainPageFactory,
    ProvincePageFactory,
    make_implementation,
)

pytestmark = pytest.mark.usefixtures("units")


@pytest.fixture
def lights():
    return ExemplarPageFactory(title="Bóng điện ngoài hè, số điện thoại liền kề", problem="")


def unit(code):
    return AdministrativeUnit.objects.get(code=code)


def field(key):
    return Field.objects.get(key=key)


def titles(query, **kwargs):
    return [hit.document["title"] for hit in service.search(build_request(query, **kwargs)).answer.hits]


@pytest.mark.parametrize(
    "typed",
    ["bong dien ngoai he", "Bóng điện ngoài hè", unicodedata.normalize("NFD", "Bóng điện ngoài hè"), "BÓNG ĐIỆN"],
)
def test_it_finds_a_title_however_it_is_typed(lights, index_everything, typed):
    ExemplarPageFactory(title="Tiếng loa giao thông")
    index_everything()

    assert titles(typed) == [lights.title]


def test_it_says_which_engine_answered(lights, engine, index_everything):
    index_everything()

    assert service.search(build_request("bong dien")).engine == engine


def test_it_puts_exact_diacritics_first(index_everything):
    ExemplarPageFactory(title="Bản không ma túy")
    ExemplarPageFactory(title="Bàn tiếp dân lưu động")
    index_everything()

    assert titles("bản")[0] == "Bản không ma túy"
    assert titles("bàn")[0] == "Bàn tiếp dân lưu động"


def test_it_does_not_find_what_is_not_published(index_everything):
    page = ExemplarPageFactory(title="Móc khóa an ninh")
    page.unpublish()
    index_everything()

    assert titles("moc khoa") == []


def test_it_puts_models_of_a_former_province_first(index_everything):
    NewsPageFactory(title="Bình Định sơ kết phong trào")
    model = ExemplarPageFactory(title="Camera an ninh")
    make_implementation(model)
    index_everything()

    assert titles("Bình Định")[0] == "Camera an ninh"


@pytest.mark.parametrize(
    "typed",
    [
        "tieng keng buon cu m'gar",
        "Cư M’gar",
        "cu m gar",
    ],
)
def test_it_finds_names_with_an_apostrophe(index_everything, typed):
    ExemplarPageFactory(title="Tiếng kẻng buôn Cư M'gar")
    index_everything()

    assert titles(typed) == ["Tiếng kẻng buôn Cư M'gar"]


@pytest.mark.parametrize("typed", ["TP.Quy Nhơn", "tp quy nhon", "quy nhơn"])
def test_it_finds_words_with_a_full_stop_between_them(index_everything, typed):
    ExemplarPageFactory(title="Camera an ninh TP.Quy Nhơn")
    index_everything()

    assert titles(typed) == ["Camera an ninh TP.Quy Nhơn"]


@pytest.mark.parametrize("typed", ["1.250 hộ", "1.250", "ho 1.250"])
def test_it_finds_a_number_as_it_is_printed(index_everything, typed):
    ExemplarPageFactory(title="Tổ tự quản", summary="Vận động 1.250 hộ lắp bóng điện.")
    index_everything()

    assert titles(typed) == ["Tổ tự quản"]


def test_it_finds_a_model_by_another_name(index_everything):
    ExemplarPageFactory(title="Tiếng loa giao thông", other_names=[ExemplarName(name="Loa cảnh báo điểm mù")])
    index_everything()

    assert titles("loa canh bao diem mu") == ["Tiếng loa giao thông"]


@pytest.mark.parametrize("place", ["Hoài Châu", "hoai nhon", "Bình Định", "Tam Quan", "tinh Gia Lai"])
def test_it_finds_a_model_by_its_places_old_and_new(index_everything, place):
    make_implementation(ExemplarPageFactory(title="Camera an ninh"))
    ExemplarPageFactory(title="Camera giao thông", parent=ProvincePageFactory(unit=unit("2025-P19")))
    index_everything()

    assert "Camera an ninh" in titles(f"camera {place}")
    assert "Camera giao thông" not in titles(f"camera {place}")


@pytest.mark.parametrize("number", ["05/CT-UBND", "05/ct-ubnd", "Chỉ thị 05/CT-UBND"])
def test_it_finds_a_model_by_the_number_of_a_document(index_everything, number):
    ExemplarPageFactory(title="Nhà trọ an toàn", legal_basis=[ExemplarLegalBasis(kind="Chỉ thị", number="05/CT-UBND")])
    ExemplarPageFactory(title="Dòng họ tự quản", legal_basis=[ExemplarLegalBasis(kind="Chỉ thị", number="06/CT-UBND")])
    index_everything()

    assert titles(number) == ["Nhà trọ an toàn"]


def test_it_takes_quoted_words_as_a_phrase(index_everything):
    ExemplarPageFactory(title="Camera an ninh")
    ExemplarPageFactory(title="Ninh Hòa an toàn", summary="Xã an toàn.", problem="", field=field("an-sinh-xa-hoi"))
    index_everything()

    assert set(titles("an ninh")) == {"Camera an ninh", "Ninh Hòa an toàn"}
    assert titles('"an ninh"') == ["Camera an ninh"]


def test_it_wants_quoted_and_other_words_together(index_everything):
    ExemplarPageFactory(title="Camera an ninh")
    ExemplarPageFactory(title="Móc khóa an ninh")
    index_everything()

    assert titles('"an ninh" camera') == ["Camera an ninh"]


def test_it_wants_every_one_of_a_few_words(index_everything):
    ExemplarPageFactory(title="Camera an ninh")
    ExemplarPageFactory(title="Tiếng loa giao thông")
    index_everything()

    assert titles("camera giao thông") == []


def test_it_finds_the_text_of_news_and_plain_pages(index_everything):
    NewsPageFactory(title="Hội nghị", lead="Tuyên dương chị Siu H’Bia.")
    PlainPageFactory(title="Trợ giúp", body="<p>Bấm nút <b>kính lúp</b>.</p>")
    index_everything()

    assert titles("siu h'bia") == ["Hội nghị"]
    assert titles("kinh lup") == ["Trợ giúp"]


def test_it_finds_a_province_by_its_former_name(index_everything):
    ProvincePageFactory(unit=unit("2025-P19"))
    index_everything()

    assert titles("Bắc Kạn") == ["Tỉnh Thái Nguyên"]


def test_it_puts_a_title_before_a_mention(index_everything):
    ExemplarPageFactory(title="Dòng họ tự quản", problem="<p>Kẻng báo yên.</p>", summary="Không dùng loa.")
    ExemplarPageFactory(title="Kẻng báo yên", problem="", summary="Kẻng.")
    index_everything()

    assert titles("kẻng báo yên")[0] == "Kẻng báo yên"


def test_it_finds_nothing_where_nothing_fits(lights, index_everything):
    index_everything()

    answer = service.search(build_request("xyzzy plugh")).answer

    assert (answer.total, answer.hits) == (0, [])


def test_it_shows_everything_newest_first_when_nothing_is_asked(index_everything):
    for year in ("2018", "2024", "2021"):
        NewsPageFactory(title=f"Tin {year}", original_date=year)
    index_everything()

    request = build_request("", filters={"type": ["news"]})

    assert [hit.document["title"] for hit in service.search(request).answer.hits] == [
        "Tin 2024",
        "Tin 2021",
        "Tin 2018",
    ]


def test_it_sorts_dates_known_to_the_year_month_or_day(index_everything):
    dates = ["", "2018", "2018-06", "2018-06-12", "2019", "2018-07"]
    for date in dates:
        NewsPageFactory(title=f"Sơ kết {date}", original_date=date)
    index_everything()

    found = service.search(build_request("sơ kết", sort=Sort.NEWEST)).answer.hits

    assert [hit.document["date"] for hit in found] == ["2019", "2018-07", "2018-06-12", "2018-06", "2018", ""]


@pytest.mark.parametrize("query", ["kẻng", ""])
@pytest.mark.parametrize("sort", list(Sort))
def test_it_pages_through_every_hit_once(index_everything, query, sort):
    pages = {ExemplarPageFactory(title=f"Tiếng kẻng xóm {number}").pk for number in range(7)}
    index_everything()

    def page(number):
        request = build_request(query, filters={"type": ["model"]}, sort=sort, page=number, page_size=3)
        return service.search(request).answer

    seen = [hit.document["id"] for number in (1, 2, 3) for hit in page(number).hits]

    assert len(seen) == len(pages)
    assert set(seen) == pages
    assert page(1).total == 7
    assert page(4).hits == []


@pytest.mark.parametrize("slip", ["camera an nihn", "camra an ninh"])
def test_it_offers_the_right_word_for_a_slip(index_everything, slip):
    ExemplarPageFactory(title="Camera an ninh")
    index_everything()

    answer = service.search(build_request(slip)).answer

    assert answer.total == 0
    assert answer.did_you_mean == "camera an ninh"


def test_it_mends_a_slip_typed_with_diacritics_so_that_something_is_found(lights, index_everything):
    index_everything()

    mended = service.search(build_request("bóng điện ngoài hè số điện thoại lièn kề")).answer
    suggestion = mended.did_you_mean or ""

    assert mended.hits or titles(suggestion) == [lights.title]


def test_it_offers_no_other_word_where_something_was_found(lights, index_everything):
    index_everything()

    assert service.search(build_request("bong dien")).answer.did_you_mean is None
