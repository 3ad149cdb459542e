"""Dates known to the day, the month or the year: typed by people, stored so that they sort, read as people read."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pagekit.partial_dates import (
    PartialDateField,
    describe_partial_date,
    format_partial_date,
    parse_partial_date,
    validate_partial_date,
)

days = st.dates(min_value=dt.date(1000, 1, 1))
stored = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12/6/2018", "2018-06-12"),
        (" 02/10/2022 ", "2022-10-02"),
        ("2-9-2021", "2021-09-02"),
        ("1.11.2022", "2022-11-01"),
        ("6/2018", "2018-06"),
        ("2018", "2018"),
        ("2018-06", "2018-06"),
        ("2018-06-12", "2018-06-12"),
        ("", ""),
    ],
)
def test_it_keeps_what_a_person_typed_as_a_date_that_sorts(typed, kept):
    assert PartialDateField().clean(typed, None) == kept


@pytest.mark.parametrize(
    "typed",
    ["30/2/2018", "2018-13", "0/2018", "31/4/2020", "0000", "18", "2018-6", "năm 2018", "2018-06-12T00:00", "２０１８"],
)
def test_it_refuses_what_is_no_date(typed):
    with pytest.raises(ValidationError):
        PartialDateField().clean(typed, None)


@given(stored)
def test_it_reads_back_what_it_wrote(value):
    validate_partial_date(value)

    assert parse_partial_date(format_partial_date(value)) == value


@given(st.lists(stored, min_size=2, max_size=6))
def test_it_sorts_in_the_order_of_time_the_vaguer_date_first(several):
    def first_day(value):
        year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
        return year, month, day

    assert sorted(several) == sorted(several, key=first_day)


@pytest.mark.parametrize(
    ("value", "written"),
    [("2018-06-12", "12/6/2018"), ("2018-06", "6/2018"), ("2018", "2018"), ("", "")],
)
def test_it_is_read_as_people_write_it(value, written):
    assert format_partial_date(value) == written


@pytest.mark.parametrize(
    ("value", "phrase"),
    [("2018-06-12", "on 12/6/2018"), ("2018-06", "in month 6/2018"), ("2018", "in the year 2018"), ("", "")],
)
def test_it_stands_in_a_sentence(value, phrase):
    with translation.override("en"):
        assert describe_partial_date(value) == phrase


@pytest.mark.parametrize(
    ("value", "phrase"), [("2018-06-12", "ngày 12/6/2018"), ("2018-06", "tháng 6/2018"), ("2018", "năm 2018")]
)
def test_it_stands_in_a_vietnamese_sentence(value, phrase):  # needs the Vietnamese catalogue
    with translation.override("vi"):
        assert describe_partial_date(value) == phrase
