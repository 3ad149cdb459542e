"""A database of its own for each served site, where the run is on PostgreSQL."""

import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql


@contextmanager
def scratch_database(server: str, template: str = "template0") -> Iterator[str]:
    """Yield the address of a new database beside the one that `server` names; it is dropped afterwards.

    `template` is a database, by name or address, that nobody is connected to; its content is taken over.
    """
    parts = urllib.parse.urlsplit(server)
    name = f"journeys_{uuid.uuid4().hex[:12]}"
    like = urllib.parse.urlsplit(template).path.strip("/")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like)))
    try:
        yield parts._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
