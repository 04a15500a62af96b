"""Read a store as it was known at a moment, or when a report came out. The store and the queries stay as they are.

:mod:`db.as_of.visibility` finds out what was known, from recorded times, the chain and relays.
:mod:`db.as_of.shadow_views` hides the rest from every query, so that origins, denials, the chain and alarms follow.

- A report is known if its latest time is not after the moment. If the moment lies within its bounds, it is possibly
  known. Reports that are possibly known, and those without a time, are left out and counted.
- As of a report, the bounds of the two reports are compared. If they overlap, the chain that a person set decides.
- A statement is known if its report is; without a report, its own time decides.
- If a statement is known, so are the statements it passes on and their reports; if a report is known, so are the
  reports that are known only through it. A recorded time that is later overrules this.
- A statement that is known only because it was passed on is known in part: a stance, if a known statement that passes
  it on has a stance on the same claim; a quote, if the report with its capture is known.
- A claim is known if a known statement bears on it or on a part of it, or if no statement does at all.

A later report whose capture has known quotes is kept, but does not appear in lists of its case. Sources, affiliations
and judgements of two sources have no time of this kind, and are all shown. Assessments, ratings, tags, notes and tasks
after the moment are left out; a claim has its status of then, and claims that were joined later are still separate.
"""

from __future__ import annotations

import re

from db.as_of.shadow_views import hide_rows, show_rows
from db.as_of.visibility import VisibilityCounts, count_visibility, fill_judged_until, fill_later, fill_timed
from db.dataclass import dataclass
from db.errors import NotFound, Refused, WrongUse
from db.model.ids import CaseId, ReportId
from db.model.times import When, parse_typed_bounds
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment or report a store is read as of, and the number of rows that are left out."""

    case: CaseId
    moment: str | None
    """UTC; None if it is as of a report."""
    report: ReportId | None
    report_key: str | None
    takes_in_possible: bool
    """Whether possibly known rows count as known."""
    reports: VisibilityCounts
    statements: VisibilityCounts

    @property
    def words(self) -> str:
        """The moment, or the report's key."""
        return self.report_key or self.moment or ""


def show_as_of(
    record: Reader,
    case: CaseId,
    *,
    moment: str | None = None,
    report: ReportId | None = None,
    take_in_possible: bool = False,
) -> AsOf:
    """Show only what was known of a case to this connection, until :func:`show_whole_record` or another call.

    :param record: open for reading only.
    :param moment: UTC, ``YYYY-MM-DDTHH:MM:SSZ``; see :func:`parse_moment`.
    :param report: instead of a moment: show what was known when this report came out, with the report itself.
    :param take_in_possible: whether possibly known rows count as known.
    :raises NotFound: the case has no such report.
    :raises WrongUse: the store is open for writing, or not exactly one of moment and report is given.
    """
    if (moment is None) == (report is None):
        raise WrongUse("As of what?", "Give a time or a report, not both.")
    with hide_rows(record):
        key = fill_timed(record, case, moment, report)
        fill_judged_until(record, moment, report)
        fill_later(record, case, take_in_possible)
        reports, statements = count_visibility(record, "report"), count_visibility(record, "statement")
    return AsOf(case, moment, report, key, take_in_possible, reports, statements)


def show_whole_record(record: Reader) -> None:
    """Show the whole store again.

    :raises WrongUse: the store is open for writing.
    """
    show_rows(record)


def show_as_of_typed(record: Reader, case: CaseId, typed: str, *, take_in_possible: bool = False) -> AsOf:
    """Call :func:`show_as_of` with a typed report key or time.

    :param typed: R3, 2020-12-16, or 2020-12-16T21:45. A day means its end, in the case's time zone.
    :raises NotFound: the case has no such report.
    :raises Refused: it is not a time.
    """
    typed = typed.strip()
    if re.fullmatch(r"R\d+", typed, re.ASCII | re.IGNORECASE):
        found = record.column('SELECT id FROM main.reports WHERE "case" = ? AND key = ?', case, typed.upper())
        if not found:
            raise NotFound(
                f"There is no report {typed} in this case.", "onrecord chain lists the reports of the chain."
            )
        return show_as_of(record, case, report=ReportId(found[0]), take_in_possible=take_in_possible)
    tz = record.column("SELECT tz FROM main.cases WHERE id = ?", case)
    if not tz:
        raise NotFound("This case is no longer in the store.", "onrecord cases lists them.")
    return show_as_of(record, case, moment=parse_moment(typed, tz[0]), take_in_possible=take_in_possible)


def parse_moment(typed: str, tz: str) -> str:
    """Parse a typed moment into UTC.

    :param typed: a time; a day or another EDTF expression means its end.
    :param tz: the time zone of a time without an offset.
    :raises Refused: it is not a time.
    """
    with_time = re.match(r"\d{4}-\d\d-\d\d[T ]", typed, re.ASCII)
    when = parse_typed_bounds(When(hi=typed) if with_time else When(edtf=typed), tz)
    if when.hi is None:
        raise Refused(f"“{typed}” has no end.", "Write a day or a time, such as 2020-12-16T21:45.")
    return when.hi


def reports_of_walk(record: Reader, case: CaseId) -> list[ReportId]:
    """The reports of a case in the order of the walk: the chain that a person set, with the others put in by time."""
    timed = record.rows(
        """SELECT re.id, re.published_lo, re.published_hi, step.position FROM main.reports re
           LEFT JOIN main.chain_steps step ON step.report = re.id WHERE re."case" = ?
           ORDER BY step.position, re.published_lo IS NULL, re.published_lo, re.published_hi, re.id""",
        case,
    )
    walk = [row for row in timed if row[3] is not None]
    if not walk:
        return [ReportId(row[0]) for row in timed]
    for row in timed:
        if row[3] is None:
            hi = row[2]
            after = (at for at, other in enumerate(walk) if hi is not None and other[1] is not None and other[1] >= hi)
            walk.insert(next(after, len(walk)), row)
    return [ReportId(row[0]) for row in walk]
