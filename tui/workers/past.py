"""The past of a case: the moment that the desk shows it as of. What was known then: :mod:`db.as_of.as_of`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from db.dataclass import dataclass
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
    """A report or a time that a case is shown as of."""

    case: CaseId
    words: str
    """Safe to show: "R3 Anadolu, 16 Dec 2020"."""
    report: ReportId | None = None
    time: str | None = None
    """UTC; None for a report."""

    def hide(self, record: Reader) -> AsOf:
        """Hide from every query of a connection what was not known yet.

        :raises NotFound: the report was removed.
        """
        from db.as_of.as_of import show_as_of  # kept out of start-up

        return show_as_of(record, self.case, moment=self.time, report=self.report)


def past_refusal(words: str) -> Refused:
    """The error for a change to the past.

    :param words: the moment that the desk shows, safe to show.
    """
    return Refused(
        f"You are viewing the past, as of {words}: nothing can be changed there.",
        "esc goes back to the timeline, and from there to now.",
    )


class NoWriting(WriteWorker):
    """The write worker of a desk in the past: refuses every change."""

    def __init__(self, path: Path, words: str) -> None:
        """Take the path of the store.

        :param words: the moment that the desk shows, safe to show.
        """
        super().__init__(path)
        self._words = words

    @property
    def refusal(self) -> OnRecordError:
        """Always set: nothing is written to the past."""
        return past_refusal(self._words)

    async def do(self, change: Callable[Concatenate[Writer, P], T], *args: P.args, **named: P.kwargs) -> T:  # noqa: ARG002
        """Refuse.

        :raises Refused: always.
        """
        raise self.refusal

    def later(self, change: Callable[Concatenate[Writer, P], object], *args: P.args, **named: P.kwargs) -> None:
        """Do nothing."""
