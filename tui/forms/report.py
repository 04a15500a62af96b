"""The forms for a report, and for an excerpt of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.model.enums import Holding, Method
from db.model.fields import REPORT
from db.model.ids import CaseId, ReportId, SourceId
from db.queries.lookup import written_name
from db.queries.reports import Capture, captures
from db.store.reader import Reader
from db.write.captures import add_capture
from db.write.chain import is_chain_set, put_in_chain
from db.write.edit import edit
from db.write.excerpts import ELISION
from db.write.quote_places import reanchor_quotes
from db.write.reports import add_report
from tui.forms.fields import asks, edit_form, first_values, read_values
from tui.forms.model import YES, Answers, Ask, Form, Long, Pick, Unanswered, yes_or_no
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer


def new_report_form(writer: Writer, case: CaseId, outlet: SourceId | None) -> Form:
    """The form that adds a report; where the case has a chain, it asks whether the report goes into it.

    :param outlet: the source that published it, where one is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        report = add_report(writer, case, **read_values(answers, REPORT))
        if answers.yes("chain"):
            put_in_chain(writer, case, report)
        return Row(RowKind.REPORT, report)

    questions = asks(REPORT)
    if is_chain_set(writer, case):
        questions = (*questions, yes_or_no("chain", "in the chain"))
    values = first_values(REPORT, outlet=written_name(writer, "sources", outlet), chain=YES)
    return Form("report", "New report", case, questions, save, values)


def report_edit_form(writer: Writer, case: CaseId, report: ReportId) -> Form:
    """The form that edits a report."""
    return edit_form(writer, case, REPORT, report, blamed="known_via")


_LEFT_OUT = re.compile(r"^\s*\[\s*(?:…|\.\.\.)\s*\]\s*$", re.MULTILINE)
"""A line that marks where text is left out between two passages."""


def excerpt_form(writer: Writer, case: CaseId, report: ReportId | None) -> Form:
    """The form that adds passages of a report's text, as published. With those we have they are one new capture.

    :param report: the report they come from, where one is selected.
    """
    held = _newest_excerpt(writer, report)
    questions: tuple[Ask, ...] = (
        Pick(name="report", label="report", hint="its key or outlet", of=ThingKind.REPORT),
        Long(name="passages", label="text", hint="as published; a line […] where text is left out", rows=9),
    )

    def save(writer: Writer, answers: Answers) -> Row:
        of = answers.report("report", "An excerpt needs its report.")
        words = answers.needed("passages", "An excerpt needs a text.")
        passages = [passage.strip("\n") for passage in _LEFT_OUT.split(words) if passage.strip()]
        before = _newest_excerpt(writer, of)
        if before is None and captures(writer, of, most=1):
            raise Unanswered("report", "We already have its whole text.", "r opens it: mark up the text there.")
        if before is not None and of != report:
            passages.insert(0, before.text)
        with answers.at("passages"):
            text = ELISION.join(passages)
            kept = add_capture(writer, of, text, method=Method.EXCERPT, supersedes=before.id if before else None)
        reanchor_quotes(writer, kept)
        if writer.whole_row("reports", of)["holding"] == Holding.CITED:
            edit(writer, REPORT, of, holding=Holding.EXCERPT)
        return Row(RowKind.REPORT, of)

    values = {"report": written_name(writer, "reports", report), "passages": held.text if held else ""}
    key = f" {values['report'].partition(' ')[0]}".rstrip()
    return Form(f"excerpt{key}", "Excerpt of a report", case, questions, save, values)


def _newest_excerpt(record: Reader, report: ReportId | None) -> Capture | None:
    """The newest capture of a report, where it is an excerpt."""
    held = captures(record, report, most=1) if report is not None else []
    return held[0] if held and held[0].method is Method.EXCERPT else None
