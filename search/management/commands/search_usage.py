"""`manage.py search_usage`: what is kept of searches."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from search import usage


class Command(BaseCommand):
    """Forgets counted searches whose time is over; meant to be run every day."""

    help = "Keeps the counts of searches: prune."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the step to do."""
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("prune", help="delete counts that are old, or of queries that hardly anybody typed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune and report."""
        report = usage.prune(settings.SEARCH_USAGE_DAYS)
        self.stdout.write(
            f"Pruned: {report.old} counts older than {settings.SEARCH_USAGE_DAYS} days, {report.rare} counts older "
            f"than {usage.RARE_AFTER.days} days of queries typed fewer than {usage.RARE_SEARCHES} times."
        )
