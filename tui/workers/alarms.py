"""Alarms of a case, looked for on a connection of their own. The search is imported when it first runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from db.dataclass import dataclass, field
from db.model.ids import CaseId
from db.queries.cases import is_small, require_small_case
from db.store.reader import Reader
from tui.text import wording
from tui.workers.reads import ReadWorker

if TYPE_CHECKING:
    from db.analysis.alarms import Alarm


@dataclass(frozen=True, slots=True)
class AlarmMarks:
    """Counts of the alarms that are not set aside: in all, and at each row."""

    standing: int = 0
    claims: Mapping[int, int] = field(default_factory=dict)
    """By claim id."""
    statements: Mapping[int, int] = field(default_factory=dict)
    """By statement id."""

    @property
    def words(self) -> str:
        """The count in words, for the head of the desk."""
        return wording.pluralize(self.standing, "alarm")


async def alarms_of(reading: ReadWorker, case: CaseId) -> list[Alarm]:
    """The alarms of a case, including those that are set aside.

    :raises asyncio.CancelledError: the record changed meanwhile.
    :raises OnRecordError: the store can't be read.
    """
    return await reading.ask_apart(f"alarms-{case}", _find_alarms, case)


async def marks_of(reading: ReadWorker, case: CaseId) -> AlarmMarks | None:
    """Count the alarms at each row; None for a large case, which is searched only on request.

    :raises asyncio.CancelledError: the record changed meanwhile.
    :raises OnRecordError: the store can't be read.
    """
    if not await reading.ask("is-small", is_small, case):
        return None
    return _count_marks(await alarms_of(reading, case))


def _find_alarms(record: Reader, case: CaseId) -> list[Alarm]:
    from db.analysis.alarms import alarms  # kept out of start-up

    require_small_case(record, case, "Computing alarms", "onrecord alarms prints them, with no time limit.")
    return alarms(record, case)


def _count_marks(found: Sequence[Alarm]) -> AlarmMarks:
    standing = [alarm for alarm in found if alarm.set_aside is None]
    at: dict[str, Counter[int]] = {"claims": Counter(), "statements": Counter()}
    for alarm in standing:
        for table, each in at.items():
            each.update({row.id for row in alarm.rows if row.table == table})
    return AlarmMarks(len(standing), at["claims"], at["statements"])
