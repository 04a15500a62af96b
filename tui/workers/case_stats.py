"""Statistics of cases, counted on a connection of their own, so that no other read waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.ids import CaseId
from db.store.reader import Reader
from tui.workers.reads import ReadWorker

if TYPE_CHECKING:
    from db.analysis.case_stats import VersionedCaseStats


class StatsWorker:
    """A connection and a thread that count, and can be stopped in the middle of a count."""

    def __init__(self, store: ReadWorker) -> None:
        """Take a worker of the store, which is opened once more at the first count."""
        self._store = store
        self._reading: ReadWorker | None = None

    async def glance(self, case: CaseId, *, whole: bool = False) -> VersionedCaseStats | None:
        """Count a case; None where it changed during the count.

        :param whole: count a large case too, however long that takes.
        :raises asyncio.CancelledError: it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        if self._reading is None:
            self._reading = self._store.another()
        return await self._reading.ask("glance", _count_case, case, whole)

    def stop(self) -> None:
        """Stop the running count at once."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None


def _count_case(record: Reader, case: CaseId, whole: bool) -> VersionedCaseStats | None:
    from db.analysis.case_stats import case_stats  # kept out of start-up

    return case_stats(record, case, whole=whole)
