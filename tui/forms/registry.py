"""Which form a person is asked with: for what is added, and for the row that is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from db.errors import Refused
from db.model.enums import SourceKind
from db.model.ids import CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from tui.forms.annotations import changed_note, changed_task
from tui.forms.case import changed_case, new_case
from tui.forms.chain import new_step, noted_step
from tui.forms.claim import changed_claim, changed_party, new_claim, new_party
from tui.forms.model import Form
from tui.forms.report import changed_report, new_excerpt, new_report
from tui.forms.source import changed_affiliation, changed_source, new_affiliation, new_source
from tui.forms.statement import (
    changed_quote,
    changed_relay,
    changed_stance,
    changed_statement,
    new_stance,
    new_statement,
)
from tui.text.targets import Row, RowKind

if TYPE_CHECKING:
    from db.journal.writer import Writer


class Adding(StrEnum):
    """What can be added, by the word that the table of actions has for it."""

    CASE = "case"
    SOURCE = "source"
    AFFILIATION = "affiliation"
    REPORT = "report"
    EXCERPT = "excerpt"
    CLAIM = "claim"
    PART = "part"
    PARTY = "party"
    STATEMENT = "statement"
    STANCE = "stance"
    STEP = "step"
    NOTE = "note"


def to_add(writer: Writer, case: CaseId, what: Adding, on: Row | None) -> Form:
    """The form for something new.

    :param on: what is selected: the new thing is filled with it where it fits.
    """
    source = SourceId(on.id) if on and on.kind is RowKind.SOURCE else None
    claim = ClaimId(on.id) if on and on.kind is RowKind.CLAIM else None
    report = ReportId(on.id) if on and on.kind is RowKind.REPORT else None
    forms: dict[Adding, Callable[[], Form]] = {
        Adding.CASE: new_case,
        Adding.SOURCE: lambda: new_source(case),
        Adding.AFFILIATION: lambda: new_affiliation(writer, case, source),
        Adding.REPORT: lambda: new_report(writer, case, source if source and _is_outlet(writer, source) else None),
        Adding.EXCERPT: lambda: new_excerpt(writer, case, report),
        Adding.CLAIM: lambda: new_claim(writer, case),
        Adding.PART: lambda: new_claim(writer, case, claim),
        Adding.PARTY: lambda: new_party(writer, case, claim),
        Adding.STATEMENT: lambda: new_statement(writer, case, source, report),
        Adding.STEP: lambda: new_step(case, report),
    }
    if on is not None and on.kind is RowKind.STATEMENT:
        forms[Adding.STANCE] = lambda: new_stance(writer, case, StatementId(on.id))
    if report is not None:
        forms[Adding.NOTE] = lambda: noted_step(writer, case, report)
    form = forms[what]()
    if what in (Adding.NOTE, Adding.EXCERPT):  # what they are filled with is on record already
        return replace(form, again=partial(to_add, case=case, what=what, on=on))
    return form


def _is_outlet(writer: Writer, source: SourceId) -> bool:
    return bool(writer.whole_row("sources", source)["kind"] == SourceKind.OUTLET)


def to_change(writer: Writer, case: CaseId, row: Row) -> Form:
    """The form for a row that is on record.

    :raises Refused: it is of a kind that nothing can be changed of.
    """
    forms: dict[RowKind, Callable[[], Form]] = {
        RowKind.CASE: lambda: changed_case(writer, CaseId(row.id)),
        RowKind.SOURCE: lambda: changed_source(writer, case, SourceId(row.id)),
        RowKind.AFFILIATION: lambda: changed_affiliation(writer, case, row.id),
        RowKind.REPORT: lambda: changed_report(writer, case, ReportId(row.id)),
        RowKind.CLAIM: lambda: changed_claim(writer, case, ClaimId(row.id)),
        RowKind.PARTY: lambda: changed_party(writer, case, row.id),
        RowKind.STATEMENT: lambda: changed_statement(writer, case, StatementId(row.id)),
        RowKind.STANCE: lambda: changed_stance(writer, case, row.id),
        RowKind.QUOTE: lambda: changed_quote(writer, case, QuoteId(row.id)),
        RowKind.RELAY: lambda: changed_relay(writer, case, row.id),
        RowKind.NOTE: lambda: changed_note(writer, case, row.id),
        RowKind.TASK: lambda: changed_task(writer, case, row.id),
    }
    if row.kind is RowKind.CAPTURE:
        raise Refused("A capture is never edited.", "A changed page is a new capture: bring it in again.")
    if row.kind is RowKind.LINK:
        raise Refused("A link has nothing to change.", "Remove it, and enter another.")
    if row.kind is RowKind.TAG:
        raise Refused("A tag has nothing to change.", "# changes which tags a thing has.")
    return replace(forms[row.kind](), again=partial(to_change, case=case, row=row), of=(str(row.kind), row.id))
