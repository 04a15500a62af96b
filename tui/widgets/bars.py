"""The one-line bars of a screen: title bar, tabs of a narrow desk, key bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from db.dataclass import dataclass
from tui.actions.registry import Action, ActionScope, commands, key_label, keys_of, sort_by_rank
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import index_at, row
from tui.workers.readonly import FOREIGN_SCHEMA

GAP = 2
"""Cells between two keys of the key bar."""

LEAST_TITLE = 24
"""Cells of the title that the tally leaves free: a longer title is cut before the tally's first part is left out."""

_SEPARATOR = " · "


class HeadedPane(Protocol):
    """A pane with a heading and lit rows, which a tab shows."""

    lit: Mapping[Any, str]

    @property
    def heading(self) -> str:
        """The label of its tab."""


@runtime_checkable
class AsOfBar(Protocol):
    """An app that can show the record as of a moment."""

    @property
    def as_of(self) -> str:
        """The moment that the record is shown as of, safe to show; empty for now."""


@runtime_checkable
class ReadOnlyBar(Protocol):
    """An app that can be read-only."""

    @property
    def readonly(self) -> str:
        """Why it is read-only; empty where it is not."""


class TitleBar(Widget):
    """The title of a screen, and at the right edge a tally of its contents."""

    heading: reactive[str] = reactive("")
    as_of: reactive[str] = reactive("")
    """The moment that the record is shown as of, safe to show; empty for now. It always has room."""
    readonly: reactive[str] = reactive("")
    """Why the app is read-only; empty where it is not. The mark for it always has room."""
    tally: reactive[str] = reactive("")
    """Parts separated by a dot; the last ones are left out where the title needs the room."""
    opens: Mapping[str, str] = {}
    """The actions that parts of the tally run when they are clicked."""
    hovered: reactive[str] = reactive("")
    """The part under the mouse that opens something."""

    @dataclass
    class CountClicked(Message):
        """A person clicked a part of the tally."""

        action: str

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []

    def on_mount(self) -> None:
        """Read from the app which moment is shown, and whether it is read-only."""
        if isinstance(self.app, AsOfBar):
            self.as_of = self.app.as_of
        if isinstance(self.app, ReadOnlyBar):
            self.readonly = self.app.readonly

    def render(self) -> Content:
        """Draw name, title and tally. As of a past moment, the moment replaces the name, and the title is cut first."""
        mark = (
            f"{Mark.READ_ONLY} read-only, foreign schema"
            if self.readonly == FOREIGN_SCHEMA
            else f"{Mark.READ_ONLY} read-only"
        )
        plain = f" onrecord {mark}  " if self.readonly else " onrecord  "
        name = f" {Mark.AS_OF} as of {self.as_of}  " if self.as_of else plain
        heading = line(self.heading)
        self._parts = parts = self._fitting_parts(cell_len(name), 0 if self.as_of else cell_len(heading))
        drawn = Content(_SEPARATOR).join(Content.styled(part, self._style_of(part)) for part in parts)
        lead = (name, "bold $warning" if self.as_of else "bold $accent")
        return row([lead, (heading, "bold")], Content.assemble(drawn, " " if parts else ""), self.size.width)

    def _fitting_parts(self, name: int, heading: int) -> list[str]:
        """The parts of the tally that fit.

        :param name: cells of the name.
        :param heading: cells of the title; 0 where it is cut for the tally.
        """
        room = self.size.width - name - 3 - heading
        parts = self.tally.split(_SEPARATOR)
        while len(parts) > 1 and cell_len(_SEPARATOR.join(parts)) > room:
            parts.pop()
        if cell_len(parts[0]) > max(room, self.size.width - name - 3 - LEAST_TITLE):
            parts.clear()
        return parts

    def _style_of(self, part: str) -> str:
        return "underline" if part and part == self.hovered else ""

    def _part_at(self, cell: int) -> str:
        """The part at a cell that opens something; empty for none."""
        at = self.size.width - 1 - cell_len(_SEPARATOR.join(self._parts))
        for part in self._parts:
            if at <= cell < at + cell_len(part):
                return part if part in self.opens else ""
            at += cell_len(part) + cell_len(_SEPARATOR)
        return ""

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Underline the part under the mouse, and show the pointer of a link."""
        self.hovered = self._part_at(event.x)
        self.styles.pointer = "pointer" if self.hovered else "default"

    def on_leave(self) -> None:
        """Underline nothing."""
        self.hovered = ""

    def on_click(self, event: events.Click) -> None:
        """Run the action of the part under the mouse."""
        part = self._part_at(event.x)
        if part:
            self.post_message(self.CountClicked(self.opens[part]))


class TabRow(Widget):
    """Tabs for the panes of a narrow desk, which shows one at a time."""

    current: reactive[int] = reactive(0)
    """Index of the visible pane."""
    leads: reactive[bool] = reactive(False)
    """Whether the visible pane has the focus."""

    @dataclass
    class TabClicked(Message):
        """A person clicked a tab."""

        index: int

    def __init__(self, panes: Sequence[HeadedPane]) -> None:
        super().__init__(id="tabs")
        self._panes = panes

    def render(self) -> Content:
        """Draw every pane's heading, the current one marked."""
        pieces: list[tuple[str, str]] = []
        for index, pane in enumerate(self._panes):
            here = index == self.current
            style = "$text-muted" if not here else "bold reverse" if self.leads else "bold"
            pieces.append((f"{Mark.CURSOR if here else ' '}{_tab_label(pane)} ", style))
        return Content.assemble(*pieces).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        index = index_at(event.x, [len(_tab_label(pane)) + 2 for pane in self._panes])
        if index is not None:
            self.post_message(self.TabClicked(index))


class KeyBar(Widget):
    """The keys of the actions that apply, as many as fit; always those that lead back, to the help, and out."""

    offered: reactive[tuple[Action, ...]] = reactive(())
    """The actions that apply."""

    @dataclass
    class Pressed(Message):
        """A person clicked a key."""

        command: Action

    def fitting(self) -> list[Action]:
        """The actions that fit, in the order of the bar."""
        order = sort_by_rank(self.offered)
        if not any("q" in keys_of(command) for command in order):
            order.append(QUIT)
        always = [command for command in order if is_always_shown(command)]
        room = self.size.width - 1 - sum(_key_width(command) for command in always)
        shown: list[Action] = []
        for command in order:
            if command in always:
                continue
            room -= _key_width(command)
            if room < 0:
                break
            shown.append(command)
        return [command for command in order if command in shown or command in always]

    def render(self) -> Content:
        """Draw each key with its words."""
        pieces: list[tuple[str, str]] = [(" ", "")]
        for command in self.fitting():
            pieces += [(key_label(command), "bold $accent"), (f" {command.words}{' ' * GAP}", "")]
        return Content.assemble(*pieces).truncate(self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        shown = self.fitting()
        index = index_at(event.x - 1, [_key_width(command) for command in shown])
        if index is not None:
            self.post_message(self.Pressed(shown[index]))


QUIT = next(command for command in commands(ActionScope.EVERYWHERE) if command.id == "quit.anywhere")
"""The key that quits also where ``q`` is typed or means a row of a menu."""


def is_always_shown(command: Action) -> bool:
    """Whether a key bar always shows an action."""
    return command.id in ("keys", "quit", QUIT.id) or key_label(command) == "esc"


def _tab_label(pane: HeadedPane) -> str:
    """The label of a pane: its heading, and the number of its lit rows."""
    return f"{pane.heading} {Mark.LIT} {len(pane.lit)}" if pane.lit else pane.heading


def _key_width(command: Action) -> int:
    return len(key_label(command)) + 1 + len(command.words) + GAP
