"""What the tests of the search share: the outbox, and a database that survives real commits."""

import uuid
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from wagtail.models import Page, Site
from wagtail.search.index import insert_or_update_object

from search import clients, index, lifecycle
from search.models import OutboxRow
from tests.factories import NewsDeskPageFactory, ProvincePageFactory, real_units
from tests.search.fault_proxy import fault_proxy

# A property is judged by what it holds, not by how long one example took on a busy machine.
hypothesis_settings.register_profile("search", deadline=None)
hypothesis_settings.load_profile("search")

KEPT = "kept_"
SITES_OWN = str(connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def test_database(django_db_setup, django_db_blocker):
    """The test database. pytest-django 4.14 makes one only where a test of the run is marked `django_db`.

    Without it the tests with real commits, run alone, would empty the site's own.
    """
    with django_db_blocker.unblock():
        is_missing = str(connection.settings_dict["NAME"]) == SITES_OWN
        made = setup_databases(0, interactive=False, aliases={DEFAULT_DB_ALIAS}) if is_missing else []
        yield
        teardown_databases(made, 0)


@pytest.fixture(scope="session")
def filled_by_migrations(test_database, django_db_blocker):
    """The tables that migrations filled, each copied beside itself: root pages, vocabularies, permissions."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        filled = []
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
            if cursor.fetchone()[0] and not table.startswith("search_"):  # the outbox is the tests' own
                cursor.execute(f'DROP TABLE IF EXISTS "{KEPT}{table}"')
                cursor.execute(f'CREATE TABLE "{KEPT}{table}" AS SELECT * FROM "{table}"')  # noqa: S608
                filled.append(table)
        return filled


@pytest.fixture
def committed(filled_by_migrations, django_db_blocker):
    """A database in which commits are real; afterwards it holds again just what migrations made.

    In place of pytest-django's `transactional_db`, which leaves empty tables behind: without Wagtail's root page, the
    locales and the vocabularies every later test of the process would fail. Writing serialised rows back, as
    `serialized_rollback` does, trips over content types that are made anew on the way; copying in SQL does not.
    """
    with django_db_blocker.unblock():
        yield
        call_command(
            "flush",
            verbosity=0,
            interactive=False,
            reset_sequences=False,
            allow_cascade=False,
            inhibit_post_migrate=True,
        )
        with transaction.atomic(), connection.cursor() as cursor:
            for table in filled_by_migrations:
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "{KEPT}{table}"')  # noqa: S608
            cursor.execute('DELETE FROM "search_outboxrow"')
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()


@pytest.fixture
def committed_units(committed, tmp_path):
    """The units of the other tests, committed, and an empty outbox."""
    real_units(tmp_path)


def marked():
    """Return the ids of the pages in the outbox."""
    return set(OutboxRow.objects.values_list("page_id", flat=True))


def forget_marks():
    """Empty the outbox: what a test has prepared is not what it is about."""
    OutboxRow.objects.all().delete()


# ── One scene for all tests of a module: read by many, changed by none ──────────────────────────


@pytest.fixture(scope="module", params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def shared_engine(request, django_db_setup, django_db_blocker):
    """Each engine in turn, for all tests of a module, in a transaction: each test's own is a savepoint inside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        if request.param == "elasticsearch":
            with own_index(request.getfixturevalue("elasticsearch_url")):
                yield request.param
        else:
            yield request.param
        transaction.set_rollback(True)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """Units, front page, gallery and the desks of Gia Lai, made once for all tests of a module.

    They stand in a transaction around the module; what a test adds lies in a savepoint of its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        real_units(tmp_path_factory.mktemp("units"))
        ProvincePageFactory()
        NewsDeskPageFactory()
        forget_marks()
        yield
        transaction.set_rollback(True)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


def quickly(factory, **kwargs):
    """Make a published page with one write, where a test does not care for its draft and its revisions."""
    page = factory(live=False, **kwargs)
    now = timezone.now()
    Page.objects.filter(pk=page.pk).update(live=True, has_unpublished_changes=False, first_published_at=now)
    page = type(page).objects.get(pk=page.pk)
    if any(isinstance(value, list) for value in kwargs.values()):
        insert_or_update_object(page)  # as publishing does once the child records are written
    return page


@contextmanager
def own_index(url):
    """Let the site use Elasticsearch with index names of its own, dropped afterwards."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    with override_settings(ELASTICSEARCH_URL=url, SEARCH_INDEX_PREFIX=prefix, SEARCH_READ_TIMEOUT_S=10.0):
        yield
        client = clients.writer()
        for name in index.all_indices(client):
            client.indices.delete(index=name, ignore_unavailable=True)
        client.options(ignore_status=404).indices.delete_index_template(name=index.alias())
        clients._client.cache_clear()


@pytest.fixture(scope="module")
def shared_units(shared_engine, tmp_path_factory):
    """The units of the other tests."""
    real_units(tmp_path_factory.mktemp("units"))


@pytest.fixture(scope="module")
def index_shared(shared_engine):
    """Return a function that makes the scene searchable by the engine in turn."""

    def fill():
        if shared_engine == "elasticsearch":
            lifecycle.rebuild(clients.writer())

    return fill


# ── Elasticsearch ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def proxy(elasticsearch_url):
    """A proxy before the real Elasticsearch that can fail."""
    with fault_proxy(elasticsearch_url) as running:
        yield running


def documents(client):
    """Return what the live index holds, by page id."""
    client.indices.refresh(index=index.alias())
    hits = client.search(index=index.alias(), size=1_000)["hits"]["hits"]
    return {int(hit["_id"]): hit["_source"] for hit in hits}


def let_time_pass():
    """Make every waiting page due, as if its wait were over."""
    OutboxRow.objects.update(due_at=timezone.now())
