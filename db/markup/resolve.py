"""Resolve the names and keys of a line in a case. Only exact names match; similar ones never do."""

from __future__ import annotations

from dataclasses import dataclass

from db.attribution.naming import guess_source
from db.errors import NotFound, Refused
from db.model.enums import Naming
from db.model.ids import CaseId, ReportId, StatementId
from db.queries.reports import Report, reports, reports_by_outlet
from db.queries.sources import Source
from db.queries.statements import Statement, statements
from db.search.similar import same_sources
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The source that a name means."""

    source: Source | None
    """None for a source that is not on record."""
    elsewhere: tuple[Source, ...] = ()
    """Sources without a name of their own that are called the same, each in another report."""


def match_source_name(record: Reader, case: CaseId, report: ReportId | None, name: str) -> NameMatch:
    """The source with exactly this name.

    :param report: the report that has it from the source; "a security source" or "the minister" in another report is
        another source. None for a report that is not on record yet.
    :raises Refused: several sources have the name.
    """
    same = same_sources(record, case, name)
    here = [each for each in same if not belongs_to_report(each) or _is_heard_in(record, each, report)]
    if len(here) > 1:
        keys = ", ".join(f"{each.key} ({each.kind}, {each.naming})" for each in here)
        raise Refused(f"“{name}” is the name of several sources: {keys}.", "Say which by its key.")
    return NameMatch(here[0] if here else None, tuple(each for each in same if each not in here))


def belongs_to_report(source: Source) -> bool:
    """Whether what a source is called may mean somebody else in another report.

    It may, unless it has a name or is a role with the name of its office: "the Iraqi defence minister".
    """
    if source.naming is Naming.ROLE:
        return guess_source(source.name).belongs_to_report
    return source.naming is not Naming.NAMED


def report_of_outlet(record: Reader, case: CaseId, outlet: Source, reading: Report) -> Report | None:
    """The report that the name of an outlet stands for: the one that is read, or its only one; None for none.

    :param reading: the report that is read.
    :raises Refused: the outlet has several reports.
    """
    if outlet.id == reading.outlet.id:
        return reading
    found = reports_by_outlet(record, case, outlet.id, 6)
    if len(found) > 1:
        keys = ", ".join(each.key for each in found[:5]) + (" …" if len(found) > 5 else "")
        raise Refused(f"{outlet.short} has several reports in this case: {keys}.", "Name the one by its key.")
    return found[0] if found else None


def require_report(record: Reader, case: CaseId, report: ReportId) -> Report:
    """The report that is read.

    :raises Refused: the case has no such report.
    """
    if not record.row('SELECT 1 FROM reports WHERE id = ? AND "case" = ?', report, case):
        raise Refused("There is no such report in this case.", "Enter the report first, then mark it up.")
    return reports(record, [report])[0]


def require_statement(record: Reader, case: CaseId, key: str) -> Statement:
    """The statement with a key.

    :param key: S1, S2 …
    :raises NotFound: the case has no such statement.
    """
    found = record.column('SELECT id FROM statements WHERE "case" = ? AND key = ?', case, key)
    if not found:
        raise NotFound(f"There is no statement {key} in this case.", "onrecord report REPORT lists what it says.")
    return statements(record, found)[0]


def first_relaying_key(record: Reader, parent: StatementId, report: ReportId) -> str | None:
    """Key of the first statement in a report that passes on another, if there is one."""
    found = record.row(
        """SELECT st.key FROM relays r JOIN statements st ON st.id = r.child
           WHERE r.parent = ? AND st.report = ? ORDER BY st.id LIMIT 1""",
        parent,
        report,
    )
    return str(found[0]) if found else None


def _is_heard_in(record: Reader, source: Source, report: ReportId | None) -> bool:
    """Whether a source is heard in a report: it says something there, is passed on in it or quoted from it.

    One that is heard nowhere yet was added to be heard, and an outlet with a report that we have is that outlet.
    """
    found = record.row(
        """SELECT 1 FROM statements st WHERE st.source = :source AND (
             st.report = :report
             OR EXISTS (SELECT 1 FROM relays r JOIN statements ch ON ch.id = r.child
                        WHERE r.parent = st.id AND ch.report = :report)
             OR EXISTS (SELECT 1 FROM quotes q JOIN captures ca ON ca.id = q.capture
                        WHERE q.statement = st.id AND ca.report = :report))
           UNION ALL
           SELECT 1 FROM reports re WHERE re.outlet = :source AND (
             re.id = :report OR re.known_via = :report OR re.holding <> 'cited')
           UNION ALL
           SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM statements WHERE source = :source)
             AND NOT EXISTS (SELECT 1 FROM reports WHERE outlet = :source)
           LIMIT 1""",
        source=source.id,
        report=report,
    )
    return found is not None
