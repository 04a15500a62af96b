"""Editing the report chain of a case, whole or step by step. An unedited chain has all reports by time."""

from __future__ import annotations

from collections.abc import Sequence

from db.errors import Refused
from db.journal.writer import Writer
from db.model.ids import CaseId, ReportId
from db.queries.chain import chain
from db.store.reader import Reader
from db.write.validate import checked_action, optional_line

Steps = list[tuple[ReportId, str | None]]
"""The reports of a chain in order, each with its note."""


def set_chain(writer: Writer, case: CaseId, steps: Sequence[tuple[ReportId, str | None]]) -> None:
    """Replace the chain of a case.

    :param steps: each report with its note, or None.
    :raises Refused: a report is of another case, or is given twice.
    """
    with checked_action(writer):
        for step in writer.column('SELECT id FROM chain_steps WHERE "case" = ? ORDER BY position DESC', case):
            writer.delete("chain_steps", step)
        for position, (report, note) in enumerate(steps, 1):
            writer.insert("chain_steps", case=case, position=position, report=report, note=optional_line(note))


def move_step(writer: Writer, case: CaseId, report: ReportId, by: int) -> bool:
    """Move a step of the chain earlier or later.

    :param by: how many places: -1 is one earlier.
    :returns: whether it moved; at an end of the chain it stays.
    :raises Refused: the report is not a step of the chain.
    """
    with checked_action(writer):
        steps = _current_steps(writer, case)
        at = _position_of(writer, steps, report)
        goal = max(0, min(at + by, len(steps) - 1))
        if goal == at:
            return False
        steps.insert(goal, steps.pop(at))
        with writer.action(f"move {_report_key(writer, report)} {'earlier' if by < 0 else 'later'} in the chain"):
            set_chain(writer, case, steps)
        return True


def put_in_chain(
    writer: Writer, case: CaseId, report: ReportId, *, note: str | None = None, after: ReportId | None = None
) -> None:
    """Put a report into the chain.

    :param note: the note on the step.
    :param after: the step it comes after; by default the last.
    :raises Refused: it is a step already, or of another case.
    """
    with checked_action(writer):
        steps = _current_steps(writer, case)
        if any(step == report for step, _ in steps):
            raise Refused(f"{_report_key(writer, report)} is a step of the chain already.", "Move it instead.")
        at = _position_of(writer, steps, after) + 1 if after is not None else len(steps)
        steps.insert(at, (report, optional_line(note)))
        with writer.action(f"add {_report_key(writer, report)} to the chain"):
            set_chain(writer, case, steps)


def take_from_chain(writer: Writer, case: CaseId, report: ReportId) -> None:
    """Take a report out of the chain; it stays on record.

    :raises Refused: it is not in the chain, or is the only step: an empty chain would have all reports.
    """
    with checked_action(writer):
        steps = _current_steps(writer, case)
        at = _position_of(writer, steps, report)
        if len(steps) == 1:
            raise Refused("This is the only step of the chain.", "Add another report first.")
        del steps[at]
        with writer.action(f"remove {_report_key(writer, report)} from the chain"):
            set_chain(writer, case, steps)


def note_step(writer: Writer, case: CaseId, report: ReportId, note: str | None) -> bool:
    """Set the note on a step.

    :param note: None removes it.
    :returns: whether anything changed.
    :raises Refused: the report is not a step of the chain.
    """
    with checked_action(writer):
        steps = _current_steps(writer, case)
        at = _position_of(writer, steps, report)
        if steps[at][1] == optional_line(note):
            return False
        with writer.action(f"note at {_report_key(writer, report)} in the chain"):
            if not is_chain_set(writer, case):
                set_chain(writer, case, steps)
            step = writer.row("SELECT id FROM chain_steps WHERE report = ?", report)
            assert step is not None
            writer.update("chain_steps", step[0], note=optional_line(note))
        return True


def is_chain_set(record: Reader, case: CaseId) -> bool:
    """Whether a person edited the chain of a case; else it has all reports by time."""
    return record.row('SELECT 1 FROM chain_steps WHERE "case" = ? LIMIT 1', case) is not None


def step_note(record: Reader, report: ReportId) -> str:
    """The note on a step; empty if there is none."""
    found = record.row("SELECT note FROM chain_steps WHERE report = ?", report)
    return str(found[0] or "") if found else ""


def _current_steps(writer: Writer, case: CaseId) -> Steps:
    """The steps of the chain as it is, edited or by time, with their notes."""
    notes: dict[ReportId, str | None] = dict(writer.rows('SELECT report, note FROM chain_steps WHERE "case" = ?', case))
    return [(report, notes.get(report)) for report in chain(writer, case)]


def _position_of(writer: Writer, steps: Steps, report: ReportId) -> int:
    for at, (step, _) in enumerate(steps):
        if step == report:
            return at
    raise Refused(f"{_report_key(writer, report)} is not a step of the chain.", "Add it first.")


def _report_key(writer: Writer, report: ReportId) -> str:
    return str(writer.whole_row("reports", report)["key"])
