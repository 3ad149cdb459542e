#!/usr/bin/env python3
"""Finds a Chromium or Chrome for the browser tests and prints its path as the last line.

Where none is found, root on Debian or Ubuntu gets one installed; anybody else is told what to do.
BROWSER_PATH in the environment overrides the search.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The font carries every Vietnamese letter; a bare server has none, and pictures would show boxes.
PACKAGES = ("chromium", "fonts-dejavu-core")


def find(chosen: str | None = None, which: Callable[[str], str | None] = shutil.which) -> str | None:
    """Return the path of the chosen browser or else of the first known one that is installed."""
    return next((path for name in ([chosen] if chosen else NAMES) if (path := which(name))), None)


def install() -> None:
    """Install the packages with apt, in plain sight."""
    print(f"No browser found: installing {' and '.join(PACKAGES)} with apt-get …", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", *command], env=environment, stdout=sys.stderr, check=True)


def main() -> int:
    """Print the browser's path, or say what is missing and return 1."""
    chosen = os.environ.get("BROWSER_PATH")
    if not find(chosen) and not chosen and os.geteuid() == 0 and Path("/etc/debian_version").exists():
        try:
            install()
        except (OSError, subprocess.CalledProcessError) as failure:
            print(f"The installation failed: {failure}", file=sys.stderr)
    if path := find(chosen):
        print(path)
        return 0
    if chosen:
        print(f"BROWSER_PATH is set to {chosen}, which is not a program.", file=sys.stderr)
    else:
        print("No browser found: install Chromium or Google Chrome, or set BROWSER_PATH.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
