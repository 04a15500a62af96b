"""Base of the screens over the lower part of the reader, which leave the selected words in sight."""

from __future__ import annotations

from tui.screens.base.modal import Modal
from tui.screens.base.sized import Sized
from tui.widgets.sheet import Sheet


def rows_over_text(height: int) -> int:
    """Rows of the window that a screen over the text takes.

    :param height: rows of the window.
    """
    return max(min(height - 2, 7), min(24, height * 5 // 9))


class LowerHalf(Modal[bool], Sized):
    """A box at the bottom of the window; its answer is whether anything was written."""

    BOX = ""
    """Id of the box."""
    sheet: Sheet
    """The plan."""
    LOW = 20
    """Rows below which the box has no frame."""

    def fit(self, height: int) -> None:
        """Size the box to the window."""
        self.query_one(f"#{self.BOX}").styles.height = rows_over_text(height)

    def action_scroll_plan(self, lines: int) -> None:
        """Scroll the plan."""
        self.sheet.scroll_to(y=self.sheet.scroll_offset.y + lines, animate=False, immediate=True)
