"""The app: opens a store and its first screen, and holds what all screens share: themes, keys, palette, copying."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from textual import events, work
from textual.actions import ActionParseResult
from textual.app import SystemCommand
from textual.constants import DEFAULT_THEME
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import Monochrome, NoColor
from textual.screen import Screen

from db.errors import OnRecordError, StoreReplaced, WrongUse
from db.model.date_order import set_date_order
from db.model.ids import CaseId
from db.queries.cases import Case, case, case_by_id, cases, count_cases
from tui.actions.in_browser import browser_refusal
from tui.actions.keymap import BY_SIGN, resolve_keymap
from tui.actions.palette import ActionPalette
from tui.actions.registry import ActionScope, bindings, keys_of, use_keymap
from tui.navigation import BesideCases, Navigation
from tui.system import first_frame
from tui.system.clipboard import copy_to_desktop
from tui.system.config import Config, config_path, read_config
from tui.system.first_frame import terminal_size
from tui.system.kept import KeptDesk, read_state, state_path, write_state
from tui.system.keyboard import KeySequences
from tui.system.langmap import Langmap
from tui.system.remembered_frames import Basis, NextFrame, forget_frames
from tui.system.signals import leave_on_signals
from tui.system.textual_private import notifications, read_pastes_whole, withdraw_notification
from tui.text.safe import line, quotable
from tui.text.targets import Row, RowKind
from tui.themes import THEMES, describe_unknown_theme
from tui.widgets.bars import KeyBar, TitleBar
from tui.workers.notify import notify_error
from tui.workers.readonly import ReadOnly, describe_foreign_schema, why_readonly
from tui.workers.reads import ReadWorker
from tui.workers.watcher import BY_OTHERS, StoreWatcher
from tui.workers.writes import Changed, Replaced, UnkeptDrafts, WriteWorker

TOAST = 240
"""Code points of a copied line that its notice shows."""

MOST_PROBLEMS = 3
"""Notices about a wrong configuration at a start."""

WALK_SECONDS = 4.0
"""Seconds that the walk stays at a step."""


DEFAULT_CONFIG = Config()
"""What holds without a configuration."""

NOTHING_KEPT = KeptDesk()
"""How a desk begins that was never left."""


@runtime_checkable
class Citable(Protocol):
    """A screen with something selected that can be copied."""

    async def citation(self) -> str:
        """The selection as a line to paste; empty where nothing is selected."""


@runtime_checkable
class ShowsSequence(Protocol):
    """A screen that shows the first key of a sequence while the second is awaited."""

    def show_begun(self, key: str) -> None:
        """Show the first key; empty for none."""


@runtime_checkable
class Refreshable(Protocol):
    """A screen that shows the record."""

    def read_again(self, came: Row | None) -> object:
        """Read the record again after a change.

        :param came: the new row, to put the cursor on.
        """


class OnRecordApp(Navigation):
    """The desk in a terminal."""

    TITLE = "onrecord"
    CSS_PATH = "app.tcss"
    COMMANDS = {ActionPalette}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = bindings(ActionScope.EVERYWHERE)

    def __init__(
        self,
        reading: ReadWorker | None,
        opened: Case | None,
        *,
        store: Path,
        walk: bool = False,
        present: bool = False,
        theme: str | None = None,
        walk_seconds: float = WALK_SECONDS,
        who: str | None = None,
        readonly: bool = False,
        config: Config = DEFAULT_CONFIG,
        left: KeptDesk = NOTHING_KEPT,
        kept_theme: str = "",
        served: bool = False,
        asked: str | None = None,
        next_frame: NextFrame | None = None,
    ) -> None:
        super().__init__()
        if served:
            self.driver_class = _page_driver()
        self.is_served = served
        """Whether a browser shows the desk, on another machine maybe."""
        self.config = config
        self._left = left
        self.kept: KeptDesk | None = None
        """How the desk was left, once the app ends; None on the screen of an empty store."""
        self._foreign_parts = reading.foreign_parts if reading is not None else ()
        self.readonly = why_readonly(store, said=readonly, foreign_schema=bool(self._foreign_parts), served=served)
        """Why the store is read only; empty where it is not."""
        self.writing = (
            ReadOnly(store, self.readonly) if self.readonly else WriteWorker(store, who, make=reading is None)
        )
        """Writes to the store."""
        self.writing.report = self.post_message
        accepted = bool(self._foreign_parts)
        self._watching = StoreWatcher(store, self.writing, self.post_message, accept_schema=accepted)
        self.reading = reading
        self.opened = opened
        self._store = store
        self._walk = walk
        self._present = present
        self._walk_seconds = walk_seconds
        self._loop_of_desk: asyncio.AbstractEventLoop | None = None
        self._begun = 0
        self._sequences = KeySequences()
        self._langmap = Langmap(config.langmap)
        keymap, wrong_keys = resolve_keymap(config.keymap) if config.keymap else ({}, [])
        use_keymap(keymap)
        self.set_keymap(keymap)
        self._problems = [*config.problems, *wrong_keys]
        says_more = walk or present or self.readonly or self._problems
        self.next_frame = None if says_more else next_frame
        """The frame of the next start; None where none is kept."""
        self._is_home = False
        self._asked = asked
        self._leaving: asyncio.Task[None] | None = None
        self._is_theme_set = bool(theme or config.theme or DEFAULT_THEME != "textual-dark")
        for each in THEMES:
            self.register_theme(each)
        ours = THEMES[0].name
        usual = ours if DEFAULT_THEME == "textual-dark" else DEFAULT_THEME  # TEXTUAL_THEME sets the latter
        if unknown := describe_unknown_theme(config.theme):
            self._problems.append(unknown)
        elif config.theme:
            usual = config.theme
        elif kept_theme in self.available_themes and DEFAULT_THEME == "textual-dark":
            usual = kept_theme
        wanted = theme or usual
        if wanted not in self.available_themes:
            raise WrongUse(f"There is no theme “{line(wanted)}”.", f"Choose from: {', '.join(self.available_themes)}.")
        self.theme_at_start = wanted
        self.begin_with_theme(wanted)
        if self.no_color:  # Textual would turn colours to greys, which are colours still
            self._filters = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self._store

    def get_default_screen(self) -> Screen[None]:
        """The desk of the open case, the home screen, or the screen of an empty store."""
        try:
            screen = self.first_screen(
                self._store,
                walk=self._walk,
                present=self._present,
                walk_seconds=self._walk_seconds,
                left=self._left,
                columns=self.config.columns,
            )
        except OnRecordError as error:
            self.end_after_failure(error)
            return Screen()
        if self.opened is not None:  # only the first desk begins by itself
            self._walk = self._present = False
        self._is_home = isinstance(screen, BesideCases)
        return screen

    async def on_changed(self, event: Changed) -> None:
        """Notify of a change and refresh the screens; open the desk of a case that was added."""
        if event.words:
            self._withdraw(event)
            said = f"{line(event.words)}. {event.hint}"
            self.notify(said, title=event.title, timeout=4)
        try:
            if self.reading is None:
                self.reading = ReadWorker(self._store)
            self.reading.forget()
            opened = await self._case_after(event.came)
        except OnRecordError as error:
            notify_error(self, error)
            return
        stays = opened.id == self.opened.id if opened is not None and self.opened is not None else self._is_home
        if stays and (opened is None) == (self.opened is None):
            self.opened = opened
            for screen in self.screen_stack:
                if isinstance(screen, Refreshable) and screen.is_mounted:  # else it reads once it is
                    screen.read_again(event.came)
            return
        if opened is None and self.opened is None and not await self.reading.ask("app-cases", count_cases):
            return
        self._begin_again(opened)

    async def on_replaced(self, event: Replaced) -> None:
        """Say where the record is kept, over everything else, until the person goes on or quits."""
        await self.open_replaced(event.error)

    def action_open_again(self) -> None:
        """Leave the store that was replaced for the file that is in its place now."""
        self.exit(result=None, return_code=REOPEN)

    async def go_to(self, case: CaseId) -> None:
        """Replace the open desk with that of another case."""
        await self.on_changed(Changed("", Row(RowKind.CASE, case)))

    def _withdraw(self, event: Changed) -> None:
        """Remove notices that this change makes obsolete: those about undo, or earlier ones about other programs."""
        if event.is_own:
            self.clear_notifications()
            return
        for notice in notifications(self):
            if notice.title.startswith(BY_OTHERS):
                withdraw_notification(self, notice)

    def _begin_again(self, opened: Case | None) -> None:
        """Open the first screen again, on another case or on none.

        Each has a mode of its own, since Textual can't remove the first screen of a mode.

        :raises OnRecordError: the store can't be read; the screens stay.
        """
        before, stays, was_home = self.current_mode, self.opened, self._is_home
        self.opened, self._is_home = opened, False
        try:
            first = self.get_default_screen()
        except Exception:
            self.opened, self._is_home = stays, was_home
            raise
        self._begun += 1
        mode = f"case-{self._begun}"
        self.add_mode(mode, lambda: first)
        self.switch_mode(mode)
        if before != "_default":
            self.remove_mode(before)

    async def _case_after(self, came: Row | None) -> Case | None:
        """The case to open after a change: the one that was added, else the open one, else the only one."""
        assert self.reading is not None
        if came is not None and came.kind is RowKind.CASE:
            found = await self.reading.ask("app-case", case_by_id, CaseId(came.id))
        elif self.opened is not None:
            found = await self.reading.ask("app-case", case_by_id, self.opened.id)
        else:
            found = None
        if found is not None or self._is_home:
            return found
        left = await self.reading.ask("app-cases", cases)
        return left[0] if len(left) == 1 else None

    def on_ready(self) -> None:
        """Turn garbage collection on where the command turned it off, without the objects made so far."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self.writing.hold()
        self._watching.start()
        for each in self._problems[:MOST_PROBLEMS]:
            self.notify(line(each), title="Configuration", severity="warning", timeout=12)
        if len(self._problems) > MOST_PROBLEMS:
            more = f"{len(self._problems) - MOST_PROBLEMS} more: onrecord config lists them."
            self.notify(more, title="Configuration", severity="warning", timeout=12)
        if self._foreign_parts:
            self.notify(describe_foreign_schema(self._foreign_parts), severity="warning", timeout=10)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """The one command of Textual that the table of actions does not have."""
        if not self.is_served:  # it would save it on the machine that serves the desk
            yield SystemCommand("screenshot", "Save what is on the screen as an SVG picture.", self.deliver_screenshot)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, unless it is off in a browser: then say why."""
        refusal = browser_refusal(action) if self.is_served and isinstance(action, str) else None
        if refusal is None:
            return await super().run_action(action, default_namespace, namespaces)
        notify_error(self, refusal)
        return True

    async def on_event(self, event: events.Event) -> None:
        """Stop the walk at any key, click or scroll; the key that starts a walk does nothing else then."""
        touched = events.Key | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp
        if isinstance(event, touched) and self.stop_walk() and isinstance(event, events.Key) and event.key == "w":
            return
        await super().on_event(event)

    def read_key(self, key: events.Key) -> events.Key | None:
        """The key in the place of a letter of another alphabet, and two keys that are one; not where text is typed."""
        focused = self.focused
        if focused is not None and focused.check_consume_key("a", "a"):
            return key
        if in_place := self._langmap.key_in_place(key.character or ""):
            key = events.Key(BY_SIGN.get(in_place, in_place), in_place)
        read = self._sequences.read(key.key, self.screen.active_bindings)
        if isinstance(self.screen, ShowsSequence):
            self.screen.show_begun(self._sequences.begun)
        return key if read == key.key else events.Key(read, None) if read else None

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """Run the key that was clicked in the key bar."""
        self.simulate_key(keys_of(event.command)[0])

    async def on_title_bar_count_clicked(self, event: TitleBar.CountClicked) -> None:
        """Open what was clicked in the head."""
        await self.run_action(event.action, self.screen)

    def action_help_quit(self) -> None:
        """Say at ctrl+c how to quit; Textual's own words hold markup, which notices show as it is."""
        self.notify("Press ctrl+q to quit.", title="Do you want to quit?")

    def action_copy(self) -> None:
        """Copy the selection as a line to cite."""
        if isinstance(self.screen, Citable):
            self._copy(self.screen)

    def leave(self, code: int) -> None:
        """Leave for a signal, which comes between any two steps.

        :param code: the exit code.
        """
        if self._loop_of_desk is None:
            self.exit(return_code=code)
            return
        try:
            self._loop_of_desk.call_soon_threadsafe(partial(self.exit, return_code=code))
        except RuntimeError:  # the loop has ended
            raise SystemExit(code) from None

    def on_load(self) -> None:
        """Show errors of tasks that nobody waits for, as any other."""
        self._loop_of_desk = asyncio.get_running_loop()
        self._loop_of_desk.set_exception_handler(self._task_failed)

    def _task_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self.fail(error)
        else:
            loop.default_exception_handler(context)

    def action_demo(self) -> None:
        """Leave the empty store for the demo case."""
        self.exit(result=None, return_code=DEMO)

    @work(exclusive=True, group="copy")
    async def _copy(self, screen: Citable) -> None:
        try:
            words = quotable(await screen.citation())
        except OnRecordError as error:
            notify_error(self, error)
            return
        if not words:
            self.notify("Nothing is selected.", severity="warning")
            return
        self.copy_to_clipboard(words)
        way = "" if self.is_headless or self.is_served else await asyncio.to_thread(copy_to_desktop, words)
        shown, shown_by = line(words), "the browser" if self.is_served else "the terminal"
        self.notify(
            shown if len(shown) <= TOAST else f"{shown[:TOAST]} …",
            title=f"Copied by {line(way)} and {shown_by}" if way else f"Copied by {shown_by}",
            timeout=3,
        )

    def on_first_drawing(self, *, is_whole: bool) -> None:
        """Note the first frame for the next start."""
        if self.next_frame is not None:
            frame = first_frame.painted
            painted = frame.rows if frame is not None and frame.size == tuple(self.size) else []
            rows = self.drawn.rendered(self.console) if is_whole else painted
            self.next_frame.take(rows, self._basis_of(self._left), names_day=self._is_home)

    async def action_quit(self) -> None:
        """Leave; where the next start will begin with another frame than this one, render that first."""
        self._note_kept()
        frame = self.next_frame
        is_new = frame is not None and not frame.is_fixed and not frame.holds(self._basis_of(self.kept))
        if frame is None or not is_new:
            self.exit()
        elif self._leaving is None:
            self._leaving = asyncio.create_task(self._render_next_frame(frame, self.kept or NOTHING_KEPT))

    async def _render_next_frame(self, frame: NextFrame, left: KeptDesk) -> None:
        """Render the screen with which the next start will begin, and leave."""
        frame.read_anew()
        with suppress(Exception):  # it begins as well without
            self.opened = case_to_open(self.reading, self._asked, left) if self.reading is not None else None
            screen = self.first_screen(
                self._store, walk=False, present=False, walk_seconds=0, left=left, columns=self.config.columns
            )
            rows = await self.render_apart(screen)
            frame.take(rows, self._basis_of(left), names_day=isinstance(screen, BesideCases))
        self.exit()

    def _basis_of(self, left: KeptDesk | None) -> Basis:
        """What a frame is drawn by.

        :param left: how the desk was left; None on the screen of an empty store.
        """
        is_lasting = self.theme == self.theme_at_start or not self._is_theme_set
        return (*self.size, left or NOTHING_KEPT, self.theme if is_lasting else "")

    def _note_kept(self) -> None:
        """Note how the desk is left."""
        at_home = any(isinstance(screen, BesideCases) for screen in self.screen_stack)
        if self.reading is not None and self.kept is None:
            self.kept = NOTHING_KEPT if at_home or self.desk is None else self.desk.kept

    def before_shutdown(self) -> None:
        """Note how the desk is left, and cancel all reads, whose answers would reach widgets that are gone."""
        self._note_kept()
        self._watching.stop()
        self.workers.cancel_all()

    def on_unmount(self) -> None:
        """Stop all reads, then finish all writes: the last connection to close removes the write-ahead log."""
        if self.reading is not None:
            self.reading.close()
        if self.next_frame is not None:
            self.next_frame.check(self._basis_of(self.kept))
        self.writing.close()


DEMO = 77
"""Return code by which the empty screen asks for the demo case; the command itself never exits with it."""


REOPEN = 78
"""Return code by which the desk asks to be opened again, on the file that took the store's place."""


def open_desk(
    store: Path,
    key: str | None,
    *,
    walk: bool = False,
    present: bool = False,
    theme: str | None = None,
    walk_seconds: float = WALK_SECONDS,
    who: str | None = None,
    readonly: bool = False,
    accept_schema: bool = False,
    drafts: UnkeptDrafts | None = None,
    is_temporary: bool = False,
    frame_of: Path | None = None,
) -> None:
    """Run the desk on a store until the person leaves.

    :param store: the file; where it is missing, the screen says what to do and creates nothing.
    :param key: the case to open; None for the only one, or for the home screen where there are several.
    :param walk: start walking through the chain.
    :param present: start with the presentation of the case.
    :param walk_seconds: seconds that the walk, or the presentation, stays at a step.
    :param theme: a theme's name; ours, or one of Textual's.
    :param who: the author of changes; by default :func:`db.journal.author.default_author`.
    :param readonly: refuse all changes.
    :param accept_schema: open a store whose schema is not onrecord's, and refuse all changes to it.
    :param is_temporary: whether the store goes with the desk, as the demo's: nothing of it is kept.
    :param frame_of: the file that the first frame rests on, which is kept for the next start; None to keep none.
    :param drafts: what was typed on a desk before it, whose store was replaced.
    :raises OnRecordError: the store can't be read or has no such case, or a bug ended the desk.
    """
    next_frame = None
    if frame_of is not None and terminal_size() is not None:
        next_frame = NextFrame(frame_of, is_fixed=is_temporary)
    config, kept = read_config(), read_state(state_path())
    set_date_order(config.date_order)
    app = prepare_app(
        store,
        key,
        walk=walk,
        present=present,
        theme=theme,
        walk_seconds=config.walk_seconds if walk_seconds == WALK_SECONDS else walk_seconds,
        who=who,
        readonly=readonly,
        accept_schema=accept_schema,
        config=config,
        left=KeptDesk() if is_temporary else kept.desk(store),
        kept_theme=kept.theme,
        next_frame=next_frame,
    )
    app.writing.unkept.update(drafts or {})
    with leave_on_signals(app.leave):
        app.run()
    if app.kept is not None and not app.readonly and not is_temporary:
        chosen = app.theme if app.theme != app.theme_at_start else kept.theme
        write_state(state_path(), kept.with_desk(store, app.kept, chosen))
    if app.next_frame is not None:
        app.next_frame.keep(app.size, config_path(), state_path())
    elif app.kept is not None:
        forget_frames(store)
    if app.ended_by is not None:
        raise app.ended_by
    if app.return_code == REOPEN:
        open_desk(store, None, theme=app.theme, who=who, readonly=readonly, drafts=app.writing.unkept)
    elif app.return_code == DEMO:
        from db.maintenance.demo import temporary_demo  # kept out of start-up

        with temporary_demo() as demo:
            open_desk(demo, None, theme=app.theme, who=who, is_temporary=True)
    elif app.return_code:
        raise SystemExit(app.return_code)


def open_served_desk(
    store: Path, key: str | None, *, theme: str | None, who: str | None, readonly: bool, accept_schema: bool
) -> None:
    """Run the desk in a browser until the person leaves; keep nothing of how it was left, since others open it too.

    :param store: the file; it must be there.
    :param key: the case to open; None for the only one, or for the home screen where there are several.
    :param theme: a theme's name; ours, or one of Textual's.
    :param who: the author of changes.
    :param readonly: refuse all changes.
    :param accept_schema: as for :func:`open_desk`.
    :raises OnRecordError: the store can't be read, has no such case, or was replaced; or a bug ended the desk.
    """
    config = read_config()
    set_date_order(config.date_order)
    ReadWorker(store, accept_schema=accept_schema).close()  # a missing store opens no welcome screen
    app = prepare_app(
        store,
        key,
        theme=theme,
        walk_seconds=config.walk_seconds,
        who=who,
        readonly=readonly,
        accept_schema=accept_schema,
        config=config,
        served=True,
    )
    with leave_on_signals(app.leave):
        app.run()
    if app.ended_by is not None:
        raise app.ended_by
    if app.return_code == REOPEN:
        raise StoreReplaced("The store was replaced by another file.", "Open the desk again to see that one.")
    if app.return_code:
        raise SystemExit(app.return_code)


def _page_driver() -> type[Driver]:
    from textual.drivers.web_driver import WebDriver  # only a desk in a browser needs it

    from tui.served.page_driver import PageDriver  # …

    read_pastes_whole(WebDriver)
    return PageDriver


def prepare_app(
    store: Path,
    key: str | None,
    *,
    walk: bool = False,
    present: bool = False,
    theme: str | None = None,
    walk_seconds: float = WALK_SECONDS,
    who: str | None = None,
    readonly: bool = False,
    accept_schema: bool = False,
    config: Config = DEFAULT_CONFIG,
    left: KeptDesk = NOTHING_KEPT,
    kept_theme: str = "",
    served: bool = False,
    next_frame: NextFrame | None = None,
) -> OnRecordApp:
    """Open a store and make the app for it.

    :param store: the file; it may be missing.
    :param key: the case to open; None for the only one, or for the home screen where there are several.
    :param walk_seconds: seconds that the walk stays at a step.
    :param left: how the desk was left; its case is opened where no other is named.
    :param kept_theme: the theme chosen last.
    :param served: whether a browser shows the desk.
    :raises OnRecordError: the store can't be read, or has no such case.
    """
    if not store.exists():
        return OnRecordApp(
            None,
            None,
            store=store,
            theme=theme,
            who=who,
            readonly=readonly,
            config=config,
            kept_theme=kept_theme,
            served=served,
            next_frame=next_frame,
        )
    reading = ReadWorker(store, accept_schema=accept_schema)
    try:
        return OnRecordApp(
            reading,
            case_to_open(reading, key, left),
            store=store,
            walk=walk,
            present=present,
            theme=theme,
            walk_seconds=walk_seconds,
            who=who,
            readonly=readonly,
            config=config,
            left=left,
            kept_theme=kept_theme,
            served=served,
            asked=key,
            next_frame=next_frame,
        )
    except OnRecordError:
        reading.close()
        raise


def case_to_open(reading: ReadWorker, key: str | None, left: KeptDesk) -> Case | None:
    """The case that a start opens: the named one, else the one that was left, else the only one; None for home.

    :raises OnRecordError: the store can't be read, or has no such case.
    """
    if key is None and left.case in [each.key for each in reading.at_once(cases)]:
        key = left.case
    goes_home = key is None and reading.at_once(count_cases) != 1
    return None if goes_home else reading.at_once(case, key)
