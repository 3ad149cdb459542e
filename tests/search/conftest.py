"""What the tests of the search share: the outbox, draining, and a database that survives real commits."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings
from wagtail.models import Site

from search.models import OutboxRow, VersionCounter
from tests.factories import real_units

# A property is judged by what it holds, not by how long one example took on a busy machine.
hypothesis_settings.register_profile("search", deadline=None)
hypothesis_settings.load_profile("search")


@pytest.fixture(scope="session")
def what_migrations_made(django_db_setup, django_db_blocker):
    """The rows that every test finds: languages, root pages, vocabularies, permissions."""
    with django_db_blocker.unblock():
        return connection.creation.serialize_db_to_string()


@pytest.fixture
def committed(what_migrations_made, django_db_blocker):
    """A database in which commits are real; afterwards it holds again what migrations made.

    In place of pytest-django's `transactional_db`, which leaves empty tables behind: Wagtail's root page, the locales
    and the vocabularies come from migrations, and without them every later test of the process would fail.
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
        put_back(what_migrations_made)
        connection.close()


def put_back(rows):
    """Write serialised rows as they are; forget what was remembered of the rows before, and the marks they left."""
    with transaction.atomic(), connection.constraint_checks_disabled():
        found = list(serializers.deserialize("json", rows))
        # Content types first: whatever asks for one that is not there yet makes it, under another number.
        for row in sorted(found, key=lambda row: not isinstance(row.object, ContentType)):
            row.save()
        OutboxRow.objects.all().delete()
        VersionCounter.objects.all().delete()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def committed_units(committed, tmp_path):
    """The units of the other tests, committed."""
    real_units(tmp_path)


@pytest.fixture
def no_marks(db):
    """An empty outbox, whatever the preparation of the test has put in."""
    OutboxRow.objects.all().delete()


def marked():
    """Return the ids of the pages in the outbox."""
    return set(OutboxRow.objects.values_list("page_id", flat=True))
