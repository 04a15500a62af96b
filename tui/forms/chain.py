"""The forms for a report that is put into the chain, and for the note on a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.ids import CaseId, ReportId
from db.queries.lookup import written_name
from db.write.chain import note_step, put_in_chain, step_note
from tui.forms.model import Answers, Ask, Form, Pick
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_NOTE = Ask(name="note", label="note", hint="a note on this step")


def new_step_form(case: CaseId, after: ReportId | None) -> Form:
    """The form that puts a report into the chain.

    :param after: the step it comes after.
    """
    which = Pick(name="report", label="report", hint="its key or outlet", of=ThingKind.REPORT)

    def save(writer: Writer, answers: Answers) -> Row:
        report = answers.report("report", "Choose the report for this step.")
        with answers.at("report"):
            put_in_chain(writer, case, report, note=answers.given("note"), after=after)
        return Row(RowKind.REPORT, report)

    return Form("step", "Add a report to the chain", case, (which, _NOTE), save)


def step_note_form(writer: Writer, case: CaseId, report: ReportId) -> Form:
    """The form for the note on a step of the chain."""
    label = written_name(writer, "reports", report)

    def save(writer: Writer, answers: Answers) -> None:
        note_step(writer, case, report, answers.given("note"))

    key = label.partition(" ")[0]
    return Form(f"note {key}", f"Note on {key} in the chain", case, (_NOTE,), save, {"note": step_note(writer, report)})
