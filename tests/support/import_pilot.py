"""The import screen under Textual's pilot: open it, paste, and read its notes and the captures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from tests.support.pilot import open_desk, press, settle
from tests.support.sql import query_rows
from tests.support.textual_private import notifications
from tui.screens.import_article import ImportScreen

PASTED_ARTICLE = """Ferry hits the pier in Lindholm

Two people were hurt on Monday when a ferry hit the pier, the harbour office said. “No warning was given,” it added.
"""


@asynccontextmanager
async def open_import(
    store: Path, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], ImportScreen]]:
    """Open the desk and the import screen."""
    async with open_desk(store, size) as (pilot, _):
        yield pilot, await press_import(pilot)


async def press_import(pilot: Pilot[None]) -> ImportScreen:
    """Open the import screen by its key."""
    await press(pilot, "i")
    asking = pilot.app.screen
    assert isinstance(asking, ImportScreen)
    return asking


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste into the focused field, as a terminal does."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


def note_text(asking: ImportScreen) -> str:
    """The text above the import's fields."""
    return str(asking.query_one("#form-note", Static).render())


def plan_text(asking: ImportScreen) -> str:
    """The text under the import's fields: the plan, or the progress."""
    return str(asking.query_one("#import-plan", Static).render())


def notices_text(app: App[None]) -> str:
    """All notices so far."""
    return "\n".join(notice.message for notice in notifications(app))


def capture_rows(store: Path) -> list[tuple[object, ...]]:
    """Method and text of every capture, in the order of adding."""
    return query_rows(store, "SELECT method, text FROM captures ORDER BY id")
