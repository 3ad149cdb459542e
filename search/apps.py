"""App configuration."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The search service and its pages."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register the checks, and keep the triggers in step with the tables."""
        from search import checks  # noqa: F401, PLC0415 - models are ready only now

        pre_migrate.connect(_drop_triggers, sender=self)
        # Connected without a sender: tables of every app must be there, so the last app of the list decides.
        post_migrate.connect(_install_triggers)


def _drop_triggers(using: str, **_kwargs: Any) -> None:
    """SQLite rebuilds a table to alter it, and refuses while triggers of other tables name it."""
    from search import triggers  # noqa: PLC0415

    triggers.drop(connections[using])


def _install_triggers(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    from search import triggers  # noqa: PLC0415

    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    needed = {watch.table for watch in triggers.WATCHES} | {triggers.OUTBOX}
    if sender.name == _last_app() and needed <= tables:
        triggers.install(connection)


def _last_app() -> str:
    from django.apps import apps  # noqa: PLC0415

    return [config.name for config in apps.get_app_configs() if config.models_module][-1]
