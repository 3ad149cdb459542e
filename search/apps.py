"""App configuration."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.migrations import Migration
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


def _drop_triggers(using: str, plan: Sequence[object] = (), **_kwargs: Any) -> None:
    """Make way for the migrations on SQLite, which rebuilds a table to alter it and refuses while triggers name it."""
    from search import triggers  # noqa: PLC0415

    connection = connections[using]
    if connection.vendor == "sqlite" and plan:
        triggers.drop(connection)


def _install_triggers(
    sender: AppConfig, using: str, plan: Sequence[tuple[Migration, bool]] = (), **_kwargs: Any
) -> None:
    """Bring the triggers up to date in one step, and make up for the time without them."""
    from search import outbox, triggers  # noqa: PLC0415

    connection = connections[using]
    if sender.name != _last_app() or not triggers.tables_exist(connection):
        return
    triggers.install(connection)
    is_new = any(migration.app_label == "search" and migration.initial for migration, _backwards in plan)
    if connection.vendor == "sqlite" and plan and not is_new:
        outbox.mark_all()


def _last_app() -> str:
    from django.apps import apps  # noqa: PLC0415

    return [config.name for config in apps.get_app_configs() if config.models_module][-1]
