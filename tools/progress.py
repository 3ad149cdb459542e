"""What a long step tells the person who waits: always on stderr, so that stdout stays for results."""

import sys
import time
from types import TracebackType
from typing import Self


def say(message: str) -> None:
    """Write one line at once."""
    print(message, file=sys.stderr, flush=True)


def megabytes(count: int) -> str:
    """Write a number of bytes as people read it: `megabytes(946639592)` is "947 MB"."""
    return f"{count / 1_000_000:.0f} MB"


class Ticker:
    """A line that is rewritten in place on a terminal, and repeated now and then in a log.

    The seconds since the start are added by the ticker; the caller says what has been done so far.
    """

    seconds_between_log_lines = 10.0

    def __init__(self, what: str) -> None:
        self.what = what
        self.began = time.monotonic()
        self._last_line = self.began
        self._in_place = sys.stderr.isatty()

    def __enter__(self) -> Self:
        say(f"{self.what} …")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._in_place:
            sys.stderr.write("\r\033[K")
        if kind is None:
            say(f"{self.what}: done in {self.elapsed:.1f} s")

    @property
    def elapsed(self) -> float:
        """Seconds since the ticker was made."""
        return time.monotonic() - self.began

    def tick(self, done: str = "") -> None:
        """Show that the step is alive and, in a few words, how far it is."""
        line = f"  {self.elapsed:.0f} s  {done}".rstrip()
        if self._in_place:
            sys.stderr.write(f"\r\033[K{line}")
            sys.stderr.flush()
        elif time.monotonic() - self._last_line >= self.seconds_between_log_lines:
            self._last_line = time.monotonic()
            say(line)
