"""As of: a store read as it was known at a moment, or at a report. Nothing is written to it, and no query changes.

What was not known yet is hidden (:mod:`db.as_of.shadow_views`), so that origins, denials, the chain and
alarms all follow; what was known is worked out from recorded times, the chain and relays (:mod:`db.as_of.visibility`):

- A report is known once it was surely out: its latest time is not after the moment. Where the moment lies within its
  bounds it was possibly out; where it has no time at all, nothing can be said. Both are left out, and counted.
- As of a report, the bounds of the two decide. Where they overlap, the chain does that a person set.
- A statement is known when its report is; one without a report by its own time.
- What a known statement passes on was said by then, and the report it stands in was out; so was a report that is known
  only through a known one. A recorded time that puts it later stands against that, and wins.
- Of a statement that is known only by being passed on, so much is known as was: what it bears on when a known statement
  that passes it on bears on it too, its words when the report they are read in was out.
- A claim is known when somebody known bears on it or on a part of it, or when nobody does at all.

A later report in which known words are read is kept, but in no case's lists: only those words lead to it. Sources,
affiliations and judgements of two sources have no such time, and are as they are. What the desk decided by then of
claims, sources and statements is what it was: assessments, ratings, tags, notes and tasks of later are left out, and
the status of a claim is the one it had, and claims that were joined later stand by themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.as_of.shadow_views import hide_rows, unhide
from db.as_of.visibility import Tally, set_judged_until, set_later, set_timed, tally
from db.errors import NotFound, Refused, WrongUse
from db.model.ids import CaseId, ReportId
from db.model.times import When, parse_edtf_bounds
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class AsOf:
    """What a store is read as of, and how much is left out."""

    case: CaseId
    moment: str | None
    """UTC; None as of a report."""
    report: ReportId | None
    report_key: str | None
    takes_in_possible: bool
    """Whether what was possibly known counts as known."""
    reports: Tally
    statements: Tally

    @property
    def words(self) -> str:
        """What it is as of: a time or a key."""
        return self.report_key or self.moment or ""


def as_of(
    record: Reader,
    case: CaseId,
    *,
    moment: str | None = None,
    report: ReportId | None = None,
    take_in_possible: bool = False,
) -> AsOf:
    """Read a case as it was known, through this connection, until :func:`whole` or another call of this.

    :param record: open for reading only.
    :param moment: UTC, ``YYYY-MM-DDTHH:MM:SSZ``; see :func:`moment_of`.
    :param report: in place of a moment: what was known when this report came out, itself included.
    :param take_in_possible: whether what was possibly known counts as known.
    :raises NotFound: the case has no such report.
    :raises WrongUse: the store is open for writing, or neither or both of moment and report are given.
    """
    if (moment is None) == (report is None):
        raise WrongUse("As of what?", "Give a moment or a report, and not both.")
    with hide_rows(record):
        key = set_timed(record, case, moment, report)
        set_judged_until(record, moment, report)
        set_later(record, case, take_in_possible)
        reports, statements = tally(record, "report"), tally(record, "statement")
    return AsOf(case, moment, report, key, take_in_possible, reports, statements)


def whole(record: Reader) -> None:
    """Read the whole store again.

    :raises WrongUse: the store is open for writing, and so was never read otherwise.
    """
    unhide(record)


def as_said(record: Reader, case: CaseId, said: str, *, take_in_possible: bool = False) -> AsOf:
    """:func:`as_of` what a person typed: a report's key, or a time.

    :param said: R3, 2020-12-16, or 2020-12-16T21:45; a day means to its end, in the case's time zone.
    :raises NotFound: the case has no such report.
    :raises Refused: it is no time.
    """
    said = said.strip()
    if re.fullmatch(r"R\d+", said, re.ASCII | re.IGNORECASE):
        found = record.column('SELECT id FROM main.reports WHERE "case" = ? AND key = ?', case, said.upper())
        if not found:
            raise NotFound(f"There is no report {said} in this case.", "onrecord chain lists the reports of the chain.")
        return as_of(record, case, report=ReportId(found[0]), take_in_possible=take_in_possible)
    tz = record.column("SELECT tz FROM main.cases WHERE id = ?", case)
    if not tz:
        raise NotFound("This case is no longer in the store.", "onrecord cases lists them.")
    return as_of(record, case, moment=moment_of(said, tz[0]), take_in_possible=take_in_possible)


def moment_of(said: str, tz: str) -> str:
    """A moment in UTC from what a person typed.

    :param said: a time; a day or another EDTF expression means its end.
    :param tz: the zone of a time that names none.
    :raises Refused: it is no time.
    """
    with_time = re.match(r"\d{4}-\d\d-\d\d[T ]", said, re.ASCII)
    when = parse_edtf_bounds(When(hi=said) if with_time else When(edtf=said), tz)
    if when.hi is None:
        raise Refused(f"“{said}” has no end.", "Write a day or a time, such as 2020-12-16T21:45.")
    return when.hi


def stops(record: Reader, case: CaseId) -> list[ReportId]:
    """The reports of a case to stop at, from the first on: the chain a person set, the others where time puts them."""
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
