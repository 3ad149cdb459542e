"""Suggestions while typing, and similar models: the same on both engines."""

import pytest

from models_gallery.models import Field, Form
from search import service
from tests.factories import ExemplarPageFactory, NewsPageFactory

pytestmark = pytest.mark.usefixtures("units")


def suggested(text):
    return [suggestion.title for suggestion in service.suggest(text)]


@pytest.mark.parametrize("typed", ["bong", "bóng đi", "BONG DIEN", "ngoa", "he", "bong ngo"])
def test_it_suggests_a_title_by_the_beginning_of_its_words(index_everything, typed):
    ExemplarPageFactory(title="Bóng điện ngoài hè")
    ExemplarPageFactory(title="Camera an ninh")
    index_everything()

    assert suggested(typed) == ["Bóng điện ngoài hè"]


def test_it_suggests_with_address_and_type(index_everything):
    page = ExemplarPageFactory(title="Bóng điện ngoài hè")
    index_everything()

    (suggestion,) = service.suggest("bong")

    assert (suggestion.url, suggestion.type) == (page.url, "model")


def test_it_suggests_titles_that_begin_so_before_titles_that_hold_it(index_everything):
    ExemplarPageFactory(title="An toàn với camera")
    ExemplarPageFactory(title="Camera an ninh")
    index_everything()

    assert suggested("cam") == ["Camera an ninh", "An toàn với camera"]


def test_it_suggests_at_most_ten(index_everything):
    for number in range(12):
        ExemplarPageFactory(title=f"Kẻng xóm {number}")
    index_everything()

    assert len(suggested("keng")) == 10


@pytest.mark.parametrize("typed", ["", "   ", "***", "\x00", "😀", "xyzzy"])
def test_it_suggests_nothing_where_there_is_nothing_to_suggest(index_everything, typed):
    ExemplarPageFactory(title="Camera an ninh")
    index_everything()

    assert suggested(typed) == []


@pytest.mark.parametrize("typed", ["camera " * 1_000, "a" * 10_000, '"camera (an* NOT', "c\x00amera"])
def test_it_stands_any_text(index_everything, typed):
    ExemplarPageFactory(title="Camera an ninh")
    index_everything()

    assert isinstance(suggested(typed), list)


@pytest.fixture
def four_models():
    camera = Form.objects.get(key="camera")
    text = "<p>Camera an ninh giám sát ngõ xóm, hộ dân tự nguyện góp tiền lắp đặt.</p>"
    models = [
        ExemplarPageFactory(title=f"Camera an ninh {place}", problem=text, forms=[camera])
        for place in ("Hoài Châu", "Tam Quan", "Bồng Sơn")
    ]
    other = ExemplarPageFactory(
        title="Quỹ học bổng",
        summary="Trao quà.",
        problem="<p>Học sinh nghèo.</p>",
        field=Field.objects.get(key="an-sinh-xa-hoi"),
    )
    return [*models, other]


def test_it_finds_models_like_a_model_but_never_itself(four_models, index_everything):
    NewsPageFactory(title="Camera an ninh giám sát ngõ xóm, hộ dân tự nguyện góp tiền")
    index_everything()
    page, *alike, other = four_models

    found = [hit.document["id"] for hit in service.similar(page.pk)]

    assert set(found) == {model.pk for model in alike}
    assert page.pk not in found
    assert other.pk not in found


def test_it_finds_no_more_similar_models_than_asked(four_models, index_everything):
    index_everything()

    assert len(service.similar(four_models[0].pk, limit=1)) == 1


def test_it_finds_nothing_similar_to_what_is_not_there(four_models, index_everything):
    index_everything()

    assert service.similar(987_654_321) == []
