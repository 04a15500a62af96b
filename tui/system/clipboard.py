"""The desktop's clipboard, for terminals that don't take one from their programs (OSC 52)."""

from __future__ import annotations

from contextlib import suppress


def copy_to_desktop(words: str) -> None:
    """Put words on the desktop's clipboard, where there is one and a program that reaches it.

    Without one the terminal's own clipboard, which is always sent the words, is all there is; that is no error.
    May take a moment: call it off the screen's thread.
    """
    import pyperclip  # kept out of start-up

    with suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(words)
