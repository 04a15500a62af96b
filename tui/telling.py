"""Saying on the screen what went wrong: the sentence of an error and its hint, in a notice."""

from __future__ import annotations

from time import monotonic
from weakref import WeakKeyDictionary

from textual.app import App

from db.errors import OnRecordError
from tui.text import line

_told: WeakKeyDictionary[App[None], tuple[str, float]] = WeakKeyDictionary()
"""What each app said last, and when."""


def tell(app: App[None], error: OnRecordError) -> None:
    """Put an error's sentence and hint on the screen; the same one again only once the last has gone.

    :param app: the app that is running.
    """
    said, now = f"{line(error.message)} {line(error.hint)}", monotonic()
    last, at = _told.get(app, ("", now))
    if said != last or now - at >= app.NOTIFICATION_TIMEOUT:
        _told[app] = (said, now)
        app.notify(said, severity="error", markup=False)
