"""Stops asking an engine that does not answer, and looks now and then whether it is back."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Counts failures in a row; after `threshold` of them lets through only one call every `probe_every_s` seconds."""

    def __init__(
        self,
        threshold: int = 3,
        probe_every_s: float = 3.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.threshold = threshold
        self.probe_every_s = probe_every_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._next_probe = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are being held back."""
        return self._failures >= self.threshold

    @property
    def has_failed(self) -> bool:
        """Whether the last call failed."""
        return self._failures > 0

    def allows(self) -> bool:
        """Tell whether a call may be made now. While open, one caller in turn is let through as a probe."""
        with self._lock:
            if not self.is_open:
                return True
            now = self._clock()
            if now < self._next_probe:
                return False
            self._next_probe = now + self.probe_every_s
            return True

    def succeeded(self) -> None:
        """Close: the engine answers."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Count a failure; the one that reaches the threshold opens the breaker."""
        with self._lock:
            self._failures += 1
            if self._failures == self.threshold:
                self._next_probe = self._clock() + self.probe_every_s
