"""Waiting for other programs that use the same store. SQLite's own wait is not fair among many; this one is long."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

T = TypeVar("T")

BUSY_SECONDS = 5.0
"""How long SQLite itself waits, before a read or a checkpoint gives up."""

PATIENCE = 60.0
"""Seconds that a change waits for its turn before a person is told that the store is in use."""

OPENING_PATIENCE = 10.0
"""Seconds that opening a store waits for another program that opens, upgrades or closes it."""

TURN_SECONDS = 0.05
"""How long SQLite waits in one try for a turn to write: it looks ever more seldom, so that newcomers go first."""

_SHORTEST, _LONGEST = 0.002, 0.03
"""Seconds between two tries: by chance, so that none of many always comes second."""

_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
"""What SQLite says of a lock that another program will let go of."""


def retry_while_locked(step: Callable[[], T], patience: float) -> T:
    """Do what another program may stand in the way of, again and again until it is out of the way.

    :param step: what changes nothing where it fails.
    :param patience: seconds; past them the last error is raised as it is.
    """
    end = monotonic() + patience
    while True:
        try:
            return step()
        except sqlite3.OperationalError as error:
            if not is_transient(error) or monotonic() > end:
                raise
        sleep(random.uniform(_SHORTEST, _LONGEST))


def is_transient(error: sqlite3.Error) -> bool:
    """Whether an error says no more than that another program holds the store for now."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _PASSING
