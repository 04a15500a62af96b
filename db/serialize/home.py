"""Cases side by side in shapes that JSON can hold: what each holds, what is left to do in it, when it last changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypedDict

from db.analysis.case_stats import case_stats
from db.analysis.home import CaseOrder, CaseOverview, home_row, home_rows, ordered
from db.errors import NotFound
from db.model.targets import Target, TargetKind
from db.queries.cases import Case
from db.queries.tasks import open_tasks
from db.serialize.assessments import beside, task_row
from db.serialize.assessments_part2 import BesideShape, TaskShape
from db.serialize.records_part2 import case_row
from db.serialize.schemas import CaseShape
from db.store.reader import Reader


class SupportedShape(TypedDict):
    """The claims of a case by the origins that stand for them."""

    several: int
    """On more than one known origin."""
    single: int
    """On one."""
    without: int
    """On none."""
    against: int
    """With something against them; they are among the others too."""


class ChangeShape(TypedDict):
    """The last change of a case."""

    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    who: str
    words: str


class HomeShape(CaseShape):
    """One case at a glance."""

    archived: bool
    undecided: int
    """Claims that are new yet."""
    both_ways: int | None
    """Those of them with statements for and against; null where it was not counted."""
    support: SupportedShape | None
    alarms: int | None
    """Alarms that are not set aside."""
    tasks: int
    """Tasks that are not done."""
    overdue: int
    changed: ChangeShape | None


class WholeCaseShape(CaseShape, BesideShape):
    """One case, as ``case`` prints it: what is kept beside it, and what is left to do on what is in it."""

    archived: bool
    undecided: int
    both_ways: int | None
    support: SupportedShape | None
    alarms: int | None
    changed: ChangeShape | None
    open_tasks: int
    """Tasks on the case and on what is in it that are not done."""
    overdue: int
    to_do: list[TaskShape]
    """Those of them that are on its claims, sources, reports and statements, the longest overdue first."""


def shaped_case(record: Reader, case: Case) -> WholeCaseShape:
    """One case, with what is kept beside it, and its open tasks.

    :raises NotFound: it is gone.
    """
    row = home_row(record, case.id)
    if row is None:
        raise NotFound(f"There is no case {case.key} any more.", "onrecord cases lists them.")
    seen = _home_shape(record, _counted(record, row, None))
    today = date.today()  # the day where the person is
    found = open_tasks(record, case.id, today=today)
    return {
        **case_row(record, case),
        "archived": seen["archived"],
        "undecided": seen["undecided"],
        "both_ways": seen["both_ways"],
        "support": seen["support"],
        "alarms": seen["alarms"],
        "changed": seen["changed"],
        **beside(record, Target(TargetKind.CASE, case.id)),
        "open_tasks": found.open,
        "overdue": found.overdue,
        "to_do": [task_row(left.task, today) for left in found.tasks if left.task.on.kind is not TargetKind.CASE],
    }


def shaped_home(
    record: Reader, *, order: CaseOrder | None = None, archived: bool = False, count: bool | None = None
) -> Iterator[HomeShape]:
    """The cases of a store at a glance. They come one by one, unless their order follows from what is counted.

    :param order: None for the newest first.
    :param archived: whether archived cases are among them.
    :param count: whether to count what is not counted: True for large cases too, None for the others, False for none.
    """
    rows = [row for row in home_rows(record) if archived or not row.case.is_archived]
    if order in (CaseOrder.NEEDS, CaseOrder.ALARMS):
        rows = [_counted(record, row, count) for row in rows]
    for row in ordered(rows, order) if order else rows:
        yield _home_shape(record, _counted(record, row, count))


def _counted(record: Reader, row: CaseOverview, count: bool | None) -> CaseOverview:
    known = row.glance is not None and (row.glance.is_whole or not count)
    if known or count is False:
        return row
    counted = case_stats(record, row.case.id, whole=bool(count))
    return replace(row, glance=counted.glance) if counted else row


def _home_shape(record: Reader, row: CaseOverview) -> HomeShape:
    seen, changed = row.glance, row.changed
    support = seen.support if seen else None
    return {
        **case_row(record, row.case),
        "archived": row.case.is_archived,
        "undecided": row.undecided,
        "both_ways": seen.both_ways if seen else None,
        "support": {
            "several": support.several,
            "single": support.single,
            "without": support.without,
            "against": support.against,
        }
        if support
        else None,
        "alarms": seen.alarms if seen else None,
        "tasks": row.tasks,
        "overdue": row.overdue,
        "changed": {"at": changed.at, "who": changed.who, "words": changed.words} if changed else None,
    }
