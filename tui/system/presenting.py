"""The place of a presentation, kept in a file for the presenter's notes in another terminal. Never in the store."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from db.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PresentedCard:
    """Which card of which case is shown."""

    store: str
    case: str
    """The key of the case."""
    card: int
    begun: float
    """When the presentation began, in seconds since the epoch."""
    is_playing: bool
    seconds: float
    """The time that auto-play stays at a card."""
    is_over: bool = False


def show_place(place: PresentedCard) -> None:
    """Keep the place. A folder that can't be written keeps none, and the presentation goes on."""
    with suppress(OSError):
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="presenting-", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(place), file)
        Path(name).replace(path)


def read_place() -> PresentedCard | None:
    """The place that was kept last; None where there is none, or it can't be read."""
    try:
        found = json.loads(_path().read_text("utf-8"))
        return PresentedCard(
            str(found["store"]),
            str(found["case"]),
            int(found["card"]),
            float(found["begun"]),
            bool(found["is_playing"]),
            float(found["seconds"]),
            bool(found["is_over"]),
        )
    except (OSError, ValueError, TypeError, LookupError):
        return None


def _path() -> Path:
    from platformdirs import user_state_path  # only a presentation needs it

    return user_state_path("onrecord", appauthor=False) / "presenting.json"
