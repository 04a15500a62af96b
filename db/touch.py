"""What lights up with what: the sources, claims, denials and reports that a step, source, claim or denial touches.

Each touched thing comes with the word that says why, short enough for a row of a list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from db.denials import denied, passed_on, silence
from db.lineage import passages
from db.reader import Reader, among
from db.statements import said_in
from db.terms import CaseId, ClaimId, Polarity, ReportId, SourceId, StatementId

T = TypeVar("T", bound=int)

_MOST = 2000
"""Statements a touch looks at; beyond them, rows stay dark rather than keys slow."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What something touches, with the word for each."""

    sources: dict[SourceId, str] = field(default_factory=dict)
    claims: dict[ClaimId, str] = field(default_factory=dict)
    denials: dict[StatementId, str] = field(default_factory=dict)
    reports: dict[ReportId, str] = field(default_factory=dict)


def touched_by_report(record: Reader, report: ReportId) -> Touch:
    """What a step of the chain touches: who speaks in it and through whom, what it is for and against."""
    ids = said_in(record, report)[:_MOST]
    touch = Touch(reports={report: "here"})
    outlet = record.column("SELECT outlet FROM reports WHERE id = ?", report)
    for passage in passages(record, ids):
        touch.sources.setdefault(passage.speaker.id, "speaks")
    for source in outlet:
        touch.sources.setdefault(source, "publishes")
    for passage in passages(record, ids):
        touch.sources.setdefault(passage.statement.source.id, "passes on")
    _add_claims(record, touch, ids)
    _add_denials(record, touch, ids)
    return touch


def touched_by_source(record: Reader, case: CaseId, source: SourceId) -> Touch:
    """What a source touches: what it says, where it is published or passed on, and what is said of it."""
    own = record.column('SELECT id FROM statements WHERE source = ? AND "case" = ? LIMIT ?', source, case, _MOST)
    published = record.column(
        """SELECT st.id FROM reports re JOIN statements st ON st.report = re.id AND st.source <> re.outlet
           WHERE re.outlet = ? AND re."case" = ? LIMIT ?""",
        source,
        case,
        _MOST,
    )
    touch = Touch(sources={source: "here"})
    _add_claims(record, touch, own + published)
    _add_denials(record, touch, own + published)
    relaying = _relaying(record, own)
    for word, others in ("published", published), ("passes on", relaying):
        for other in _sources_of(record, others):
            touch.sources.setdefault(other, word)
    for passage in passages(record, own):
        touch.sources.setdefault(passage.speaker.id, "passed on")
    for claim, role in record.rows(
        """SELECT p.claim, p.role FROM claim_parties p JOIN claims c ON c.id = p.claim
           WHERE p.source = ? AND c."case" = ? ORDER BY p.id LIMIT ?""",
        source,
        case,
        _MOST,
    ):
        touch.claims.setdefault(claim, role)
    for report in record.column('SELECT id FROM reports WHERE outlet = ? AND "case" = ? LIMIT ?', source, case, _MOST):
        touch.reports[report] = "publishes"
    for report in _reports_of(record, own):
        touch.reports.setdefault(report, "speaks")
    for report in _reports_of(record, relaying):
        touch.reports.setdefault(report, "passes on")
    return touch


def touched_by_claim(record: Reader, claim: ClaimId) -> Touch:
    """What a claim touches: who is for and against it, whom it is about, and the denials that reach it or don't."""
    touch = Touch(claims={claim: "here"})
    for source, report, polarity in record.rows(
        """SELECT st.source, st.report, s.polarity FROM stances s JOIN statements st ON st.id = s.statement
           WHERE s.claim = ? ORDER BY s.statement LIMIT ?""",
        claim,
        _MOST,
    ):
        _add_side(touch.sources, source, polarity)
        if report is not None:
            _add_side(touch.reports, report, polarity)
    for source, role in record.rows("SELECT source, role FROM claim_parties WHERE claim = ? ORDER BY id", claim):
        touch.sources.setdefault(source, role)
    for statement, polarity in record.rows(
        """SELECT d.id, s.polarity FROM claims c JOIN denial_statements d ON d."case" = c."case"
           LEFT JOIN stances s ON s.statement = d.id AND s.claim = c.id
           WHERE c.id = :claim AND (s.id IS NOT NULL OR NOT c.is_background
             AND EXISTS (SELECT 1 FROM stances said WHERE said.claim = c.id AND said.polarity = 1))
           ORDER BY d.id LIMIT :most""",
        claim=claim,
        most=_MOST,
    ):
        touch.denials[statement] = {-1: "denies it", 1: "affirms it", 0: "leaves it open", None: "silent"}[polarity]
    return touch


def touched_by_denial(record: Reader, statement: StatementId) -> Touch:
    """What a denial touches: who denies and who is denied, the claims it reaches, the reports that carry it."""
    touch = Touch(denials={statement: "here"})
    for source, outlet, report in record.rows(
        """SELECT st.source, re.outlet, re.id FROM statements st LEFT JOIN reports re ON re.id = st.report
           WHERE st.id = ?""",
        statement,
    ):
        touch.sources[source] = "denies"
        if report is not None:
            touch.sources.setdefault(outlet, "publishes")
            touch.reports[report] = "denies"
    for claim in denied(record, statement):
        touch.claims[claim.id] = "denied"
    for claim in silence(record, statement)[:_MOST]:
        touch.claims[claim.id] = "silent"
    for source, report in record.rows(
        """SELECT DISTINCT st.source, st.report FROM stances d JOIN stances s ON s.claim = d.claim AND s.polarity = 1
           JOIN statements st ON st.id = s.statement WHERE d.statement = ? AND d.polarity = -1 LIMIT ?""",
        statement,
        _MOST,
    ):
        touch.sources.setdefault(source, "denied")
        if report is not None:
            touch.reports.setdefault(report, "denied")
    for report in _reports_of(record, passed_on(record, statement)[:_MOST]):
        carries = touch.reports.setdefault(report, "passes on")
        if carries == "denied":
            touch.reports[report] = "both"
    return touch


def _add_side(sides: dict[T, str], id: T, polarity: int) -> None:
    word = Polarity(polarity).word
    before = sides.get(id, word)
    sides[id] = word if before == word or before == "neither" else before if word == "neither" else "both"


def _add_claims(record: Reader, touch: Touch, statements: list[StatementId]) -> None:
    sides: dict[ClaimId, str] = {}
    for claim, polarity in record.rows(
        f"SELECT claim, polarity FROM stances WHERE statement IN ({among(statements)}) ORDER BY id", *statements
    ):
        _add_side(sides, claim, polarity)
    touch.claims.update(sides)


def _add_denials(record: Reader, touch: Touch, statements: list[StatementId]) -> None:
    """Denials made here, passed on here, and those that deny what is said here."""
    marks = among(statements)
    for id in record.column(
        f"""WITH RECURSIVE up(node) AS (
              SELECT statement FROM stances WHERE polarity = -1 AND statement IN ({marks})
              UNION
              SELECT r.parent FROM up JOIN relays r ON r.child = up.node)
            SELECT id FROM denial_statements WHERE id IN (SELECT node FROM up)""",
        *statements,
    ):
        touch.denials[id] = "made here" if id in statements else "passed on"
    for id in record.column(
        f"""SELECT id FROM denial_statements WHERE id IN (
              SELECT n.statement FROM stances s JOIN stances n ON n.claim = s.claim AND n.polarity = -1
              WHERE s.polarity = 1 AND s.statement IN ({marks}))""",
        *statements,
    ):
        touch.denials.setdefault(id, "denies it")


def _relaying(record: Reader, statements: list[StatementId]) -> list[StatementId]:
    """Statements that pass any of these on, however far. Rings end."""
    return record.column(
        f"""WITH RECURSIVE down(node) AS (
              SELECT id FROM statements WHERE id IN ({among(statements)})
              UNION
              SELECT r.child FROM down JOIN relays r ON r.parent = down.node LIMIT {_MOST})
            SELECT node FROM down""",
        *statements,
    )


def _sources_of(record: Reader, statements: list[StatementId]) -> list[SourceId]:
    return record.column(f"SELECT DISTINCT source FROM statements WHERE id IN ({among(statements)})", *statements)


def _reports_of(record: Reader, statements: list[StatementId]) -> list[ReportId]:
    return record.column(
        f"SELECT DISTINCT report FROM statements WHERE id IN ({among(statements)}) AND report IS NOT NULL", *statements
    )
