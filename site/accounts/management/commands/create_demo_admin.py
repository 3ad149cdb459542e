"""`manage.py create_demo_admin`: the administrator of a demonstration on this machine."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User

_NAME = "admin"


class Command(BaseCommand):
    """Creates the administrator `admin` with a random password kept in a file; running it again changes nothing."""

    help = "Creates the administrator of a local demonstration (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account unless it exists, and say where its password is."""
        if not settings.IS_LOCAL:
            raise CommandError("A demonstration account is made on a development machine only.")
        kept: Path = settings.STATE_DIR / "admin-password"
        if not User.objects.filter(username=_NAME).exists():
            password = secrets.token_urlsafe(12)
            User.objects.create_superuser(_NAME, password=password)
            kept.touch(mode=0o600)
            kept.write_text(password, encoding="utf-8")
        self.stdout.write(f"Administrator: {_NAME}, password in {kept.name} of the state folder")
