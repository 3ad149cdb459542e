"""How queries are compared, written in lists, and which of them are kept."""

import pytest

from search.keys import lines_of, may_identify, query_key, shown_form


@pytest.mark.parametrize(
    "typed", ["Bóng điện", "  bong   dien ", "BÓNG ĐIỆN?", "“bóng điện”", "Bo\u0301ng đie\u0323\u0302n"]
)
def test_it_takes_queries_for_the_same_whatever_their_diacritics_capitals_and_signs(typed):
    assert query_key(typed) == "bong dien"


def test_it_finds_no_key_in_a_text_without_words():
    assert query_key(" ?! … ") == ""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Bóng  Điện ngoài hè!", "bóng điện ngoài hè"),
        ("hoà giải", "hòa giải"),
        ("CA phường", "CA phường"),
        ("TP.HCM", "TP.HCM"),
        ("AN TOÀN GIAO THÔNG", "an toàn giao thông"),
        ("chỉ thị 53-CT/TU", "chỉ thị 53-CT/TU"),
        ('"camera" :-)', "camera"),
        ("=1+1", "1+1"),
    ],
)
def test_it_writes_a_query_as_lists_show_it(typed, shown):
    assert shown_form(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "gửi cho tôi theo nguyen.van.a@gmail.com",
        "0912345678",
        "gọi 0912 345 678 gặp chị Hoa",
        "090.123.4567",
        "091\u200b234\u200b5678",
        "(0269) 3 824 123",
        "căn cước 052090001234",
        "sinh ngày 01-02-1990",
        "x" * 101,
        "ông A ở nhà số mười hai phố mới làm mất trật tự ban đêm",
    ],
)
def test_it_knows_texts_that_may_lead_to_a_person(typed):
    assert may_identify(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "camera an ninh",
        "giai đoạn 2021-2025",
        "tổng kết 2019 2020 2021",
        "chỉ thị 53-CT/TU ngày 12/6/2018",
        "228/228 hộ",
        "12345",
        "một hai ba bốn năm sáu bảy tám chín mười mười một",
    ],
)
def test_it_keeps_what_leads_to_nobody(typed):
    assert not may_identify(typed)


def test_it_reads_one_entry_a_line():
    assert lines_of("  an toàn   giao thông \r\n\n ATGT\n") == ["an toàn giao thông", "ATGT"]
