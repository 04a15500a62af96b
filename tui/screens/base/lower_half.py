"""What asks over the lower part of the reader, and leaves the words in sight above it."""

from __future__ import annotations

from textual.screen import ModalScreen

from tui.screens.base.sized import Sized


def rows_over_text(height: int) -> int:
    """Rows that a screen over the text takes of a window.

    :param height: rows of the window.
    """
    return max(min(height - 2, 7), min(24, height * 5 // 9))


class LowerHalf(ModalScreen[bool], Sized):
    """A box at the foot of the window; its answer is whether anything was written."""

    BOX = ""
    """Id of the box."""
    LOW = 20
    """Rows below which the frame gives way to rows."""

    def fit(self, height: int) -> None:
        """Size the box to the window."""
        self.query_one(f"#{self.BOX}").styles.height = rows_over_text(height)
