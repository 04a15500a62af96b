"""A page of the manual over the help."""

from __future__ import annotations

from rich.markdown import Markdown
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.actions.registry import ActionScope, bindings, commands
from tui.manual.pages import page, topics
from tui.screens.base.modal import Modal
from tui.widgets.bars import KeyBar


class ManualScreen(Modal[None]):
    """One page, to scroll."""

    BINDINGS = bindings(ActionScope.MANUAL)

    def __init__(self, topic: str) -> None:
        """Take the page to show.

        :param topic: a name in :func:`tui.manual.pages.topics`.
        """
        super().__init__()
        self._topic = topic

    def compose(self) -> ComposeResult:
        """The page, in a box that scrolls."""
        with VerticalScroll(id="manual-box", can_focus=False):
            _, _, text = page(self._topic).partition("\n")  # the title is on the border
            yield Static(Markdown(text.strip()), markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the page."""
        box = self.query_one("#manual-box")
        box.border_title = Content(topics()[self._topic])
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.MANUAL))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll(self._box.scroll_offset.y + lines)

    def action_page(self, pages: int) -> None:
        """Scroll by a screenful."""
        self._scroll(self._box.scroll_offset.y + pages * max(1, self._box.scrollable_content_region.height - 1))

    def action_half(self, halves: int) -> None:
        """Scroll by half a screenful."""
        self._scroll(self._box.scroll_offset.y + halves * max(1, self._box.scrollable_content_region.height // 2))

    def action_edge(self, side: int) -> None:
        """Go to the top or the bottom."""
        self._scroll(0 if side < 0 else self._box.virtual_size.height)

    @property
    def _box(self) -> VerticalScroll:
        return self.query_one("#manual-box", VerticalScroll)

    def _scroll(self, y: int) -> None:
        self._box.scroll_to(y=y, animate=False, immediate=True)
