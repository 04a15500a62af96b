"""Saying on the screen what went wrong: the sentence of an error and its hint, in a notice."""

from __future__ import annotations

from textual.app import App

from db.errors import OnRecordError
from tui.system.textual_private import notifications
from tui.text.safe import line


def notify_error(app: App[None], error: OnRecordError) -> None:
    """Put an error's sentence and hint on the screen; the same one again only once it has gone.

    :param app: the app that is running.
    """
    said = f"{line(error.message)} {line(error.hint)}"
    if all(each.message != said for each in notifications(app)):
        app.notify(said, severity="error", markup=False)
