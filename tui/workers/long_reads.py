"""Long queries over a large case: each has a connection of its own, so that no other read waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from db.store.damage import sound
from db.store.progress import Progress, QueryStopped
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors

T = TypeVar("T")

AT_ONCE = 4
"""Long queries that run at the same time: one for each pane."""


class LongReadWorker:
    """Runs long queries on one store. To cancel one stops its thread at once."""

    def __init__(self, path: Path, opened: Callable[[], Reader]) -> None:
        """Take the path of the store.

        :param opened: opens a connection.
        """
        self._path = path
        self._opened = opened
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="long-reading")
        self._idle: list[Reader] = []
        self._running: list[Progress] = []

    async def ask(self, question: Callable[..., T], *args: Any, progress: Progress) -> T:
        """Run a query; cancelling the task stops it at once.

        :param question: takes a reader first, and ``progress``, which it updates.
        :raises asyncio.CancelledError: it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        future = self._threads.submit(self._answer, question, args, progress)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            progress.stopped = True
            raise

    def close(self) -> None:
        """Stop all queries and close their connections."""
        for progress in list(self._running):
            progress.stopped = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        while self._idle:
            self._idle.pop().close()

    def _answer(self, question: Callable[..., T], args: tuple[Any, ...], progress: Progress) -> T:
        if progress.stopped:
            raise CancelledError
        self._running.append(progress)
        record = None
        try:
            record = self._idle.pop() if self._idle else self._opened()
            record.heed(progress)
            with explain_errors(self._path), record.as_of_now():
                return sound(question(record, *args, progress=progress), self._path)
        except QueryStopped:
            raise CancelledError from None
        except Exception:
            if progress.stopped:  # SQLite raises an error where it was interrupted
                raise CancelledError from None
            raise
        finally:
            self._running.remove(progress)
            if record is not None:
                record.heed(None)
                if self._idle:
                    record.close()  # each caches pages of the store in memory
                else:
                    self._idle.append(record)
