# ruff: noqa: S608 - the statements are made of the constants of this file alone
"""Database triggers that put a page into the outbox whatever way it changes.

Signals see only what goes through a model's `save()`. Bulk updates, raw SQL, moves of subtrees (which treebeard does
in SQL) and restrictions of ancestors pass them by; triggers see all, on PostgreSQL and SQLite alike, and their rows
commit or roll back with the change itself.

A `Watch` says: when rows of a table change, which pages are out of date. `{row}` stands for NEW or OLD.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

OUTBOX = "search_outboxrow"
PREFIX = "search_outbox_"
EVENTS = ("insert", "update", "delete")


@dataclass(frozen=True)
class Watch:
    """A table, the columns whose change matters (all when none are named), and the pages that change with its rows."""

    table: str
    pages: str
    events: tuple[str, ...] = EVENTS
    columns: tuple[str, ...] = ()
    name: str = ""

    @property
    def trigger_base(self) -> str:
        """The trigger's name without its event."""
        return f"{PREFIX}{self.name or self.table}"[:50]


_ONE = "SELECT {row}.%s AS id"
_SUBTREE_OF_PAGE = (
    "SELECT below.id FROM wagtailcore_page AS top JOIN wagtailcore_page AS below"
    " ON below.path LIKE top.path || '%%' WHERE top.id = {row}.%s"
)
_EXEMPLAR_IN_ALL_LANGUAGES = (
    "SELECT twin.id FROM wagtailcore_page AS own JOIN wagtailcore_page AS twin"
    " ON twin.translation_key = own.translation_key WHERE own.id = %s"
)
_OF_IMPLEMENTATION = _EXEMPLAR_IN_ALL_LANGUAGES % (
    "(SELECT exemplar_id FROM models_gallery_implementation WHERE id = {row}.implementation_id)"
)
# A unit is named on the pages of places in it, below it, and in former units that it succeeded.
_NAMED_ON_PLACES = """
    SELECT twin.id FROM models_gallery_implementationplace AS place
    JOIN models_gallery_implementation AS run ON run.id = place.implementation_id
    JOIN wagtailcore_page AS own ON own.id = run.exemplar_id
    JOIN wagtailcore_page AS twin ON twin.translation_key = own.translation_key
    JOIN territory_administrativeunit AS unit ON unit.code = place.unit_id
    LEFT JOIN territory_administrativeunit AS above ON above.code = unit.parent_id
    LEFT JOIN territory_administrativeunit_successors AS link ON link.from_administrativeunit_id = unit.code
    LEFT JOIN territory_administrativeunit AS heir ON heir.code = link.to_administrativeunit_id
    LEFT JOIN territory_administrativeunit_successors AS link_above
        ON link_above.from_administrativeunit_id = unit.parent_id
    LEFT JOIN territory_administrativeunit AS heir_above ON heir_above.code = link_above.to_administrativeunit_id
    WHERE {code} IN (unit.code, unit.parent_id, above.parent_id, heir.code, heir.parent_id, heir_above.code,
        heir_above.parent_id)"""
_BELOW_DESKS = """
    SELECT below.id FROM (
        SELECT page_ptr_id, unit_id FROM models_gallery_provincepage
        UNION ALL SELECT page_ptr_id, unit_id FROM news_newsdeskpage
    ) AS desk
    JOIN wagtailcore_page AS top ON top.id = desk.page_ptr_id
    JOIN wagtailcore_page AS below ON below.path LIKE top.path || '%%'
    LEFT JOIN territory_administrativeunit_successors AS link ON link.to_administrativeunit_id = desk.unit_id
    WHERE {code} IN (desk.unit_id, link.from_administrativeunit_id)"""
_NAMED_ANYWHERE = f"{_NAMED_ON_PLACES} UNION {_BELOW_DESKS}"
_TERM_COLUMNS = ("key", "labels")


def _through(relation: str, page_column: str, term_column: str) -> str:
    return f"SELECT {page_column} AS id FROM {relation} WHERE {term_column} = {{row}}.id"


WATCHES: tuple[Watch, ...] = (
    Watch("wagtailcore_page", _ONE % "id"),
    # A move or a new slug rewrites path or address of every page below, so each marks itself.
    Watch(
        "wagtailcore_page",
        "SELECT twin.id FROM wagtailcore_page AS twin WHERE twin.translation_key = {row}.translation_key",
        events=("update",),
        columns=("translation_key",),
        name="page_twins",
    ),
    Watch("wagtailcore_site", _SUBTREE_OF_PAGE % "root_page_id"),
    Watch(
        "wagtailcore_locale",
        "SELECT page.id FROM wagtailcore_page AS page WHERE page.locale_id = {row}.id",
        events=("update",),
        columns=("language_code",),
    ),
    Watch("wagtailcore_pageviewrestriction", _SUBTREE_OF_PAGE % "page_id"),
    # Page types: their deletion is a deletion in wagtailcore_page.
    *(
        Watch(table, _ONE % "page_ptr_id", events=("insert", "update"))
        for table in ("models_gallery_exemplarpage", "news_newspage", "home_plainpage")
    ),
    *(
        Watch(table, _SUBTREE_OF_PAGE % "page_ptr_id", events=("insert", "update"))
        for table in ("models_gallery_provincepage", "news_newsdeskpage")
    ),
    # Child records of pages.
    *(
        Watch(table, _ONE % "page_id")
        for table in (
            "models_gallery_exemplarname",
            "models_gallery_exemplarstep",
            "models_gallery_exemplarlegalbasis",
            "models_gallery_exemplarrecognition",
            "models_gallery_exemplarsource",
            "news_newsauthor",
            "news_newsfigure",
            "news_newsdocument",
            "news_newscommendation",
            "news_newspicture",
        )
    ),
    *(
        Watch(f"models_gallery_exemplarpage_{relation}", _ONE % "exemplarpage_id")
        for relation in ("further_fields", "forms", "unit_types")
    ),
    # Implementations belong to a model in whichever language its page is.
    Watch("models_gallery_implementation", _EXEMPLAR_IN_ALL_LANGUAGES % "{row}.exemplar_id"),
    Watch("models_gallery_implementationplace", _OF_IMPLEMENTATION),
    Watch("models_gallery_outcome", _OF_IMPLEMENTATION),
    # Vocabularies.
    Watch(
        "models_gallery_field",
        "SELECT page_ptr_id AS id FROM models_gallery_exemplarpage WHERE field_id = {row}.id UNION "
        + _through("models_gallery_exemplarpage_further_fields", "exemplarpage_id", "field_id"),
        events=("update",),
        columns=_TERM_COLUMNS,
    ),
    Watch(
        "models_gallery_form",
        _through("models_gallery_exemplarpage_forms", "exemplarpage_id", "form_id"),
        events=("update",),
        columns=_TERM_COLUMNS,
    ),
    Watch(
        "models_gallery_unittype",
        _through("models_gallery_exemplarpage_unit_types", "exemplarpage_id", "unittype_id"),
        events=("update",),
        columns=_TERM_COLUMNS,
    ),
    *(
        Watch(
            f"news_{term}",
            _through("news_newspage", "page_ptr_id", f"{term}_id"),
            events=("update",),
            columns=_TERM_COLUMNS,
        )
        for term in ("section", "series")
    ),
    # Administrative units and what they became.
    Watch(
        "territory_administrativeunit",
        _NAMED_ANYWHERE.replace("{code}", "{row}.code"),
        events=("update",),
        columns=("name", "kind", "tier", "slug", "parent_id", "in_force_until"),
    ),
    Watch(
        "territory_administrativeunit_successors",
        # Both ends by name: when the link is deleted, it is no longer there to be followed.
        _NAMED_ANYWHERE.replace("{code}", "{row}.from_administrativeunit_id")
        + " UNION "
        + _BELOW_DESKS.replace("{code}", "{row}.to_administrativeunit_id"),
        events=("insert", "delete"),
    ),
)


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, table, and the statements that make it."""

    name: str
    table: str
    statements: tuple[str, ...] = field(repr=False)


def triggers(vendor: str, watches: Iterable[Watch] = WATCHES) -> Iterator[Trigger]:
    """Yield the triggers of a kind of database. Raises KeyError for one that is not supported."""
    write = {"postgresql": _for_postgresql, "sqlite": _for_sqlite}[vendor]
    for watch in watches:
        for event in watch.events:
            yield write(watch, event)


def tables_exist(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether the outbox and all tables to watch are there."""
    needed = {watch.table for watch in WATCHES} | {OUTBOX}
    return needed <= set(connection.introspection.table_names())


def install(connection: BaseDatabaseWrapper) -> None:
    """Make all triggers anew, in one transaction: no change slips through between the old ones and the new."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        drop(connection)
        for trigger in triggers(connection.vendor):
            for statement in trigger.statements:
                cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger of ours, also those of an older release."""
    with connection.cursor() as cursor:
        for name, table in sorted(installed(connection).items()):
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the tables of our triggers that the database has, by trigger."""
    query = {
        "postgresql": (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
        ),
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def _selects(watch: Watch, event: str) -> str:
    """The pages of a change; an update concerns those of the row as it was and as it is."""
    rows = {"insert": ("NEW",), "delete": ("OLD",), "update": ("OLD", "NEW")}[event]
    pages = watch.pages.replace("%%", "%")
    return " UNION ".join(pages.replace("{row}", row) for row in rows)


def _condition(watch: Watch, event: str, differs: str) -> str:
    if event != "update" or not watch.columns:
        return ""
    changes = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in watch.columns)
    return f"WHEN ({changes})"


def _for_postgresql(watch: Watch, event: str) -> Trigger:
    name = f"{watch.trigger_base}_{event}"
    # Rows are locked in the order of their ids, so that two changes of overlapping subtrees do not block each other.
    function = f"""
        CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            INSERT INTO {OUTBOX} (page_id, token, due_at, attempts)
            SELECT changed.id, gen_random_uuid()::text, clock_timestamp(), 0
            FROM (SELECT DISTINCT page.id FROM ({_selects(watch, event)}) AS page
                  WHERE page.id IS NOT NULL ORDER BY page.id) AS changed
            ON CONFLICT (page_id) DO UPDATE
            SET token = EXCLUDED.token, due_at = EXCLUDED.due_at, attempts = 0;
            RETURN NULL;
        END $body$"""
    trigger = f"""
        CREATE TRIGGER "{name}" AFTER {event.upper()} ON "{watch.table}" FOR EACH ROW
        {_condition(watch, event, "IS DISTINCT FROM")} EXECUTE FUNCTION "{name}"()"""
    return Trigger(name, watch.table, (function, trigger))


def _for_sqlite(watch: Watch, event: str) -> Trigger:
    name = f"{watch.trigger_base}_{event}"
    statement = f"""
        CREATE TRIGGER "{name}" AFTER {event.upper()} ON "{watch.table}" FOR EACH ROW
        {_condition(watch, event, "IS NOT")}
        BEGIN
            INSERT INTO {OUTBOX} (page_id, token, due_at, attempts)
            SELECT changed.id, lower(hex(randomblob(16))), strftime('%Y-%m-%d %H:%M:%f', 'now'), 0
            FROM (SELECT DISTINCT page.id FROM ({_selects(watch, event)}) AS page
                  WHERE page.id IS NOT NULL) AS changed
            WHERE true
            ON CONFLICT (page_id) DO UPDATE
            SET token = excluded.token, due_at = excluded.due_at, attempts = 0;
        END"""
    return Trigger(name, watch.table, (statement,))
