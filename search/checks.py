"""What `manage.py check` holds about the search."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError, connections

from search import triggers
from search.document import searched_types


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
