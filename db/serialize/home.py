"""Cases as ``--json`` prints them: what each holds, what is left to do in it, when it last changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, cast

from db.analysis.case_stats import case_stats
from db.analysis.home import CaseOrder, CaseOverview, home_row, home_rows, sort_cases
from db.dataclass import replace
from db.errors import NotFound
from db.model.things import RowKind, Target
from db.queries.cases import Case, case_counts
from db.queries.tasks import open_tasks
from db.serialize.assessments import encode_annotations, encode_task
from db.serialize.encoder import Json, encode, encode_fields
from db.store.reader import Reader

if TYPE_CHECKING:
    from db.serialize.schemas import CaseJson

_STATS = "archived=case.is_archived undecided both_ways=glance.both_ways support=glance.support alarms=glance.alarms"


def encode_whole_case(record: Reader, case: Case) -> Json:
    """One case, with its tags, notes and tasks, and the open tasks on what is in it.

    :raises NotFound: it was removed.
    """
    row = home_row(record, case.id)
    if row is None:
        raise NotFound(f"There is no case {case.key} any more.", "onrecord cases lists them.")
    found = open_tasks(record, case.id, today=date.today())  # the day where the person is
    return {
        **encode(case),
        **encode(case_counts(record, case.id)),
        **encode_fields(_with_stats(record, row, None), f"{_STATS} changed"),
        **encode_annotations(record, Target(RowKind.CASE, case.id)),
        "open_tasks": found.open,
        "overdue": found.overdue,
        "to_do": [encode_task(left.task) for left in found.tasks if left.task.on.kind is not RowKind.CASE],
    }


def encode_cases(
    record: Reader, *, order: CaseOrder | None = None, archived: bool = False, count: bool | None = None
) -> Iterator[CaseJson]:
    """The cases of a store. They come one by one, unless their order follows from what is counted.

    :param order: None for the newest first.
    :param archived: whether archived cases are among them.
    :param count: whether to count what is not counted: True for large cases too, None for the others, False for none.
    """
    rows = [row for row in home_rows(record) if archived or not row.case.is_archived]
    if order in (CaseOrder.NEEDS, CaseOrder.ALARMS):
        rows = [_with_stats(record, row, count) for row in rows]
    for row in sort_cases(rows, order) if order else rows:
        yield _encode_case(record, _with_stats(record, row, count))


def _with_stats(record: Reader, row: CaseOverview, count: bool | None) -> CaseOverview:
    known = row.glance is not None and (row.glance.is_whole or not count)
    if known or count is False:
        return row
    counted = case_stats(record, row.case.id, whole=bool(count))
    return replace(row, glance=counted.glance) if counted else row


def _encode_case(record: Reader, row: CaseOverview) -> CaseJson:
    shape = (
        encode(row.case)
        | encode(case_counts(record, row.case.id))
        | encode_fields(row, f"{_STATS} tasks overdue changed")
    )
    return cast("CaseJson", shape)
