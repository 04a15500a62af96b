"""The pager: text taller than the terminal opens in ``less``, or in what the environment variable PAGER names.

:mod:`tui.cli.output` decides what is a long text, and cleans it. This module counts its rows and runs the program. What
only a terminal needs is imported inside functions, for a quick start.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import subprocess

OPTIONS = "FRX"
"""Options for ``less`` where LESS names none: end where all fits, obey colours, leave the text on the screen."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


class PagerClosed(BrokenPipeError):
    """The person closed the pager before all was written. It has no ``errno``, so that click passes it on."""


def find_pager() -> list[str]:
    """The words of the command that shows long text; empty where there is none, or none is wanted."""
    import shlex
    import shutil

    if os.environ.get("NO_PAGER") or os.environ.get("TERM", "") in ("dumb", "unknown"):
        return []
    named = os.environ.get("PAGER")
    if named is None:
        return next(([name] for name in ("less", "more") if shutil.which(name)), [])
    try:
        words = shlex.split(named)
    except ValueError:
        return []
    return words if words and words != ["cat"] and shutil.which(words[0]) else []


class PagedStream:
    """Standard output on a terminal. A long text is held back until it is clear whether it fits the screen."""

    def __init__(self, stream: TextIO, pager: Sequence[str]) -> None:
        """Take the stream.

        :param pager: the words of the command.
        """
        self.stream = stream
        self.is_holding = False
        """Whether the text is held back, or in the pager. Other messages wait for :meth:`end`."""
        self._command = pager
        self._held: list[str] = []
        self._process: subprocess.Popen[str] | None = None

    def hold(self) -> None:
        """Hold back what is written from now on, to the end of the command."""
        self.is_holding = self.is_holding or bool(self._command)

    def turn_off(self) -> None:
        """Write straight to the terminal."""
        self._command = []

    def write(self, text: str) -> int:
        """Write, hold back or page a text.

        :raises PagerClosed: nobody reads any more.
        """
        if self._process is not None:
            self._send(text)
        elif self.is_holding or self._is_tall(text):
            self.hold()
            self._held.append(text)
            columns, rows = _terminal_size()
            if _rows_of("".join(self._held), columns) >= rows:
                self._open()
        else:
            self.stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what is not held back."""
        if self._process is None:
            self.stream.flush()

    def end(self) -> None:
        """Write what is held back, or wait until the person closes the pager."""
        self.is_holding = False
        if self._process is None:
            self._write_held()
            return
        import signal

        assert self._process.stdin is not None
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is for the pager now
        try:
            self._process.stdin.close()
        except OSError:
            pass  # it was closed with text left to write
        finally:
            self._process.wait()
            self._process = None
            signal.signal(signal.SIGINT, before)

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return True

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)

    def _is_tall(self, text: str) -> bool:
        return bool(self._command) and text.count("\n") >= _terminal_size()[1]

    def _open(self) -> None:
        import subprocess

        self.stream.flush()
        encoding = self.stream.encoding or "utf-8"
        settings = {"LESS": OPTIONS, "LV": "-c", **({"LESSCHARSET": "utf-8"} if encoding.lower() == "utf-8" else {})}
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                env={**settings, **os.environ},
                encoding=encoding,
                errors="replace",
            )
        except OSError:
            self.turn_off()
            self.is_holding = False
            self._write_held()
            return
        held, self._held = "".join(self._held), []
        self._send(held)

    def _send(self, text: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(text)
        except OSError as error:
            raise PagerClosed from error

    def _write_held(self) -> None:
        held, self._held = "".join(self._held), []
        self.stream.write(held)


def _terminal_size() -> tuple[int, int]:
    from shutil import get_terminal_size

    size = get_terminal_size()
    return max(1, size.columns), size.lines


def _rows_of(text: str, columns: int) -> int:
    """Rows that the ended lines of a text take, with those that are wrapped."""
    lines = _COLOURS.sub("", text).split("\n")
    return sum(max(1, -(-len(line) // columns)) for line in lines[:-1])
