"""Denials: statements against a claim, each listed once at its own voice, with the claims it is silent on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.errors import NotFound
from db.model.ids import CaseId, ReportId, StatementId
from db.queries.cases import is_small
from db.queries.claims import CLAIM_COLUMNS, CLAIM_ORDER, Claim, claim_from_row
from db.queries.reports import Report, reports
from db.queries.sources import SOURCE_COLUMNS, Source, source_from_row
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader, Row, ids_as_json, order_by_ids, pages, placeholders
from db.text.normalize import casefold_words


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
    """Keys of the claims of the incident that somebody makes and it does not deny."""

    @property
    def publisher(self) -> Source | None:
        """The outlet that published it, if it is not the source itself."""
        return self.report.outlet if self.report and self.report.outlet.id != self.source.id else None


_SILENT = f"""
FROM claims c WHERE c."case" = (SELECT "case" FROM statements WHERE id = :statement) AND NOT c.is_background
  AND c.joined_into IS NULL
  AND NOT EXISTS (SELECT 1 FROM stances s WHERE s.statement = :statement AND s.claim = c.id)
  AND EXISTS (SELECT 1 FROM stances s WHERE s.claim = c.id AND s.polarity = 1)
ORDER BY {CLAIM_ORDER}"""

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
          (SELECT group_concat(c.key, ' ') FROM stances s JOIN claims c ON c.id = s.claim
           WHERE s.statement = d.id AND s.polarity = -1 AND c.joined_into IS NULL) AS BLOB)), :part))"""

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
    """The claims of the incident that somebody makes and a denial does not deny.

    :param most: the most to return; -1 for all.
    """
    rows = record.rows(f"SELECT {CLAIM_COLUMNS} {_SILENT} LIMIT :most", statement=statement, most=most)
    return [claim_from_row(row) for row in rows]


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
        silent_on=tuple(record.column(f"SELECT c.key {_SILENT} LIMIT :most", statement=id, most=silences)),
    )
