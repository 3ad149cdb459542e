"""Found words are marked, and nothing else of a text becomes markup."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import service
from search.marking import mark, snippet
from search.query import build_request
from tests.factories import ExemplarPageFactory

SCRIPT = "<script>alert('camera')</script>"
text_with_markup = st.text(st.sampled_from("abc đá<>&\"'/ mark</mark> <mark>"), max_size=600)
words = st.frozensets(st.sampled_from(["a", "b", "abc", "da", "mark"]), max_size=3)


def unmarked(markup):
    return html.unescape(str(markup).replace("<mark>", "").replace("</mark>", ""))


def test_it_marks_a_word_however_it_was_typed():
    assert mark("Bản không ma túy", {"ban"}) == "<mark>Bản</mark> không ma túy"


def test_it_puts_neighbours_under_one_mark():
    assert mark("Camera an ninh", {"an", "ninh"}) == "Camera <mark>an ninh</mark>"


def test_it_marks_whole_words_only():
    assert mark("anh an", {"an"}) == "anh <mark>an</mark>"


@given(text_with_markup, words)
def test_it_keeps_every_character_and_adds_only_marks(text, found):
    marked = mark(text, found)

    assert unmarked(marked) == text
    assert "<" not in str(marked).replace("<mark>", "").replace("</mark>", "")


@given(text_with_markup, words)
def test_it_shows_a_stretch_of_the_text_around_a_found_word(text, found):
    shown = snippet(text, found)

    assert "<" not in str(shown).replace("<mark>", "").replace("</mark>", "")
    assert unmarked(shown).removeprefix("… ").removesuffix(" …") in text
    assert not shown or "<mark>" in shown


def test_it_shows_nothing_where_no_word_was_found():
    assert snippet("Tiếng loa giao thông", {"camera"}) == ""


def test_it_says_that_the_text_goes_on_before_and_after():
    shown = snippet("trước " * 60 + "camera " + "sau " * 100, {"camera"})

    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "<mark>camera</mark>" in shown
    assert len(unmarked(shown)) < 240


@pytest.fixture
def page_with_a_script(site, db):
    escaped = html.escape(SCRIPT)
    return ExemplarPageFactory(
        title=f"Camera {SCRIPT}", summary=f"Tóm tắt {SCRIPT}", problem=f"<p>Báo động {escaped} ban đêm</p>"
    )


@pytest.mark.parametrize("typed", ["camera", "alert", "script", "bao dong", "tom tat"])
def test_it_never_shows_a_script_of_the_text_raw(page_with_a_script, index_everything, typed):
    index_everything()

    (hit,) = service.search(build_request(typed)).answer.hits

    for markup in (str(hit.title_html), str(hit.highlight)):
        assert "<script" not in markup.lower()
        assert "<" not in markup.replace("<mark>", "").replace("</mark>", "")


def test_it_shows_a_script_of_the_text_as_the_letters_it_is(page_with_a_script, index_everything):
    index_everything()

    (hit,) = service.search(build_request("camera")).answer.hits

    assert unmarked(hit.title_html) == page_with_a_script.title


def test_it_never_runs_a_script_of_the_text_on_the_search_page(page_with_a_script, index_everything, client):
    index_everything()

    shown = client.get("/tim-kiem/", {"q": "camera"}).text

    assert "<script>alert" not in shown
    assert "<mark>Camera</mark>" in shown


def test_it_shows_signs_of_the_text_as_they_are_read(site, db, index_everything):
    """The editor writes `>` and `&`; the page stores `&gt;` and `&amp;`; the reader must see `>` and `&` again."""
    ExemplarPageFactory(
        title="Quỹ tự nguyện", summary="Hộ tự góp.", problem="<p>Minh bạch thu &amp; chi, đạt &gt; 90%.</p>"
    )
    index_everything()

    (hit,) = service.search(build_request("minh bach")).answer.hits

    assert "thu & chi, đạt > 90%" in unmarked(hit.highlight)
