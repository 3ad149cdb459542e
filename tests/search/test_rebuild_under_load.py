"""A rebuild by several processes while editors publish and readers search: nobody notices, and nothing is lost."""

import os
import random
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from editorial.synthetic import generate
from models_gallery.models import ExemplarPage
from search import outbox, service
from search.query import build_request
from tests.factories import ExemplarPageFactory
from tests.search.conftest import quickly

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
MADE = 450  # models that nobody touches; three batches of a rebuild
TOUCHED = 12
PAUSE_S = 0.05  # the rebuild must get on as well


@pytest.fixture
def shared_database(committed_units, tmp_path):
    """A database that other processes see too: on SQLite a copy, in a file, of the one in memory."""
    if connection.vendor == "postgresql":
        yield
        return
    file = tmp_path / "site.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
        cursor.execute("SELECT 1")
    # The one in memory lives as long as a connection to it.
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = in_memory, name


@pytest.fixture
def environment(shared_database, elasticsearch, settings, tmp_path):
    """What the commands need to work on the database and the index of this test."""
    database = connection.settings_dict
    if connection.vendor == "postgresql":
        login = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
        url = f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    else:
        url = f"sqlite:///{database['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "DATABASE_URL": url,
        "ELASTICSEARCH_URL": settings.ELASTICSEARCH_URL,
        "SEARCH_INDEX_PREFIX": settings.SEARCH_INDEX_PREFIX,
        "STATE_DIR": str(tmp_path),
        "MEDIA_ROOT": str(tmp_path),
    }


@pytest.fixture
def command(environment):
    """Return a function that starts a step of the command in a process of its own."""
    started = []

    def start(*step):
        started.append(
            subprocess.Popen(
                [sys.executable, str(MANAGE), "search_index", *step],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def said(process):
    """Wait for a command and return what it said."""
    output, _nothing = process.communicate(timeout=120)
    assert process.returncode == 0, output
    return output


class Editor:
    """Does one of the things that editors do to the models of a small set."""

    def __init__(self):
        self.chance = random.Random(20_250_701)
        self.pages = [quickly(ExemplarPageFactory, title=f"Camera xóm {number}").pk for number in range(TOUCHED)]
        self.done = 0

    def work(self):
        self.done += 1
        way = self.chance.choice([self.publish, self.edit, self.edit_in_bulk, self.unpublish, self.delete])
        way(ExemplarPage.objects.get(pk=self.chance.choice(self.pages)))

    def publish(self, _page):
        self.pages.append(quickly(ExemplarPageFactory, title=f"Camera mới {self.done}").pk)

    def edit(self, page):
        page.title = f"Camera lần {self.done}"
        page.save_revision().publish()

    def edit_in_bulk(self, page):
        ExemplarPage.objects.filter(pk=page.pk).update(summary=f"Lần {self.done}.", live=True)

    def unpublish(self, page):
        page.unpublish()

    def delete(self, page):
        if len(self.pages) > TOUCHED:
            self.pages.remove(page.pk)
            page.delete()


@contextmanager
def reader():
    """Search without a break, in a thread, and yield what came of it: the engine and the number of results."""
    answers, stopped = [], threading.Event()

    def search():
        try:
            while not stopped.wait(PAUSE_S):
                served = service.search(build_request('"tạo tự động để đo tải"'))
                answers.append((served.engine, served.answer.total))
        finally:
            connection.close()

    thread = threading.Thread(target=search)
    thread.start()
    try:
        yield answers
    finally:
        stopped.set()
        thread.join()


def test_a_rebuild_disturbs_neither_editors_nor_readers_and_loses_nothing(command):
    generate(MADE, seed=1)
    editor = Editor()
    said(command("rebuild"))
    follower = command("sync", "--follow")
    edits = []

    with reader() as answers:
        for _time in range(2):
            rebuild, before = command("rebuild", "--processes", "2"), editor.done
            while rebuild.poll() is None:
                editor.work()
                time.sleep(PAUSE_S)
            assert "Rebuilt" in said(rebuild)
            edits.append(editor.done - before)

    while outbox.pending():
        assert follower.poll() is None
        time.sleep(PAUSE_S)
    follower.terminate()
    assert min(edits) > 10
    assert len(answers) > 20
    assert set(answers) == {("elasticsearch", MADE)}
    assert "No difference. 0 pages waiting" in said(command("check"))
