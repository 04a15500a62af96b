"""Alarms of a case, looked for on a connection of their own. The search is imported when it first runs.

A large case has too many to wait for or to keep: they come page by page, a limited number of each kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from db.dataclass import dataclass, field
from db.errors import NotFound
from db.model.ids import CaseId
from db.queries.cases import AT_A_LOOK, is_small
from db.store.progress import Progress
from db.store.reader import Reader
from tui.text import wording
from tui.workers.reads import ReadWorker

if TYPE_CHECKING:
    from db.analysis.alarms import Alarm
    from db.analysis.alarms.pages import AlarmPage

MOST_OF_KIND = 1_000
"""Alarms of one kind that the desk lists in a large case."""


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


async def is_large(reading: ReadWorker, case: CaseId) -> bool:
    """Whether a case is too large to read all its alarms, times or gaps while a person waits."""
    return not await reading.ask("is-large", is_small, case, AT_A_LOOK)


async def pages_of_alarms(reading: ReadWorker, case: CaseId, progress: Progress) -> AsyncGenerator[AlarmPage, None]:
    """The alarms of a large case page by page, as they are found; at most about :data:`MOST_OF_KIND` of a kind.

    Echoes come last, since the first of them takes a look at every claim. Closing the generator stops the search.

    :raises OnRecordError: the store can't be read.
    """
    async for page in reading.ask_each(_find_pages, case, progress=progress):
        yield page


async def alarm_of_large_case(reading: ReadWorker, case: CaseId, key: str) -> Alarm | None:
    """The alarm with a key; None where the record no longer raises it.

    :raises OnRecordError: the store can't be read.
    """
    return await reading.ask_long(_find_by_key, case, key, progress=Progress())


def _find_alarms(record: Reader, case: CaseId) -> list[Alarm]:
    from db.analysis.alarms import alarms  # kept out of start-up

    return alarms(record, case)


def _find_pages(record: Reader, case: CaseId, *, progress: Progress) -> Iterator[AlarmPage]:
    from db.analysis.alarms import AlarmKind  # kept out of start-up
    from db.analysis.alarms.pages import alarm_pages

    kinds = [*(kind for kind in AlarmKind if kind is not AlarmKind.ECHO), AlarmKind.ECHO]
    return alarm_pages(record, case, kinds=kinds, most=MOST_OF_KIND, progress=progress)


def _find_by_key(record: Reader, case: CaseId, key: str, *, progress: Progress) -> Alarm | None:  # noqa: ARG001
    from db.analysis.alarms.lookup import alarm_by_key  # kept out of start-up

    try:
        return alarm_by_key(record, case, key)
    except NotFound:
        return None


def _count_marks(found: Sequence[Alarm]) -> AlarmMarks:
    standing = [alarm for alarm in found if alarm.set_aside is None]
    at: dict[str, Counter[int]] = {"claims": Counter(), "statements": Counter()}
    for alarm in standing:
        for table, each in at.items():
            each.update({row.id for row in alarm.rows if row.table == table})
    return AlarmMarks(len(standing), at["claims"], at["statements"])
