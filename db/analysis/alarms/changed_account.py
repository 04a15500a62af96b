"""Changed account: one source says a claim and denies it, in its own voice."""

from __future__ import annotations

import json
from itertools import pairwise

from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, IdRange, sort_alarm_rows
from db.model.ids import CaseId
from db.store.reader import Reader, Row

SQL = """
-- Own-voice statements of one person for and against one claim, in order of time: when they were said, else when they
-- were published. Groups and "media reports" have no single account.
WITH own AS MATERIALIZED (
  SELECT s.claim, s.polarity, s.id AS stance, st.id AS statement, coalesce(pe.person, st.source) AS person
  FROM stances s JOIN statements st ON st.id = s.statement JOIN sources so ON so.id = st.source
  LEFT JOIN persons pe ON pe.source = st.source
  WHERE st."case" = :case AND st.voice = 'own' AND s.polarity <> 0
    AND so.naming NOT IN ('collective', 'unattributed')
), changed AS (
  SELECT claim, person FROM own GROUP BY claim, person HAVING min(polarity) < max(polarity)
), timed AS (
  SELECT own.*, st.key, st.source, coalesce(st.said_edtf, re.published_edtf) AS day,
    CASE WHEN coalesce(st.said_lo, st.said_hi) IS NULL THEN re.published_lo ELSE st.said_lo END AS lo,
    CASE WHEN coalesce(st.said_lo, st.said_hi) IS NULL THEN re.published_hi ELSE st.said_hi END AS hi
  FROM own JOIN changed USING (claim, person)
  JOIN statements st ON st.id = own.statement LEFT JOIN reports re ON re.id = st.report
)
SELECT c.id, c.key, t.person, t.polarity, t.stance, t.statement, t.key, so.id, so.key, coalesce(so.short, so.name),
  t.day, t.lo, t.hi, EXISTS (SELECT 1 FROM withdrawn w WHERE w.statement = t.statement)
FROM timed t JOIN claims c ON c.id = t.claim AND c.joined_into IS NULL JOIN sources so ON so.id = t.source
ORDER BY c.id, t.person, t.lo IS NULL, t.lo, t.hi, t.statement"""

OF_SOME_CLAIMS = SQL.replace(
    "FROM stances s JOIN statements st ON st.id = s.statement",
    "FROM claims some CROSS JOIN stances s ON s.claim = some.id CROSS JOIN statements st ON st.id = s.statement",
).replace(
    'WHERE st."case" = :case', 'WHERE some.id BETWEEN :first AND :last AND +some."case" = :case AND st."case" = :case'
)
"""The same for the claims between two ids."""

SETTLE = "Find out which came last and whether it withdraws the other; link the two statements (retracts, corrects)."


def changed_accounts(record: Reader, case: CaseId, *, among: IdRange | None = None) -> list[Alarm]:
    """Sources on both sides of a claim: one alarm for each claim and person.

    :param among: only the claims with these ids.
    """
    together: dict[tuple[int, int], list[Row]] = {}
    first, last = among or (0, 0)
    for row in record.rows(OF_SOME_CLAIMS if among else SQL, case=case, first=first, last=last):
        together.setdefault((row[0], row[2]), []).append(row)
    return [_changed_account_alarm(case, rows, _rows_between(record, rows)) for rows in together.values()]


def _rows_between(record: Reader, rows: list[Row]) -> list[AlarmRow]:
    """What makes the sources one person, and the links between the statements."""
    found = record.rows(
        """SELECT 'same_sources', j.id, a.key || ' ' || b.key FROM same_sources j
           JOIN sources a ON a.id = j.a JOIN sources b ON b.id = j.b
           WHERE j.judgement = 'same' AND j.a IN (SELECT value FROM json_each(:sources))
             AND j.b IN (SELECT value FROM json_each(:sources))
           UNION ALL
           SELECT 'statement_links', l.id, one.key || ' ' || other.key FROM statement_links l
           JOIN statements one ON one.id = l.statement JOIN statements other ON other.id = l.other
           WHERE l.other IN (SELECT value FROM json_each(:statements)) AND l.kind IN ('retracts', 'corrects')""",
        sources=json.dumps([row[7] for row in rows]),
        statements=json.dumps([row[5] for row in rows]),
    )
    return [AlarmRow(*row) for row in found]


def _changed_account_alarm(case: CaseId, rows: list[Row], made: list[AlarmRow]) -> Alarm:
    for claim, claim_key, _, _, stance, statement, key, source, source_key, *_ in rows:
        made += [
            AlarmRow("claims", claim, claim_key),
            AlarmRow("stances", stance, f"{key} {claim_key}"),
            AlarmRow("statements", statement, key),
            AlarmRow("sources", source, source_key),
        ]
    claim_key, source_key, name = rows[0][1], rows[0][8], rows[0][9]
    taken_back = [row.key.split(" ") for row in made if row.table == "statement_links"]
    if _is_ordered(rows):
        order = ""
    elif taken_back:
        order = "".join(f" {later} withdraws {earlier}." for later, earlier in taken_back)
    else:
        order = " Which came first is not established."
    return Alarm(
        case=case,
        kind=AlarmKind.CHANGED_ACCOUNT,
        subject=f"{claim_key} {source_key}",
        sentence=f"{name} changed account on {claim_key}: {', '.join(map(_side_in_words, rows))}.{order}",
        rows=sort_alarm_rows(made),
        claims=(claim_key,),
        settle=SETTLE,
    )


def _side_in_words(row: Row) -> str:
    """One statement with its side and day: "against in S8 (2020-12-17)"."""
    polarity, key, day, is_withdrawn = row[3], row[6], row[10], row[13]
    when = f"{day or 'day not recorded'}{', withdrawn' if is_withdrawn else ''}"
    return f"{'for' if polarity > 0 else 'against'} in {key} ({when})"


def _is_ordered(rows: list[Row]) -> bool:
    """Whether the times tell which of two statements on different sides came first, wherever the side changes."""
    return all(
        before[3] == after[3] or (before[12] is not None and after[11] is not None and before[12] <= after[11])
        for before, after in pairwise(rows)
    )
