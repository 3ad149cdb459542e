"""`manage.py generate_models N --seed S`: made-up models for measurements of load."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.synthetic import generate
from territory.models import AdministrativeUnit


class Command(BaseCommand):
    """Makes synthetic models, the same for the same seed; for measurements only, never for a demonstration.

    The outbox knows of them; Wagtail's own index does not, since filling it costs more than all the rest: run
    `wagtail_update_index` before measuring the database engine.
    """

    help = "Makes N made-up models, the same for the same seed; for measurements of load only."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number and the seed."""
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and report."""
        count = options["count"]
        if count < 0:
            raise CommandError("N must not be negative.")
        if not AdministrativeUnit.objects.exists():
            raise CommandError("There are no administrative units yet: run load_units first.")
        with tqdm(total=count, unit=" models", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
            made = generate(count, options["seed"], bar.update)
        self.stdout.write(f"Models: {made} made, {count - made} were there already.")
