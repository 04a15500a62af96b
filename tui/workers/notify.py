"""Notices of errors: the message and the hint."""

from __future__ import annotations

from textual.app import App

from db.errors import OnRecordError
from tui.system.textual_private import notifications
from tui.text.safe import line


def notify_error(app: App[None], error: OnRecordError) -> None:
    """Show an error in a notice, unless the same notice is still on the screen.

    :param app: the running app.
    """
    words = f"{line(error.message)} {line(error.hint)}"
    if all(each.message != words for each in notifications(app)):
        app.notify(words, severity="error", markup=False)
