"""A server started in a process group of its own, found again and ended later (Linux: reads /proc)."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def group_and_state(stat: str) -> tuple[int, str]:
    """Read process group and state letter from the text of /proc/PID/stat.

    The second field is the program's name in brackets and may itself hold blanks and brackets.
    """
    state, _parent, group = stat.rpartition(")")[2].split()[:3]
    return int(group), state


def members(group: int, mark: str = "") -> list[int]:
    """List the living processes of a group, or only those whose command line holds `mark`.

    The mark keeps a reused number from being taken for our server: pass a path that only it has.
    """
    found = []
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            of_group, state = group_and_state((entry / "stat").read_text(errors="replace"))
            if of_group != group or state == "Z":
                continue
            if mark in (entry / "cmdline").read_bytes().decode(errors="replace"):
                found.append(int(entry.name))
    return sorted(found)


def end(group: int, mark: str, grace: float, tick: Callable[[], None] = lambda: None, *, now: bool = False) -> bool:
    """End every process of the group; return whether one was alive.

    Asks with SIGTERM and, after `grace` seconds, insists with SIGKILL; `now` insists at once.
    """
    if not members(group, mark):
        return False
    _signal(group, signal.SIGKILL if now else signal.SIGTERM)
    deadline = time.monotonic() + grace
    # Without the mark: a process that is being torn down has lost its command line, not yet its port.
    while members(group):
        if time.monotonic() > deadline:
            _signal(group, signal.SIGKILL)
        time.sleep(0.1)
        tick()
    return True


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)
