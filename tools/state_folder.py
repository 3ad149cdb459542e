"""Where a local server keeps its files, and as whom it runs.

Elasticsearch and PostgreSQL refuse to run as root. Started by root they run as an unprivileged user,
who must be able to walk to their files: when the project lies in a closed home directory, the files
go to a folder outside it, whose place is noted inside the project.
"""

import hashlib
import json
import os
import pwd
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent


class CannotRun(Exception):
    """Something that only a person can put right; the text says what and, where known, how."""


@dataclass(frozen=True)
class Account:
    """The user whom a server runs as."""

    name: str
    uid: int
    groups: frozenset[int]
    # What `subprocess` needs to become that user; empty when we are that user already.
    switch: dict[str, Any] = field(default_factory=dict, compare=False)


def unprivileged(*preferred: str) -> Account:
    """Return ourselves or, when we are root, the first of the preferred users that exists."""
    if os.geteuid() != 0:
        own_groups = frozenset({os.getegid(), *os.getgroups()})
        return Account(f"number {os.geteuid()}", os.geteuid(), own_groups)
    for name in preferred:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        # Without `group` and `extra_groups` the process would keep root's groups.
        switch = {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
        return Account(name, found.pw_uid, frozenset({found.pw_gid}), switch)
    raise CannotRun(f"none of these users exists: {', '.join(preferred)}")


def can_reach(path: Path, account: Account) -> bool:
    """Tell whether the user may enter the path and every folder above it."""
    return all(_can_enter(step, account) for step in [path, *path.parents])


def _can_enter(path: Path, account: Account) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    if account.uid == 0:
        return True
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid in account.groups:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def roots_outside() -> list[Path]:
    """List the folders, outside any home directory, that may hold ours; the lasting one first."""
    return [Path("/var/tmp"), Path(tempfile.gettempdir())]  # noqa: S108 (the folder is checked when it is made)


def choose_home(name: str, account: Account, project: Path = PROJECT, roots: Iterable[Path] | None = None) -> Path:
    """Return the folder of the server called `name`, made and reachable by the account."""
    inside = project / ".state" / name
    inside.mkdir(parents=True, exist_ok=True)
    if can_reach(inside, account):
        return inside
    note = inside / "location"
    if note.exists() and can_reach(noted := Path(note.read_text().strip()), account):
        return noted
    for root in roots_outside() if roots is None else roots:
        if can_reach(root, account):
            outside = _make_outside(root, name, project)
            note.write_text(f"{outside}\n")
            return outside
    raise CannotRun(f"no folder that user {account.name} can reach: choose one with --home")


def _make_outside(root: Path, name: str, project: Path) -> Path:
    """Make the folder below a root where others may write too; its name follows from project and user."""
    digest = hashlib.sha256(f"{os.geteuid()} {project}".encode()).hexdigest()[:12]
    folder = root / f"{project.name}-{name}-{digest}"
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise CannotRun(f"{folder} belongs to somebody else: remove it or choose another --home")
    folder.chmod(0o755)
    return folder


def give(path: Path, account: Account) -> Path:
    """Make the folder if it is missing and hand it, with all that is in it, to the account."""
    path.mkdir(parents=True, exist_ok=True)
    if account.switch:
        for entry in [path, *path.rglob("*")]:
            # Never through a link: its owner could point it at a file of root's.
            os.chown(entry, account.uid, account.switch["group"], follow_symlinks=False)
    return path


def read_note(path: Path) -> dict[str, Any]:
    """Read what an earlier run wrote down; empty when there was none or it is damaged."""
    try:
        note = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(path: Path, note: dict[str, Any]) -> None:
    """Write down what the next run must know, all or nothing."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(note))
    draft.replace(path)
