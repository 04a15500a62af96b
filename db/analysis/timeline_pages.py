"""The timeline of a large case, some reports at a time: memory holds these, their statements and what is near them.

Bounds are narrowed by what is at most :data:`STEPS` relays or links away. Statements stand with their report, so the
order of time is that of the reports; statements outside reports come last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from db.analysis.timeline import (
    BEFORE,
    PASSED_ON,
    TIMED_STATEMENTS,
    EventKind,
    EventPlace,
    Timeline,
    arrange,
    timed_reports,
    timed_statement,
    timeline,
)
from db.dataclass import dataclass, replace
from db.model.enums import LinkKind
from db.model.ids import CaseId, ReportId
from db.queries.cases import AT_A_LOOK, is_small
from db.store.reader import Reader

REPORTS_AT_ONCE = 200
"""Reports of one page; statements outside reports come five times as many at once."""

STEPS = 4
"""Relays or links from a statement of a page to the furthest statement that narrows its bounds."""

_MOST_NEAR = 20_000
"""Statements that are read to narrow the bounds of one page."""


@dataclass(frozen=True, slots=True)
class TimelinePlace:
    """A place in a timeline, after which a page begins; by default the beginning."""

    untimed: bool = False
    """Whether it is among the reports without a time, which come after the others."""
    lo: str = ""
    hi: str = ""
    id: int = 0
    """Id of the report, or of the statement outside reports, just before it."""
    is_outside: bool = False
    """Whether it is among the statements outside reports, which come last."""


_REPORTS = """
SELECT id, published_lo IS NULL, coalesce(published_lo, ''), coalesce(published_hi, '') FROM reports
WHERE "case" = :case AND published_lo IS NULL = :untimed
  AND (:untimed OR published_lo >= :lo)
  AND (coalesce(published_lo, ''), coalesce(published_hi, ''), id) > (:lo, :hi, :id)
ORDER BY published_lo, published_hi, id LIMIT :most"""
"""The next reports in time: first those with a time, then the others."""

_LOOSE = """
SELECT id FROM statements WHERE report IS NULL AND "case" = :case AND id > :after ORDER BY id LIMIT :most"""

_NEAR = f"""
-- Statements that some statements pass on, are passed on by, or are linked to by order.
SELECT parent FROM relays WHERE child IN (SELECT value FROM json_each(:ids))
UNION SELECT child FROM relays WHERE parent IN (SELECT value FROM json_each(:ids))
UNION SELECT other FROM statement_links
  WHERE statement IN (SELECT value FROM json_each(:ids)) AND kind IN ('{LinkKind.BEFORE}', '{LinkKind.AFTER}')
UNION SELECT statement FROM statement_links
  WHERE other IN (SELECT value FROM json_each(:ids)) AND kind IN ('{LinkKind.BEFORE}', '{LinkKind.AFTER}')"""

_CITED = """
SELECT id, known_via FROM reports WHERE known_via IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))
UNION SELECT id, known_via FROM reports WHERE known_via IN (SELECT value FROM json_each(:ids))"""

_LISTED = "SELECT value FROM json_each(:ids)"


def timeline_of_any_case(record: Reader, case: CaseId) -> Iterator[Timeline]:
    """The timeline of a case: of a small one as a whole, of a large one page by page."""
    if is_small(record, case, AT_A_LOOK):
        yield timeline(record, case)
    else:
        yield from timeline_pages(record, case)


def timeline_pages(record: Reader, case: CaseId, size: int = REPORTS_AT_ONCE) -> Iterator[Timeline]:
    """The timeline of a large case page by page, with the contradictions that each page takes part in.

    :param case: the case; rows hidden by :mod:`db.as_of.as_of` are left out.
    """
    after: TimelinePlace | None = TimelinePlace()
    while after is not None:
        page, after = timeline_page(record, case, after, size)
        yield page


def timeline_page(
    record: Reader, case: CaseId, after: TimelinePlace, size: int = REPORTS_AT_ONCE
) -> tuple[Timeline, TimelinePlace | None]:
    """One page of the timeline of a large case, and the place after it; None after the last page."""
    if after.is_outside:
        said = record.column(_LOOSE, case=case, after=after.id, most=5 * size)
        return _page(record, [], said), replace(after, id=said[-1]) if said else None
    rows = record.rows(_REPORTS, case=case, untimed=after.untimed, lo=after.lo, hi=after.hi, id=after.id, most=size)
    if not rows:
        then = TimelinePlace(is_outside=True) if after.untimed else TimelinePlace(untimed=True)
        return timeline_page(record, case, then, size)
    reports = [ReportId(row[0]) for row in rows]
    said = record.column(f"SELECT id FROM statements WHERE report IN ({_LISTED}) ORDER BY id", ids=json.dumps(reports))
    id, untimed, lo, hi = rows[-1]
    return _page(record, reports, said), TimelinePlace(bool(untimed), lo, hi, id)


def place_before(record: Reader, report: ReportId) -> TimelinePlace:
    """The place just before a report; the beginning where it is gone."""
    rows = record.rows(
        """SELECT published_lo IS NULL, coalesce(published_lo, ''), coalesce(published_hi, '') FROM reports
           WHERE id = :id""",
        id=report,
    )
    return TimelinePlace(bool(rows[0][0]), rows[0][1], rows[0][2], report - 1) if rows else TimelinePlace()


_SPAN = """
SELECT
  (SELECT published_lo FROM reports WHERE "case" = :case AND published_lo IS NULL = 0
   ORDER BY published_lo, published_hi, id LIMIT 1),
  (SELECT coalesce(published_hi, published_lo) FROM reports WHERE "case" = :case AND published_lo IS NULL = 0
   ORDER BY published_lo DESC, published_hi DESC, id DESC LIMIT 1)"""


def time_span(record: Reader, case: CaseId) -> tuple[str | None, str | None]:
    """When the first and the last report of a case were published; None where no time is known."""
    ((first, last),) = record.rows(_SPAN, case=case)
    return first, last


def _page(record: Reader, reports: Sequence[ReportId], statements: Sequence[int]) -> Timeline:
    """Some reports and statements in order of time, with bounds narrowed by what is near them."""
    near = _with_near(record, statements)
    ids = json.dumps(sorted(near))
    said = [timed_statement(row) for row in record.rows(f"{TIMED_STATEMENTS} WHERE st.id IN ({_LISTED})", ids=ids)]
    cited = record.rows(_CITED, ids=json.dumps(reports))
    published = {
        *reports,
        *(each.report for each in said if each.report is not None),
        *(id for pair in cited for id in pair),
    }
    shown: set[EventPlace] = {(EventKind.REPORT, id) for id in reports}
    shown |= {(EventKind.STATEMENT, id) for id in statements}
    things = [*timed_reports(record, [ReportId(id) for id in sorted(published)]), *said]
    linked = record.rows(BEFORE.format(among=_LISTED), ids=ids)
    return arrange(things, linked, record.rows(PASSED_ON.format(among=_LISTED), ids=ids), cited, shown)


def _with_near(record: Reader, statements: Iterable[int]) -> set[int]:
    """Some statements, with those that are a few relays or links away."""
    found = set(statements)
    edge = found
    for _ in range(STEPS):
        edge = set(record.column(_NEAR, ids=json.dumps(sorted(edge)))) - found
        if not edge or len(found) + len(edge) > _MOST_NEAR:
            break
        found |= edge
    return found
