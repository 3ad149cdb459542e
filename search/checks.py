"""What `manage.py check` holds about the search."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from elasticsearch import ApiError, TransportError

from search import clients, index, triggers
from search.document import searched_types

# The tag of what the web server asks at its start.
INDEX = "search_index"


@register()
def every_searched_type_is_watched(**_kwargs: Any) -> list[CheckMessage]:
    """Hold that each page type that can be found has a trigger on its table."""
    watched = {watch.table for watch in triggers.WATCHES}
    return [
        Error(
            f"{page_type.__name__} can be found, but no trigger watches {page_type._meta.db_table}.",
            hint="Add a Watch to search/triggers.py, also for the tables of its child records.",
            id="search.E001",
        )
        for page_type in searched_types()
        if page_type._meta.db_table not in watched
    ]


@register(Tags.database)
def triggers_are_installed(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Hold that the database has all triggers; without one, changes would never reach the index.

    A warning, not an error: `migrate` runs the checks first, and it is `migrate` that makes the triggers.
    """
    messages: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            tables = connection.introspection.table_names()
            missing = {trigger.name for trigger in triggers.triggers(connection.vendor)} - set(
                triggers.installed(connection)
            )
        except DatabaseError:
            continue  # no database to look into
        if triggers.OUTBOX not in tables:
            continue  # a new database: `migrate` makes the tables and the triggers with them
        if missing:
            messages.append(
                CheckWarning(
                    f"{len(missing)} search triggers are missing: {', '.join(sorted(missing)[:3])} …",
                    hint="Run `manage.py migrate`, which makes them.",
                    id="search.W002",
                )
            )
    return messages


@register(Tags.database, INDEX)
def the_index_is_of_today(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Say when a rebuild of the index is due, or that Elasticsearch cannot be asked within a reader's time.

    A warning, not an error: the database engine answers meanwhile. Only where the database is looked into too, as
    `migrate` and the start of the web server do, since it tells by the database which index is its own.
    """
    if not clients.is_configured() or DEFAULT_DB_ALIAS not in (databases or []):
        return []
    try:
        reason = index.rebuild_reason(clients.reader())
    except (TransportError, ApiError) as error:
        return [
            CheckWarning(
                clients.explain(error),
                hint="The database answers searches until it does; changes are kept for it.",
                id="search.W004",
            )
        ]
    except DatabaseError:
        return []  # a new database: `migrate` makes the table
    if not reason:
        return []
    return [CheckWarning(reason, hint="Run `manage.py search_index rebuild`.", id="search.W003")]
