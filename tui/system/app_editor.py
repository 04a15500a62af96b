"""The desk steps aside while a person writes in their own editor, and comes back with what they wrote."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from db.errors import OnRecordError, Refused

if TYPE_CHECKING:
    from tui.system.editor import EditedText


def edit_in_editor(app: App[None], text: str, called: str) -> EditedText:
    """Have a text written in the editor that VISUAL or EDITOR names, with the terminal to itself.

    :param text: what it begins with.
    :param called: what the text is, in a word.
    :raises OnRecordError: no editor is named, or it leaves nothing new; nothing that was typed is lost.
    """
    from tui.system.editor import edit_text  # kept out of start-up

    written: EditedText | OnRecordError
    try:
        with app.suspend():
            try:
                written = edit_text(text, called)
            except OnRecordError as error:  # one that is raised inside would leave the terminal without the desk
                written = error
    except SuspendNotSupported as error:
        raise Refused("This terminal can't be handed to an editor.", "Write it in the form.") from error
    if isinstance(written, OnRecordError):
        raise written
    return written


def has_editor() -> bool:
    """Whether the person has named an editor of their own."""
    return any(os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
