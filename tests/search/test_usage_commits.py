"""Searches that are counted at the same time, with real commits."""

import threading

import pytest
from django.db import connection

from search.models import QueryUse
from search.usage import click_token, record_click, record_search

pytestmark = pytest.mark.usefixtures("committed_units")

READERS = 8


def search_and_click():
    try:
        record_search("đò ngang", province="", total=4)
        record_click(click_token("đò ngang", ""))
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()


def test_it_counts_every_one_of_searches_that_come_at_the_same_time():
    """On PostgreSQL each comes with a connection of its own; SQLite in memory has but one, so one by one there."""
    if connection.vendor == "sqlite":
        for _reader in range(READERS):
            search_and_click()
    else:
        threads = [threading.Thread(target=search_and_click) for _reader in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

    assert QueryUse.objects.values_list("shown", "searches", "clicked").get() == ("đò ngang", READERS, READERS)
