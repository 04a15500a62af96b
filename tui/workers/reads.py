"""Reading off the screen's thread: one thread, one connection, and a way to stop a long query at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from db.store.opening import open_reader
from db.store.progress import Progress
from db.store.reader import Reader
from db.store.sqlite_errors import explained
from tui.workers.long_reads import LongReadWorker

P = ParamSpec("P")
T = TypeVar("T")


class ReadWorker:
    """A store being read. What paints the first screen is read at once; all else in a thread of its own."""

    def __init__(self, path: Path, begin: Callable[[Reader], object] | None = None) -> None:
        """Open the store.

        :param begin: what each connection does first, such as to hide what was not known at a moment.
        :raises OnRecordError: the store can't be read.
        """
        self.path = path
        self._begin = begin
        self._first = self._opened()
        self._later: Reader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._lanes: dict[str, Future[Any]] = {}
        self._unanswered: set[Future[Any]] = set()
        self._apart: ReadWorker | None = None
        self._long: LongReadWorker | None = None
        self._kept: dict[str, asyncio.Future[Any]] = {}

    def at_once(self, question: Callable[Concatenate[Reader, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Ask and wait: for bounded questions before the first screen, never on a key's path.

        :param question: a function of :mod:`db` that takes a reader first.
        :raises OnRecordError: the store can't be read.
        """
        with explained(self.path):
            return question(self._first, *args, **named)

    async def ask(
        self, lane: str, question: Callable[Concatenate[Reader, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """Ask in the reading thread. A newer question of the same lane takes the place of one still waiting.

        :param lane: what the answer is for, such as the name of a pane.
        :param question: a function of :mod:`db` that takes a reader first.
        :raises asyncio.CancelledError: a newer question took its place.
        :raises OnRecordError: the store can't be read.
        """
        waiting = self._lanes.pop(lane, None)
        if waiting is not None:
            waiting.cancel()
        future = self._thread.submit(self._answer, lambda record: question(record, *args, **named))
        self._lanes[lane] = future
        self._unanswered.add(future)
        future.add_done_callback(self._unanswered.discard)
        return await asyncio.wrap_future(future)

    async def ask_apart(
        self, lane: str, question: Callable[Concatenate[Reader, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """Ask what takes long, where no other question waits for it; the answer is kept until :meth:`forget`.

        :param lane: what the answer is for; it is asked for once.
        :param question: a function of :mod:`db` that takes a reader first.
        :raises asyncio.CancelledError: a newer question took its place.
        :raises OnRecordError: the store can't be read.
        """
        asked = self._kept.get(lane)
        if asked is None or (asked.done() and (asked.cancelled() or asked.exception() is not None)):
            if self._apart is None:
                self._apart = ReadWorker(self.path, self._begin)
            asked = self._kept[lane] = asyncio.ensure_future(self._apart.ask(lane, question, *args, **named))
            asked.add_done_callback(_heard)
        answer: T = await asyncio.shield(asked)
        return answer

    async def ask_long(self, question: Callable[..., T], *args: Any, progress: Progress) -> T:
        """Ask what goes through a whole case, with a connection and a thread of its own; to cancel is to stop it.

        :param question: takes a reader first, and ``progress``, which it moves on.
        :raises asyncio.CancelledError: it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        if self._long is None:
            self._long = LongReadWorker(self.path, self._opened)
        return await self._long.ask(question, *args, progress=progress)

    async def ask_each(
        self, question: Callable[..., Iterator[T]], *args: Any, progress: Progress
    ) -> AsyncGenerator[T, None]:
        """Ask what is answered in parts, as :meth:`ask_long` does, and take each part as it comes.

        :param question: takes a reader first, and ``progress``; an iterator of the parts.
        :raises asyncio.CancelledError: it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        loop = asyncio.get_running_loop()
        came: asyncio.Queue[list[T]] = asyncio.Queue()

        def taken(record: Reader, *, progress: Progress) -> None:
            for part in question(record, *args, progress=progress):
                loop.call_soon_threadsafe(came.put_nowait, [part])

        asked = asyncio.ensure_future(self.ask_long(taken, progress=progress))
        asked.add_done_callback(lambda _: came.put_nowait([]))
        try:
            while some := await came.get():
                yield some[0]
            await asked
        finally:
            asked.cancel()

    def forget(self) -> None:
        """Let go of the answers that are kept, since the record has changed."""
        self._kept.clear()

    def close(self) -> None:
        """Stop what runs, at once, and close the store."""
        if self._long is not None:
            self._long.close()
        if self._apart is not None:
            self._apart.close()
        self._thread.shutdown(wait=False, cancel_futures=True)
        while self._unanswered:
            if self._later is not None:
                self._later.interrupt()  # again and again: one that comes just before a query begins is lost
            wait(tuple(self._unanswered), timeout=0.02)
        self._thread.shutdown(wait=True)
        if self._later is not None:
            self._later.close()
        self._first.close()

    def _answer(self, question: Callable[[Reader], T]) -> T:
        if self._later is None:
            self._later = self._opened()
        with explained(self.path):
            return question(self._later)

    def _opened(self) -> Reader:
        record = open_reader(self.path)
        if self._begin is not None:
            try:
                with explained(self.path):
                    self._begin(record)
            except BaseException:
                record.close()
                raise
        return record


def _heard(asked: asyncio.Future[Any]) -> None:
    """Take an error for heard where nobody waits for the answer any more, as when the desk is left."""
    if not asked.cancelled():
        asked.exception()
