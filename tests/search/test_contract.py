"""The one contract that both engines fulfil."""

import unicodedata

import pytest

from search import service
from search.query import build_request
from tests.factories import ExemplarPageFactory, NewsPageFactory, make_implementation

pytestmark = pytest.mark.usefixtures("units")


@pytest.fixture
def lights():
    return ExemplarPageFactory(title="Bóng điện ngoài hè, số điện thoại liền kề", problem="")


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
