"""What the tests of the search share: the outbox, and a database that survives real commits."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings
from wagtail.models import Site

from search.models import OutboxRow
from tests.factories import real_units

# A property is judged by what it holds, not by how long one example took on a busy machine.
hypothesis_settings.register_profile("search", deadline=None)
hypothesis_settings.load_profile("search")

KEPT = "kept_"


@pytest.fixture(scope="session")
def filled_by_migrations(django_db_setup, django_db_blocker):
    """The tables that migrations filled, each copied beside itself: root pages, languages, vocabularies, permissions."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        filled = []
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            if cursor.fetchone()[0]:
                cursor.execute(f'DROP TABLE IF EXISTS "{KEPT}{table}"')
                cursor.execute(f'CREATE TABLE "{KEPT}{table}" AS SELECT * FROM "{table}"')
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
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "{KEPT}{table}"')
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
