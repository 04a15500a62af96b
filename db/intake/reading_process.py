"""Another process that reads foreign bytes, within limits. What it runs: :mod:`db.intake.reading_loop`.

It is started by the first request, reads any number of files, and is replaced after one that it can't stand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from db.dataclass import dataclass
from db.errors import NeedsExtra, OnRecordError, UnreadableArticle
from db.intake.article import Article
from db.intake.frames import BrokenFrame, decode_articles, read_frame, write_frame
from db.text.normalize import normalize_line

_PROGRAM = """
import json, sys
from importlib import import_module
sys.path[:] = json.loads(sys.stdin.buffer.readline())
import_module(sys.argv[1]).main()
"""

_HINT = "Save its text as plain text, and import that."
_OUT_OF_MEMORY = 77


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may take."""

    seconds: float = 20
    megabytes: int = 340


class ReadingProcess:
    """A process that reads articles. Any thread may use it; requests wait for each other."""

    def __init__(self, limits: ReadingLimits | None = None) -> None:
        self.limits = limits or ReadingLimits()
        self._lock = threading.Lock()
        self.running: subprocess.Popen[bytes] | None = None
        """The process; None before the first request."""
        self.is_cancelled = False
        """Whether it was cancelled, for good."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process ahead of the first request, which then need not wait for it."""
        with self._lock, suppress(OnRecordError):
            self._process()

    def articles(self, request: dict[str, Any], raw: bytes, seconds: float | None = None) -> list[Article]:
        """Read articles.

        :param request: as :mod:`db.intake.reading_loop` takes it.
        :param raw: the bytes to read.
        :param seconds: a time limit in place of that of the limits.
        :raises UnreadableArticle: they can't be read, or not within the limits.
        :raises NeedsExtra: a library is not installed.
        """
        reply, body = self.answer(request, raw, seconds)
        try:
            return decode_articles(reply.get("articles"), body, raw)
        except BrokenFrame as error:
            self.close()
            raise _failed_error() from error

    def answer(self, request: dict[str, Any], raw: bytes, seconds: float | None = None) -> tuple[dict[str, Any], bytes]:
        """Send a request, and wait for the reply: its JSON and its bytes, not yet checked.

        :raises UnreadableArticle: as :meth:`articles`.
        :raises NeedsExtra: as :meth:`articles`.
        """
        seconds = self.limits.seconds if seconds is None else seconds
        with self._lock:
            if self.is_cancelled:
                raise _cancelled_error()
            reply = self._ask({**request, "seconds": seconds}, raw, seconds)
        head, body = reply
        if error := head.get("error"):
            raise _error_of_reply(error)
        if failed := head.get("failed"):
            raise _failed_error(normalize_line(str(failed))[:60])
        return head, body

    def cancel(self) -> None:
        """End the process at once, also from another thread; what is being read fails, and so does all after it."""
        self.is_cancelled = True
        self._kill()

    def close(self) -> None:
        """End the process; the next request starts another."""
        self._kill()
        running, self.running = self.running, None
        if running is not None:
            _dispose(running)

    def _ask(self, request: dict[str, Any], raw: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        overdue = threading.Event()
        running = self._process()
        if self.is_cancelled:  # while it was started
            running.kill()

        def end() -> None:
            overdue.set()
            running.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        reply = None
        try:
            assert running.stdin is not None
            assert running.stdout is not None
            write_frame(running.stdin, request, [raw])  # type: ignore[arg-type]
            reply = read_frame(running.stdout)  # type: ignore[arg-type]
        except (OSError, ValueError, BrokenFrame):  # it ended; the reason is found below
            pass
        finally:
            timer.cancel()
            if reply is None or reply[0].get("last"):
                self.running = None
                running.kill()
                code = _dispose(running)
        if reply is not None:
            return reply
        if self.is_cancelled:
            raise _cancelled_error()
        if overdue.is_set():
            raise UnreadableArticle(f"Reading it takes longer than {seconds:g} seconds.", _HINT)
        if code == _OUT_OF_MEMORY:
            raise UnreadableArticle(f"Reading it takes more than {self.limits.megabytes} MB of memory.", _HINT)
        raise _failed_error()

    def _process(self) -> subprocess.Popen[bytes]:
        """The running process; a new one where there is none."""
        if self.running is not None and self.running.poll() is None:
            return self.running
        if self.running is not None:
            _dispose(self.running)
        # -I: neither the working folder nor the environment adds modules. One thread: more would only take memory.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        try:
            self.running = subprocess.Popen(
                [sys.executable, "-I", "-c", _PROGRAM, f"{__package__}.reading_loop"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
            assert self.running.stdin is not None
            path = [str(Path(each).absolute()) for each in sys.path]
            self.running.stdin.write(f"{json.dumps(path)}\n{self.limits.megabytes << 20}\n".encode())
            self.running.stdin.flush()
        except (OSError, ValueError) as error:
            message = "The process that reads articles can't be started."
            raise UnreadableArticle(message, "Check that this machine has memory left, and try again.") from error
        return self.running

    def _kill(self) -> None:
        running = self.running
        if running is not None:
            with suppress(OSError):
                running.kill()


def _dispose(ended: subprocess.Popen[bytes]) -> int:
    """Close what belongs to an ended process; its exit code."""
    for stream in (ended.stdin, ended.stdout):
        with suppress(OSError):  # what it never took is still to be written
            if stream is not None:
                stream.close()
    return ended.wait()


def _error_of_reply(error: object) -> OnRecordError:
    """The error that came back, as text that is checked and cleaned."""
    if not isinstance(error, list) or len(error) != 3 or not all(isinstance(part, str) for part in error):
        return _failed_error()
    kind, message, hint = (normalize_line(part[:1_000]) for part in error)
    return NeedsExtra(message, hint) if kind == NeedsExtra.__name__ else UnreadableArticle(message, hint)


def _failed_error(what: str = "") -> UnreadableArticle:
    why = f" ({what})" if what else ""
    return UnreadableArticle(f"Reading it failed unexpectedly{why}.", "Save it as plain text, or paste its words.")


def _cancelled_error() -> UnreadableArticle:
    return UnreadableArticle("Reading was cancelled.", "Nothing was saved.")
