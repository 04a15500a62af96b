"""Notices of errors: the message and the hint."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar, cast

from textual.app import App
from textual.screen import Screen

from db.errors import OnRecordError
from tui.system.textual_private import notifications
from tui.text.safe import line

F = TypeVar("F", bound=Callable[..., Coroutine[Any, Any, None]])


def notifies_errors(*, closes: type[OnRecordError] | None = None) -> Callable[[F], F]:
    """Let an error end a coroutine of a screen with a notice.

    :param closes: the error that also closes the screen, since it has nothing to show.
    """

    def made(act: F) -> F:
        @wraps(act)
        async def run(screen: Screen[Any], *args: Any, **named: Any) -> None:
            try:
                await act(screen, *args, **named)
            except OnRecordError as error:
                notify_error(screen.app, error)
                if closes is not None and isinstance(error, closes):
                    screen.dismiss()

        return cast(F, run)

    return made


def notify_error(app: App[None], error: OnRecordError) -> None:
    """Show an error in a notice, unless the same notice is still on the screen.

    :param app: the running app.
    """
    words = f"{line(error.message)} {line(error.hint)}"
    if all(each.message != words for each in notifications(app)):
        app.notify(words, severity="error")


def notify_question(app: App[None], question: str) -> None:
    """Ask in a notice about what is likely a mistake; the same key once more goes on.

    :param app: the running app.
    """
    app.notify(f"{line(question)} The same key again saves it so.", severity="warning", markup=False)
