"""`manage.py load_content FILE.yaml …`: makes pages of fact sheets."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.factsheets.loading import load_sheets
from editorial.factsheets.texts import CONTENT
from territory.models import AdministrativeUnit

# The newest stand first on the front page: the models that have drawings of their own are loaded last.
_DEMO_SHEETS = (CONTENT / "more_facts.yaml", CONTENT / "seed_facts.yaml")


class Command(BaseCommand):
    """Makes or renews the pages of fact sheets; running it again changes nothing."""

    help = "Creates or updates pages from fact sheets (idempotent; reports what it did)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files, or the sheets that come with the site."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE.yaml")
        parser.add_argument("--demo", action="store_true", help="load the sheets that come with the site")
        parser.add_argument(
            "--overwrite", action="store_true", help="renew pages even where an editor changed or deleted them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report; faults in entries end the command with status 1 after the others are loaded."""
        files = [*options["files"], *(_DEMO_SHEETS if options["demo"] else ())]
        if not files:
            raise CommandError("Name at least one fact sheet, or use --demo.")
        if not AdministrativeUnit.objects.exists():
            raise CommandError("There are no administrative units yet: run load_units first.")
        with tqdm(unit=" pages", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
            report = load_sheets(files, overwrite=options["overwrite"], progress=lambda _entry: bar.update())
        done = ", ".join(f"{count} {what}" for what, count in sorted(report.done.items()))
        self.stdout.write(f"Entries: {done or 'none loaded'}.")
        for kept in report.kept:
            self.stdout.write(f"Kept: {kept}")
        for fault in report.faults:
            self.stderr.write(str(fault))
        if report.faults:
            raise CommandError(f"{len(report.faults)} faults; the entries named above were not loaded.")
