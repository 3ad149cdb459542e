"""One drainer at a time, and one rebuild."""

import threading

import pytest
from django.db import connection

from search.locks import only_one

pytestmark = pytest.mark.django_db


def tries_in_a_thread(role="drainer"):
    """Try to become the only one from a thread, which has a connection of its own; tell whether that worked."""
    answers = []

    def attempt():
        try:
            with only_one(role) as held:
                answers.append(held)
        finally:
            connection.close()

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join(10)
    assert not thread.is_alive(), "it waited for the lock"
    return answers


def test_it_gives_the_lock_to_one_that_comes_alone():
    with only_one("drainer") as held:
        assert held is True


def test_it_refuses_a_second_one_without_waiting():
    with only_one("drainer") as held:
        assert held is True
        assert tries_in_a_thread() == [False]


def test_it_gives_the_lock_to_the_next_one_afterwards():
    with only_one("drainer"):
        pass

    assert tries_in_a_thread() == [True]


@pytest.mark.parametrize(("held", "other"), [("drainer", "rebuild"), ("rebuild", "drainer")])
def test_it_lets_a_rebuild_and_a_drainer_work_side_by_side(held, other):
    with only_one(held):
        assert tries_in_a_thread(held) == [False]
        assert tries_in_a_thread(other) == [True]


def test_it_gives_the_lock_back_when_draining_breaks():
    with pytest.raises(RuntimeError), only_one("drainer"):
        raise RuntimeError

    assert tries_in_a_thread() == [True]


def test_it_keeps_the_lock_although_another_one_was_refused():
    with only_one("drainer"):
        assert tries_in_a_thread() == [False]
        assert tries_in_a_thread() == [False]


def test_it_is_one_for_each_database_and_for_each_site_where_the_system_keeps_it(settings):
    """On PostgreSQL the lock belongs to the database, which is one site's own; files are told apart by index names."""
    with only_one("drainer"):
        settings.SEARCH_INDEX_PREFIX = "test-neighbour"

        assert tries_in_a_thread() == [connection.vendor == "sqlite"]
