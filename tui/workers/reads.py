"""Reads in a background thread on one connection; a long query can be stopped at once.

Each answer is of one moment, although it takes several queries: a row that the first finds is there for the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from db.store.damage import sound
from db.store.opening import open_reader
from db.store.progress import Progress
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors
from tui.workers.long_reads import LongReadWorker

P = ParamSpec("P")
T = TypeVar("T")


FOREIGN_SECONDS = 1.0
"""Seconds in which a schema that is not onrecord's must answer all that is asked at once: no key is read meanwhile."""


class ReadWorker:
    """Reads a store: what the first screen needs at once, everything else in a thread."""

    def __init__(
        self, path: Path, begin: Callable[[Reader], object] | None = None, *, accept_schema: bool = False
    ) -> None:
        """Open the store.

        :param begin: called on each new connection, such as to hide what was not known at a moment.
        :param accept_schema: whether a store whose schema is not onrecord's is opened.
        :raises OnRecordError: the store can't be read.
        """
        self.path = path
        self._accept_schema = accept_schema
        self._foreign_seconds = FOREIGN_SECONDS
        self._begin = begin
        self._first = self._open()
        self._later: Reader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._lanes: dict[str, Future[Any]] = {}
        self._unanswered: set[Future[Any]] = set()
        self._apart: ReadWorker | None = None
        self._long: LongReadWorker | None = None
        self._is_closed = False
        self._kept: dict[str, asyncio.Future[Any]] = {}

    @property
    def foreign_parts(self) -> tuple[str, ...]:
        """What of the store's schema is not onrecord's, a phrase each."""
        return self._first.foreign_parts

    def another(self, begin: Callable[[Reader], object] | None = None) -> ReadWorker:
        """Open the same store once more.

        :param begin: as for this one.
        :raises OnRecordError: the store can't be read.
        """
        return ReadWorker(self.path, begin, accept_schema=self._accept_schema)

    def at_once(self, question: Callable[Concatenate[Reader, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Run a query and block: only for bounded queries before the first screen, never in answer to a key.

        :param question: a function of :mod:`db` that takes a reader first.
        :raises TooLarge: the schema is not onrecord's, and what it has in the place of a table takes too long.
        :raises OnRecordError: the store can't be read.
        """
        began = monotonic()
        limit = self._first.within(self._foreign_seconds) if self.foreign_parts else nullcontext()
        try:
            with limit, explain_errors(self.path), self._first.as_of_now():
                return sound(question(self._first, *args, **named), self.path)
        finally:
            self._foreign_seconds -= monotonic() - began

    async def ask(
        self, lane: str, question: Callable[Concatenate[Reader, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """Run a query in the reading thread. It replaces one of the same lane that still waits.

        :param lane: a name for what the answer is for, such as a pane.
        :param question: a function of :mod:`db` that takes a reader first.
        :raises asyncio.CancelledError: a newer query replaced it, or the store was closed.
        :raises OnRecordError: the store can't be read.
        """
        waiting = self._lanes.pop(lane, None)
        if waiting is not None:
            waiting.cancel()
        if self._is_closed:  # its screen is closing, or the desk
            raise asyncio.CancelledError
        future = self._thread.submit(self._answer, lambda record: question(record, *args, **named))
        self._lanes[lane] = future
        self._unanswered.add(future)
        future.add_done_callback(self._unanswered.discard)
        return await asyncio.wrap_future(future)

    async def ask_apart(
        self, lane: str, question: Callable[Concatenate[Reader, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """Run a slow query on a connection of its own; the answer is cached until :meth:`forget`.

        :param lane: the key in the cache.
        :param question: a function of :mod:`db` that takes a reader first.
        :raises asyncio.CancelledError: a newer query replaced it.
        :raises OnRecordError: the store can't be read.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        asked = self._kept.get(lane)
        if asked is None or (asked.done() and (asked.cancelled() or asked.exception() is not None)):
            if self._apart is None:
                self._apart = self.another(self._begin)
            asked = self._kept[lane] = asyncio.ensure_future(self._apart.ask(lane, question, *args, **named))
            asked.add_done_callback(_retrieve_error)
        answer: T = await asyncio.shield(asked)
        return answer

    async def ask_long(self, question: Callable[..., T], *args: Any, progress: Progress) -> T:
        """Run a query over a whole case on a connection and a thread of its own; cancelling the task stops it.

        :param question: takes a reader first, and ``progress``, which it updates.
        :raises asyncio.CancelledError: it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        if self._long is None:
            self._long = LongReadWorker(self.path, self._open)
        return await self._long.ask(question, *args, progress=progress)

    async def ask_each(
        self, question: Callable[..., Iterator[T]], *args: Any, progress: Progress
    ) -> AsyncGenerator[T, None]:
        """Run a query as :meth:`ask_long` does, and yield each part of the answer as it comes.

        :param question: takes a reader first, and ``progress``; returns an iterator of the parts.
        :raises asyncio.CancelledError: it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        loop = asyncio.get_running_loop()
        came: asyncio.Queue[list[T]] = asyncio.Queue()

        def collect(record: Reader, *, progress: Progress) -> None:
            for part in question(record, *args, progress=progress):
                loop.call_soon_threadsafe(came.put_nowait, [part])

        asked = asyncio.ensure_future(self.ask_long(collect, progress=progress))
        asked.add_done_callback(lambda _: came.put_nowait([]))
        try:
            while some := await came.get():
                yield some[0]
            await asked
        finally:
            asked.cancel()

    def forget(self) -> None:
        """Clear the cache of :meth:`ask_apart`, since the record has changed."""
        self._kept.clear()

    def close(self) -> None:
        """Stop all queries at once, and close the store."""
        self._is_closed = True
        if self._long is not None:
            self._long.close()
        if self._apart is not None:
            self._apart.close()
        self._thread.shutdown(wait=False, cancel_futures=True)
        while self._unanswered:
            if self._later is not None:
                self._later.interrupt()  # repeated, since an interrupt just before a query begins has no effect
            wait(tuple(self._unanswered), timeout=0.02)
        self._thread.shutdown(wait=True)
        if self._later is not None:
            self._later.close()
        self._first.close()

    def _answer(self, question: Callable[[Reader], T]) -> T:
        if self._later is None:
            self._later = self._open()
        with explain_errors(self.path), self._later.as_of_now():
            return sound(question(self._later), self.path)

    def _open(self) -> Reader:
        record = open_reader(self.path, accept_schema=self._accept_schema)
        if self._begin is not None:
            try:
                with explain_errors(self.path):
                    self._begin(record)
            except BaseException:
                record.close()
                raise
        return record


def _retrieve_error(asked: asyncio.Future[Any]) -> None:
    """Retrieve the error of a query that nobody awaits any more, which asyncio would log."""
    if not asked.cancelled():
        asked.exception()
