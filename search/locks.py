"""One drainer and one rebuild at a time, by advisory locks.

The database server holds them; for the embedded database the operating system does.
"""

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import connection

# Any numbers will do as long as nothing else in this database uses them.
_LOCK_IDS = {"drainer": 7_031_945, "rebuild": 7_031_946}


@contextmanager
def only_one(role: Literal["drainer", "rebuild"]) -> Iterator[bool]:
    """Yield whether this process now is the only one in a role; never waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK_IDS[role]])
            (held,) = cursor.fetchone()
        try:
            yield held
        finally:
            if held:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK_IDS[role]])
        return
    with _lock_file(role).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _lock_file(role: str) -> Path:
    """One file for each database and site, beside the database; for one in memory, in the temporary folder."""
    database = Path(str(connection.settings_dict["NAME"]))
    folder = database.parent if database.is_file() else Path(tempfile.gettempdir())
    name = f"{database} {settings.SEARCH_INDEX_PREFIX}"
    return folder / f".search-{role}-{sha256(name.encode()).hexdigest()[:16]}.lock"
