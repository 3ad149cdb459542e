"""`manage.py search_quality`: how good the search is on judged queries over the demo content."""

import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from search import clients, wordbook
from search.answers import EngineUnavailableError, SearchEngine
from search.document import documents_for, searched_ids
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.quality import judged, report
from search.quality.measures import Summary


class Command(BaseCommand):
    """Prints nDCG@10, MRR, success at 1 and the share of rightly empty answers, by kind of query and engine."""

    help = "Measure the search on the judged queries; exit with 1 when a mean fell below its recorded floor."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the engines and how much to say."""
        parser.add_argument(
            "--engine",
            choices=["elasticsearch", "database"],
            action="append",
            help="the engine to ask; if not given, both",
        )
        parser.add_argument("--kind", choices=judged.KINDS, action="append", help="only queries of this kind")
        parser.add_argument(
            "--held-out", action="store_true", help="measure on queries kept aside; nothing is held to a floor"
        )
        parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N queries that did worst")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask each engine and compare with the floors."""
        try:
            folder = judged.HELD_OUT if options["held_out"] else judged.FOLDER
            queries = [one for one in judged.load(folder) if not options["kind"] or one.kind in options["kind"]]
        except judged.JudgmentError as error:
            raise CommandError(str(error)) from error
        self._hold_pages_exist(queries)
        language = wordbook.language()
        failures: list[str] = []
        for engine in self._engines(options["engine"]):
            with tqdm(total=len(queries), desc=engine.name, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
                try:
                    outcomes = report.ask(engine, queries, language, bar.update)
                except EngineUnavailableError as error:
                    raise CommandError(f"{engine.name} does not answer: {error}") from error
            found = report.summaries(outcomes)
            self._print_table(engine.name, found)
            self._print_worst(outcomes, options["worst"])
            if options["kind"]:
                del found[report.OVERALL]  # the floor of all is that of all kinds
            if not options["held_out"]:
                failures += report.below_floor(engine.name, found, report.read_floors())
        if failures:
            raise CommandError("The search got worse:\n" + "\n".join(failures))

    def _engines(self, names: list[str] | None) -> list[SearchEngine]:
        engines: list[SearchEngine] = []
        if clients.is_configured() and (not names or "elasticsearch" in names):
            engines.append(ElasticsearchEngine(clients.writer()))
        elif names and "elasticsearch" in names:
            raise CommandError("ELASTICSEARCH_URL is not set.")
        if not names or "database" in names:
            engines.append(DatabaseEngine())
        return engines

    def _hold_pages_exist(self, queries: list[judged.Judged]) -> None:
        """Refuse to measure on other content: every page that a query wants must be there."""
        urls = {document["url"] for document in documents_for(list(searched_ids()), with_body=False).values()}
        absent = {url for one in queries for url in one.grades} - urls
        if absent:
            raise CommandError(
                f"{len(absent)} judged pages are not published here, such as {min(absent)}: "
                "run load_content --demo first."
            )

    def _print_table(self, engine: str, found: Mapping[str, Summary]) -> None:
        self.stdout.write(f"{engine:14} queries  nDCG@10    MRR  success@1  zero-result accuracy")
        for kind, means in found.items():
            self.stdout.write(
                f"{kind:14} {means.queries:7}  {_figure(means.ndcg):>7}  {_figure(means.mrr):>5}"
                f"  {_figure(means.success):>9}  {_figure(means.zero):>20}"
            )
        self.stdout.write("")

    def _print_worst(self, outcomes: list[report.Outcome], count: int) -> None:
        def good(outcome: report.Outcome) -> float:
            return next(value for value in (outcome.score.ndcg, outcome.score.zero) if value is not None)

        for outcome in sorted(outcomes, key=good)[:count]:
            self.stdout.write(f"{good(outcome):.3f}  {outcome.judged.kind}: {outcome.judged.query}")
            for url in outcome.found[:5]:
                self.stdout.write(f"       {outcome.judged.grades.get(url, 0)}  {url}")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
