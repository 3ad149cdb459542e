"""Choosing a TCP port on the loopback address."""

import socket
from collections.abc import Callable

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Tell whether nobody listens on the port."""
    with socket.socket() as probe:
        # Without this a port that was closed a moment ago would still count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def first_free(wanted: int, free: Callable[[int], bool] = is_free) -> int:
    """Return the wanted port, or the nearest one above it that is free.

    Raises `OSError` when a hundred ports in a row are taken.
    """
    for port in range(wanted, min(wanted + 100, 65536)):
        if free(port):
            return port
    raise OSError(f"no free port from {wanted} on")
