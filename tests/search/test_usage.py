"""What is counted of searches: enough for a report and for suggestions, nothing about anybody."""

import datetime as dt
import logging

import pytest
from django.core.management import call_command
from django.core.signing import BadSignature
from django.db import transaction
from django.utils import timezone

from search import usage
from search.models import QueryUse
from search.usage import click_token, popular_queries, record_click, record_search
from tests.factories import QueryUseFactory, SuggestionBlockFactory

pytestmark = pytest.mark.usefixtures("units")


def search(text, *, province="", total=3, visitor=""):
    record_search(text, province=province, total=total, visitor=visitor)


def counts():
    columns = ("shown", "province", "searches", "without_result", "clicked")
    return set(QueryUse.objects.values_list(*columns))


# ── Counting ────────────────────────────────────────────────────────────────────────────────────


def test_it_counts_a_query_by_day_spelling_and_province():
    search("Bóng điện")
    search("bóng  điện!", total=0)
    search("bong dien")
    search("bóng điện", province="gia-lai")

    assert counts() == {
        ("bóng điện", "", 2, 1, 0),
        ("bong dien", "", 1, 0, 0),
        ("bóng điện", "gia-lai", 1, 0, 0),
    }
    assert set(QueryUse.objects.values_list("key", "day")) == {("bong dien", timezone.localdate())}


def test_it_keeps_the_most_results_and_those_of_the_last_time():
    for total in (3, 8, 0):
        search("đò ngang", total=total)

    assert QueryUse.objects.values_list("best_total", "last_total").get() == (8, 0)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_it_does_not_count_a_search_without_words(text):
    search(text)

    assert counts() == set()


@pytest.mark.parametrize("text", ["chị Hoa 0912 345 678", "hoa@example.vn", "từ " * 13, "x" * 101, "?!"])
def test_it_counts_but_does_not_keep_what_may_lead_to_a_person(text):
    search(text, total=0)

    assert counts() == {("", "", 1, 1, 0)}
    kept = " ".join(str(value) for row in QueryUse.objects.values_list() for value in row)
    assert text.strip() not in kept
    assert "Hoa" not in click_token(text, "")


def test_it_does_not_keep_a_province_that_is_none():
    search("đò ngang", province="chi-hoa-0912345678")

    assert counts() == {("đò ngang", "", 1, 0, 0)}


def test_it_has_no_column_for_anything_about_the_reader():
    assert {column.name for column in QueryUse._meta.get_fields()} == {
        "id", "day", "key", "shown", "province", "searches", "without_result", "clicked", "best_total", "last_total",
        "voices",
    }  # fmt: skip


def test_of_a_visitor_it_keeps_one_of_a_few_groups_that_are_dealt_anew_each_day(monkeypatch):
    groups = {}
    for number in range(300):
        QueryUse.objects.all().delete()
        search("đò ngang", visitor=f"192.0.2.{number}")
        groups[number] = QueryUse.objects.get().voices
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    QueryUse.objects.all().delete()
    moved = 0
    for number in range(20):
        QueryUse.objects.all().delete()
        search("đò ngang", visitor=f"192.0.2.{number}")
        moved += QueryUse.objects.get().voices != groups[number]

    assert len(set(groups.values())) <= 62
    assert all(group.bit_count() == 1 for group in groups.values())
    assert moved > 10


def test_a_search_goes_on_although_counting_fails(monkeypatch, caplog):
    monkeypatch.setattr(usage, "_COUNT_SEARCH", "INSERT INTO nowhere VALUES (%s, %s, %s, %s, %s, %s, %s, %s)")

    with caplog.at_level(logging.WARNING), transaction.atomic():
        search("đò ngang")
        assert QueryUse.objects.count() == 0  # the transaction around it is not broken

    assert "could not be counted" in caplog.text
    assert "đò ngang" not in caplog.text


def test_a_value_that_the_database_refuses_does_not_break_a_search():
    search("a" * 90 + "İ" * 10, total=2**40)
    search("đò\x00ngang")

    assert ("đò ngang", "", 1, 0, 0) in counts()


# ── Clicks ──────────────────────────────────────────────────────────────────────────────────────


def test_it_counts_the_click_of_a_search_once():
    search("Bóng điện", province="gia-lai")
    search("bóng điện", province="gia-lai")
    token = click_token("Bóng điện", "gia-lai")

    record_click(token)
    record_click(token)

    assert counts() == {("bóng điện", "gia-lai", 2, 0, 1)}


def test_each_page_of_results_counts_for_itself_but_never_more_clicks_than_searches():
    search("bóng điện")
    search("bóng điện", total=0)
    for _page in range(3):
        record_click(click_token("bóng điện", ""))

    assert counts() == {("bóng điện", "", 2, 1, 1)}


def test_a_click_after_midnight_counts_for_the_day_of_the_search(monkeypatch):
    search("bóng điện")
    token = click_token("bóng điện", "")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)

    record_click(token)

    assert counts() == {("bóng điện", "", 1, 0, 1)}


@pytest.mark.parametrize("token", ["", "abc", "a:b:c", "đò", "x" * 5_000])
def test_it_refuses_a_token_that_is_not_ours(token):
    with pytest.raises(BadSignature):
        record_click(token)


def test_it_refuses_a_token_whose_hour_is_over(monkeypatch):
    search("bóng điện")
    token = click_token("bóng điện", "")
    monkeypatch.setattr(usage, "_TOKEN_AGE", dt.timedelta(seconds=-1))

    with pytest.raises(BadSignature):
        record_click(token)
    assert counts() == {("bóng điện", "", 1, 0, 0)}


# ── Suggestions ─────────────────────────────────────────────────────────────────────────────────

MANY = 0b101


def used(shown, times=3, days_ago=0, **facts):
    facts = {"last_total": 4, "voices": MANY, **facts}
    return QueryUseFactory(shown=shown, searches=times, day=timezone.localdate() - dt.timedelta(days=days_ago), **facts)


def popular(shown, **facts):
    used(shown, days_ago=1, **facts)
    used(shown, **facts)


def test_it_suggests_what_several_readers_searched_for_on_several_days():
    popular("bóng điện ngoài hè", times=3)
    popular("bóng đá", times=9)
    popular("đò ngang")

    assert popular_queries("Bóng  đ", 10) == ["bóng đá", "bóng điện ngoài hè"]
    assert popular_queries("bong dien", 10) == ["bóng điện ngoài hè"]
    assert popular_queries("bong", 1) == ["bóng đá"]


def test_counted_searches_of_two_readers_become_a_suggestion(monkeypatch):
    today = timezone.localdate()
    for day in (today - dt.timedelta(days=1), today):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: day)
        for visitor in ("198.51.100.7", "203.0.113.9", "192.0.2.1"):
            search("Tiếng loa an ninh", visitor=visitor)

    assert popular_queries("tieng", 10) == ["tiếng loa an ninh"]


@pytest.mark.parametrize("visitors", [[""], ["198.51.100.7"]])
def test_what_only_one_reader_searched_for_is_never_suggested(monkeypatch, visitors):
    today = timezone.localdate()
    for day in (today - dt.timedelta(days=2), today - dt.timedelta(days=1), today):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: day)
        for visitor in visitors * 10:
            search("bà Nguyễn Thị Hoa", visitor=visitor)

    assert popular_queries("ba ng", 10) == []


@pytest.mark.parametrize(
    "uses",
    [
        pytest.param([{"times": 50}], id="on one day only"),
        pytest.param([{"times": 2}, {"times": 2, "days_ago": 1}], id="too seldom"),
        pytest.param([{"days_ago": 91}, {"days_ago": 92}], id="too long ago"),
        pytest.param([{"last_total": 0}, {"days_ago": 1}], id="without result the last time"),
        pytest.param([{"voices": 0b100}, {"voices": 0b100, "days_ago": 1}], id="by one reader a day"),
    ],
)
def test_it_does_not_suggest_what_was_searched_for(uses):
    for facts in uses:
        used("bóng điện", **facts)

    assert popular_queries("bóng", 10) == []


@pytest.mark.parametrize("prefix", ["", "  ", "%", "_", "…"])
def test_it_suggests_nothing_before_something_is_typed(prefix):
    popular("bóng điện")

    assert popular_queries(prefix, 10) == []


def test_it_suggests_a_query_once_in_the_spelling_with_diacritics():
    popular("bong dien", times=30)
    popular("bóng điện", times=3)

    assert popular_queries("bong", 10) == ["bóng điện"]


@pytest.mark.parametrize("block", ["lời tục", "LOI TUC", "nói lời tục"])
def test_a_blocked_text_is_never_suggested(block):
    popular("nói lời tục")
    popular("nói lời tục tĩu ở chợ")
    popular("nói lời hay")
    SuggestionBlockFactory(text=block)

    assert popular_queries("nói", 10) == ["nói lời hay"]


def test_words_are_blocked_as_whole_words():
    popular("nói lời hay")
    SuggestionBlockFactory(text="lời ha")

    assert popular_queries("nói", 10) == ["nói lời hay"]


def test_suggesting_takes_one_query(django_assert_num_queries):
    popular("bóng điện")
    SuggestionBlockFactory()

    with django_assert_num_queries(1):
        popular_queries("bóng", 10)


# ── Forgetting ──────────────────────────────────────────────────────────────────────────────────


def pruned(capsys):
    call_command("search_usage", "prune")
    return capsys.readouterr().out


def left():
    return sorted(QueryUse.objects.values_list("shown", flat=True))


def test_it_forgets_what_is_old_and_what_hardly_anybody_typed(capsys, settings):
    settings.SEARCH_USAGE_DAYS = 100
    used("cũ", times=50, days_ago=101)
    used("vừa đủ mới", times=50, days_ago=100)
    used("hiếm", times=2, days_ago=31)
    used("hiếm nhưng mới", times=1, days_ago=30)
    used("gộp lại thì đủ", times=1, days_ago=40)
    used("gộp lại thì đủ", times=2, days_ago=1)
    used("", times=1, days_ago=40)

    assert "1 counts older than 100 days, 1 counts older than 30 days" in pruned(capsys)
    assert left() == ["", "gộp lại thì đủ", "gộp lại thì đủ", "hiếm nhưng mới", "vừa đủ mới"]


def test_forgetting_twice_forgets_nothing_more(capsys):
    used("cũ", days_ago=401)
    pruned(capsys)

    assert "0 counts older than 400 days, 0 counts" in pruned(capsys)
