"""Check that the desk can run in this terminal, before Textual is imported."""

from __future__ import annotations

import os
import sys

from db.errors import NoTerminal

LEAST_COLUMNS = 20
LEAST_ROWS = 6
"""The smallest terminal in which the desk is readable."""

_HINT = "onrecord chain prints the report chain as text; onrecord demo --text prints the example case."


def require_terminal() -> None:
    """Refuse to open the desk without a terminal that can show it and send keys.

    Textual reads keys from standard input and draws on standard error, so all three streams must be terminals.

    :raises NoTerminal: a stream is not a terminal, TERM names none, or the terminal is too small.
    """
    streams = {"input": sys.__stdin__, "output": sys.__stdout__, "error": sys.__stderr__}
    for name, stream in streams.items():
        if not is_terminal(stream):
            raise NoTerminal(f"The desk needs a terminal, but standard {name} is not one.", _HINT)
    if os.name == "posix" and os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        raise NoTerminal("The desk needs a terminal that can move the cursor; TERM is not set to one.", _HINT)
    columns, rows = _terminal_size()
    if 0 < columns < LEAST_COLUMNS or 0 < rows < LEAST_ROWS:
        raise NoTerminal(
            f"The terminal is too small for the desk: {columns} × {rows}; it needs {LEAST_COLUMNS} × {LEAST_ROWS}.",
            f"Make the window larger. {_HINT}",
        )


def is_terminal(stream: object) -> bool:
    """Whether a standard stream is a terminal; a closed one is not."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        return False


def _terminal_size() -> tuple[int, int]:
    """Columns and rows; zeros where they are unknown."""
    assert sys.__stdout__ is not None
    try:
        size = os.get_terminal_size(sys.__stdout__.fileno())
    except OSError:
        return 0, 0
    return size.columns, size.lines
