"""Overview of the cases in a store: what each holds, what is to do in it, when it last changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from db.analysis.case_stats import CaseStats, ClaimSupportCounts, Version
from db.dataclass import dataclass
from db.journal.case_versions import SHARED
from db.model.enums import WordedEnum
from db.model.ids import CaseId
from db.queries.cases import Case, case_from_row
from db.store.reader import Reader, Row
from db.text.normalize import casefold_words


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a case."""

    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    who: str
    words: str
    action: int
    """Its number in the journal."""


@dataclass(frozen=True, slots=True)
class CaseOverview:
    """The overview of one case."""

    id: int
    case: Case
    claims: int
    """Claims, without those joined into another."""
    undecided: int
    """Claims whose status is *new*."""
    tasks: int
    """Open tasks on the case or on something in it."""
    overdue: int
    """Open tasks past their day."""
    changed: LastChange | None
    """None where the journal has no change of the case."""
    version: Version
    """The version for which this overview holds."""
    glance: CaseStats | None
    """The cached statistics of this version; None where they were not computed since the last change."""
    proposals: int = 0
    """Open proposals in the newest texts; 0 until they are counted, which :func:`home_rows` leaves to its caller."""


class CaseOrder(WordedEnum):
    """The orders of the list of cases."""

    NEEDS = "needs", "needs you first: tasks overdue, undecided for and against, alarms, undecided, last change"
    CHANGED = "changed", "last change first"
    TITLE = "title", "by title"
    DAY = "day", "by day of the incident, the latest first"
    UNDECIDED = "undecided", "most undecided claims first"
    ALARMS = "alarms", "most open alarms first"


_AT_A_GLANCE = """
-- Tasks on a source that all cases share count in each case in which it speaks or publishes.
WITH RECURSIVE shared_tasks(id, due, source, "case") AS (
  SELECT t.id, t.due, t.on_source, 0 FROM tasks t JOIN sources so ON so.id = t.on_source
  WHERE NOT t.done AND so."case" IS NULL
  UNION ALL
  SELECT id, due, source, (SELECT min(next) FROM (
    SELECT min(s."case") AS next FROM statements s WHERE s.source = d.source AND s."case" > d."case" UNION ALL
    SELECT min(r."case") FROM reports r WHERE r.outlet = d.source AND r."case" > d."case"))
  FROM shared_tasks d WHERE d."case" IS NOT NULL
), open_tasks("case", due) AS (
  SELECT "case", due FROM shared_tasks WHERE "case" > 0
  UNION ALL
  SELECT coalesce(t.on_case, so."case", re."case", st."case", c."case"), t.due FROM tasks t
  LEFT JOIN sources so ON so.id = t.on_source LEFT JOIN reports re ON re.id = t.on_report
  LEFT JOIN statements st ON st.id = t.on_statement LEFT JOIN claims c ON c.id = t.on_claim
  WHERE NOT t.done
), left_to_do("case", tasks, overdue) AS (
  SELECT "case", count(*), coalesce(sum(due < :today), 0) FROM open_tasks WHERE "case" IS NOT NULL GROUP BY "case"
), shared(version) AS (
  SELECT coalesce((SELECT version FROM case_changes WHERE "case" = :shared), 0)
)
SELECT k.id, k.key, k.title, k.place, k.tz, k.day_edtf, k.summary, k.archived,
       coalesce(t.claims, 0), coalesce(t.undecided, 0), coalesce(l.tasks, 0), coalesce(l.overdue, 0),
       ch.at, a.who, a.words, coalesce(ch.version, 0), shared.version, ch.action,
       g.both_ways, g.several, g.single, g.without, g.against, g.alarms
FROM cases k CROSS JOIN shared
LEFT JOIN case_tallies t ON t."case" = k.id
LEFT JOIN left_to_do l ON l."case" = k.id
LEFT JOIN case_changes ch ON ch."case" = k.id
LEFT JOIN actions a ON a.id = ch.action
LEFT JOIN case_glances g ON g."case" = k.id AND g.version = coalesce(ch.version, 0) AND g.shared = shared.version"""


def home_rows(record: Reader, today: date | None = None) -> list[CaseOverview]:
    """The overviews of all cases, the newest first, archived ones included.

    Statistics come from the cache alone; no claims are read.

    :param today: tasks due before this day are overdue; today by default.
    """
    rows = record.rows(f"{_AT_A_GLANCE} ORDER BY k.id DESC", today=_day_or_today(today), shared=SHARED)
    return [_overview_from_row(row) for row in rows]


def home_row(record: Reader, case: CaseId, today: date | None = None) -> CaseOverview | None:
    """The overview of one case; None where it is gone.

    :param today: as for :func:`home_rows`.
    """
    row = record.row(f"{_AT_A_GLANCE} WHERE k.id = :case", today=_day_or_today(today), shared=SHARED, case=case)
    return _overview_from_row(row) if row else None


def sort_cases(rows: Iterable[CaseOverview], order: CaseOrder) -> list[CaseOverview]:
    """Sort cases. Missing statistics count as zero; equal cases are sorted by their last change.

    :param rows: in any order.
    """
    by_change = sorted(rows, key=lambda row: (row.changed.action if row.changed else 0, row.id), reverse=True)
    return sorted(by_change, key=_KEYS[order])


def filter_cases(rows: Iterable[CaseOverview], matching: str) -> list[CaseOverview]:
    """The cases that have all words of a text in key, title, place, day or summary, whatever their case and accents.

    :param matching: the text; an empty one matches all cases.
    """
    words = casefold_words(matching).split()
    return [row for row in rows if _case_has_words(row.case, words)]


def _day_or_today(today: date | None) -> str:
    return (today or date.today()).isoformat()


def _case_has_words(case: Case, words: list[str]) -> bool:
    if not words:
        return True
    text = casefold_words(" ".join(filter(None, (case.key, case.title, case.place, case.day, case.summary))))
    return all(word in text for word in words)


def _need_order(row: CaseOverview) -> tuple[int, ...]:
    glance = row.glance or CaseStats(0)
    return -row.overdue, -glance.both_ways, -(glance.alarms or 0), -row.undecided


_KEYS: dict[CaseOrder, Any] = {
    CaseOrder.NEEDS: _need_order,
    CaseOrder.CHANGED: lambda _: 0,
    CaseOrder.TITLE: lambda row: casefold_words(row.case.title),
    CaseOrder.DAY: lambda row: (not row.case.day, [-ord(letter) for letter in row.case.day or ""]),
    CaseOrder.UNDECIDED: lambda row: -row.undecided,
    CaseOrder.ALARMS: lambda row: -((row.glance and row.glance.alarms) or 0),
}


def _overview_from_row(row: Row) -> CaseOverview:
    claims, undecided, tasks, overdue, at, who, words, version, shared, action = row[8:18]
    both_ways, several, single, without, against, alarms = row[18:]
    support = None if several is None else ClaimSupportCounts(several, single, without, against)
    return CaseOverview(
        id=row[0],
        case=case_from_row(row[:8]),
        claims=claims,
        undecided=undecided,
        tasks=tasks,
        overdue=overdue,
        changed=LastChange(at, who, words, action) if at and who else None,
        version=(version, shared),
        glance=None if both_ways is None else CaseStats(both_ways, support, alarms),
    )
