"""The one-line bars of a screen: its head, the tabs of a narrow desk, and the keys at its foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.actions.registry import Action, ranked, written
from tui.text.strips import row

GAP = 2
"""Cells between two keys of the key bar."""


LEAST_TITLE = 24
"""Cells of a title that no tally takes: a longer title is cut before the first of what it holds goes unsaid."""

_SEPARATOR = " · "


class HeadedPane(Protocol):
    """Anything with a heading and lit rows that a tab can show."""

    lit: Mapping[Any, str]

    @property
    def heading(self) -> str:
        """The words of its tab."""


@runtime_checkable
class AsOfBar(Protocol):
    """An app that can show what was known at a moment."""

    @property
    def as_of(self) -> str:
        """Which moment the record is shown as of, in words that are safe to show; empty for now."""


@runtime_checkable
class ReadOnlyBar(Protocol):
    """An app that may write nothing."""

    @property
    def readonly(self) -> str:
        """Why nothing is written; empty where it is."""


class TitleBar(Widget):
    """What is open, and at the edge what it holds."""

    heading: reactive[str] = reactive("")
    """Safe to show."""
    as_of: reactive[str] = reactive("")
    """Which moment the record is shown as of, safe to show; empty for now. It is never left out."""
    is_readonly: reactive[bool] = reactive(False)
    """Whether nothing is written; it is never left out."""
    tally: reactive[str] = reactive("")
    """Safe to show, its parts with a dot between; all but the first are left out where the title needs the room."""

    def on_mount(self) -> None:
        """Say it where the past is shown."""
        if isinstance(self.app, AsOfBar):
            self.as_of = self.app.as_of
        if isinstance(self.app, ReadOnlyBar):
            self.is_readonly = bool(self.app.readonly)

    def render(self) -> Content:
        """Name, title, tally; in the past the moment in place of the name, and the tally before the title."""
        plain = " onrecord ⊘ read-only  " if self.is_readonly else " onrecord  "
        name = f" ◷ as of {self.as_of}  " if self.as_of else plain
        room = self.size.width - cell_len(name) - 3 - (0 if self.as_of else cell_len(self.heading))
        parts = self.tally.split(_SEPARATOR)
        while len(parts) > 1 and cell_len(_SEPARATOR.join(parts)) > room:
            parts.pop()
        if cell_len(parts[0]) > max(room, self.size.width - cell_len(name) - 3 - LEAST_TITLE):
            parts.clear()
        tally = f"{_SEPARATOR.join(parts)} " if parts else ""
        lead = (name, "bold $warning" if self.as_of else "bold $accent")
        return row([lead, (self.heading, "bold")], tally, self.size.width)


class TabRow(Widget):
    """The panes of a narrow desk, one of which shows."""

    current: reactive[int] = reactive(0)
    """Index of the pane that shows."""

    @dataclass
    class TabClicked(Message):
        """A person clicked a tab."""

        index: int

    def __init__(self, panes: Sequence[HeadedPane]) -> None:
        super().__init__(id="tabs")
        self._panes = panes

    def render(self) -> Content:
        """Every pane's heading, the current one marked."""
        pieces: list[tuple[str, str]] = []
        for index, pane in enumerate(self._panes):
            here = index == self.current
            pieces.append((f"{'▸' if here else ' '}{_tab_label(pane)} ", "bold reverse" if here else "$text-muted"))
        return Content.assemble(*pieces).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        edge = 0
        for index, pane in enumerate(self._panes):
            edge += len(_tab_label(pane)) + 2
            if event.x < edge:
                self.post_message(self.TabClicked(index))
                return


class KeyBar(Widget):
    """The keys that matter here, as many as fit whole; "? keys" is always among them."""

    offered: reactive[tuple[Action, ...]] = reactive(())
    """The actions that apply."""

    @dataclass
    class Pressed(Message):
        """A person clicked a key."""

        command: Action

    def fitting(self) -> list[Action]:
        """The actions shown, in the order of the bar."""
        order = ranked(self.offered)
        help = [command for command in order if command.id == "keys"]
        room = self.size.width - sum(_key_width(command) for command in help)
        shown: list[Action] = []
        for command in order:
            if command in help:
                continue
            room -= _key_width(command)
            if room < 0:
                break
            shown.append(command)
        kept = {command.id for command in (*shown, *help)}
        return [command for command in order if command.id in kept]

    def render(self) -> Content:
        """Each key with its words."""
        pieces: list[tuple[str, str]] = [(" ", "")]
        for command in self.fitting():
            pieces += [(written(command), "bold $accent"), (f" {command.words}{' ' * GAP}", "")]
        return Content.assemble(*pieces).truncate(self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        edge = 1
        for command in self.fitting():
            edge += _key_width(command)
            if event.x < edge:
                self.post_message(self.Pressed(command))
                return


def _tab_label(pane: HeadedPane) -> str:
    """A pane's heading, and how many of its rows are lit where they are out of sight."""
    return f"{pane.heading} ● {len(pane.lit)}" if pane.lit else pane.heading


def _key_width(command: Action) -> int:
    return len(written(command)) + 1 + len(command.words) + GAP
