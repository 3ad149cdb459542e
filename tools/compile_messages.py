#!/usr/bin/env python3
"""Compiles the message catalogues that are newer than their compiled form; needs no gettext."""

import os
import sys
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent


def is_stale(source: Path, compiled: Path) -> bool:
    """Tell whether the compiled catalogue is missing or older than its source."""
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_stale(locale: Path) -> tuple[int, int]:
    """Compile what is stale below the folder; return how many that were, and of how many."""
    catalogues = sorted(locale.glob("*/LC_MESSAGES/*.po"))
    stale = [path for path in catalogues if is_stale(path, path.with_suffix(".mo"))]
    for path in stale:
        # Under another name first: two processes may do this at once, and a server may be reading.
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(path)).save_as_mofile(str(draft))
        draft.replace(path.with_suffix(".mo"))
    return len(stale), len(catalogues)


def main() -> int:
    """Compile, and say how much there was to do."""
    compiled, found = compile_stale(PROJECT / "locale")
    print(f"{compiled} of {found} message catalogues compiled, the others were up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
