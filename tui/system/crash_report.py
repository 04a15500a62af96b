"""The report of a crash: the traceback in a file that a person can pass on, without the values of variables."""

from __future__ import annotations

import os
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from tui.text.safe import block


def describe_crash(error: BaseException) -> str:
    """The kind of error and its words: "ValueError: no such polarity"."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def crash_hint(error: BaseException) -> str:
    """Write the report of a crash, and say where it is.

    :returns: a sentence; it says why, where the report can't be written.
    """
    try:
        return f"{_write_report(traceback_text(error))} has the details: send it with what you did."
    except OSError as problem:
        return f"The details can't be written to a file: {problem.strerror}. {TRACEBACK}=1 prints it."


TRACEBACK = "ONRECORD_TRACEBACK"
"""Environment variable that lets a crash print its traceback."""


def traceback_text(error: BaseException) -> str:
    """The traceback of an error, safe to print, without the values of variables."""
    return block("".join(traceback.TracebackException.from_exception(error, limit=-_MOST_FRAMES).format()))


_MOST_FRAMES = 100


def _write_report(text: str) -> Path:
    """Replace the last report with this one. Only this user can read it."""
    from platformdirs import user_state_path  # only a crash needs it

    folder = user_state_path("onrecord", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="crash-", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        return Path(name).replace(folder / "crash.txt")
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
