"""Open tasks of the store or of one case, the longest overdue first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from db.dataclass import dataclass
from db.model.ids import CaseId
from db.model.things import RowKind, Target
from db.queries.annotations import Task, tasks_of
from db.store.reader import Reader, pages, placeholders


@dataclass(frozen=True, slots=True)
class TaskOnThing:
    """One task and the thing it is on."""

    task: Task
    on_words: str
    """That thing in words: a claim's text, a source's name, a report's or a case's title."""
    case: CaseId | None
    """The case to open for it; None if no case has the source that it is on."""
    case_title: str
    """Empty without a case."""
    is_on_denial: bool
    """Whether the thing is a denial."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """Some tasks, and the number of all."""

    tasks: tuple[TaskOnThing, ...]
    """By due day, those without one last."""
    open: int
    overdue: int
    """The number of open tasks whose due day is past."""


_WHERE = """
FROM tasks t LEFT JOIN sources so ON so.id = t.on_source LEFT JOIN reports re ON re.id = t.on_report
LEFT JOIN statements st ON st.id = t.on_statement LEFT JOIN claims c ON c.id = t.on_claim"""

_OF_CASE = """
(coalesce(t.on_case, so."case", re."case", st."case", c."case") = :case OR t.on_source IS NOT NULL AND so."case" IS NULL
 AND (EXISTS (SELECT 1 FROM statements s WHERE s.source = t.on_source AND s."case" = :case)
      OR EXISTS (SELECT 1 FROM reports r WHERE r.outlet = t.on_source AND r."case" = :case)))"""
# A shared source belongs to the cases in which it speaks or publishes.


def open_tasks(
    record: Reader,
    case: CaseId | None = None,
    *,
    most: int = -1,
    beside: bool = True,
    also: Collection[int] = (),
    today: date | None = None,
) -> TaskList:
    """The open tasks.

    :param case: only those on this case and on things in it; None for the whole store.
    :param most: the most to return, -1 for all; the counts are of all.
    :param beside: whether tasks on the case itself are included.
    :param also: tasks to return although they are done.
    :param today: tasks due before this day are overdue; by default the current day.
    """
    day = (today or date.today()).isoformat()
    of = _OF_CASE if case is not None else "TRUE"
    own = "" if beside else "AND t.on_case IS NULL"
    found = record.row(
        f"SELECT count(*), coalesce(sum(t.due < :today), 0) {_WHERE} WHERE NOT t.done AND {of} {own}",
        case=case,
        today=day,
    )
    ids = record.column(
        f"""SELECT t.id {_WHERE} WHERE (NOT t.done OR t.id IN (SELECT value FROM json_each(:also))) AND {of} {own}
            ORDER BY t.due IS NULL, t.due, t.id LIMIT :most""",
        case=case,
        also=str(sorted(also)),
        most=most,
    )
    assert found is not None
    tasks = [each for page in pages(ids) for each in _with_target_words(record, tasks_of(record, page))]
    return TaskList(tuple(tasks), int(found[0]), int(found[1]))


def count_overdue(record: Reader, case: CaseId, today: date | None = None) -> int:
    """The number of overdue tasks on a case and on things in it.

    :param today: as for :func:`open_tasks`.
    """
    day = (today or date.today()).isoformat()
    sql = f"SELECT count(*) {_WHERE} WHERE NOT t.done AND t.due < :today AND {_OF_CASE}"
    return int(record.column(sql, case=case, today=day)[0])


_WORDS = {
    RowKind.CASE: "SELECT id, title FROM cases WHERE id IN ({})",
    RowKind.SOURCE: "SELECT id, name FROM sources WHERE id IN ({})",
    RowKind.CLAIM: "SELECT id, substr(text, 1, 200) FROM claims WHERE id IN ({})",
    RowKind.REPORT: """SELECT re.id, ou.name || coalesce(', ' || substr(re.title, 1, 200), '')
                      FROM reports re JOIN sources ou ON ou.id = re.outlet WHERE re.id IN ({})""",
    RowKind.STATEMENT: """SELECT st.id, so.name || coalesce(': ' || coalesce(
                           (SELECT substr(exact, 1, 200) FROM quotes q WHERE q.statement = st.id ORDER BY q.id LIMIT 1),
                           substr(st.summary, 1, 200)), '')
                         FROM statements st JOIN sources so ON so.id = st.source WHERE st.id IN ({})""",
}
"""SQL by kind: the words for a thing."""


def _with_target_words(record: Reader, tasks: Sequence[Task]) -> list[TaskOnThing]:
    words: dict[Target, str] = {}
    for kind, sql in _WORDS.items():
        ids = sorted({task.on.id for task in tasks if task.on.kind is kind})
        if ids:
            words |= {Target(kind, id): text for id, text in record.rows(sql.format(placeholders(ids)), *ids)}
    cases = _case_of_each(record, tasks)
    said = [task.on.id for task in tasks if task.on.kind is RowKind.STATEMENT]
    denied = set(record.column(f"SELECT id FROM denial_statements WHERE id IN ({placeholders(said)})", *said))
    found = []
    for task in tasks:
        case, title = cases.get(task.id, (None, ""))
        is_on_denial = task.on.kind is RowKind.STATEMENT and task.on.id in denied
        found.append(TaskOnThing(task, words.get(task.on, ""), case, title, is_on_denial))
    return found


def _case_of_each(record: Reader, tasks: Sequence[Task]) -> dict[int, tuple[CaseId, str]]:
    """The case of each task; for a task on a shared source, the first case in which that speaks or publishes."""
    ids = [task.id for task in tasks]
    rows = record.rows(
        f"""SELECT t.id, k.id, k.title {_WHERE}
            JOIN cases k ON k.id = coalesce(t.on_case, so."case", re."case", st."case", c."case",
              (SELECT s."case" FROM statements s WHERE s.source = t.on_source ORDER BY s.id LIMIT 1),
              (SELECT r."case" FROM reports r WHERE r.outlet = t.on_source ORDER BY r.id LIMIT 1))
            WHERE t.id IN ({placeholders(ids)})""",
        *ids,
    )
    return {id: (CaseId(case), title) for id, case, title in rows}
