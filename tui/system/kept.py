"""What the desk keeps between starts: the theme, and for each store the case, the step and the order of the claims.

It is a file of the person's state directory, never the store. It is written whole or not at all; a damaged one is
none, and a folder that can't be written keeps nothing.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from db.dataclass import dataclass, field

MOST_STORES = 200
"""Stores that are remembered; the one used longest ago is forgotten first."""

MOST_BYTES = 1_000_000
"""The largest file that is read."""

_LONGEST = 200
"""Letters of a remembered word."""


@dataclass(frozen=True, slots=True)
class KeptDesk:
    """How the desk of one store was left."""

    case: str = ""
    """The key of the open case; empty for the home screen."""
    report: str = ""
    """The key of the step's report."""
    order: str = ""
    """The order of the claims; empty for the default."""
    columns: tuple[int, ...] = ()
    """Shares of the three panes; empty for the usual ones."""


@dataclass(frozen=True, slots=True)
class KeptState:
    """What is kept of all stores."""

    theme: str = ""
    desks: Mapping[str, KeptDesk] = field(default_factory=dict)
    """By the path of the store, the one used last at the end."""

    def desk(self, store: Path) -> KeptDesk:
        """How the desk of a store was left."""
        return self.desks.get(_name_of(store), KeptDesk())

    def with_desk(self, store: Path, desk: KeptDesk, theme: str) -> KeptState:
        """The state after another desk was left."""
        others = {name: each for name, each in self.desks.items() if name != _name_of(store)}
        kept = [*others.items(), (_name_of(store), desk)][-MOST_STORES:]
        return KeptState(theme, dict(kept))


def state_path() -> Path:
    """``desk.json`` in the user's state directory."""
    from platformdirs import user_state_path  # only the desk keeps anything

    return user_state_path("onrecord", appauthor=False) / "desk.json"


def read_state(path: Path) -> KeptState:
    """What was kept; nothing where the file is missing, damaged or can't be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        found = json.loads(raw) if len(raw) <= MOST_BYTES else None
    except (OSError, ValueError, RecursionError):
        return KeptState()
    if not isinstance(found, dict):
        return KeptState()
    desks = found.get("desks")
    pairs = desks.items() if isinstance(desks, dict) else ()
    read = {name: _read_desk(each) for name, each in pairs if isinstance(each, dict)}
    return KeptState(_word(found.get("theme")), read)


def write_state(path: Path, state: KeptState) -> None:
    """Replace the file in one step; do nothing where it can't be written."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".desk-", suffix=".json", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(state), file, indent=1)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _read_desk(found: Mapping[str, Any]) -> KeptDesk:
    columns = found.get("columns")
    shares = columns if isinstance(columns, list) and len(columns) == 3 else ()
    is_sound = all(isinstance(each, int) and not isinstance(each, bool) and 1 <= each <= 100 for each in shares)
    case, report, order = (_word(found.get(name)) for name in ("case", "report", "order"))
    return KeptDesk(case, report, order, tuple(shares) if is_sound else ())


def _word(found: object) -> str:
    return found if isinstance(found, str) and len(found) <= _LONGEST and found.isprintable() else ""


def _name_of(store: Path) -> str:
    """The name of a store in the file: its real path."""
    try:
        return str(store.resolve())
    except (OSError, RuntimeError):
        return str(store.absolute())
