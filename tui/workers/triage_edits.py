"""Changes that keys of triage make, for :class:`tui.workers.writes.WriteWorker`; the simpler ones are in `db.write`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from db.model.enums import Status, Verdict
from db.model.ids import ClaimId

if TYPE_CHECKING:
    from db.journal.writer import Writer

P = ParamSpec("P")


def count_decided(
    writer: Writer,
    claims: Sequence[ClaimId],
    change: Callable[Concatenate[Writer, P], object],
    /,
    *args: P.args,
    **named: P.kwargs,
) -> int:
    """Make a change, and count how many more of some claims it decides."""
    from db.queries.triage_queue import filter_undecided  # kept out of start-up

    before = len(filter_undecided(writer, claims))
    change(writer, *args, **named)
    return before - len(filter_undecided(writer, claims))


def assess_edit(writer: Writer, claims: Sequence[ClaimId], verdict: Verdict) -> None:
    """Give a verdict. Where the same author gave it already, its reason stays."""
    from db.queries.assessments import claim_assessments  # kept out of start-up
    from db.write.assessments import assess, set_status

    given = {id: each.assessment for id, each in claim_assessments(writer, claims).items()}
    same = [id for id in claims if (own := given.get(id)) and (own.verdict, own.who) == (verdict, writer.who)]
    others = [id for id in claims if id not in set(same)]
    if others:
        assess(writer, others, verdict)
    new = [id for id in same if claim_assessments(writer, [id])[id].status is Status.NEW]
    if new:
        set_status(writer, new, Status.TRIAGED)


def reason_edit(writer: Writer, claims: Sequence[ClaimId], verdict: Verdict, words: str) -> None:
    """Give the same verdict again with a reason; likelihood and confidence stay as they are."""
    from db.queries.assessments import claim_assessments  # kept out of start-up
    from db.write.assessments import assess

    stands = claim_assessments(writer, claims)
    for claim in claims:
        own = stands[claim].assessment if claim in stands else None
        same = own if own is not None and own.verdict is verdict else None
        likelihood, confidence = (same.likelihood, same.confidence) if same is not None else (None, None)
        assess(writer, [claim], verdict, likelihood=likelihood, confidence=confidence, rationale=words)


def undo_triage(writer: Writer, name: str) -> tuple[str, list[ClaimId]]:
    """Undo or redo an action: its words in the journal, and the claims it changed."""
    from db.journal.log import entries_of_action  # kept out of start-up
    from db.journal.undo import redo, undo
    from db.queries.triage_queue import changed_claims

    done = {"undo": undo, "redo": redo}[name](writer)
    return done.words, changed_claims(writer, entries_of_action(writer, done.id))
