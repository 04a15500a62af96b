"""What triage writes: each function is the change that one key makes, for :class:`tui.workers.writes.WriteWorker`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from db.model.enums import Credibility, Reliability, Status, Verdict
from db.model.ids import ClaimId, SourceId, StatementId

if TYPE_CHECKING:
    from db.journal.writer import Writer


def count_decided(claims: Sequence[ClaimId], change: Callable[[Writer], object], writer: Writer) -> int:
    """Make a change, and say how many more of some claims are decided by it."""
    from db.queries.triage_queue import undecided_among

    before = len(undecided_among(writer, claims))
    change(writer)
    return before - len(undecided_among(writer, claims))


def assess_edit(claims: Sequence[ClaimId], verdict: Verdict, writer: Writer) -> None:
    """Give a verdict. Where the same hand gave it already, its reason stays."""
    from db.queries.assessments import judged
    from db.write.assessments import assess, set_status

    given = {id: each.assessment for id, each in judged(writer, claims).items()}
    same = [id for id in claims if (own := given.get(id)) and (own.verdict, own.who) == (verdict, writer.who)]
    others = [id for id in claims if id not in set(same)]
    if others:
        assess(writer, others, verdict)
    new = [id for id in same if judged(writer, [id])[id].status is Status.NEW]
    if new:
        set_status(writer, new, Status.TRIAGED)


def reason_edit(claims: Sequence[ClaimId], verdict: Verdict, words: str, writer: Writer) -> None:
    """Give the same verdict again with a reason; how likely and how sure stay as they are said."""
    from db.queries.assessments import judged
    from db.write.assessments import assess

    stands = judged(writer, claims)
    for claim in claims:
        own = stands[claim].assessment if claim in stands else None
        same = own if own is not None and own.verdict is verdict else None
        likelihood, confidence = (same.likelihood, same.confidence) if same is not None else (None, None)
        assess(writer, [claim], verdict, likelihood=likelihood, confidence=confidence, rationale=words)


def status_edit(claims: Sequence[ClaimId], status: Status, writer: Writer) -> None:
    """Say how far the desk is with claims."""
    from db.write.assessments import set_status

    set_status(writer, claims, status)


def rate_statement_edit(statement: StatementId, claim: ClaimId, digit: Credibility, writer: Writer) -> None:
    """Rate what a statement says of a claim."""
    from db.write.assessments import rate_statements

    rate_statements(writer, [(statement, claim)], digit)


def rate_source_edit(source: SourceId, letter: Reliability, writer: Writer) -> None:
    """Rate a source."""
    from db.write.assessments import rate_sources

    rate_sources(writer, [source], letter)


def tag_edit(claims: Sequence[ClaimId], tag: str, writer: Writer) -> None:
    """Put a tag on claims."""
    from db.model.targets import Target, TargetKind
    from db.write.annotations import add_tag

    add_tag(writer, [Target(TargetKind.CLAIM, claim) for claim in claims], tag)


def undo_triage(writer: Writer, name: str) -> tuple[str, list[ClaimId]]:
    """Undo or redo: what was, and the claims it was about."""
    from db.journal.log import entries
    from db.journal.undo import redo, undo
    from db.queries.triage_queue import claims_changed

    done = {"undo": undo, "redo": redo}[name](writer)
    return done.words, claims_changed(writer, entries(writer, done.id))
