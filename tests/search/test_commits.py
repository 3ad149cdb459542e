"""With real commits and a second connection: what others change reaches the index, what is undone does not."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from models_gallery.models import ExemplarPage
from search import lifecycle, outbox
from tests.factories import ExemplarPageFactory
from tests.search.conftest import documents, forget_marks, let_time_pass, quickly

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("committed_units")]


@pytest.fixture
def pages(committed_units):
    return [quickly(ExemplarPageFactory, title=f"Camera xóm {number}") for number in range(6)]


@pytest.fixture
def live(elasticsearch, pages):
    lifecycle.rebuild(elasticsearch)
    forget_marks()
    return elasticsearch


def test_it_sees_nothing_of_a_change_that_was_rolled_back(live, pages):
    with transaction.atomic():
        ExemplarPage.objects.filter(pk=pages[0].pk).update(title="Khác")
        transaction.set_rollback(True)

    assert outbox.drain(live) == 0
    assert documents(live)[pages[0].pk]["title"] == "Camera xóm 0"


def test_it_indexes_a_change_only_once_it_is_committed(live, pages):
    with transaction.atomic():
        ExemplarPage.objects.filter(pk=pages[0].pk).update(title="Khác")
    outbox.drain(live)

    assert documents(live)[pages[0].pk]["title"] == "Khác"


def change_some_page(pages, step):
    """Do the next change of a site in use."""
    page = ExemplarPage.objects.get(pk=pages[step % len(pages)].pk)
    match step % 4:
        case 0:
            ExemplarPage.objects.filter(pk=page.pk).update(title=f"Camera lần {step}")
        case 1:
            page.unpublish()
        case 2:
            ExemplarPage.objects.filter(pk=page.pk).update(live=True, summary=f"Lần {step}.")
        case 3:
            ExemplarPageFactory(title=f"Camera mới {step}")


@contextmanager
def changes_going_on(pages, client):
    """Yield a progress callback for a rebuild during which pages change and the outbox is drained.

    On PostgreSQL another thread does so with a connection of its own; SQLite in memory is one connection, so there
    the callback does it between two batches.
    """
    steps = iter(range(1_000))
    if connection.vendor == "sqlite":

        def between_batches(_count):
            for _time in range(2):
                change_some_page(pages, next(steps))
            outbox.drain(client)

        yield between_batches
        return
    stop, failures = threading.Event(), []

    def work():
        try:
            while not stop.is_set():
                change_some_page(pages, next(steps))
                outbox.drain(client)
        except Exception as error:  # noqa: BLE001 - shown by the test
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield lambda _count: stop.wait(0.05)
    finally:
        stop.set()
        thread.join(30)
    assert failures == []
    assert next(steps) > 1


def test_it_loses_no_change_that_is_made_meanwhile(live, pages, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)

    with changes_going_on(pages, live) as progress:
        lifecycle.rebuild(live, progress)
    let_time_pass()  # a write to the index that was dropped has to be tried again
    outbox.drain(live)

    assert outbox.pending() == 0
    assert not lifecycle.compare(live)
