"""Write a plan of mark-up in one action: all of its steps, with one line in the journal, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from db.dataclass import dataclass
from db.errors import Refused
from db.journal.writer import Writer
from db.markup.plan import (
    InheritedStances,
    NewClaim,
    NewName,
    NewQuote,
    NewRelay,
    NewReport,
    NewSource,
    NewStatement,
    Plan,
    Step,
    StepResult,
)
from db.markup.planner import plan_line as planned
from db.model.enums import Basis, Ground, Holding, PartRole, Voice
from db.model.fields import SOURCE, STATEMENT
from db.model.ids import ClaimId, QuoteId, ReportId, SourceId, StatementId
from db.store.reader import placeholders
from db.store.sqlite_errors import explain_errors
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.reports import add_report
from db.write.sources import add_source
from db.write.statements import add_quote, add_relay, add_stance, add_statement, set_stance

T = TypeVar("T", bound=int)


@dataclass(frozen=True, slots=True)
class AppliedPlan:
    """The rows that were added, in the order they were written."""

    first: StatementId
    """The first speaker's statement, also where it was on record before."""
    statements: tuple[tuple[StatementId, str], ...]
    """New statements with their keys: the first speaker's, then those that pass it on."""
    sources: tuple[SourceId, ...]
    reports: tuple[ReportId, ...]
    claims: tuple[ClaimId, ...]
    quotes: tuple[QuoteId, ...]


def apply_plan(writer: Writer, plan: Plan) -> AppliedPlan:
    """Write a plan exactly as it was shown.

    :param plan: from :func:`db.markup.planner.plan_line`.
    :raises Refused: the record has changed so that the line would now write something else.
    """
    with explain_errors(writer.path), writer.action(plan.words):
        if planned(writer, plan.line, plan.context).steps != plan.steps:
            raise Refused("The record has changed since this was shown.", "Check the preview again.")
        made: list[int] = []
        kinds: dict[type, list[int]] = {}
        for step in plan.steps:
            made.append(_write_step(writer, plan, step, made))
            kinds.setdefault(type(step), []).append(made[-1])
        return _write_result(writer, _resolved_id(plan.first, made), kinds)


def _write_result(writer: Writer, first: StatementId, made: Mapping[type, Sequence[int]]) -> AppliedPlan:
    ids = made.get(NewStatement, ())
    keys: dict[int, str] = dict(writer.rows(f"SELECT id, key FROM statements WHERE id IN ({placeholders(ids)})", *ids))
    return AppliedPlan(
        first,
        tuple((StatementId(id), keys[id]) for id in ids),
        tuple(map(SourceId, made.get(NewSource, ()))),
        tuple(map(ReportId, made.get(NewReport, ()))),
        tuple(map(ClaimId, made.get(NewClaim, ()))),
        tuple(map(QuoteId, made.get(NewQuote, ()))),
    )


def _write_step(writer: Writer, plan: Plan, step: Step, made: Sequence[int]) -> int:
    """Write one step and return the id of its row."""
    case, report = plan.context.case, plan.context.report
    match step:
        case NewSource():
            return add_source(writer, step.name, kind=step.kind, naming=step.naming, short=step.short, case=step.case)
        case NewName():
            edit(writer, SOURCE, step.source, name=step.name)
            return step.source
        case NewReport():
            outlet = _resolved_id(step.outlet, made)
            return add_report(writer, case, outlet, holding=Holding.CITED, published=step.published, known_via=report)
        case NewClaim():
            part = PartRole.DETAIL if step.parent is not None else None
            return add_claim(writer, case, step.text, parent=step.parent, part=part)
        case NewStatement():
            return _write_statement(writer, plan, step, made)
        case NewQuote():
            return _write_quote(writer, plan, step, made)
        case NewRelay():
            child, parent = _resolved_id(step.child, made), _resolved_id(step.parent, made)
            return add_relay(writer, child, parent, kind=step.relaying, ground=Ground.EXPLICIT)
        case InheritedStances():
            for stance in step.stances:
                set_stance(writer, step.statement, _resolved_id(stance.claim, made), stance.polarity, stance.certainty)
            if step.only_passes_on:
                edit(writer, STATEMENT, step.statement, voice=Voice.RELAYED, basis=Basis.RELAY)
            return step.statement


def _write_quote(writer: Writer, plan: Plan, step: NewQuote, made: Sequence[int]) -> QuoteId:
    context = plan.context
    assert context.capture is not None
    return add_quote(
        writer,
        _resolved_id(step.statement, made),
        context.capture,
        step.exact,
        form=context.form,
        cue=context.cue,
        lang=step.lang,
        start=step.start,
    )


def _write_statement(writer: Writer, plan: Plan, step: NewStatement, made: Sequence[int]) -> StatementId:
    """Add a statement with its stances, and the relay to what it passes on."""
    statement = add_statement(
        writer,
        plan.context.case,
        _resolved_id(step.source, made),
        act=step.act,
        voice=step.voice,
        basis=step.basis,
        report=None if step.report is None else _resolved_id(step.report, made),
        summary=step.summary,
        said=step.said,
    )
    for stance in step.stances:
        add_stance(writer, statement, _resolved_id(stance.claim, made), stance.polarity, stance.certainty)
    if step.parent is not None and step.relaying is not None:
        add_relay(writer, statement, _resolved_id(step.parent, made), kind=step.relaying, ground=Ground.EXPLICIT)
    return statement


def _resolved_id(thing: T | StepResult, made: Sequence[int]) -> T:
    """The id of a row on record, or of the row that an earlier step added."""
    return made[thing.step] if isinstance(thing, StepResult) else thing  # type: ignore[return-value]
