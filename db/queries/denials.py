"""Denials: statements against a claim, each listed once at its own voice, with the claims it is silent on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.enums import Naming, Polarity
from db.model.ids import CaseId, ClaimId, ReportId, StatementId
from db.queries.cases import is_small
from db.queries.claims import CLAIM_COLUMNS, CLAIM_ORDER, Claim, claim_from_row
from db.queries.reports import Report, reports
from db.queries.sources import SOURCE_COLUMNS, Source, source_from_row
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader, Row, ids_as_json, order_by_ids, pages, placeholders
from db.text.normalize import casefold_words


@dataclass(frozen=True, slots=True)
class ElsewhereStance:
    """What the source of a denial says of a claim in another statement."""

    claim: str
    """The claim's key."""
    statement: str
    """Key of the other statement."""
    polarity: Polarity

    @property
    def words(self) -> str:
        """The claim, the side and the statement: "C2 (for, in S7)"."""
        return f"{self.claim} ({self.polarity.word}, in {self.statement})"


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial for a list."""

    statement: StatementId
    key: str
    """Key of the statement."""
    source: Source
    """The source that denies."""
    report: Report | None
    """Its report, if it has one."""
    denies: tuple[str, ...]
    """Keys of the claims it denies."""
    silent_on: tuple[str, ...]
    """Keys of the claims that it leaves standing, as :func:`silence` finds them."""
    elsewhere: tuple[ElsewhereStance, ...]
    """What its source says of such claims in other statements, which is no silence."""

    @property
    def verb(self) -> str:
        """What its source does: "denies"; of several people "deny"."""
        return "deny" if self.source.naming is Naming.COLLECTIVE else "denies"

    @property
    def publisher(self) -> Source | None:
        """The outlet that published it, if it is not the source itself."""
        return self.report.outlet if self.report and self.report.outlet.id != self.source.id else None


NEAR_CLAIMS = """
up(claim) AS (
  SELECT claim FROM begun
  UNION
  SELECT c.parent FROM up JOIN claims c ON c.id = up.claim WHERE c.parent IS NOT NULL
), family(claim) AS (
  SELECT claim FROM up
  UNION
  SELECT c.id FROM family JOIN claims c ON c.parent = family.claim
), near(claim) AS (
  SELECT claim FROM family
  UNION
  SELECT also.claim FROM begun JOIN stances made ON made.claim = begun.claim AND made.polarity = 1
  JOIN statements maker ON maker.id = made.statement JOIN statements beside ON beside.report = maker.report
  JOIN stances also ON also.statement = beside.id AND +also.polarity = 1
)"""
"""The claims near those of ``begun``: their families, and the claims of the reports that make one of them.

The plus keeps SQLite from making an index of all stances for each denial.
"""

_SCOPE = f"""
WITH RECURSIVE begun(claim) AS (
  SELECT claim FROM stances WHERE statement = {{denial}} AND polarity = -1
), {NEAR_CLAIMS.strip()}, spoken(source) AS (
  SELECT {{source}}
  UNION
  SELECT other.source FROM persons own JOIN persons other ON other.person = own.person WHERE own.source = {{source}}
)"""

_STANDING = """NOT c.is_background AND c.joined_into IS NULL
  AND NOT EXISTS (SELECT 1 FROM stances s WHERE s.statement = {denial} AND s.claim = c.id)
  AND EXISTS (SELECT 1 FROM stances s WHERE s.claim = c.id AND s.polarity = 1)"""
"""A claim of the incident that somebody makes and on which the denial does not bear."""


def silent_sql(columns: str, denial: str, source: str) -> str:
    """SQL for the claims that a denial leaves standing. The view ``denials`` has it too; a test compares them.

    Its source says nothing of them in its own voice, in any statement.

    :param columns: of the claim ``c``.
    :param denial: SQL for the id of its statement.
    :param source: SQL for the id of its source.
    """
    return f"""{_SCOPE.format(denial=denial, source=source)}
SELECT {columns} FROM near JOIN claims c ON c.id = near.claim
WHERE {_STANDING.format(denial=denial)}
  AND NOT EXISTS (
    SELECT 1 FROM stances s JOIN statements own ON own.id = s.statement AND own.voice = 'own'
    WHERE s.claim = c.id AND own.source IN (SELECT source FROM spoken))
ORDER BY {CLAIM_ORDER}"""


_SOURCE = "(SELECT source FROM statements WHERE id = :statement)"

_ELSEWHERE = f"""{_SCOPE.format(denial=":statement", source=_SOURCE)}
SELECT c.key, own.key, s.polarity FROM near JOIN claims c ON c.id = near.claim
JOIN stances s ON s.claim = c.id JOIN statements own ON own.id = s.statement AND own.voice = 'own'
  AND own.source IN (SELECT source FROM spoken)
WHERE {_STANDING.format(denial=":statement")}
ORDER BY {CLAIM_ORDER}, own.id"""

_SILENT_ON_CLAIM = f"""
WITH RECURSIVE begun(claim) AS (SELECT :claim), {NEAR_CLAIMS.strip()}
SELECT DISTINCT d.id FROM near JOIN stances s ON s.claim = near.claim AND s.polarity = -1
CROSS JOIN denial_statements d ON d.id = s.statement
WHERE EXISTS (SELECT 1 FROM stances made WHERE made.claim = :claim AND made.polarity = 1)
  AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.id = :claim AND c.is_background)
  AND NOT EXISTS (SELECT 1 FROM stances own WHERE own.statement = d.id AND own.claim = :claim)
  AND NOT EXISTS (
    SELECT 1 FROM stances o JOIN statements own ON own.id = o.statement AND own.voice = 'own'
    LEFT JOIN persons one ON one.source = own.source LEFT JOIN persons other ON other.source = d.source
    WHERE o.claim = :claim AND coalesce(one.person, own.source) = coalesce(other.person, d.source))
ORDER BY d.id LIMIT :most"""

_DENIED = f"""
FROM stances s JOIN claims c ON c.id = s.claim WHERE s.statement = :statement AND s.polarity = -1
  AND c.joined_into IS NULL
ORDER BY {CLAIM_ORDER}"""

SILENCES = 50
"""The most keys of its silence to read for a row of a list, which has no room for more."""


_MATCHING = """
EXISTS (SELECT 1 FROM statements st JOIN sources so ON so.id = st.source
        LEFT JOIN reports re ON re.id = st.report LEFT JOIN sources ou ON ou.id = re.outlet
        WHERE st.id = d.id AND instr(folded(CAST(st.key || ' ' || so.name || ' ' || coalesce(ou.name, '') || ' ' ||
          coalesce((SELECT group_concat(exact, ' ') FROM quotes WHERE statement = d.id), '') || ' ' ||
          coalesce((SELECT group_concat(c.key, ' ') FROM stances s JOIN claims c ON c.id = s.claim
                    WHERE s.statement = d.id AND s.polarity = -1 AND c.joined_into IS NULL), '') AS BLOB)), :part))"""

_FEW, _MANY = 200, 2_000
"""Statements read at a time: few at first, so that the first page appears at once."""


def denial_ids(
    record: Reader,
    case: CaseId,
    matching: str = "",
    *,
    most: int = -1,
    into: Ids[StatementId] | None = None,
    progress: Progress | None = None,
) -> Ids[StatementId]:
    """Ids of the denials of a case, in the order they were added.

    :param matching: part of the source, the outlet, a quote or a key, ignoring case and accents.
    :param most: the most to return; -1 for all.
    :param into: a list to fill.
    :raises QueryStopped: the query was stopped.
    """
    found: Ids[StatementId] = Ids() if into is None else into
    holds, part = f"AND {_MATCHING}" if matching else "", casefold_words(matching)
    if is_small(record, case):
        query = f'SELECT d.id FROM denial_statements d WHERE d."case" = :case {holds} ORDER BY d.id LIMIT :most'
        return record.ids(query, case=case, most=most, part=part, into=found, progress=progress)
    of = record.column("SELECT coalesce(max(statement), 0) FROM stances WHERE polarity = -1")[0]
    after, piece = 0, _FEW
    while after < of and (most < 0 or len(found) < most):
        if progress is not None:
            progress.go_on(after, of)
        some = record.column(
            """SELECT DISTINCT statement FROM stances WHERE polarity = -1 AND statement > ?
               ORDER BY statement LIMIT ?""",
            after,
            piece,
        )
        left = most - len(found) if most >= 0 else -1
        query = f"""SELECT d.id FROM denial_statements d WHERE d.id IN (SELECT value FROM json_each(:some))
                    AND +d."case" = :case {holds} ORDER BY d.id LIMIT :most"""
        record.ids(query, some=ids_as_json(some), case=case, most=left, part=part, into=found)
        after, piece = some[-1], _MANY
    return found


def all_denials(record: Reader, case: CaseId) -> Iterator[Denial]:
    """The denials of a case, each with all that it is silent on."""
    for page in pages(denial_ids(record, case)):
        yield from denials(record, page, silences=-1)


def denials(record: Reader, ids: Sequence[StatementId], *, silences: int = SILENCES) -> list[Denial]:
    """A page of denials, in the order of the ids.

    :param silences: the most keys of its silence to read for each; -1 for all.
    """
    rows = record.rows(
        f"""SELECT st.id, st.key, st.report, {SOURCE_COLUMNS} FROM statements st JOIN sources so ON so.id = st.source
            WHERE st.id IN ({placeholders(ids)})""",
        *ids,
    )
    published = {found.id: found for found in reports(record, sorted({row[2] for row in rows if row[2] is not None}))}
    return order_by_ids(ids, {row[0]: _denial_from_row(record, row, published, silences) for row in rows})


def denials_among(record: Reader, statements: Sequence[int]) -> list[StatementId]:
    """Those of some statements that are denials."""
    return record.column(
        "SELECT id FROM denial_statements WHERE id IN (SELECT value FROM json_each(:ids))", ids=json.dumps(statements)
    )


def denial(record: Reader, case: CaseId, key: str) -> Denial:
    """The denial with a statement's key.

    :param key: S1, S2 …
    :raises NotFound: the case has no such denial.
    """
    ids = record.column(
        """SELECT d.id FROM denial_statements d JOIN statements st ON st.id = d.id
           WHERE d."case" = ? AND st.key = ?""",
        case,
        key.upper(),
    )
    if not ids:
        raise NotFound(f"There is no denial {key} in this case.", "onrecord denials lists them.")
    return denials(record, ids)[0]


def denied_claims(record: Reader, statement: StatementId) -> list[Claim]:
    """The claims that a statement denies."""
    return [claim_from_row(row) for row in record.rows(f"SELECT {CLAIM_COLUMNS} {_DENIED}", statement=statement)]


def silence(record: Reader, statement: StatementId, *, most: int = -1) -> list[Claim]:
    """The claims that a denial leaves standing: near what it denies, made by somebody, while its source is silent.

    Near are the denied claim's family, and every claim of a report that also makes the denied claim. Claims of the
    background are left out, and claims of which its source says something in another statement.

    :param most: the most to return; -1 for all.
    """
    query = silent_sql(CLAIM_COLUMNS, ":statement", _SOURCE)
    return [claim_from_row(row) for row in record.rows(f"{query} LIMIT :most", statement=statement, most=most)]


def spoken_elsewhere(record: Reader, statement: StatementId) -> list[ElsewhereStance]:
    """What the source of a denial says of the claims near it in other statements, by claim."""
    rows = record.rows(_ELSEWHERE, statement=statement)
    return [ElsewhereStance(claim, key, Polarity(polarity)) for claim, key, polarity in rows]


def silent_denials(record: Reader, claim: ClaimId, *, most: int) -> list[StatementId]:
    """The denials that are silent on a claim, in the order they were added.

    :param most: the most to return.
    """
    return record.column(_SILENT_ON_CLAIM, claim=claim, most=most)


def denial_relays(record: Reader, statement: StatementId) -> list[StatementId]:
    """The statements that pass a denial on, directly or through others, in the order they were added."""
    return record.column(
        """WITH RECURSIVE down(node, claim) AS (
             SELECT statement, claim FROM stances WHERE statement = :statement AND polarity = -1
             UNION
             SELECT r.child, s.claim FROM down JOIN relays r ON r.parent = down.node
             JOIN stances s ON s.statement = r.child AND s.claim = down.claim AND s.polarity = -1)
           SELECT DISTINCT node FROM down WHERE node <> :statement ORDER BY node""",
        statement=statement,
    )


def _denial_from_row(record: Reader, row: Row, published: dict[ReportId, Report], silences: int) -> Denial:
    id, key, report, *source = row
    return Denial(
        statement=id,
        key=key,
        source=source_from_row(tuple(source)),
        report=published.get(report),
        denies=tuple(record.column(f"SELECT c.key {_DENIED}", statement=id)),
        silent_on=tuple(
            record.column(f"{silent_sql('c.key', ':statement', _SOURCE)} LIMIT :most", statement=id, most=silences)
        ),
        elsewhere=tuple(spoken_elsewhere(record, id)),
    )
