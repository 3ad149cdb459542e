"""Draining the outbox into a real Elasticsearch: nothing is lost, nothing old overwrites what is new."""

import datetime as dt
import socket

import pytest
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch import ConnectionError as NotReachedError
from wagtail.models import Page

from models_gallery.models import ExemplarPage
from search import index, lifecycle, outbox
from search.document import documents_for
from search.models import OutboxRow
from tests.factories import ExemplarPageFactory, NewsPageFactory
from tests.search.conftest import documents, forget_marks, let_time_pass, marked, quickly
from tests.search.fault_proxy import FAULTS

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def page(site, db):
    return ExemplarPageFactory(title="Camera an ninh")


@pytest.fixture
def live(elasticsearch, page):
    """An index that is up to date, and an empty outbox."""
    lifecycle.rebuild(elasticsearch)
    forget_marks()
    return elasticsearch


@pytest.fixture
def unreachable():
    """A client to a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return Elasticsearch(f"http://127.0.0.1:{port}", max_retries=0)


def retitle(page, title):
    ExemplarPage.objects.filter(pk=page.pk).update(title=title)


def test_it_indexes_what_was_published(live):
    new = NewsPageFactory(title="Hội nghị sơ kết")

    done = outbox.drain(live)

    assert done >= 1
    assert documents(live)[new.pk]["title"] == "Hội nghị sơ kết"
    assert outbox.pending() == 0


def test_it_indexes_what_was_changed(live, page):
    retitle(page, "Camera xóm")
    outbox.drain(live)

    assert documents(live)[page.pk]["title"] == "Camera xóm"


def test_it_forgets_what_was_unpublished(live, page):
    page.unpublish()
    outbox.drain(live)

    assert page.pk not in documents(live)


def test_it_forgets_what_was_deleted(live, page):
    pk = page.pk
    page.delete()
    outbox.drain(live)

    assert pk not in documents(live)
    assert outbox.pending() == 0


def test_it_has_nothing_to_do_when_nothing_changed(live):
    assert outbox.drain(live) == 0


def test_it_takes_up_a_change_that_comes_while_it_writes(live, page, monkeypatch):
    write, changes = index.write, iter(["lần thứ ba"])

    def write_after_a_change(*args):
        for title in changes:  # only before the first write
            retitle(page, title)
        return write(*args)

    monkeypatch.setattr(index, "write", write_after_a_change)
    retitle(page, "lần thứ hai")

    outbox.drain(live)

    assert documents(live)[page.pk]["title"] == "lần thứ ba"
    assert outbox.pending() == 0


def test_it_keeps_the_mark_of_a_change_that_comes_after_it_wrote(live, page, monkeypatch):
    write = index.write

    def write_before_a_change(*args):
        taken = write(*args)
        monkeypatch.setattr(index, "write", write)
        retitle(page, "lần thứ ba")
        monkeypatch.setattr(outbox, "_due_rows", list)  # the drainer is stopped here
        return taken

    monkeypatch.setattr(index, "write", write_before_a_change)
    retitle(page, "lần thứ hai")

    outbox.drain(live)

    assert documents(live)[page.pk]["title"] == "lần thứ hai"
    assert marked() == {page.pk}


def test_it_goes_on_until_no_due_page_is_left(live, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    pages = [NewsPageFactory() for _number in range(3)]
    reported = []

    done = outbox.drain(live, on_progress=reported.append)

    assert outbox.pending() == 0
    assert {page.pk for page in pages} <= set(documents(live))
    assert reported[-1] == done
    assert len(reported) >= 2


@pytest.mark.parametrize("fault", FAULTS)
def test_it_keeps_pages_whatever_is_wrong_with_elasticsearch(live, page, proxy, fault):
    client = Elasticsearch(proxy.url, request_timeout=0.3, max_retries=0)
    client.info()  # the client has seen a real Elasticsearch once
    proxy.mode = fault
    retitle(page, "Camera xóm")

    with pytest.raises((TransportError, ApiError)):
        outbox.drain(client)

    assert OutboxRow.objects.get().attempts == 1
    proxy.mode = "pass"
    let_time_pass()
    outbox.drain(client)
    assert documents(live)[page.pk]["title"] == "Camera xóm"


@pytest.fixture
def picky(elasticsearch, page, monkeypatch):
    """An index that refuses the documents of pages with a date."""
    properties = {**index.MAPPINGS["properties"], "year": {"type": "byte"}}
    monkeypatch.setattr(index, "MAPPINGS", {**index.MAPPINGS, "properties": properties})
    index.make_live(elasticsearch, index.create(elasticsearch))
    forget_marks()
    return elasticsearch


def test_it_indexes_the_rest_when_one_page_cannot_be_read(live, page):
    """A model outside a province's desk: no editor can put it there, but a program could."""
    astray = quickly(ExemplarPageFactory, title="Lạc chỗ", parent=Page.objects.get(slug="trang-chu"))
    retitle(page, "Camera xóm")

    outbox.drain(live)

    assert documents(live)[page.pk]["title"] == "Camera xóm"
    assert OutboxRow.objects.get(page_id=astray.pk).attempts == 1


def test_it_keeps_what_elasticsearch_refuses_and_indexes_the_rest(picky, page):
    refused = NewsPageFactory(original_date="2022-11-01")
    retitle(page, "Camera xóm")

    outbox.drain(picky)

    row = OutboxRow.objects.get()
    assert row.page_id == refused.pk
    assert row.attempts == 1
    assert row.due_at > timezone.now()
    assert documents(picky)[page.pk]["title"] == "Camera xóm"


def test_it_does_not_try_again_before_the_wait_is_over(picky):
    NewsPageFactory(original_date="2022-11-01")
    outbox.drain(picky)

    assert outbox.drain(picky) == 0
    assert OutboxRow.objects.get().attempts == 1


def test_it_indexes_a_refused_page_once_it_fits(picky):
    refused = NewsPageFactory(original_date="2022-11-01")
    outbox.drain(picky)

    type(refused).objects.filter(pk=refused.pk).update(original_date="")
    outbox.drain(picky)

    assert refused.pk in documents(picky)
    assert outbox.pending() == 0


def test_it_keeps_pages_while_the_index_takes_no_writes(live, page):
    name = index.live_index(live)
    live.indices.put_settings(index=name, settings={"index.blocks.write": True})
    retitle(page, "Camera xóm")
    outbox.drain(live)
    assert marked() == {page.pk}

    live.indices.put_settings(index=name, settings={"index.blocks.write": False})
    let_time_pass()
    outbox.drain(live)

    assert documents(live)[page.pk]["title"] == "Camera xóm"


def test_it_keeps_pages_while_elasticsearch_is_away(live, page, unreachable):
    retitle(page, "Camera xóm")

    with pytest.raises(NotReachedError):
        outbox.drain(unreachable)

    row = OutboxRow.objects.get()
    assert row.page_id == page.pk
    assert row.attempts == 1
    assert row.due_at > timezone.now()


def test_it_waits_longer_each_time_but_never_gives_up(live, page, unreachable):
    retitle(page, "Camera xóm")
    waits = []
    for _time in range(20):
        let_time_pass()
        with pytest.raises(NotReachedError):
            outbox.drain(unreachable)
        waits.append(OutboxRow.objects.get().due_at - timezone.now())

    assert waits[0] <= dt.timedelta(seconds=1) < waits[2]
    assert waits[-1] > 10 * waits[0]
    assert max(waits) <= dt.timedelta(minutes=5)

    let_time_pass()
    outbox.drain(live)
    assert documents(live)[page.pk]["title"] == "Camera xóm"


def test_it_is_told_when_there_is_no_index_and_keeps_the_pages(elasticsearch, page):
    with pytest.raises(outbox.NoIndexError):
        outbox.drain(elasticsearch)

    assert page.pk in marked()


def test_it_writes_to_an_index_that_is_being_built_as_well(live, page):
    building = index.create(live)
    retitle(page, "Camera xóm")

    outbox.drain(live)

    live.indices.refresh(index=building)
    assert live.get(index=building, id=str(page.pk))["_source"]["title"] == "Camera xóm"


def test_it_gives_every_batch_a_higher_version_than_the_one_before():
    versions = [outbox.next_version() for _time in range(5)]

    assert versions == sorted(set(versions))


def written(page, title):
    return {page.pk: {**documents_for([page.pk])[page.pk], "title": title}}


def test_it_never_overwrites_a_newer_document_with_an_older_one(live, page):
    names, older = [index.live_index(live)], outbox.next_version()
    index.write(live, names, written(page, "mới"), older + 1)

    taken = index.write(live, names, written(page, "cũ"), older)

    assert taken == {page.pk}
    assert documents(live)[page.pk]["title"] == "mới"


def test_it_never_deletes_a_newer_document_with_an_older_deletion(live, page):
    names, older = [index.live_index(live)], outbox.next_version()
    index.write(live, names, written(page, "mới"), older + 1)

    assert index.write(live, names, {page.pk: None}, older) == {page.pk}
    assert documents(live)[page.pk]["title"] == "mới"


def test_it_never_brings_a_deleted_page_back_with_an_older_document(live, page):
    names, older = [index.live_index(live)], outbox.next_version()
    assert index.write(live, names, {page.pk: None}, older + 1) == {page.pk}

    assert index.write(live, names, written(page, "cũ"), older) == {page.pk}
    assert page.pk not in documents(live)


def test_it_takes_the_same_write_twice(live, page):
    """The answer to a write may get lost; the drainer then sends it again."""
    names, version = [index.live_index(live)], outbox.next_version()

    for _time in range(2):
        assert index.write(live, names, written(page, "mới"), version) == {page.pk}
    assert documents(live)[page.pk]["title"] == "mới"
    for _time in range(2):
        assert index.write(live, names, {page.pk: None}, version + 1) == {page.pk}
    assert page.pk not in documents(live)


def test_it_makes_no_index_by_writing_to_one_that_is_gone(live, page):
    """A rebuild may drop the old index while the drainer is on its way to it."""
    gone = index.live_index(live)
    index.make_live(live, index.create(live))

    taken = index.write(live, [gone], written(page, "mới"), outbox.next_version())

    assert taken == set()
    assert gone not in index.all_indices(live)


def test_it_stores_only_what_readers_are_shown(live, page):
    fields = set(documents(live)[page.pk])

    assert fields == set(documents_for([page.pk])[page.pk]) | {"content_hash"}
