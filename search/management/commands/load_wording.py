"""`manage.py load_wording [FILE]`: loads word groups and place aliases."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.wording_loading import BASE, WordingError, load_wording


class Command(BaseCommand):
    """Creates the word groups and place aliases that are missing; what editors changed or switched off stays so."""

    help = "Loads word groups and place aliases (idempotent; never changes a row that is there)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, or the lists that come with the site."""
        parser.add_argument("file", nargs="?", type=Path, default=BASE, metavar="FILE.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        try:
            report = load_wording(options["file"])
        except WordingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Word groups: {report.groups_created} created, {report.groups_kept} as they were; "
            f"place aliases: {report.aliases_created} created, {report.aliases_kept} as they were."
        )
