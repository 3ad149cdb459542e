"""Processes that share out long work. What they import here must not need Django's models: they set it up first."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor

import django


def pool(count: int) -> ProcessPoolExecutor:
    """Return so many fresh processes, each with connections of its own."""
    # Not forked: a database connection that two processes use answers neither.
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that hands out the work
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()


def _end_with_parent() -> None:
    """Let nobody work on for a process that was killed."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
