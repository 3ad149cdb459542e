"""The one contract that both engines fulfil: what is found, and in which order."""

import unicodedata

import pytest

from models_gallery.models import ExemplarLegalBasis, ExemplarName, Field
from search import service
from search.answers import Sort
from search.query import build_request
from search.wordbook import language
from territory.models import AdministrativeUnit
from tests.factories import (
    ExemplarPageFactory,
    NewsPageFactory,
    PlainPageFactory,
    ProvincePageFactory,
    make_implementation,
)
from tests.search.conftest import quickly

pytestmark = pytest.mark.django_db

LIGHTS = "Bóng điện ngoài hè, số điện thoại liền kề"
DATES = ["", "2018", "2018-06", "2018-06-12", "2019", "2018-07"]


def model(title, **kwargs):
    """Make a model that says nothing beyond what the test gives it."""
    welfare = Field.objects.get(key="an-sinh-xa-hoi")
    return quickly(
        ExemplarPageFactory, title=title, **{"summary": "Mô hình.", "problem": "", "field": welfare, **kwargs}
    )


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    model(LIGHTS)
    model("Tiếng loa giao thông", other_names=[ExemplarName(name="Loa cảnh báo điểm mù")])
    model("Bản không ma túy")
    model("Bàn tiếp dân lưu động")
    model("Móc khóa chống trộm").unpublish()
    make_implementation(model("Camera an ninh"))
    thai_nguyen = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    model("Camera giao thông", parent=thai_nguyen)
    model("Ninh Hòa an toàn")
    model("Tiếng trống buôn Cư M'gar")
    model("Cổng trường TP.Quy Nhơn")
    model("Tổ tự quản", summary="Vận động 1.250 hộ.")
    model("Nhà trọ văn minh", legal_basis=[ExemplarLegalBasis(kind="Chỉ thị", number="05/CT-UBND")])
    model("Dòng họ học tập", legal_basis=[ExemplarLegalBasis(kind="Chỉ thị", number="06/CT-UBND")])
    model("Gương sáng", problem="<p>Kẻng báo yên.</p>")
    model("Kẻng báo yên")
    for number in range(5):
        model(f"Hòm thư xóm {number}")
    for date in DATES:
        quickly(NewsPageFactory, title="Giao ban quý", lead="Giao ban.", original_date=date)
    quickly(NewsPageFactory, title="Bình Định tổng kết")
    quickly(NewsPageFactory, title="Hội nghị biểu dương", lead="Tuyên dương chị Siu H’Bia.")
    quickly(PlainPageFactory, title="Trợ giúp", body="<p>Bấm nút <b>kính lúp</b>.</p>")
    index_shared()


def serve(query, **kwargs):
    words = language()
    return service.search(build_request(query, language=words, **kwargs), words)


def ask(query, **kwargs):
    return serve(query, **kwargs).answer


def titles(query, **kwargs):
    return [hit.document["title"] for hit in ask(query, **kwargs).hits]


def test_it_says_which_engine_answered(shared_engine):
    assert serve("bong dien").engine == shared_engine


@pytest.mark.parametrize(
    "typed",
    ["bong dien ngoai he", "Bóng điện ngoài hè", unicodedata.normalize("NFD", "Bóng điện ngoài hè"), "BÓNG ĐIỆN"],
)
def test_it_finds_a_title_however_it_is_typed(typed):
    assert titles(typed) == [LIGHTS]


def test_it_puts_exact_diacritics_first():
    assert titles("bản")[0] == "Bản không ma túy"
    assert titles("bàn")[0] == "Bàn tiếp dân lưu động"


def test_it_does_not_find_what_is_not_published():
    assert titles("moc khoa chong trom") == []


def test_it_puts_models_of_a_former_province_first():
    assert titles("Bình Định")[0] == "Camera an ninh"


def test_it_finds_a_title_word_for_word_before_a_mention():
    assert titles("kẻng báo yên") == ["Kẻng báo yên", "Gương sáng"]


@pytest.mark.parametrize("typed", ["trong buon cu m'gar", "Cư M’gar", "cu m gar"])
def test_it_finds_names_with_an_apostrophe(typed):
    assert titles(typed) == ["Tiếng trống buôn Cư M'gar"]


@pytest.mark.parametrize("typed", ["TP.Quy Nhơn", "tp quy nhon", "cong truong quy nhơn"])
def test_it_finds_words_with_a_full_stop_between_them(typed):
    assert "Cổng trường TP.Quy Nhơn" in titles(typed)


@pytest.mark.parametrize("typed", ["1.250 hộ", "1.250", "van dong 1.250"])
def test_it_finds_a_number_as_it_is_printed(typed):
    assert titles(typed) == ["Tổ tự quản"]


def test_it_finds_a_model_by_another_name():
    assert titles("loa canh bao diem mu") == ["Tiếng loa giao thông"]


@pytest.mark.parametrize("place", ["Hoài Châu", "hoai nhon", "Bình Định", "Tam Quan", "tinh Gia Lai"])
def test_it_finds_a_model_by_its_places_old_and_new(place):
    assert titles(f"camera {place}")[0] == "Camera an ninh"


@pytest.mark.parametrize("place", ["hoai nhon", "Bình Định", "tinh Gia Lai", "xã Hoài Châu", "phuong tam quan"])
def test_it_finds_only_what_is_there_where_a_place_is_surely_meant(place):
    assert "Camera giao thông" not in titles(f"camera {place}")


@pytest.mark.parametrize("number", ["05/CT-UBND", "05/ct-ubnd", "“05/CT-UBND”"])
def test_it_finds_a_model_by_the_number_of_a_document(number):
    assert titles(number) == ["Nhà trọ văn minh"]


def test_it_takes_quoted_words_as_a_phrase():
    assert {"Camera an ninh", "Ninh Hòa an toàn"} <= set(titles("an ninh"))
    assert titles('"an ninh"', filters={"type": ["model"]}) == ["Camera an ninh"]


def test_it_wants_quoted_and_other_words_together():
    assert titles('"giao thong" camera') == ["Camera giao thông"]


def test_it_wants_every_one_of_a_few_words():
    assert titles("bóng giao thông") == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [("siu h'bia", "Hội nghị biểu dương"), ("kinh lup", "Trợ giúp"), ("bac kan", "Tỉnh Thái Nguyên")],
)
def test_it_finds_news_plain_pages_and_provinces(typed, title):
    assert titles(typed) == [title]


@pytest.mark.parametrize("typed", ["xyzzy plugh", "😀 xyzzy", "zzz" * 60])
def test_it_finds_nothing_where_nothing_fits(typed):
    answer = ask(typed)

    assert (answer.total, answer.hits) == (0, [])


@pytest.mark.parametrize(
    "typed",
    ['"', "((((", "AND OR NOT", "title:camera^9", "a\x00b", "* ? ~", "\\", "-camera", "x " * 5_000, '"a" ' * 90],
)
def test_it_answers_any_text(typed):
    assert ask(typed).total >= 0


def test_it_shows_everything_newest_first_when_nothing_is_asked():
    found = [hit.document["date"] for hit in ask("", page_size=100).hits]

    assert found[0] == "2022-11-01"
    assert found[-1] == ""
    assert found == sorted(found, reverse=True)
    assert ask("").total == len(found)


def test_it_sorts_dates_known_to_the_year_month_or_day():
    found = ask("giao ban quý", sort=Sort.NEWEST).hits

    assert [hit.document["date"] for hit in found] == ["2019", "2018-07", "2018-06-12", "2018-06", "2018", ""]


@pytest.mark.parametrize("query", ["hòm thư", ""])
@pytest.mark.parametrize("sort", list(Sort))
def test_it_pages_through_every_hit_once(query, sort):
    def page(number):
        return ask(query, filters={"type": ["model"]}, sort=sort, page=number, page_size=size)

    size = 2 if query else 7
    total = page(1).total
    shown = [hit.document["id"] for number in range(1, 4) for hit in page(number).hits]

    assert total > 2 * size
    assert len(shown) == len(set(shown)) == total
    assert page(4).hits == []


@pytest.mark.parametrize("slip", ["camera an nihn", "camra an ninh"])
def test_it_offers_the_right_word_for_a_slip(slip):
    served = serve(slip)

    assert served.did_you_mean == "camera an ninh"
    assert served.answer.hits[0].document["title"] == "Camera an ninh"


def test_it_offers_words_that_are_found_for_a_slip_with_diacritics():
    served = serve("bóng điệm ngoài")

    assert served.did_you_mean == "bóng điện ngoài"
    assert served.answer.hits[0].document["title"] == LIGHTS


def test_it_offers_no_other_words_where_something_was_found():
    assert serve("bong dien").did_you_mean is None


def test_it_finds_pages_of_one_language_when_one_is_asked_for():
    assert titles("camera", filters={"lang": ["vi"]}) == titles("camera")
    assert titles("camera", filters={"lang": ["en"]}) == []
