"""`manage.py search_index`: the life of the index."""

import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from elasticsearch import ApiError, TransportError
from tqdm import tqdm

from search import clients, index, lifecycle, outbox
from search.document import searched_ids

_POLL_S = 1.0


class Command(BaseCommand):
    """Rebuilds, keeps up to date, describes and checks the index."""

    help = "Index life cycle: rebuild, sync, status, check."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the step to do."""
        steps = parser.add_subparsers(dest="step", required=True)
        rebuild = steps.add_parser("rebuild", help="fill a new index beside the live one and switch to it")
        rebuild.add_argument(
            "--processes", type=int, help="how many share out the work; unless told, as fits this machine"
        )
        sync = steps.add_parser("sync", help="index the pages that changed")
        sync.add_argument("--follow", action="store_true", help="go on doing so until stopped")
        status = steps.add_parser("status", help="describe the index and what waits")
        status.add_argument("--exit-code", action="store_true", help="exit with 1 when a rebuild is due")
        steps.add_parser("check", help="compare index and database; exit with 1 on any difference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the step; a server that cannot be reached ends it with a plain message."""
        if not clients.is_configured():
            raise CommandError("ELASTICSEARCH_URL is not set: the database engine answers searches.")
        step: Callable[..., None] = getattr(self, f"_{options['step']}")
        try:
            step(options)
        except outbox.NoIndexError as error:
            raise CommandError("There is no index yet: run search_index rebuild.") from error
        except lifecycle.AlreadyRebuildingError as error:
            raise CommandError("Another process is rebuilding the index; wait for it to end.") from error
        except lifecycle.RefusedError as error:
            raise CommandError(
                "Elasticsearch refuses most documents, as the log says; the index stays as it was."
            ) from error
        except (TransportError, ApiError) as error:
            raise CommandError(clients.explain(error)) from error

    def _rebuild(self, options: dict[str, Any]) -> None:
        total = sum(1 for _page_id in searched_ids())
        processes = options["processes"] or lifecycle.processes_for(total)
        with _bar(total, "documents") as bar:
            written = lifecycle.rebuild(clients.writer(), bar.update, processes=processes)
        self.stdout.write(f"Rebuilt: {written} documents in {index.live_index(clients.writer())}.")

    def _sync(self, options: dict[str, Any]) -> None:
        if options["follow"]:
            self._follow()
            return
        with _bar(outbox.pending(), "pages") as bar:
            done = outbox.drain(clients.writer(), on_progress=lambda count: bar.update(count - bar.n))
        self.stdout.write(f"Synced: {done} pages; {outbox.pending()} waiting.")

    def _follow(self) -> None:
        """Drain every second until told to stop; say once when the server goes and once when it is back."""
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: stopped.set())
        self.stdout.write("Following changes.")
        away = False
        while not stopped.is_set():
            try:
                if away:
                    clients.writer().info()  # nothing may be due yet, so that draining would not notice
                outbox.drain(clients.writer())
            except outbox.NoIndexError:
                self.stderr.write("There is no index yet: run search_index rebuild.")
                stopped.wait(10)
            except (TransportError, ApiError) as error:
                if not away:
                    self.stderr.write(f"{clients.explain(error)} Changes are kept.")
                away = True
            except DatabaseError as error:
                self.stderr.write(f"The database does not answer; trying again: {error}")
            else:
                if away:
                    self.stdout.write("Elasticsearch is back; the kept changes are indexed.")
                away = False
            close_old_connections()
            stopped.wait(_POLL_S)

    def _status(self, options: dict[str, Any]) -> None:
        client = clients.writer()
        live = index.live_index(client)
        reason = index.rebuild_reason(client)
        server = client.info()["version"]["number"]
        self.stdout.write(f"Elasticsearch {server}")
        self.stdout.write(f"{index.alias()} → {live}: {index.count(client, live)} documents" if live else "no index")
        self.stdout.write(f"{outbox.pending()} pages waiting to be indexed")
        self.stdout.write(f"A rebuild is due. {reason}" if reason else "The index is of today's mapping.")
        if reason and options["exit_code"]:
            sys.exit(1)

    def _check(self, _options: dict[str, Any]) -> None:
        difference = lifecycle.compare(clients.writer())
        waiting = outbox.pending()
        if not difference:
            self.stdout.write(f"No difference. {waiting} pages waiting to be indexed.")
            return
        outbox.mark(difference.pages)
        raise CommandError(
            f"{len(difference.missing)} missing, {len(difference.left_over)} left over, "
            f"{len(difference.outdated)} out of date ({waiting} were waiting already). "
            "All are put back into the outbox: run search_index sync."
        )


def _bar(total: int, unit: str) -> Any:
    return tqdm(total=total, unit=f" {unit}", file=sys.stderr, disable=not sys.stderr.isatty())
