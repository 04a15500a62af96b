"""Read-only stores: a person asked for it, or the file can't be written. No connection is opened to write."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from db.errors import NotAllowed, OnRecordError, StoreReplaced
from tui.text.safe import line
from tui.workers.writes import Replaced, WriteWorker

if TYPE_CHECKING:
    from db.journal.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")

SAID = "onrecord was started with --readonly"
"""The reason where a person asked for it."""


SERVED = "onrecord serve was started without --write"
"""The reason where a browser shows the desk, and whoever serves it did not let it write."""


FOREIGN_SCHEMA = "the schema of its file is not onrecord's"
"""The reason where a person accepted such a schema."""


def why_readonly(store: Path, *, said: bool, foreign_schema: bool = False, served: bool = False) -> str:
    """Why a store is read only; empty where it is not.

    :param store: the file; it may be missing.
    :param said: whether the option ``--readonly`` was given.
    :param foreign_schema: whether the schema is not onrecord's.
    :param served: whether a browser shows the desk.
    """
    if foreign_schema:
        return FOREIGN_SCHEMA
    if said:
        return SERVED if served else SAID
    return "its file is read-only" if store.exists() and not os.access(store, os.W_OK) else ""


def readonly_refusal(why: str) -> NotAllowed:
    """The error for a change to a read-only store.

    :param why: the reason, from :func:`why_readonly`.
    """
    hints = {
        SAID: "Start it without --readonly to change the record.",
        SERVED: "Whoever serves it can start it with --write.",
        FOREIGN_SCHEMA: "onrecord check lists the differences; to change the record again, remove them with sqlite3.",
    }
    hint = hints.get(why, "Copy the file to your own folder, and open the copy.")
    return NotAllowed(f"Nothing can be changed: {why}.", hint)


def describe_foreign_schema(parts: Sequence[str]) -> str:
    """The notice that the desk begins with where a person accepted a schema that is not onrecord's.

    :param parts: what differs, a phrase each.
    """
    more = f", and {len(parts) - _NAMED:,} more" if len(parts) > _NAMED else ""
    named = ", ".join(line(part) for part in parts[:_NAMED])
    return f"Nothing can be changed, and what is shown may be wrong: {named}{more}."


_NAMED = 3
"""Phrases that the notice has."""


class ReadOnly(WriteWorker):
    """The write worker of a read-only store: refuses every change."""

    def __init__(self, path: Path, why: str) -> None:
        """Take the path of the store.

        :param why: the reason, from :func:`why_readonly`.
        """
        super().__init__(path)
        self._why = why

    @property
    def forbids_files(self) -> bool:
        """Whether a person asked that nothing be written, which includes files elsewhere."""
        return self._why == SAID

    @property
    def refusal(self) -> OnRecordError:
        """Always set: nothing is written."""
        return readonly_refusal(self._why)

    def hold(self) -> None:
        """Open nothing."""

    def check(self) -> None:
        """Say that the store was replaced: nothing was written, and nothing will be."""
        if self.replaced is None:
            self.replaced = StoreReplaced(f"Another file was copied over {self.path} while it was open here.")
            self.report(Replaced(self.replaced))

    def settle(self) -> None:
        """Leave the log as it is."""

    async def do(self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs) -> T:  # noqa: ARG002
        """Refuse.

        :raises NotAllowed: always.
        """
        raise self.refusal

    def later(self, change: Callable[Concatenate[Writer, P], object], *args: P.args, **named: P.kwargs) -> None:
        """Do nothing."""
