"""Failures: an error that nothing caught becomes a notice, and the desk goes on."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from traceback import extract_tb

from textual.dom import DOMNode

from db.errors import OnRecordError
from db.store.sqlite_errors import error_of_store
from tui.system.crash_report import crash_hint
from tui.system.textual_private import GuardedApp, notifications
from tui.text.safe import line

OURS = {"db", "tui"}
"""Packages in which a failure is located."""


class ResilientApp(GuardedApp):
    """An app that shows errors which nothing caught, and closes a screen that can't be drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: deque[Exception] = deque(maxlen=20)
        """The last errors that nothing caught."""

    @property
    def store(self) -> Path | str:
        """The file of the store, in which the cause of an error is looked for."""
        return "The store"

    def report_failure(self, error: Exception, at: DOMNode | None, *, broken: bool) -> None:
        """Show an error in a notice. Close its screen where that is broken; end the app where it is the first one."""
        known = _known_error(error, self.store)
        self.failures.append(known or error)
        if broken and not self._close_screen_of(at):
            self.end_after_failure(known or error)
            return
        words = describe_failure(known or error)
        if any(each.message.startswith(words) for each in notifications(self)):
            return
        hint = "" if known else f" {line(crash_hint(error))}"
        self.notify(f"{words}{hint}", severity="error", timeout=10)

    def _close_screen_of(self, node: DOMNode | None) -> bool:
        """Close the screen of a node, with those over it.

        :returns: whether there is a screen below.
        """
        stack = self.screen_stack
        around = node.ancestors_with_self if node is not None else [stack[-1]]
        place = next(
            (at for at, screen in enumerate(stack) if screen in around), len(stack)
        )  # it may have left already
        for _ in stack[max(place, 1) :]:
            self.pop_screen()
        return place > 0


def describe_failure(error: Exception) -> str:
    """The words of a notice for an error that nothing caught."""
    known = _known_error(error, "The store")
    if known is not None:
        return f"{line(known.message)} {line(known.hint)}"
    return f"Something went wrong in {_place(error)}: {type(error).__name__}. What is on record is safe."


def _known_error(error: Exception, store: Path | str) -> OnRecordError | None:
    """The error as one of :mod:`db.errors`; None for a bug. An OSError would not be of the store."""
    return None if isinstance(error, OSError) else error_of_store(error, store)


def _place(error: Exception) -> str:
    """The file and line of ours where an error was raised."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if OURS & set(Path(frame.filename).parts)]
    last = (ours or frames)[-1:]
    return f"{Path(last[0].filename).name}, line {last[0].lineno}" if last else "an unknown place"
