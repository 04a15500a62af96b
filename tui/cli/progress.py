"""Progress of a long query, drawn as a bar on a terminal."""

from __future__ import annotations

from collections.abc import Callable

from db.store.progress import Progress


class DrawnProgress(Progress):
    """Progress that moves a bar."""

    def __init__(self, draw: Callable[..., None]) -> None:
        """Take the bar.

        :param draw: what :func:`tui.cli.output.progress_bar` gives.
        """
        super().__init__()
        self._draw = draw

    def go_on(self, done: int, of: int | None = None) -> None:
        """Report progress, and draw it.

        :raises QueryStopped: the query was stopped.
        """
        Progress.go_on(self, done, of)
        self._draw(completed=self.done, total=self.of or None)
