"""Whether the desk can be drawn here, asked before Textual or what prints is imported."""

from __future__ import annotations

import os
import sys

from db.errors import NoTerminal

LEAST_COLUMNS = 20
"""Columns below which the desk can't be read."""

LEAST_ROWS = 6
"""Rows below which the desk can't be read."""

_HINT = "onrecord chain prints the report chain as text; onrecord demo --text prints the case that ships."


def require_terminal() -> None:
    """Refuse to open the desk where it can't be drawn or can't be steered.

    Textual reads the keys from standard input and draws on standard error, so all three streams have to be terminals.

    :raises NoTerminal: with what is missing, or with the size of a terminal that is too small.
    """
    streams = {"input": sys.__stdin__, "output": sys.__stdout__, "error": sys.__stderr__}
    for name, stream in streams.items():
        if not is_terminal(stream):
            raise NoTerminal(f"The desk needs a terminal, and standard {name} is none.", _HINT)
    if os.name == "posix" and os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        raise NoTerminal("The desk needs a terminal that can move its cursor; TERM names none.", _HINT)
    columns, rows = _terminal_size()
    if 0 < columns < LEAST_COLUMNS or 0 < rows < LEAST_ROWS:
        raise NoTerminal(
            f"The terminal is too small for the desk: {columns} × {rows}, and it needs {LEAST_COLUMNS} × {LEAST_ROWS}.",
            f"Make the window larger. {_HINT}",
        )


def is_terminal(stream: object) -> bool:
    """Whether a standard stream is a terminal; one that is closed is not."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        return False


def _terminal_size() -> tuple[int, int]:
    """Columns and rows; zeros where the terminal doesn't say."""
    assert sys.__stdout__ is not None
    try:
        size = os.get_terminal_size(sys.__stdout__.fileno())
    except OSError:
        return 0, 0
    return size.columns, size.lines
