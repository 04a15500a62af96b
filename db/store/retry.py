"""Retry at random intervals while another program holds the lock; SQLite's own busy handler can starve a waiter."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

T = TypeVar("T")

BUSY_SECONDS = 5.0
"""SQLite's own busy timeout, for reads and checkpoints."""

PATIENCE = 60.0
"""Seconds that a change waits for the lock before it is refused."""

OPENING_PATIENCE = 10.0
"""Seconds that opening waits for a program that opens, upgrades or closes the store."""

TURN_SECONDS = 0.05
"""SQLite's busy timeout in one try for the write lock. It is short, as SQLite polls less and less often."""

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.002, 0.03
"""Seconds between two tries, chosen at random, so that no waiter always loses."""

_TRANSIENT_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
"""Error codes for a lock that another program will release."""


def retry_while_locked(step: Callable[[], T], patience: float) -> T:
    """Repeat a step until no other program holds the lock it needs.

    :param step: must change nothing if it fails.
    :param patience: seconds, after which the last error is raised.
    """
    end = monotonic() + patience
    while True:
        try:
            return step()
        except sqlite3.OperationalError as error:
            if not is_transient(error) or monotonic() > end:
                raise
        sleep(random.uniform(_SHORTEST_PAUSE, _LONGEST_PAUSE))


def is_transient(error: sqlite3.Error) -> bool:
    """Whether an error only means that another program holds the store for now."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _TRANSIENT_CODES
