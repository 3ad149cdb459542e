"""A copy of the project in a folder of its own, where commands run as they do in a fresh checkout."""

import os
import resource
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# Made by commands, or a developer's own: a fresh checkout has none of it.
_NOT_IN_A_CHECKOUT = (".git", ".venv", ".state", ".env", "__pycache__", ".*_cache", ".hypothesis", "screenshots")
# Of the developer's environment that would change what the site does.
_OURS = ("DATABASE_URL", "CACHE_URL", "MEDIA_ROOT", "STATIC_ROOT", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "PORT")


class CommandFailedError(Exception):
    """A command of the project ended with an error; the text is what it said."""


@dataclass(frozen=True)
class Checkout:
    """The copy, and the environment its commands get. Its database, media and password are in its own `.state`."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.folder.exists():
            shutil.copytree(PROJECT, self.folder, ignore=shutil.ignore_patterns(*_NOT_IN_A_CHECKOUT), symlinks=True)
            (self.folder / ".venv").symlink_to(PROJECT / ".venv")

    @property
    def python(self) -> str:
        return str(self.folder / ".venv/bin/python")

    @property
    def state(self) -> Path:
        return self.folder / ".state"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in _OURS and not name.startswith(("SEARCH_", "ELASTICSEARCH_", "DJANGO_"))
        }
        return {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
            # Before the editable install, whose two roots are those of the developer's checkout.
            "PYTHONPATH": f"{self.folder}{os.pathsep}{self.folder / 'site'}",
            "PYTHONUNBUFFERED": "1",
            "ELASTICSEARCH_HOME": str(self.state / "elasticsearch"),
            **self.settings,
        }

    def copy(self, folder: Path, **settings: str) -> "Checkout":
        """Return a copy with all the content, whose commands get some settings of their own."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Checkout(folder, {**self.settings, **settings})

    def run(self, *command: str, check: bool = True, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a Python program of the project to its end and return what it said, on both streams, as `stdout`."""
        done = subprocess.run(
            [self.python, *command],
            cwd=self.folder,
            env={**self.environment, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        if check and done.returncode != 0:
            raise CommandFailedError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-4000:]}")
        return done

    def start(self, *command: str, log: Path) -> "subprocess.Popen[bytes]":
        """Start a Python program of the project that goes on running; what it says goes to `log`."""
        with log.open("ab") as output:
            return subprocess.Popen(
                [self.python, *command],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )


@dataclass(frozen=True)
class Demonstration:
    """What `tools/demo.py` made of a bare checkout, what it said and the processor's seconds it took."""

    checkout: Checkout
    output: str
    seconds: float


def processor_time() -> float:
    """Return the processor's seconds that finished commands have taken: the same on a busy machine."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
