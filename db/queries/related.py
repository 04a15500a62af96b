"""Related things to highlight: the sources, claims, denials and reports that a step, source, claim or denial touches.

Each comes with the reason in one word, short enough for a row of a list.
"""

from __future__ import annotations

from typing import TypeVar

from db.dataclass import dataclass, field
from db.errors import NotFound
from db.model.enums import Polarity, Voice
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.queries.denials import denial_relays, denied_claims, silence, silent_denials
from db.queries.provenance import passages, relaying_statements, speakers
from db.queries.statements import statement_ids_in_report
from db.store.reader import Reader, placeholders

T = TypeVar("T", bound=int)

RELAYS = "relays"
"""The word for a source or a report that passes something on."""

_MOST = 500
"""The most statements to look at: beyond, some rows are not highlighted, so that keys stay quick."""

_SILENT = 200
"""The most silences to look at: in a large case nearly every denial is silent on nearly every claim."""


@dataclass(frozen=True, slots=True)
class Related:
    """Related things, with the word for each."""

    sources: dict[SourceId, str] = field(default_factory=dict)
    claims: dict[ClaimId, str] = field(default_factory=dict)
    denials: dict[StatementId, str] = field(default_factory=dict)
    reports: dict[ReportId, str] = field(default_factory=dict)


def listed_rows(record: Reader, statement: StatementId) -> tuple[bool, ClaimId | None, SourceId]:
    """Where lists show a statement: whether it is listed as a denial; the first claim of its stances; its speaker."""
    found = record.row(
        """SELECT EXISTS (SELECT 1 FROM denial_statements d WHERE d.id = st.id),
             (SELECT coalesce(c.joined_into, c.id) FROM stances s JOIN claims c ON c.id = s.claim
              WHERE s.statement = st.id ORDER BY s.id LIMIT 1), st.source
           FROM statements st WHERE st.id = ?""",
        statement,
    )
    if found is None:
        raise NotFound("The statement is no longer on record.", "u may have undone it; ctrl+r redoes.")
    return bool(found[0]), ClaimId(found[1]) if found[1] is not None else None, SourceId(found[2])


def related_to_report(record: Reader, report: ReportId) -> Related:
    """Things related to a step of the chain: who speaks in it and through whom, the claims it is for and against."""
    ids = statement_ids_in_report(record, report)[:_MOST]
    touch = Related(reports={report: "here"})
    outlet = record.column("SELECT outlet FROM reports WHERE id = ?", report)
    said = passages(record, ids)
    for passage in said:
        touch.sources.setdefault(passage.speaker.id, "speaks")
    for source in outlet:
        touch.sources.setdefault(source, "publishes")
    for passage in said:
        touch.sources.setdefault(passage.statement.source.id, RELAYS)
    _add_claims(record, touch, ids, as_said=True)
    _add_denials(record, touch, ids)
    return touch


def related_to_source(record: Reader, case: CaseId, source: SourceId) -> Related:
    """Things related to a source: what it says, where that is published or passed on, and the claims about it."""
    own = record.column('SELECT id FROM statements WHERE source = ? AND "case" = ? LIMIT ?', source, case, _MOST)
    published = record.column(
        """SELECT st.id FROM reports re JOIN statements st ON st.report = re.id AND st.source <> re.outlet
           WHERE re.outlet = ? AND re."case" = ? LIMIT ?""",
        source,
        case,
        _MOST,
    )
    touch = Related(sources={source: "here"})
    _add_claims(record, touch, own)
    for claim in record.column(
        f"SELECT DISTINCT claim FROM stances WHERE statement IN ({placeholders(published)})", *published
    ):
        touch.claims.setdefault(claim, "publishes")
    _add_denials(record, touch, own + published)
    passing_on = relaying_statements(record, own, _MOST)
    for word, others in ("published", published), (RELAYS, passing_on):
        for other in _sources_of(record, others):
            touch.sources.setdefault(other, word)
    for speaker in speakers(record, own):
        touch.sources.setdefault(speaker, "passed on")
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
    for report in _reports_of(record, passing_on):
        touch.reports.setdefault(report, RELAYS)
    return touch


def related_to_claim(record: Reader, claim: ClaimId) -> Related:
    """Things related to a claim: who is for and against it, its parties, denials that deny it or are silent on it."""
    touch = Related(claims={claim: "here"})
    for source, report, polarity, voice in record.rows(
        """SELECT st.source, st.report, s.polarity, st.voice FROM stances s JOIN statements st ON st.id = s.statement
           WHERE s.claim = ? ORDER BY s.statement LIMIT ?""",
        claim,
        _MOST,
    ):
        word = Polarity(polarity).word if voice == Voice.OWN else RELAYS
        _add_word(touch.sources, source, word)
        if report is not None:
            _add_word(touch.reports, report, word)
    for source, role in record.rows("SELECT source, role FROM claim_parties WHERE claim = ? ORDER BY id", claim):
        touch.sources.setdefault(source, role)
    for statement, polarity in record.rows(
        """SELECT d.id, s.polarity FROM stances s CROSS JOIN denial_statements d ON d.id = s.statement
           WHERE s.claim = ? ORDER BY s.statement LIMIT ?""",
        claim,
        _MOST,
    ):
        touch.denials[statement] = {-1: "denies it", 1: "affirms it", 0: "leaves it open"}[polarity]
    for statement in silent_denials(record, claim, most=_SILENT):
        touch.denials.setdefault(statement, "silent")
    return touch


def related_to_denial(record: Reader, statement: StatementId) -> Related:
    """Things related to a denial: who denies and who is denied, its claims, and the reports that carry it."""
    touch = Related(denials={statement: "here"})
    for source, outlet, report in record.rows(
        """SELECT st.source, re.outlet, re.id FROM statements st LEFT JOIN reports re ON re.id = st.report
           WHERE st.id = ?""",
        statement,
    ):
        touch.sources[source] = "denies"
        if report is not None:
            touch.sources.setdefault(outlet, "publishes")
            touch.reports[report] = "denies"
    for claim in denied_claims(record, statement):
        touch.claims[claim.id] = "denied"
    for claim in silence(record, statement, most=_SILENT):
        touch.claims[claim.id] = "silent"
    for source, report, voice in record.rows(
        """SELECT DISTINCT st.source, st.report, st.voice FROM stances d
           JOIN stances s ON s.claim = d.claim AND s.polarity = 1 JOIN statements st ON st.id = s.statement
           WHERE d.statement = ? AND d.polarity = -1 ORDER BY st.voice, st.id LIMIT ?""",
        statement,
        _MOST,
    ):
        word = "denied" if voice == Voice.OWN else "carries"
        touch.sources.setdefault(source, word)
        if report is not None:
            touch.reports.setdefault(report, word)
    for report in _reports_of(record, denial_relays(record, statement)[:_MOST]):
        carries = touch.reports.setdefault(report, RELAYS)
        if carries in ("denied", "carries"):
            touch.reports[report] = "both"
    return touch


_WEIGHT = {RELAYS: 0, "neither": 1, "for": 2, "against": 2, "both": 3}
"""An own statement outweighs one passed on; two own statements of equal weight are both shown."""


def _add_word(words: dict[T, str], id: T, word: str) -> None:
    before = words.get(id, word)
    if _WEIGHT[before] == _WEIGHT[word]:
        words[id] = word if before == word else "both"
    else:
        words[id] = max(before, word, key=_WEIGHT.__getitem__)


def _add_claims(record: Reader, touch: Related, statements: list[StatementId], *, as_said: bool = False) -> None:
    """Add the claims that statements bear on, with their side, or as passed on.

    :param as_said: give the side even of statements that are passed on, as for a report.
    """
    words: dict[ClaimId, str] = {}
    for claim, polarity, voice in record.rows(
        f"""SELECT s.claim, s.polarity, st.voice FROM stances s JOIN statements st ON st.id = s.statement
            WHERE st.id IN ({placeholders(statements)}) ORDER BY s.id""",
        *statements,
    ):
        _add_word(words, claim, Polarity(polarity).word if as_said or voice == Voice.OWN else RELAYS)
    touch.claims.update(words)


def _add_denials(record: Reader, touch: Related, statements: list[StatementId]) -> None:
    """Add denials among the statements, those they pass on, and those that deny what they affirm."""
    marks = placeholders(statements)
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


def _sources_of(record: Reader, statements: list[StatementId]) -> list[SourceId]:
    return record.column(
        f"SELECT DISTINCT source FROM statements WHERE id IN ({placeholders(statements)})", *statements
    )


def _reports_of(record: Reader, statements: list[StatementId]) -> list[ReportId]:
    return record.column(
        f"SELECT DISTINCT report FROM statements WHERE id IN ({placeholders(statements)}) AND report IS NOT NULL",
        *statements,
    )
