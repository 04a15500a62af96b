"""Saying on the screen what went wrong: the sentence of an error and its hint, in a notice."""

from __future__ import annotations

from textual.app import App

from db.errors import OnRecordError
from tui.text import line


def tell(app: App[None], error: OnRecordError) -> None:
    """Put an error's sentence and hint on the screen.

    :param app: the app that is running.
    """
    app.notify(f"{line(error.message)} {line(error.hint)}", severity="error", markup=False)
