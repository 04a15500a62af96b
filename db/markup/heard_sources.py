"""Which sources are heard in a report: those that say something there, are passed on in it, or are quoted from it."""

from __future__ import annotations

from db.model.ids import CaseId, ReportId, SourceId
from db.queries.sources import Source
from db.store.reader import Reader


def is_heard_only_in(record: Reader, source: SourceId, report: ReportId) -> bool:
    """Whether all statements of a source are heard in one report."""
    heard = _heard_statements("st.source = :source")
    others = f"SELECT 1 FROM statements WHERE source = :source AND id NOT IN ({heard}) LIMIT 1"
    return record.row(others, source=source, report=report) is None


def is_heard_in(record: Reader, source: Source, report: ReportId | None) -> bool:
    """Whether a source is heard in a report: it says something there, is passed on in it or quoted from it.

    One that is heard nowhere yet was added to be heard, and an outlet with a report that we have is that outlet.
    """
    found = record.row(
        f"""{_heard_statements("st.source = :source")}
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


def heard_in(record: Reader, report: ReportId) -> list[SourceId]:
    """The sources that are heard in a report."""
    rows = record.column(f"SELECT source FROM statements WHERE id IN ({_heard_statements('1')})", report=report)
    return list(dict.fromkeys(rows))


def _heard_statements(which: str) -> str:
    """SQL for the statements in a report or in one known through it, passed on there, or quoted from it.

    :param which: a condition on ``st``, the statement.
    """
    here = "SELECT id FROM reports WHERE id = :report OR known_via = :report"
    return f"""SELECT st.id FROM statements st WHERE {which} AND st.report IN ({here})
      UNION ALL SELECT st.id FROM statements ch JOIN relays r ON r.child = ch.id JOIN statements st ON st.id = r.parent
        WHERE {which} AND ch.report IN ({here})
      UNION ALL SELECT st.id FROM captures ca JOIN quotes q ON q.capture = ca.id
        JOIN statements st ON st.id = q.statement WHERE {which} AND ca.report = :report"""


def is_in_case(record: Reader, source: SourceId, case: CaseId) -> bool:
    """Whether a source speaks or publishes in a case, or one of its claims is about it."""
    found = record.row(
        """SELECT 1 FROM statements WHERE source = :source AND "case" = :case
           UNION ALL SELECT 1 FROM reports WHERE outlet = :source AND "case" = :case
           UNION ALL SELECT 1 FROM claim_parties cp JOIN claims c ON c.id = cp.claim
             WHERE cp.source = :source AND c."case" = :case LIMIT 1""",
        source=source,
        case=case,
    )
    return found is not None
