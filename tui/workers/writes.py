"""Writing off the screen's thread: one thread, one connection, opened when a change is first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Container
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from textual.message import Message

from db.errors import OnRecordError
from db.journal.author import default_author
from db.store.sqlite_errors import explained
from tui.text.targets import Row

if TYPE_CHECKING:
    from db.journal.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WriteResult(Generic[T]):
    """A change that was made."""

    result: T
    words: str
    """What the journal calls it; empty where nothing changed."""


@dataclass
class Changed(Message):
    """The record is another than before: screens read again what they show."""

    words: str
    """What was done, as the journal calls it; empty where nothing was."""
    came: Row | None = None
    """What came, to put the cursor on."""
    title: str = "Written"
    """What happened to it, in a word."""
    hint: str = "u undoes"
    """What one can do about it."""
    is_own: bool = True
    """Whether it was done through this desk, not by another program."""


class WriteWorker:
    """A store being written to. Nothing is opened, and nothing imported that writes, before the first change."""

    def __init__(self, path: Path, who: str | None = None, *, make: bool = False) -> None:
        """Name the store.

        :param who: whose hand the journal names; where not given, as :func:`db.journal.author.default_author` finds.
        :param make: whether a store that isn't there yet is made with the first change.
        """
        self.path = path
        self._who = who
        self._make = make
        self.unkept: dict[tuple[str, int | None], dict[str, str]] = {}
        """Half-typed forms that the store can't keep, by form and case."""
        self.seen: int | None = None
        """The last action of any hand that the desk has read; None where it doesn't watch."""
        self.passed: set[int] = set()
        """Actions that undoing leaves as they are, since they can't be taken back."""
        self.works = 0
        """How often something was done through it, whether or not it changed the record."""
        self._writer: Writer | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writing")

    @property
    def own(self) -> Container[int]:
        """The actions that were written through it."""
        return self._writer.own if self._writer is not None else ()

    @property
    def name(self) -> str:
        """Whose hand the journal names."""
        return default_author(self._who)

    @property
    def is_there(self) -> bool:
        """Whether there is a store; one that is to be made comes with the first change."""
        return not self._make or self.path.exists()

    @property
    def refusal(self) -> OnRecordError | None:
        """Why nothing can be written through here at all; None where it can."""
        return None

    async def do(self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Do something with the store, after what was asked for before it. Once asked for, it is done.

        :param change: a function that takes a writer first.
        :raises OnRecordError: the store can't be written, or the record refuses.
        """
        future = self._thread.submit(self._done, lambda writer: change(writer, *args, **named))
        return await asyncio.shield(asyncio.wrap_future(future))

    def later(self, change: Callable[Concatenate[Writer, P], object], *args: P.args, **named: P.kwargs) -> None:
        """Do something with the store without waiting for it, such as when the desk goes away. What fails is not said.

        :param change: a function that takes a writer first.
        """
        self._thread.submit(self._done, lambda writer: change(writer, *args, **named))

    async def make(
        self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs
    ) -> WriteResult[T]:
        """Make a change as one action of the journal, and say what the journal calls it.

        :param change: a function that takes a writer first.
        :raises OnRecordError: the store can't be written, or the record refuses; then nothing was.
        """
        return await self.do(_made, lambda writer: change(writer, *args, **named))

    def close(self) -> None:
        """Finish what was asked for, and close the store."""
        self._thread.submit(self._shut)
        self._thread.shutdown(wait=True)

    def _done(self, change: Callable[[Writer], T]) -> T:
        self.works += 1
        with explained(self.path):
            if self._writer is None:
                self._writer = self._opened()
            return change(self._writer)

    def _opened(self) -> Writer:
        from db.journal.opening import open_or_create, open_writer

        if self._make and not self.path.exists():
            from db.store.location import usual_path

            if self.path == usual_path():
                self.path.parent.mkdir(parents=True, exist_ok=True)
            return open_or_create(self.path, self._who)
        return open_writer(self.path, self._who)

    def _shut(self) -> None:
        if self._writer is not None:
            self._writer.close()


def _made(writer: Writer, change: Callable[[Writer], T]) -> WriteResult[T]:
    before = len(writer.own)
    with writer.action():
        result = change(writer)
    return WriteResult(result, (writer.done or "") if len(writer.own) > before else "")
