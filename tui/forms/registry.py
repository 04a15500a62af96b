"""The form for each kind of thing: to add one, and to edit the row that is selected."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from db.dataclass import replace
from db.errors import Refused
from db.model.enums import SourceKind
from db.model.ids import CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from tui.forms.annotations import note_edit_form, task_edit_form
from tui.forms.between_statements import new_link_form, new_quote_form, new_relay_form, same_statement_form
from tui.forms.case import case_edit_form, new_case_form
from tui.forms.chain import new_step_form, step_note_form
from tui.forms.claim import claim_edit_form, new_claim_form, new_party_form, party_edit_form
from tui.forms.denial import new_denial_form
from tui.forms.model import Form
from tui.forms.report import excerpt_form, new_report_form, report_edit_form
from tui.forms.source import affiliation_edit_form, new_affiliation_form, new_source_form, source_edit_form
from tui.forms.statement import (
    new_stance_form,
    new_statement_form,
    quote_edit_form,
    relay_edit_form,
    stance_edit_form,
    statement_edit_form,
)
from tui.text.targets import Row, RowKind

if TYPE_CHECKING:
    from db.journal.writer import Writer


class AddedKind(StrEnum):
    """What can be added, by its word in the table of actions."""

    CASE = "case"
    SOURCE = "source"
    AFFILIATION = "affiliation"
    REPORT = "report"
    EXCERPT = "excerpt"
    CLAIM = "claim"
    PART = "part"
    PARTY = "party"
    DENIAL = "denial"
    STATEMENT = "statement"
    STANCE = "stance"
    RELAY = "relay"
    LINK = "link"
    QUOTE = "quote"
    SAME = "same"
    STEP = "step"
    NOTE = "note"


def form_to_add(writer: Writer, case: CaseId, what: AddedKind, on: Row | None) -> Form:
    """The form that adds a thing.

    :param on: the selected row, which fills the form if it fits.
    :raises Refused: it is added to a row of another kind than the selected one.
    """
    source = SourceId(on.id) if on and on.kind is RowKind.SOURCE else None
    claim = ClaimId(on.id) if on and on.kind is RowKind.CLAIM else None
    report = ReportId(on.id) if on and on.kind is RowKind.REPORT else None
    forms: dict[AddedKind, Callable[[], Form]] = {
        AddedKind.CASE: new_case_form,
        AddedKind.SOURCE: lambda: new_source_form(case),
        AddedKind.AFFILIATION: lambda: new_affiliation_form(writer, case, source),
        AddedKind.REPORT: lambda: new_report_form(
            writer, case, source if source and _is_outlet(writer, source) else None
        ),
        AddedKind.EXCERPT: lambda: excerpt_form(writer, case, report),
        AddedKind.CLAIM: lambda: new_claim_form(writer, case),
        AddedKind.PART: lambda: new_claim_form(writer, case, claim),
        AddedKind.PARTY: lambda: new_party_form(writer, case, claim),
        AddedKind.DENIAL: lambda: new_denial_form(writer, case, source, claim, report),
        AddedKind.STATEMENT: lambda: new_statement_form(writer, case, source, report),
        AddedKind.STEP: lambda: new_step_form(case, report),
    }
    if on is not None and on.kind is RowKind.STATEMENT:
        forms[AddedKind.STANCE] = lambda: new_stance_form(writer, case, StatementId(on.id))
    said = StatementId(on.id) if on is not None and on.kind is RowKind.STATEMENT else None
    forms |= {
        AddedKind.RELAY: lambda: new_relay_form(writer, case, said),
        AddedKind.LINK: lambda: new_link_form(writer, case, said),
        AddedKind.QUOTE: lambda: new_quote_form(writer, case, said),
        AddedKind.SAME: lambda: same_statement_form(writer, case, said),
    }
    if report is not None:
        forms[AddedKind.NOTE] = lambda: step_note_form(writer, case, report)
    if what not in forms:
        raise Refused(*_NEEDED_ROWS[what])
    form = forms[what]()
    if what in (AddedKind.NOTE, AddedKind.EXCERPT):  # filled from the record, so an edit conflict is possible
        return replace(form, again=partial(form_to_add, case=case, what=what, on=on))
    return form


_NEEDED_ROWS = {
    AddedKind.NOTE: ("The chain has no step for a note.", "Add a report to it first, with +."),
    AddedKind.STANCE: ("No statement is selected.", "Select a statement first."),
}
"""What to say where the row that something is added to is missing: the sentence and the hint."""


def _is_outlet(writer: Writer, source: SourceId) -> bool:
    return bool(writer.whole_row("sources", source)["kind"] == SourceKind.OUTLET)


def form_to_edit(writer: Writer, case: CaseId, row: Row) -> Form:
    """The form that edits a row.

    :raises Refused: rows of its kind can't be edited.
    """
    forms: dict[RowKind, Callable[[], Form]] = {
        RowKind.CASE: lambda: case_edit_form(writer, CaseId(row.id)),
        RowKind.SOURCE: lambda: source_edit_form(writer, case, SourceId(row.id)),
        RowKind.AFFILIATION: lambda: affiliation_edit_form(writer, case, row.id),
        RowKind.REPORT: lambda: report_edit_form(writer, case, ReportId(row.id)),
        RowKind.CLAIM: lambda: claim_edit_form(writer, case, ClaimId(row.id)),
        RowKind.PARTY: lambda: party_edit_form(writer, case, row.id),
        RowKind.STATEMENT: lambda: statement_edit_form(writer, case, StatementId(row.id)),
        RowKind.STANCE: lambda: stance_edit_form(writer, case, row.id),
        RowKind.QUOTE: lambda: quote_edit_form(writer, case, QuoteId(row.id)),
        RowKind.RELAY: lambda: relay_edit_form(writer, case, row.id),
        RowKind.NOTE: lambda: note_edit_form(writer, case, row.id),
        RowKind.TASK: lambda: task_edit_form(writer, case, row.id),
    }
    if row.kind is RowKind.CAPTURE:
        raise Refused("A capture can't be edited.", "For a changed page, import it again: that makes a new capture.")
    if row.kind is RowKind.LINK:
        raise Refused("A link can't be edited.", "Remove it, and add another.")
    if row.kind is RowKind.TAG:
        raise Refused("A tag can't be edited.", "# changes the tags of an item.")
    return replace(forms[row.kind](), again=partial(form_to_edit, case=case, row=row), of=(str(row.kind), row.id))
