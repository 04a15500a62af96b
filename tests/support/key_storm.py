"""Keys, clicks and changes of the window that come all at once, while another program changes the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from traceback import extract_tb

import pytest
from textual import events
from textual.pilot import Pilot

from db.errors import OnRecordError
from db.journal.opening import open_or_create
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import Status
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind
from db.write.assessments import set_status
from db.write.cases import add_case, archive
from db.write.claims import add_claim
from db.write.remove import remove
from tests.support.desk_states import PLACES
from tests.support.patience import Patience
from tests.support.textual_private import (
    draw,
    draw_when_settled,
    has_dirty_regions,
    is_handling,
    is_update_due,
    run_ready,
    running_tasks,
    take_error,
    update_screen,
)
from tui.app import DEMO, OnRecordApp
from tui.screens.base.record import CaseScreen
from tui.text.targets import Row
from tui.workers.writes import Changed

LEAVING = {"q", "ctrl+q", "ctrl+c", "ctrl+z"}
"""Keys that leave or suspend the desk."""

TEXT = [*"abcxyz 19[]#:é漢", "space", "backspace", "delete", "left", "right", "home", "end"]

SIZES = ((120, 40), (80, 24), (200, 60), (60, 20), (20, 6), (10, 3), (1, 1))


@asynccontextmanager
async def stormy(app: OnRecordApp, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """Run a desk whose errors :func:`broken` collects."""
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("VISUAL", raising=False)
        patched.delenv("EDITOR", raising=False)
        patched.setattr(OnRecordApp, "deliver_screenshot", lambda *_, **__: None)
        with draw_when_settled():
            async with app.run_test(size=size) as pilot:
                yield pilot


def broken(app: OnRecordApp, while_: str) -> str:
    """What broke since the last call, as a line; empty for nothing."""
    error = take_error(app)
    if error is None:
        return "" if app.is_running or app.return_code in (0, DEMO) else f"{while_}: the desk ended"
    places = [f"{Path(each.filename).name}:{each.lineno}" for each in extract_tb(error.__traceback__)[-3:]]
    return f"{while_}: {type(error).__name__}: {str(error)[:100]} at {' '.join(places)}"


def key_event(key: str) -> events.Key:
    """A key as the terminal gives it."""
    return events.Key(key, {"space": " "}.get(key, key if len(key) == 1 else None))


def burst(app: OnRecordApp, keys: Iterable[str]) -> None:
    """Post keys together, as one read of the terminal gives them."""
    for key in keys:
        app.post_message(key_event(key))


def click(app: OnRecordApp, x: int, y: int, times: int = 1) -> None:
    """Click, without waiting between down and up."""
    for _ in range(times):
        for kind in events.MouseDown, events.MouseUp:
            app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


async def quiet(app: OnRecordApp) -> None:
    """Wait until handlers and workers of the desk are done, and draw what has changed, once."""
    patience = Patience(120.0)  # twenty screens of one held key take long
    while app.is_running:
        assert not patience.is_over, "it never became quiet"
        await run_ready()
        if is_handling(app):
            await asyncio.sleep(0.001)
        elif working := running_tasks(app):
            await asyncio.wait(working)
        elif is_update_due(app):
            update_screen(app)
        elif has_dirty_regions(app):
            draw(app.screen)
        else:
            return


def bound_keys(app: OnRecordApp) -> list[str]:
    """The keys that do something on the top screen."""
    return sorted(key for key in app.screen.active_bindings if key not in LEAVING) or ["escape"]


async def to_desk(app: OnRecordApp) -> None:
    """Close all screens but the first."""
    while app.is_running and len(app.screen_stack) > 1:
        app.pop_screen()
    await quiet(app)


def place_now(app: OnRecordApp) -> object:
    """What tells a place from others: its screen, and the widget in focus."""
    return type(app.screen), type(app.focused)


async def go(app: OnRecordApp, place: str) -> object:
    """Go to a place from the desk.

    :param place: one of :data:`tests.support.desk_states.PLACES`.
    :returns: where the keys led, as :func:`place_now` has it.
    """
    await to_desk(app)
    for key in PLACES[place].split():
        burst(app, [key])
        await quiet(app)
    return place_now(app)


class OtherProgram:
    """Another program that changes the store, in a thread of its own."""

    def __init__(self, app: OnRecordApp, random: Random) -> None:
        self._app = app
        self._path = app.store
        self._random = random
        self._writer: Writer | None = None
        self._thread = ThreadPoolExecutor(1)
        self.surprises: list[str] = []
        """Errors that are not refusals."""

    def change(self, selected: Row | None) -> None:
        """Make a random change, without waiting for it.

        :param selected: the row under the desk's cursor, which it may remove.
        """
        self._thread.submit(self._change, selected, self._random.random())

    def close(self) -> None:
        """Finish all changes."""
        self._thread.submit(lambda: self._writer and self._writer.close())
        self._thread.shutdown(wait=True)

    def _change(self, selected: Row | None, dice: float) -> None:
        try:
            if self._writer is None:
                if not self._path.exists():
                    return
                self._writer = open_or_create(self._path, "Other")
            self._make(self._writer, selected, dice)
            if self._app.is_running:  # at once, where the watcher would look every now and then
                self._app.post_message(Changed("", is_own=False))
        except OnRecordError:
            return
        except Exception as error:
            self.surprises.append(f"the other program: {error!r}")

    def _make(self, writer: Writer, selected: Row | None, dice: float) -> None:
        cases = writer.column("SELECT id FROM cases")
        random = Random(dice)
        if not cases:
            add_case(writer, "A case of the other program", tz="UTC")
        elif dice < 0.25 and selected is not None and (selected.kind is not RowKind.CASE or dice < 0.02):
            remove(writer, selected.kind, selected.id, whole=True)
        elif dice < 0.35:
            table = random.choice([RowKind.CLAIM, RowKind.REPORT, RowKind.SOURCE, RowKind.STATEMENT])
            ids = writer.column(f'SELECT id FROM "{table}"')
            if ids:
                remove(writer, table, random.choice(ids), whole=True)
        elif dice < 0.5:
            add_claim(writer, CaseId(random.choice(cases)), f"The other program says {dice}")
        elif dice < 0.6:
            claims = writer.column("SELECT id FROM claims")
            if claims:
                set_status(writer, [ClaimId(random.choice(claims))], random.choice(list(Status)))
        elif dice < 0.7:
            archive(writer, CaseId(random.choice(cases)), away=random.random() < 0.5)
        elif dice < 0.72:
            add_case(writer, f"Case {dice}", tz="UTC")
        elif dice < 0.85:
            undo(writer)
        else:
            redo(writer)


def selected_row(app: OnRecordApp) -> Row | None:
    """The row under the cursor."""
    for screen in reversed(app.screen_stack):
        if isinstance(screen, CaseScreen) and screen.is_mounted:
            try:
                return screen.selected_row()
            except Exception:
                return None
    return None


def random_events(app: OnRecordApp, random: Random) -> Sequence[str]:
    """Do a random thing, or several at once.

    :returns: what was done, in words.
    """
    dice = random.random()
    if dice < 0.62:
        keys = [random.choice(bound_keys(app)) for _ in range(random.choice((1, 1, 1, 2, 2, 3)))]
    elif dice < 0.72:
        keys = [random.choice(TEXT) for _ in range(random.randint(1, 4))]
    elif dice < 0.82:
        keys = [random.choice(("escape", "enter", "tab", "escape escape", "enter enter", "enter escape", "escape q q"))]
        keys = [key for each in keys for key in each.split() if key not in LEAVING]
    elif dice < 0.85:
        keys = [random.choice(bound_keys(app))] * 20
    elif dice < 0.93:
        width, height = app.size
        at = random.randrange(max(1, width)), random.randrange(max(1, height))
        click(app, *at, times=random.choice((1, 1, 2, 3)))
        return [f"click {at}"]
    elif dice < 0.95:
        app.post_message(events.Paste(random.choice(("pasted", "two\nlines\n", "\x1b[31m red", "x" * 5000, ""))))
        return ["paste"]
    elif dice < 0.97:
        app.theme = random.choice(sorted(app.available_themes))
        return ["theme"]
    else:
        return ["resize"]
    burst(app, keys)
    return keys
