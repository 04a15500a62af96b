"""Open proposals: what the newest texts of a case say that a person has yet to decide.

Only texts that were looked through have proposals, so a number here never overstates.
"""

from __future__ import annotations

from db.model.ids import CaseId, ReportId
from db.store.reader import Reader

MOST_COUNTED = 10_000
"""Proposals of a case, and reports with any, that are read at most."""

MOST_IN_STORE = 200_000
"""Open proposals of a store that are counted at most for the list of cases."""

_IN_NEWEST = "NOT EXISTS (SELECT 1 FROM captures later WHERE later.report = ca.report AND later.id > ca.id)"

_OPEN = f"""
FROM reports re JOIN captures ca ON ca.report = re.id JOIN proposals p ON p.capture = ca.id AND p.state = 'open'
WHERE {_IN_NEWEST}"""
"""Those of the newest text of each report."""


def count_open_proposals(record: Reader, case: CaseId, most: int = MOST_COUNTED) -> int:
    """How many proposals of a case are open; one more than ``most`` where there are more."""
    sql = f'SELECT count(*) FROM (SELECT 1 {_OPEN} AND re."case" = ? LIMIT ?)'
    return int(record.column(sql, case, most + 1)[0])


def count_open_in_report(record: Reader, report: ReportId) -> int:
    """How many proposals in the newest text of a report are open."""
    return int(record.column(f"SELECT count(*) {_OPEN} AND re.id = ?", report)[0])


def count_open_by_case(record: Reader, most: int = MOST_IN_STORE) -> dict[CaseId, int] | None:
    """How many proposals are open in each case that has any; None where the store has more than ``most``."""
    rows = record.rows(
        f"""SELECT "case", count(*) FROM (
              SELECT re."case" FROM proposals p CROSS JOIN captures ca ON ca.id = p.capture
              CROSS JOIN reports re ON re.id = ca.report WHERE p.state = 'open' AND {_IN_NEWEST} LIMIT ?)
            GROUP BY 1""",
        most + 1,
    )
    found = {CaseId(case): int(count) for case, count in rows}
    return None if sum(found.values()) > most else found


def reports_with_open(record: Reader, case: CaseId, most: int = MOST_COUNTED) -> list[ReportId]:
    """The reports of a case with open proposals, in the order they were added."""
    return record.column(f'SELECT DISTINCT re.id {_OPEN} AND re."case" = ? ORDER BY re.id LIMIT ?', case, most)
