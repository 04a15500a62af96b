"""A store that is only read: a person says so, or its file can't be written. Nothing opens it to write."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from db.errors import NotAllowed, OnRecordError
from tui.workers.writes import WriteWorker

if TYPE_CHECKING:
    from db.journal.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")

SAID = "onrecord was started with --readonly"
"""Why, where a person says so."""


def why_readonly(store: Path, *, said: bool) -> str:
    """Why a store is only read; empty where it is not.

    :param store: the file; it may be missing.
    :param said: whether a person said ``--readonly``.
    """
    if said:
        return SAID
    return "its file is read-only" if store.exists() and not os.access(store, os.W_OK) else ""


def refusal(why: str) -> NotAllowed:
    """Why nothing is written.

    :param why: as :func:`why_readonly` gives it.
    """
    hint = (
        "Start it without --readonly to change the record."
        if why == SAID
        else "Copy the file to a folder of yours, and open the copy."
    )
    return NotAllowed(f"Nothing is written: {why}.", hint)


class ReadOnly(WriteWorker):
    """What stands in place of writing where the store is only read."""

    def __init__(self, path: Path, why: str) -> None:
        """Name the store.

        :param why: as :func:`why_readonly` gives it.
        """
        super().__init__(path)
        self._why = why

    @property
    def refusal(self) -> OnRecordError:
        """That nothing is written."""
        return refusal(self._why)

    async def do(self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs) -> T:  # noqa: ARG002
        """Refuse.

        :raises NotAllowed: always.
        """
        raise self.refusal

    def later(self, change: Callable[Concatenate[Writer, P], object], *args: P.args, **named: P.kwargs) -> None:
        """Do nothing."""
