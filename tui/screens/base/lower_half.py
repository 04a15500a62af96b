"""What asks over the lower part of the reader, and leaves the words in sight above it."""

from __future__ import annotations

from textual import events
from textual.screen import ModalScreen

LOW = 20
"""Rows below which frames give way."""


def rows_over_text(height: int) -> int:
    """Rows that a screen over the text takes of a window.

    :param height: rows of the window.
    """
    return max(min(height - 2, 7), min(24, height * 5 // 9))


class LowerHalf(ModalScreen[bool]):
    """A box at the foot of the window; its answer is whether anything was written."""

    BOX = ""
    """Id of the box."""

    def on_resize(self, event: events.Resize) -> None:
        """In a low window the frame gives way to rows."""
        height = event.size.height
        self.set_class(height < LOW, "-low")
        self.query_one(f"#{self.BOX}").styles.height = rows_over_text(height)
