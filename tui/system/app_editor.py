"""Suspend the desk while a person writes in their own editor. Running the editor: :mod:`tui.system.editor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from db.errors import OnRecordError, Refused
from tui.system.config import read_config

if TYPE_CHECKING:
    from tui.system.editor import EditedText


def edit_in_editor(app: App[None], text: str, called: str) -> EditedText:
    """Open the person's editor (VISUAL or EDITOR) on a text, with the desk suspended.

    :param text: the initial text.
    :param called: a word for the text, for the file name.
    :raises OnRecordError: no editor is set, it fails, or the text is unchanged. The text that was typed is kept.
    """
    if app.is_web:
        raise Refused("An editor can't be opened in a browser.", "Write it in the form.")
    from tui.system.editor import edit_text  # kept out of start-up

    written: EditedText | OnRecordError
    try:
        with app.suspend():
            try:
                written = edit_text(text, called)
            except OnRecordError as error:  # raised inside suspend(), it would keep the desk from resuming
                written = error
    except SuspendNotSupported as error:
        raise Refused("An editor can't be opened in this terminal.", "Write it in the form.") from error
    if isinstance(written, OnRecordError):
        raise written
    return written


def has_editor() -> bool:
    """Whether ``config.toml``, VISUAL or EDITOR names an editor."""
    return bool(read_config().editor)
