"""Slips are mended from the words that the site knows, one beside the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.slips import distance, sounds_like
from search.spelling import Spelling

TEXTS = [
    "Camera an ninh", "Tiếng loa giao thông", "Trường học an toàn", "Dân vận khéo", "Thu gom rác thải nhựa",
    "Quản lý, giáo dục người nghiện ma túy tại cộng đồng", "Ngôi nhà xanh gây quỹ", "Người hoàn lương",
    "Bóng điện ngoài hè", "Xây dựng nông thôn mới",
]  # fmt: skip
letters = st.text("abcdeghiknotuy", max_size=8)


@pytest.fixture(scope="module")
def spelling():
    return Spelling(TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("camra an ninh", "camera an ninh"),
        ("camera an nihn", "camera an ninh"),
        ("tieng loa giao thonh", "tieng loa giao thong"),
        ("chường học an toàn", "trường học an toàn"),
        ("giân vận khéo", "dân vận khéo"),
        ("lông thôn mới", "nông thôn mới"),
        ("nguoi hoan luog", "nguoi hoan luong"),
        ("ngoi nha sanh gay qy", "ngoi nha xanh gay quy"),
        ("quản lí dáo dục người ngiện", "quản lý giáo dục người nghiện"),
    ],
)
def test_it_mends_a_slip_in_the_readers_own_way_of_typing(spelling, typed, meant):
    assert spelling.mend(typed.split()) == meant


@pytest.mark.parametrize("typed", ["camera an ninh", "CAMERA AN NINH", "rac thai nhua", "bóng điện", "", "2025"])
def test_it_leaves_what_is_right(spelling, typed):
    assert spelling.mend(typed.split()) is None


@pytest.mark.parametrize("typed", ["asdfgh qwerty", "xin visa canada", "bún chả hà lội"])
def test_it_does_not_put_other_words_into_somebodys_mouth(spelling, typed):
    assert spelling.mend(typed.split()) is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=32))
def test_it_takes_any_words(typed):
    mended = Spelling(TEXTS).mend(typed)

    assert mended is None or len(mended.split()) >= 1


@given(letters, letters)
def test_the_distance_is_the_same_there_and_back(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) >= abs(len(one) - len(other))


@pytest.mark.parametrize(
    ("one", "other", "letters"), [("camera", "camrea", 1), ("ninh", "nihn", 1), ("luong", "luog", 1), ("an", "ninh", 3)]
)
def test_the_distance_counts_letters(one, other, letters):
    assert distance(one, other) == letters


@pytest.mark.parametrize(
    ("one", "other"),
    [("xử", "sử"), ("trường", "chường"), ("giáo", "dáo"), ("nông", "lông"), ("lý", "lí"), ("nghiện", "ngiện")],
)
def test_it_hears_what_sounds_alike(one, other):
    assert sounds_like(one) == sounds_like(other)


def test_it_hears_what_sounds_apart():
    assert sounds_like("loa") != sounds_like("lửa")
