"""The desktop's clipboard, for terminals that don't support copying by programs (OSC 52)."""

from __future__ import annotations

from contextlib import suppress

from tui.text.safe import Safe


def copy_to_desktop(words: Safe) -> None:
    """Copy words to the desktop's clipboard; do nothing where there is none.

    That is not an error, since the words also go to the terminal's clipboard. Call it from a thread: it may block.
    """
    import pyperclip  # kept out of start-up

    with suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(words)
