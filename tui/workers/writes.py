"""Writes in a background thread on one connection, which is opened with the first change."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Container
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from textual.message import Message

from db.dataclass import dataclass, field
from db.errors import OnRecordError, StoreReplaced
from db.journal.author import default_author
from db.store.connection import empty_log
from db.store.files import log_path
from db.store.opening import open_to_change
from db.store.sqlite_errors import explain_errors
from tui.actions.registry import keyed
from tui.text.targets import Row

if TYPE_CHECKING:
    from db.journal.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")


UnkeptDrafts = dict[tuple[str, int | None], dict[str, str]]
"""Drafts that no store keeps, by form and case."""


@dataclass(frozen=True, slots=True)
class WriteResult(Generic[T]):
    """The result of a change, with its words in the journal."""

    result: T
    words: str
    """Empty where nothing changed."""


@dataclass
class Changed(Message):
    """The record has changed: screens refresh."""

    words: str
    """The action's words in the journal; empty where no notice is due."""
    came: Row | None = None
    """A new row, to put the cursor on."""
    title: str = "Saved"
    """Title of the notice."""
    hint: str = field(default_factory=lambda: keyed("{undo} undoes"))
    """What a person can do about it."""
    is_own: bool = True
    """Whether this desk made the change, not another program."""


@dataclass
class Replaced(Message):
    """Another file took the place of the store, or another record that of its content."""

    error: StoreReplaced


class WriteWorker:
    """Writes to a store. Before the first change it opens and imports nothing that writes."""

    def __init__(self, path: Path, who: str | None = None, *, make: bool = False) -> None:
        """Take the path of the store.

        :param who: the author of changes; by default :func:`db.journal.author.default_author`.
        :param make: create a missing store with the first change.
        """
        self.path = path
        self._who = who
        self._make = make
        self.unkept: UnkeptDrafts = {}
        """Drafts that the store can't keep, by form and case."""
        self.seen: int | None = None
        """The last action of any program that the desk has read; None where it does not watch."""
        self.passed: set[int] = set()
        """Actions that undo skips, since they can't be undone."""
        self.works = 0
        """Number of calls, whether or not they changed the record."""
        self.replaced: StoreReplaced | None = None
        """Why nothing more is written: another file took the place of the store."""
        self.report: Callable[[Replaced], object] = lambda _: None
        """Called in the writing thread when a change finds the store replaced."""
        self._held: sqlite3.Connection | None = None
        self._writer: Writer | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writing")

    @property
    def own(self) -> Container[int]:
        """Ids of the actions that this worker wrote."""
        return self._writer.own if self._writer is not None else ()

    @property
    def name(self) -> str:
        """The author of changes."""
        return default_author(self._who)

    @property
    def is_there(self) -> bool:
        """Whether the store exists; a missing one may be created with the first change."""
        return not self._make or self.path.exists()

    @property
    def refusal(self) -> OnRecordError | None:
        """Why no change can be written; None where one can."""
        return None

    def hold(self) -> None:
        """Open the store's file without waiting for it, so that the first change goes to the file that is shown."""
        if self.path.exists():
            self._thread.submit(self._hold)

    async def do(self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Run a function with the writer, after all earlier calls. It runs even where the caller is cancelled.

        :param change: a function that takes a writer first.
        :raises OnRecordError: the store can't be written, or the record refuses the change.
        """
        future = self._thread.submit(self._run, lambda writer: change(writer, *args, **named))
        return await asyncio.shield(asyncio.wrap_future(future))

    def later(self, change: Callable[Concatenate[Writer, P], object], *args: P.args, **named: P.kwargs) -> None:
        """Run a function with the writer without waiting for it, such as when the desk closes. Errors are dropped.

        :param change: a function that takes a writer first.
        """
        self._thread.submit(self._run, lambda writer: change(writer, *args, **named))

    async def make(
        self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs
    ) -> WriteResult[T]:
        """Run a change as one action of the journal.

        :param change: a function that takes a writer first.
        :raises OnRecordError: the store can't be written, or the record refuses; nothing is written then.
        """
        return await self.do(_make_action, lambda writer: change(writer, *args, **named))

    def check(self) -> None:
        """Find out in the writing thread what took the place of the store, and report it."""
        self.later(lambda writer: writer.check_place())

    def settle(self) -> None:
        """Empty the log into the store's file without waiting for it, so that a copy of the file alone is whole."""
        self._thread.submit(self._settle)

    def close(self) -> None:
        """Finish all calls, and close the store."""
        self._thread.submit(self._close_writer)
        self._thread.shutdown(wait=True)

    def _run(self, change: Callable[[Writer], T]) -> T:
        self.works += 1
        if self.replaced is not None:
            raise self.replaced
        try:
            with explain_errors(self.path):
                if self._writer is None:
                    self._writer = self._open()
                return change(self._writer)
        except StoreReplaced as error:
            self.replaced = error
            self.report(Replaced(error))
            raise

    def _hold(self) -> None:
        with suppress(OnRecordError):  # the first change reports it
            self._held = open_to_change(self.path)

    def _open(self) -> Writer:
        # kept out of start-up: what writes is imported in the writing thread
        from db.journal.opening import make_writer, open_or_create, open_writer

        if self._held is not None:
            held, self._held = self._held, None
            return make_writer(held, self.path, self._who)
        if self._make and not self.path.exists():
            from db.store.location import default_path  # kept out of start-up

            if self.path == default_path():
                self.path.parent.mkdir(parents=True, exist_ok=True)
            return open_or_create(self.path, self._who)
        return open_writer(self.path, self._who)

    def _settle(self) -> None:
        """Empty the log, unless a reader needs it: then the next call does."""
        if self.replaced is not None:
            return
        with suppress(sqlite3.Error, OSError):
            if not log_path(self.path).stat().st_size:
                return
            if self._writer is not None:
                self.works += 1  # the watcher sees it, and shall not report it
                self._writer.empty_log()
            elif self._held is not None:
                self.works += 1
                empty_log(self._held)

    def _close_writer(self) -> None:
        self._settle()
        if self._writer is not None:
            self._writer.close()
        elif self._held is not None:
            self._held.close()


def _make_action(writer: Writer, change: Callable[[Writer], T]) -> WriteResult[T]:
    before = len(writer.own)
    with writer.action():
        result = change(writer)
    return WriteResult(result, (writer.done or "") if len(writer.own) > before else "")
