"""Suggestions while typing, and similar models: the same on both engines."""

import pytest

from models_gallery.models import ExemplarPage, Field, Form
from search import service
from tests.factories import ExemplarPageFactory, NewsPageFactory
from tests.search.conftest import quickly

pytestmark = pytest.mark.django_db

ALIKE = {f"Camera an ninh {place}" for place in ("Hoài Châu", "Tam Quan", "Bồng Sơn")}


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    welfare = Field.objects.get(key="an-sinh-xa-hoi")
    for title in sorted(ALIKE):
        quickly(
            ExemplarPageFactory,
            title=title,
            problem="<p>Giám sát ngõ xóm, hộ dân tự nguyện góp tiền lắp đặt.</p>",
            forms=[Form.objects.get(key="camera")],
        )
    for title in ("Bóng điện ngoài hè", "An toàn cùng camera", *(f"Hòm thư {number}" for number in range(12))):
        quickly(ExemplarPageFactory, title=title, summary="Mô hình.", problem="", field=welfare)
    quickly(NewsPageFactory, title="Camera an ninh giám sát ngõ xóm, hộ dân tự nguyện góp tiền lắp đặt")
    index_shared()


PAGES = {"model", "news", "province", "page"}


def suggested(text):
    """Return the titles of the pages that are suggested."""
    return [suggestion.title for suggestion in service.suggest(text) if suggestion.type in PAGES]


@pytest.mark.parametrize("typed", ["bong d", "bóng đi", "BONG DIEN", "ngoa", "dien", "bong ngo", "bóng điện ngoài hè"])
def test_it_suggests_a_title_by_the_beginning_of_its_words(typed):
    assert suggested(typed) == ["Bóng điện ngoài hè"]


def test_it_suggests_with_address_and_type():
    (suggestion,) = service.suggest("bong dien")

    assert suggestion.url == ExemplarPage.objects.get(title="Bóng điện ngoài hè").url
    assert suggestion.type == "model"


def test_it_suggests_titles_that_begin_so_before_titles_that_hold_it():
    found = suggested("camera")

    assert len(found) == 5
    assert found[-1] == "An toàn cùng camera"


def test_it_suggests_at_most_ten():
    assert len(suggested("hom")) == 10


@pytest.mark.parametrize("typed", ["", "   ", "***", "\x00", "😀", "xyzzy", "ong"])
def test_it_suggests_nothing_where_no_word_begins_so(typed):
    assert suggested(typed) == []


@pytest.mark.parametrize("typed", ["camera " * 1_000, "a" * 10_000, '"camera (an* NOT', "c\x00amera", "camera an~2"])
def test_it_stands_any_text(typed):
    assert isinstance(suggested(typed), list)


@pytest.mark.parametrize("title", sorted(ALIKE))
def test_it_finds_models_like_a_model_but_never_itself(title):
    page = ExemplarPage.objects.get(title=title)

    assert {model.title for model in service.similar(page.pk)} == ALIKE - {title}


def test_it_says_of_a_similar_model_what_its_link_shows():
    page, other, *_rest = ExemplarPage.objects.filter(title__in=ALIKE).order_by("pk")

    found = {model.title: model for model in service.similar(page.pk)}[other.title]

    assert (found.url, found.summary, found.lang) == (other.url, other.summary, "vi")


def test_it_finds_no_more_similar_models_than_asked_for():
    page = ExemplarPage.objects.filter(title__in=ALIKE).first()

    assert len(service.similar(page.pk, limit=1)) == 1


def test_it_finds_nothing_similar_to_what_is_not_there():
    assert service.similar(987_654_321) == []
