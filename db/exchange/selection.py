"""What of a store is exported: which cases, claims, statements, reports and sources."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from db.dataclass import dataclass, field
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.queries.claims import CLAIM_ORDER
from db.store.id_list import Ids
from db.store.reader import Reader, ids_as_json


class ScopeKind(StrEnum):
    """What a list of chosen rows holds."""

    CLAIMS = "claims"
    SOURCES = "sources"
    REPORTS = "reports"
    DENIALS = "denials"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person chose to export: some rows of a list, else a case, else the whole store."""

    case: CaseId | None = None
    """None: the whole store."""
    kind: ScopeKind = ScopeKind.CLAIMS
    """What :attr:`rows` are."""
    rows: Sequence[int] | None = None
    """Ids of the chosen rows, in the order of the list; None: everything. Denials are ids of statements."""


@dataclass(slots=True)
class Selection:
    """Ids of what is exported. Everything that one of them refers to is among them, too."""

    cases: list[CaseId] = field(default_factory=list)
    claims: Ids[ClaimId] = field(default_factory=Ids)
    """Chosen claims in the order of the list; else case by case, in the order of keys."""
    statements: Ids[StatementId] = field(default_factory=Ids)
    """The statements that bear on them or were chosen, and what these pass on, in the order they were added."""
    reports: Ids[ReportId] = field(default_factory=Ids)
    """Their reports, and the reports through which we know those, in the order they were added."""
    sources: Ids[SourceId] = field(default_factory=Ids)
    """Who speaks, publishes or is a party, and what they belong to, in the order they were added."""


def select(record: Reader, scope: Scope) -> Selection:
    """Select what a scope takes in.

    Claims bring the statements that bear on them; sources, reports and denials bring their statements, and the claims
    that these bear on. Statements bring what they pass on, as far up as relays are recorded.
    """
    if scope.rows is None:
        return _select_cases(record, scope.case)
    chosen = ids_as_json(scope.rows)
    found = Selection(claims=Ids(ClaimId(id) for id in scope.rows) if scope.kind is ScopeKind.CLAIMS else Ids())
    found.statements = record.ids(_UPWARDS.format(_STATEMENTS[scope.kind]), chosen=chosen)
    said = ids_as_json(found.statements)
    if scope.kind is not ScopeKind.CLAIMS:
        found.claims = record.ids(_CLAIMS_OF_STATEMENTS, said=said)
    claims = ids_as_json(found.claims)
    found.reports = record.ids(_REPORTS, said=said, chosen=chosen if scope.kind is ScopeKind.REPORTS else "[]")
    found.sources = record.ids(
        _SOURCES,
        said=said,
        claims=claims,
        reports=ids_as_json(found.reports),
        chosen=chosen if scope.kind is ScopeKind.SOURCES else "[]",
    )
    found.cases = record.column(_CASES, claims=claims, said=said, reports=ids_as_json(found.reports))
    if scope.case is not None and not found.cases:
        found.cases = [scope.case]
    return found


def _select_cases(record: Reader, case: CaseId | None) -> Selection:
    """All of a case, or of the store."""
    of = '"case" = :case' if case is not None else ":case IS NULL"
    sources = _SOURCES_OF_CASE if case is not None else "SELECT id FROM sources WHERE :case IS NULL ORDER BY id"
    return Selection(
        [case] if case is not None else record.column("SELECT id FROM cases ORDER BY id"),
        record.ids(
            f'SELECT c.id FROM claims c WHERE c.joined_into IS NULL AND {of} ORDER BY c."case", {CLAIM_ORDER}',
            case=case,
        ),
        record.ids(f"SELECT id FROM statements WHERE {of} ORDER BY id", case=case),
        record.ids(f"SELECT id FROM reports WHERE {of} ORDER BY id", case=case),
        record.ids(sources, case=case),
    )


_STATEMENTS = {
    ScopeKind.CLAIMS: "SELECT statement FROM stances WHERE claim IN (SELECT value FROM json_each(:chosen))",
    ScopeKind.SOURCES: "SELECT id FROM statements WHERE source IN (SELECT value FROM json_each(:chosen))",
    ScopeKind.REPORTS: "SELECT id FROM statements WHERE report IN (SELECT value FROM json_each(:chosen))",
    ScopeKind.DENIALS: "SELECT value FROM json_each(:chosen)",
}

_UPWARDS = """
WITH RECURSIVE up(id) AS ({} UNION SELECT r.parent FROM up JOIN relays r ON r.child = up.id)
SELECT id FROM up ORDER BY id"""

_CLAIMS_OF_STATEMENTS = f"""
SELECT c.id FROM claims c WHERE c.joined_into IS NULL
  AND c.id IN (SELECT claim FROM stances WHERE statement IN (SELECT value FROM json_each(:said)))
ORDER BY c."case", {CLAIM_ORDER}"""

_REPORTS = """
WITH RECURSIVE of(id) AS (
  SELECT value FROM json_each(:chosen)
  UNION SELECT report FROM statements WHERE id IN (SELECT value FROM json_each(:said)) AND report IS NOT NULL
  UNION SELECT ca.report FROM quotes q JOIN captures ca ON ca.id = q.capture
        WHERE q.statement IN (SELECT value FROM json_each(:said))
  UNION SELECT re.known_via FROM of JOIN reports re ON re.id = of.id WHERE re.known_via IS NOT NULL)
SELECT id FROM of ORDER BY id"""

_BELONGING = "UNION SELECT a.org FROM of JOIN affiliations a ON a.member = of.id"

_SOURCES = f"""
WITH RECURSIVE of(id) AS (
  SELECT value FROM json_each(:chosen)
  UNION SELECT source FROM statements WHERE id IN (SELECT value FROM json_each(:said))
  UNION SELECT outlet FROM reports WHERE id IN (SELECT value FROM json_each(:reports))
  UNION SELECT source FROM claim_parties WHERE claim IN (SELECT value FROM json_each(:claims))
  {_BELONGING})
SELECT id FROM of ORDER BY id"""

_SOURCES_OF_CASE = f"""
WITH RECURSIVE of(id) AS (
  SELECT id FROM sources WHERE "case" = :case
  UNION SELECT source FROM statements WHERE "case" = :case
  UNION SELECT outlet FROM reports WHERE "case" = :case
  UNION SELECT p.source FROM claims c JOIN claim_parties p ON p.claim = c.id WHERE c."case" = :case
  {_BELONGING})
SELECT id FROM of ORDER BY id"""

_CASES = """
SELECT "case" FROM claims WHERE id IN (SELECT value FROM json_each(:claims))
UNION SELECT "case" FROM statements WHERE id IN (SELECT value FROM json_each(:said))
UNION SELECT "case" FROM reports WHERE id IN (SELECT value FROM json_each(:reports)) ORDER BY 1"""
