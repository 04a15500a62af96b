"""The path of the store: the one that was named, else the environment's, else one in the user's data directory."""

from __future__ import annotations

import os
from pathlib import Path

from db.dataclass import dataclass

VARIABLE = "ONRECORD_STORE"
"""The environment variable that names the store."""


@dataclass(frozen=True, slots=True)
class StorePath:
    """A store's path, and whether it was named."""

    path: Path
    named: bool
    """Whether a person or the environment named it; else it is the usual path, which need not exist yet."""


def locate_store(named: Path | None = None) -> StorePath:
    """The path of the store to open.

    :param named: the path that a person named; it takes precedence over the environment's.
    """
    if named is not None:
        return StorePath(named, True)
    from_environment = os.environ.get(VARIABLE)
    if from_environment:
        return StorePath(Path(from_environment), True)
    return StorePath(default_path(), False)


def default_path() -> Path:
    """``desk.db`` in the user's data directory. Nothing is created."""
    from platformdirs import user_data_path  # only the usual store needs it

    return user_data_path("onrecord", appauthor=False) / "desk.db"
