"""The alarms of a case of any size, page by page: of a large case, memory holds a page and little more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from db.analysis.alarms import FINDERS
from db.analysis.alarms.changed_account import changed_accounts
from db.analysis.alarms.denial_scope import denial_scopes
from db.analysis.alarms.dismissals import mark_set_aside
from db.analysis.alarms.echo import echo_pages
from db.analysis.alarms.model import Alarm, AlarmKind, IdRange
from db.analysis.alarms.origin_not_recorded import unrecorded_origins
from db.dataclass import dataclass
from db.model.ids import CaseId
from db.queries.cases import AT_A_LOOK, is_small
from db.store.progress import Progress
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class AlarmPageLimits:
    """How the alarms of a case are cut into pages; the alarms are the same."""

    whole: int = AT_A_LOOK
    """Claims, reports and statements, each, up to which a case is looked through as a whole."""
    ids: int = 5_000
    """Claims or statements that are looked through for one page."""
    claims: int = 1_000
    """Claims that a page of echoes may name."""


ALARM_PAGE_LIMITS = AlarmPageLimits()


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """Some alarms of one kind."""

    kind: AlarmKind
    alarms: list[Alarm]


def alarm_pages(
    record: Reader,
    case: CaseId,
    *,
    kinds: Collection[AlarmKind] = tuple(AlarmKind),
    most: int | None = None,
    progress: Progress | None = None,
    limits: AlarmPageLimits | None = None,
) -> Iterator[AlarmPage]:
    """The alarms that :func:`db.analysis.alarms.alarms` finds, page by page; those that are set aside are marked.

    :param kinds: only these kinds, in this order; every kind has at least one page, which may be empty.
    :param most: alarms of a kind after which the next kind begins, in a large case.
    :param limits: how they are cut into pages; :data:`ALARM_PAGE_LIMITS` where not given.
    :raises QueryStopped: the progress was stopped.
    """
    limits = limits or ALARM_PAGE_LIMITS
    if is_small(record, case, limits.whole):
        for kind in kinds:
            found = [alarm for finder in FINDERS[kind] for alarm in finder(record, case)]
            yield AlarmPage(kind, mark_set_aside(record, case, found))
        return
    steps = _Steps(record, case, len(kinds), progress, limits.ids)
    for number, kind in enumerate(kinds):
        steps.begin(number)
        count = 0
        for found in _pages_of_kind(record, case, kind, steps, limits.claims):
            yield AlarmPage(kind, mark_set_aside(record, case, found))
            count += len(found)
            if most is not None and count >= most:
                break


class _Steps:
    """Ranges of ids to look through, each a step of the progress."""

    def __init__(self, record: Reader, case: CaseId, kinds: int, progress: Progress | None, size: int) -> None:
        self._progress = progress
        self._kinds, self._done = kinds, 0
        self._ranges = {table: _id_ranges(record, case, table, size) for table in ("claims", "statements")}

    def begin(self, number: int) -> None:
        """Begin with a kind."""
        self._done = number * 100
        self._report(0)

    def through(self, table: str) -> Iterator[IdRange]:
        """The ranges of a table, one after the other."""
        ranges = self._ranges[table]
        for number, each in enumerate(ranges):
            self._report(100 * number // len(ranges))
            yield each

    def _report(self, percent: int) -> None:
        if self._progress is not None:
            self._progress.go_on(self._done + percent, 100 * self._kinds)


def _id_ranges(record: Reader, case: CaseId, table: str, size: int) -> Sequence[IdRange]:
    (least, most), *_ = record.rows(f'SELECT min(id), max(id) FROM {table} WHERE "case" = :case', case=case)
    if least is None:
        return ()
    return [(first, first + size - 1) for first in range(least, most + 1, size)]


_IN_RANGES: dict[AlarmKind, tuple[str, Callable[..., list[Alarm]]]] = {
    AlarmKind.CHANGED_ACCOUNT: ("claims", changed_accounts),
    AlarmKind.ORIGIN_NOT_RECORDED: ("claims", unrecorded_origins),
    AlarmKind.DENIAL_SCOPE: ("statements", denial_scopes),
}
"""Kinds of which each alarm is about one claim or one statement."""


def _pages_of_kind(record: Reader, case: CaseId, kind: AlarmKind, steps: _Steps, claims: int) -> Iterator[list[Alarm]]:
    if kind is AlarmKind.ECHO:
        yield from echo_pages(record, case, steps.through("claims"), claims)
    elif kind in _IN_RANGES:
        table, finder = _IN_RANGES[kind]
        for among in steps.through(table):
            yield finder(record, case, among=among)
    else:
        yield [alarm for finder in FINDERS[kind] for alarm in finder(record, case)]
