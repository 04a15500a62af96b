"""The presentation of a case before other people: one card fills the screen, and nothing else."""

from __future__ import annotations

import time

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from db.queries.cases import Case
from tui.actions.in_browser import is_served
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.modal import Modal
from tui.system.presenting import PresentedCard, show_place
from tui.text.marks import Mark
from tui.views.presentation import PresentationCard, read_card
from tui.workers.reads import ReadWorker


class PresentationScreen(Modal[None]):
    """Cards to step through by key, or by themselves. The presenter's notes in another terminal follow."""

    BINDINGS = bindings(ActionScope.PRESENT)

    def __init__(self, reading: ReadWorker, case: Case, *, seconds: float) -> None:
        """Take the case.

        :param seconds: the time that auto-play stays at a screenful.
        """
        super().__init__()
        self._reading = reading
        self._case = case
        self._seconds = seconds
        self._begun = time.time()
        self._card: PresentationCard | None = None
        self._timer: Timer | None = None
        self._text = Static(id="presented")

    def compose(self) -> ComposeResult:
        """The card, and a line with the place."""
        with VerticalScroll(id="presented-box", can_focus=False):
            yield self._text

    def on_mount(self) -> None:
        """Begin with the opening."""
        self._go(0)

    def on_unmount(self) -> None:
        """Say that the presentation is over."""
        self._show_place(is_over=True)

    @property
    def is_playing(self) -> bool:
        """Whether the cards go on by themselves."""
        return self._timer is not None

    def action_step(self, by: int) -> None:
        """Go to the next card or the one before."""
        self._go(self._number + by)

    def action_edge(self, side: int) -> None:
        """Go to the opening or the closing."""
        self._go(0 if side < 0 else 10**9)

    def action_page(self, pages: int) -> None:
        """Scroll a card by a screenful; past its end, go to the next card."""
        if not self._scroll(pages):
            self.action_step(pages)

    def action_play(self) -> None:
        """Let the cards go on by themselves, or pause."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        else:
            self._timer = self.set_interval(self._seconds, self._play_on)
        self._say_place()

    def action_pace(self, seconds: int) -> None:
        """Set how long auto-play stays at a screenful."""
        self._seconds = float(seconds)
        if self._timer is not None:
            self._timer.stop()
            self._timer = self.set_interval(self._seconds, self._play_on)
        self._say_place()

    def _play_on(self) -> None:
        if self._card is not None and self._card.number == self._card.last and self._is_at_end:
            self.action_play()
        else:
            self.action_page(1)

    @property
    def _number(self) -> int:
        return self._card.number if self._card is not None else 0

    @property
    def _box(self) -> VerticalScroll:
        return self.query_one("#presented-box", VerticalScroll)

    @property
    def _is_at_end(self) -> bool:
        return self._box.scroll_offset.y >= self._box.max_scroll_y

    def _scroll(self, pages: int) -> bool:
        """Scroll by screenfuls.

        :returns: whether there was more to see.
        """
        at, end = self._box.scroll_offset.y, self._box.max_scroll_y
        to = max(0, min(end, at + pages * max(1, self._box.scrollable_content_region.height - 1)))
        self._box.scroll_to(y=to, animate=False, immediate=True)
        return int(to) != at

    @work(exclusive=True)
    async def _go(self, number: int) -> None:
        is_past = self._card is not None and (number < 0 or self._card.number == self._card.last < number)
        if is_past and number < 10**9:
            self._say_place("the first card" if number < 0 else "the last card: esc goes back")
            return
        self._card = await self._reading.ask("card", read_card, self._case.id, number)
        self._text.update(self._card.content)
        self._box.scroll_to(y=0, animate=False, immediate=True)
        self._say_place()

    def _say_place(self, end: str = "") -> None:
        if self._card is not None:
            playing = f" {Mark.PLAYING} {self._seconds:g} s" if self.is_playing else ""
            way_out = "" if self._number else ": esc goes back"
            self._box.border_subtitle = Content(f"{end or self._card.name + way_out}{playing}")
            self._show_place()

    def _show_place(self, *, is_over: bool = False) -> None:
        if is_served(self.app):  # the notes are for a terminal of the machine that serves it
            return
        store = str(self._reading.path.absolute())
        show_place(
            PresentedCard(
                store, self._case.key, self._number, self._begun, self.is_playing, self._seconds, is_over=is_over
            )
        )
