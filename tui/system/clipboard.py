"""The desktop's clipboard, for terminals that don't support copying by programs (OSC 52)."""

from __future__ import annotations

from contextlib import suppress
from types import FunctionType

from tui.text.safe import Safe


def copy_to_desktop(words: Safe) -> str:
    """Copy words to the desktop's clipboard; do nothing where there is none.

    That is not an error, since the words also go to the terminal's clipboard. Call it from a thread: it may block.

    :returns: the program that took them, such as "xclip"; empty for none.
    """
    import pyperclip  # kept out of start-up

    with suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(words)
        return desktop_way()
    return ""


def desktop_way() -> str:
    """The program by which the desktop's clipboard is reached, such as "xclip"; empty for none."""
    import pyperclip  # kept out of start-up

    with suppress(Exception):  # it looks for programs, and may start one
        copy, _ = pyperclip.determine_clipboard()
        name = getattr(copy, "__name__", "").removeprefix("copy_")
        return name if name and name != "ClipboardUnavailable" and isinstance(copy, FunctionType) else ""
    return ""
