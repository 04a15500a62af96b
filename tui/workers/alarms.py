"""Looking for the alarms of a case apart from all other reading; none of it is imported before it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.model.ids import CaseId
from db.queries.cases import at_a_look, is_small
from db.store.reader import Reader
from tui.text import wording
from tui.workers.reads import ReadWorker

if TYPE_CHECKING:
    from db.analysis.alarms import Alarm


@dataclass(frozen=True, slots=True)
class AlarmMarks:
    """How many alarms, of those that are not set aside, there are in all and at each row."""

    standing: int = 0
    claims: Mapping[int, int] = field(default_factory=dict)
    """By claim."""
    statements: Mapping[int, int] = field(default_factory=dict)
    """By statement."""

    @property
    def words(self) -> str:
        """The count, as the head of the desk has it."""
        return wording.counted(self.standing, "alarm")


async def alarms_of(reading: ReadWorker, case: CaseId) -> list[Alarm]:
    """The alarms of a case, those that are set aside among them.

    :raises asyncio.CancelledError: the record changed meanwhile.
    :raises OnRecordError: the store can't be read.
    """
    return await reading.ask_apart(f"alarms-{case}", _found, case)


async def marks_of(reading: ReadWorker, case: CaseId) -> AlarmMarks | None:
    """How many alarms there are at each row; None for a case so large that one looks for them only when asked to.

    :raises asyncio.CancelledError: the record changed meanwhile.
    :raises OnRecordError: the store can't be read.
    """
    if not await reading.ask("is-small", is_small, case):
        return None
    return _marks(await alarms_of(reading, case))


def _found(record: Reader, case: CaseId) -> list[Alarm]:
    from db.analysis.alarms import alarms

    at_a_look(record, case, "Looking for alarms", "onrecord alarms prints them, however long that takes.")
    return alarms(record, case)


def _marks(found: Sequence[Alarm]) -> AlarmMarks:
    standing = [alarm for alarm in found if alarm.set_aside is None]
    at: dict[str, Counter[int]] = {"claims": Counter(), "statements": Counter()}
    for alarm in standing:
        for table, each in at.items():
            each.update({row.id for row in alarm.rows if row.table == table})
    return AlarmMarks(len(standing), at["claims"], at["statements"])
