"""One drainer at a time: an advisory lock held by the database server, or by the system for the embedded database."""

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

# Any number will do as long as nothing else in this database uses it.
_LOCK_ID = 7_031_945


@contextmanager
def drainer_lock() -> Iterator[bool]:
    """Yield whether this process now is the only drainer; never waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK_ID])
            (held,) = cursor.fetchone()
        try:
            yield held
        finally:
            if held:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK_ID])
        return
    with _lock_file().open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _lock_file() -> Path:
    """One file for each database and site, where every process of this user can make it."""
    name = f"{connection.settings_dict['NAME']} {settings.SEARCH_INDEX_PREFIX}"
    return Path(tempfile.gettempdir()) / f"search-drainer-{sha256(name.encode()).hexdigest()[:16]}.lock"
