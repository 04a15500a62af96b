"""The past of a case: which moment it is shown as of, and nothing is written there. What was known: db.as_of.as_of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from db.errors import OnRecordError, Refused
from db.model.ids import CaseId, ReportId
from db.store.reader import Reader
from tui.workers.writes import WriteWorker

if TYPE_CHECKING:
    from db.as_of.as_of import AsOf
    from db.journal.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Moment:
    """What a case is shown as of: a report, or a time."""

    case: CaseId
    words: str
    """Safe to show: "R3 Anadolu, 16 Dec 2020"."""
    report: ReportId | None = None
    time: str | None = None
    """UTC, where it is not a report."""

    def hide(self, record: Reader) -> AsOf:
        """Hide what was not known yet from every query of a connection.

        :raises NotFound: the report is gone.
        """
        from db.as_of.as_of import as_of

        return as_of(record, self.case, moment=self.time, report=self.report)


def refusal(words: str) -> Refused:
    """Why nothing is written to the past.

    :param words: which moment it is shown as of.
    """
    return Refused(
        f"You are looking at the past, as of {words}: nothing is written there.",
        "esc goes back to the timeline, and from there to now.",
    )


class NoWriting(WriteWorker):
    """What stands in place of writing where the past is shown."""

    def __init__(self, path: Path, words: str) -> None:
        """Name the store.

        :param words: which moment it is shown as of.
        """
        super().__init__(path)
        self._words = words

    @property
    def refusal(self) -> OnRecordError:
        """That nothing is written to the past."""
        return refusal(self._words)

    async def do(self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs) -> T:  # noqa: ARG002
        """Refuse.

        :raises Refused: always.
        """
        raise self.refusal

    def later(self, change: Callable[Concatenate[Writer, P], object], *args: P.args, **named: P.kwargs) -> None:
        """Do nothing."""
