"""The address to which a page of results sends word of a click."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from search.models import QueryUse
from search.usage import click_token, record_search

pytestmark = pytest.mark.usefixtures("units")

ADDRESS = "/tim-kiem/chon/"


@pytest.fixture
def client():
    """A browser that checks for forged requests, as a real server does."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def token():
    record_search("Bóng điện", province="", total=3)
    return click_token("Bóng điện", "")


def clicks():
    return QueryUse.objects.values_list("clicked", flat=True).get()


@pytest.mark.parametrize("address", [ADDRESS, "/en/tim-kiem/chon/"])
def test_it_counts_a_click_and_answers_nothing(client, token, address):
    body = urlencode({"token": token})
    answer = client.post(address, body, content_type="application/x-www-form-urlencoded;charset=UTF-8")

    assert (answer.status_code, answer.content) == (204, b"")
    assert clicks() == 1


def test_it_takes_the_form_of_a_beacon_too_and_counts_it_once(client, token):
    for _time in range(2):
        assert client.post(ADDRESS, {"token": token}).status_code == 204

    assert clicks() == 1


def test_it_sets_no_cookie(client, token):
    assert not client.post(ADDRESS, {"token": token}).cookies


@pytest.mark.parametrize("form", [{}, {"token": ""}, {"token": "x"}, {"token": "x" * 100_000}, {"q": "bóng"}])
def test_it_refuses_what_is_not_a_token(client, token, form):
    assert client.post(ADDRESS, form).status_code == 400
    assert clicks() == 0


def test_it_refuses_a_token_that_was_changed(client, token):
    assert client.post(ADDRESS, {"token": token[:-1] + ("a" if token[-1] != "a" else "b")}).status_code == 400
    assert clicks() == 0


def test_it_does_not_read_a_body_that_is_too_long(client, token):
    body = urlencode({"token": token, "more": "x" * 10_000})

    assert client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded").status_code == 400
    assert clicks() == 0


def test_the_longest_text_that_is_kept_fits(client):
    text = "Ổ" * 100
    record_search(text, province="thai-nguyen", total=1)

    assert client.post(ADDRESS, {"token": click_token(text, "thai-nguyen")}).status_code == 204
    assert clicks() == 1


def test_it_is_only_written_to(client):
    assert client.get(ADDRESS).status_code == 405
