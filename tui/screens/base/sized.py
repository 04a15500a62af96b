"""Classes of a screen by the size of the window: `app.tcss` leaves out what a small window has no room for."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.dom import DOMNode
from textual.widgets import Static

from tui.system.terminal import LEAST_COLUMNS, LEAST_ROWS


class Sized(DOMNode):
    """A screen that follows the size of its window.

    Name it after the class of Textual: a widget takes its styles from the first of its bases alone.
    """

    LOW: ClassVar[int] = 0
    """Rows below which it has the class ``-low``."""
    NARROW: ClassVar[int] = 0
    """Columns below which it has the class ``-narrow``."""

    def on_resize(self, event: events.Resize) -> None:
        """Set the classes; ``-tiny`` shows :func:`too_small` over everything."""
        width, height = event.size
        self.set_class(width < self.NARROW, "-narrow")
        self.set_class(height < self.LOW, "-low")
        self.set_class(width < LEAST_COLUMNS or height < LEAST_ROWS, "-tiny")
        self.fit(height)

    def fit(self, height: int) -> None:
        """Fit the widgets to the window.

        :param height: rows of the window.
        """


def too_small() -> Static:
    """The notice of a window in which nothing can be read."""
    return Static("Make the window larger.", id="too-small")
