"""Find what was known of a case at a moment or at a report, into temporary tables. The rules: :mod:`db.as_of.as_of`.

The queries read ``main.…``, the tables of the store itself, so that rows already hidden don't change the result.
"""

from __future__ import annotations

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.ids import CaseId, ReportId
from db.store.reader import Reader

TABLES = {
    "timed": "(kind TEXT, id INTEGER, standing TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    "known_then": "(kind TEXT, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    "possible_too": "(kind TEXT, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    "only_passed_on": "(id INTEGER PRIMARY KEY)",
    "later_statements": "(id INTEGER PRIMARY KEY)",
    "later_stances": "(id INTEGER PRIMARY KEY)",
    "later_quotes": "(id INTEGER PRIMARY KEY)",
    "later_reports": "(id INTEGER PRIMARY KEY, is_read_in INTEGER)",
    "later_claims": "(id INTEGER PRIMARY KEY)",
    "judged_until": "(at TEXT)",
    "later_joins": "(id INTEGER PRIMARY KEY)",
    "later_brought": "(id INTEGER PRIMARY KEY)",
}
"""The temporary tables and their columns."""


@dataclass(frozen=True, slots=True)
class VisibilityCounts:
    """Counts of the reports, or the statements, of a case."""

    known: int
    """Known for certain."""
    possibly: int
    """The moment lies within their bounds."""
    later: int
    untimed: int
    """Without a recorded time."""


_AT_A_MOMENT = """
CASE WHEN {hi} <= :hi THEN 'known' WHEN {lo} > :lo THEN 'later'
     WHEN {lo} IS NULL AND {hi} IS NULL THEN 'untimed' ELSE 'possibly' END"""

_AT_A_REPORT = """
CASE WHEN {hi} < :lo THEN 'known' WHEN {lo} > :hi THEN 'later' {chain}
     WHEN {hi} <= :lo THEN 'known' WHEN {lo} >= :hi THEN 'after'
     WHEN coalesce({lo}, {hi}) IS NULL OR coalesce(:lo, :hi) IS NULL THEN 'untimed' ELSE 'possibly' END"""

_BY_THE_CHAIN = """
WHEN re.id = :report THEN 'known'
WHEN step.position < :position THEN 'known' WHEN step.position > :position THEN 'after'"""

_FILL_TIMED = """
INSERT INTO temp.timed
SELECT 'report', re.id, {of_report} FROM main.reports re LEFT JOIN main.chain_steps step ON step.report = re.id
WHERE re."case" = :case
UNION ALL
SELECT 'statement', st.id, CASE WHEN re.id IS NOT NULL THEN {of_report} ELSE {of_statement} END
FROM main.statements st LEFT JOIN main.reports re ON re.id = st.report
LEFT JOIN main.chain_steps step ON step.report = re.id
WHERE st."case" = :case"""


def fill_timed(record: Reader, case: CaseId, moment: str | None, report: ReportId | None) -> str | None:
    """Fill ``timed``: how each report and statement stands by times and the chain alone.

    Standing 'later' is by recorded times; 'after' only by the chain, or within the same second.

    :returns: the key of the report, if one is given.
    :raises NotFound: the case has no such report.
    """
    if report is None:
        key, lo, hi, position = None, moment, moment, None
        rule = _AT_A_MOMENT
    else:
        row = record.row(
            """SELECT re.key, re.published_lo, re.published_hi, step.position FROM main.reports re
               LEFT JOIN main.chain_steps step ON step.report = re.id WHERE re.id = ? AND re."case" = ?""",
            report,
            case,
        )
        if row is None:
            raise NotFound("There is no such report in this case.", "onrecord chain lists the reports of the chain.")
        key, lo, hi, position = row
        rule = _AT_A_REPORT
    sql = _FILL_TIMED.format(
        of_report=rule.format(lo="re.published_lo", hi="re.published_hi", chain=_BY_THE_CHAIN),
        of_statement=rule.format(lo="st.said_lo", hi="st.said_hi", chain=""),
    )
    record.rows(sql, case=case, lo=lo, hi=hi, report=report, position=position)
    return key


def fill_judged_until(record: Reader, moment: str | None, report: ReportId | None) -> None:
    """Fill the tables that hide later decisions: those after the moment, or after the latest time of the report.

    If the report has no time, all dated decisions are hidden.
    """
    until = moment
    if report is not None:
        row = record.row("SELECT coalesce(published_hi, published_lo) FROM main.reports WHERE id = ?", report)
        until = row[0] if row else None
    record.rows("INSERT INTO temp.judged_until VALUES (?)", until or "")
    record.rows(_LATER_JOINS, until=until or "")
    record.rows(_LATER_BROUGHT, until=until or "")
    record.rows("INSERT INTO temp.later_stances SELECT id FROM temp.later_brought")


_LATER_JOINS = """
INSERT INTO temp.later_joins SELECT c.id FROM main.claims c WHERE c.joined_into IS NOT NULL AND :until < (
  SELECT j.at FROM main.claim_joins j WHERE j.claim = c.id ORDER BY j.id DESC LIMIT 1)"""

_LATER_BROUGHT = """
INSERT INTO temp.later_brought
SELECT b.stance FROM main.joined_stances b JOIN main.claim_joins j ON j.id = b."join" GROUP BY b.stance
HAVING min(j.at) > :until"""


_FOLLOW_KNOWN = """
-- CROSS JOIN fixes the join order, since SQLite has no statistics on the temporary tables.
WITH RECURSIVE known(kind, id) AS (
  SELECT kind, id FROM temp.timed WHERE standing = 'known' OR (standing = 'possibly' AND :possibly)
  UNION
  SELECT 'statement', st.id FROM known CROSS JOIN main.statements st ON st.report = known.id
  WHERE known.kind = 'report'
  UNION
  SELECT 'report', re.id FROM known CROSS JOIN main.reports re ON re.known_via = known.id
  CROSS JOIN temp.timed t ON t.kind = 'report' AND t.id = re.id AND t.standing <> 'later'
  WHERE known.kind = 'report'
  UNION
  SELECT 'statement', r.parent FROM known CROSS JOIN main.relays r ON r.child = known.id
  CROSS JOIN temp.timed t ON t.kind = 'statement' AND t.id = r.parent AND t.standing <> 'later'
  WHERE known.kind = 'statement'
  UNION
  SELECT 'report', st.report FROM known CROSS JOIN main.statements st ON st.id = known.id
  CROSS JOIN temp.timed t ON t.kind = 'report' AND t.id = st.report AND t.standing <> 'later'
  WHERE known.kind = 'statement'
)
SELECT kind, id FROM known"""

_IS_LISTED = "EXISTS (SELECT 1 FROM temp.{table} k WHERE k.kind = t.kind AND k.id = t.id)"

_KNOWN_THEN = _IS_LISTED.format(table="known_then")
_POSSIBLE_TOO = _IS_LISTED.format(table="possible_too")

_NOT_SHOWN = f"""
FROM temp.timed t WHERE kind = :kind AND NOT {_KNOWN_THEN} AND NOT (:take AND {_POSSIBLE_TOO})"""

_ONLY_PASSED_ON = """
-- Known statements without a report that are not known by their own time.
INSERT INTO temp.only_passed_on
SELECT st.id FROM main.statements st JOIN temp.timed t ON t.kind = 'statement' AND t.id = st.id
WHERE st."case" = :case AND st.report IS NULL AND st.id NOT IN (SELECT id FROM temp.later_statements)
  AND NOT (t.standing = 'known' OR (t.standing = 'possibly' AND :take))"""

_PASSED_ON_BY = """
EXISTS (SELECT 1 FROM main.relays r CROSS JOIN main.stances c ON c.statement = r.child AND c.claim = s.claim
        WHERE r.parent = s.statement {which})"""

_BY_KNOWN = """AND r.child NOT IN (SELECT id FROM temp.later_statements)
        AND r.child NOT IN (SELECT id FROM temp.only_passed_on)"""

_LATER_STANCES = f"""
-- Their stances that only later statements pass on. A stance that no statement passes on is known with its statement;
-- one passed on by a statement that is itself only passed on is known if that one's stance is.
INSERT OR IGNORE INTO temp.later_stances
WITH RECURSIVE passed(statement, claim) AS (
  SELECT s.statement, s.claim FROM temp.only_passed_on o CROSS JOIN main.stances s ON s.statement = o.id
  WHERE NOT {_PASSED_ON_BY.format(which="")} OR {_PASSED_ON_BY.format(which=_BY_KNOWN)}
  UNION
  SELECT p.statement, p.claim FROM passed CROSS JOIN main.relays r ON r.child = passed.statement
  CROSS JOIN main.stances p ON p.statement = r.parent AND p.claim = passed.claim
  WHERE p.statement IN (SELECT id FROM temp.only_passed_on)
)
SELECT s.id FROM temp.only_passed_on o CROSS JOIN main.stances s ON s.statement = o.id
EXCEPT
SELECT s.id FROM passed CROSS JOIN main.stances s ON s.statement = passed.statement AND s.claim = passed.claim"""

_LATER_QUOTES = """
INSERT INTO temp.later_quotes
SELECT q.id FROM temp.only_passed_on o CROSS JOIN main.quotes q ON q.statement = o.id
CROSS JOIN main.captures ca ON ca.id = q.capture WHERE ca.report IN (SELECT id FROM temp.later_reports)"""

_MARK_READ_IN = """
UPDATE temp.later_reports SET is_read_in = 1
WHERE EXISTS (SELECT 1 FROM main.reports re WHERE re.known_via = later_reports.id
              AND re.id NOT IN (SELECT id FROM temp.later_reports))
   OR EXISTS (SELECT 1 FROM main.captures ca JOIN main.quotes q ON q.capture = ca.id
              WHERE ca.report = later_reports.id AND q.id NOT IN (SELECT id FROM temp.later_quotes)
                AND q.statement NOT IN (SELECT id FROM temp.later_statements))"""

_LATER_CLAIMS = """
INSERT INTO temp.later_claims
WITH RECURSIVE made(id) AS (
  SELECT c.id FROM main.claims c WHERE c."case" = :case AND (
    NOT EXISTS (SELECT 1 FROM main.stances s WHERE s.claim = c.id AND s.id NOT IN (SELECT id FROM temp.later_brought))
    OR EXISTS (SELECT 1 FROM main.stances s WHERE s.claim = c.id
               AND s.statement NOT IN (SELECT id FROM temp.later_statements)
               AND s.id NOT IN (SELECT id FROM temp.later_stances)))
  UNION
  SELECT c.parent FROM made JOIN main.claims c ON c.id = made.id WHERE c.parent IS NOT NULL
)
SELECT id FROM main.claims WHERE "case" = :case AND id NOT IN (SELECT id FROM made)"""


def fill_later(record: Reader, case: CaseId, take_in_possible: bool) -> None:
    """Fill the tables of later rows: those not known, after following what known statements pass on.

    :param take_in_possible: whether possibly known rows count as known.
    """
    record.rows(f"INSERT INTO temp.known_then {_FOLLOW_KNOWN}", possibly=0)
    record.rows(f"INSERT INTO temp.possible_too {_FOLLOW_KNOWN}", possibly=1)
    record.rows(f"DELETE FROM temp.possible_too AS t WHERE {_KNOWN_THEN}")
    record.rows(f"INSERT INTO temp.later_statements SELECT id {_NOT_SHOWN}", kind="statement", take=take_in_possible)
    record.rows(f"INSERT INTO temp.later_reports SELECT id, 0 {_NOT_SHOWN}", kind="report", take=take_in_possible)
    record.rows(_ONLY_PASSED_ON, case=case, take=take_in_possible)
    record.rows(_LATER_STANCES)
    record.rows(_LATER_QUOTES)
    record.rows(_MARK_READ_IN)
    record.rows(_LATER_CLAIMS, case=case)


def count_visibility(record: Reader, kind: str) -> VisibilityCounts:
    """Count the reports or statements by how they stand.

    A statement without report and time that a later statement passes on counts as later, not as untimed.

    :param kind: report or statement.
    """
    row = record.row(
        f"""SELECT coalesce(sum(known), 0), coalesce(sum(NOT known AND possibly), 0),
                  coalesce(sum(NOT known AND NOT possibly AND NOT untimed), 0),
                  coalesce(sum(NOT known AND NOT possibly AND untimed), 0)
           FROM (SELECT {_KNOWN_THEN} AS known, {_POSSIBLE_TOO} AS possibly,
                        standing = 'untimed' AND NOT (kind = 'statement' AND EXISTS (
                          SELECT 1 FROM main.relays r CROSS JOIN temp.timed c ON c.kind = 'statement' AND c.id = r.child
                          WHERE r.parent = t.id AND c.standing <> 'untimed')) AS untimed
                 FROM temp.timed t WHERE kind = :kind)""",
        kind=kind,
    )
    assert row is not None
    return VisibilityCounts(*row)
