"""Counting what there is to see of cases at a glance, apart from all other reading, so that nothing waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.model.ids import CaseId
from db.store.reader import Reader
from tui.workers.reads import ReadWorker

if TYPE_CHECKING:
    from db.analysis.case_stats import Counted


class StatsWorker:
    """A connection and a thread of its own, that can be let go of at once in the middle of a count."""

    def __init__(self, path: Path) -> None:
        """Name the store; it is opened with the first count."""
        self._path = path
        self._reading: ReadWorker | None = None

    async def glance(self, case: CaseId, *, whole: bool = False) -> Counted | None:
        """Count a case; None where it changed meanwhile.

        :param whole: count all of it, however long that takes.
        :raises asyncio.CancelledError: it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        if self._reading is None:
            self._reading = ReadWorker(self._path)
        return await self._reading.ask("glance", _glance, case, whole)

    def stop(self) -> None:
        """Stop what is being counted, at once."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None


def _glance(record: Reader, case: CaseId, whole: bool) -> Counted | None:
    from db.analysis.case_stats import case_stats

    return case_stats(record, case, whole=whole)
