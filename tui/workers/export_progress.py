"""The progress of an export or an import of a case, as the thread that works reports it to a screen."""

from __future__ import annotations

from collections.abc import Callable

from db.store.progress import Progress


class StepProgress(Progress):
    """Progress that calls a function with each step."""

    def __init__(self, step: Callable[[int, int, str], None], words: str) -> None:
        """Take the function.

        :param step: gets what is done, of how much, and the words.
        """
        super().__init__()
        self._step = step
        self._words = words

    def go_on(self, done: int, of: int | None = None) -> None:
        """Report progress.

        :raises QueryStopped: a person stopped it.
        """
        Progress.go_on(self, done, of)
        self._step(self.done, self.of, self._words)
