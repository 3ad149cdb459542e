"""`manage.py load_units`: loads the catalogue of administrative units."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from territory.catalogue import CatalogueError, load_units


class Command(BaseCommand):
    """Loads the catalogue of administrative units; running it again changes nothing."""

    help = "Loads the catalogue of administrative units (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        try:
            report = load_units()
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Units: {report.created} created, {report.changed} changed, {report.unchanged} as they were; "
            f"successor links: {report.links_made} made, {report.links_cut} cut."
        )
