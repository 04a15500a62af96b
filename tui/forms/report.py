"""Asking for a report, and for the words of it that we have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.model.enums import Holding, Kind, Method
from db.model.ids import CaseId, ReportId, SourceId
from db.queries.lookup import written
from db.queries.reports import Capture, captures
from db.store.reader import Reader
from db.write.captures import keep_capture
from db.write.chain import is_set, put_in_chain
from db.write.edit import edit_report
from db.write.excerpts import ELISION
from db.write.quote_places import look_up_quotes
from db.write.reports import record_report
from tui.forms.model import YES, Answers, Ask, Choice, Form, Long, Pick, Unanswered, filled, yes_or_no
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_NO_OUTLET = "A report needs the outlet that published it."

_HOLDING = tuple(zip(map(str, Holding), ("its text", "an excerpt", "only a citation"), strict=True))

_ASKS: tuple[Ask, ...] = (
    Pick(name="outlet", label="outlet", hint="its name or key", of=ThingKind.SOURCE, makes=Kind.OUTLET),
    Ask(name="title", label="title", hint="its headline"),
    Ask(name="author", label="author"),
    Ask(name="url", label="address", hint="https://…"),
    Ask(name="lang", label="language", hint="en, ar, uk …"),
    Ask(name="raw", label="published", hint="in its own words: earlier on Wednesday"),
    Ask(name="edtf", label="as a date", hint="2020-12-16, or other EDTF"),
    Choice(name="holding", label="we have", among=_HOLDING),
    Pick(name="known_via", label="known via", hint="the report that cites it", of=ThingKind.REPORT),
)


def new_report(writer: Writer, case: CaseId, outlet: SourceId | None) -> Form:
    """A report that is entered.

    :param outlet: the source that published it, where one is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        report = record_report(
            writer,
            case,
            answers.source("outlet", _NO_OUTLET),
            holding=answers.word("holding", Holding),
            title=answers.given("title"),
            author=answers.given("author"),
            url=answers.given("url"),
            lang=answers.given("lang"),
            published=answers.when("raw", "edtf"),
            known_via=_via(answers),
        )
        if answers.yes("chain"):
            put_in_chain(writer, case, report)
        return Row(RowKind.REPORT, report)

    asks = (*_ASKS, yes_or_no("chain", "in the chain")) if is_set(writer, case) else _ASKS
    values = {"outlet": written(writer, "sources", outlet), "holding": Holding.CITED, "chain": YES}
    return Form("report", "New report", case, asks, save, values)


def changed_report(writer: Writer, case: CaseId, report: ReportId) -> Form:
    """A report that is changed."""
    row = writer.whole_row("reports", report)

    def save(writer: Writer, answers: Answers) -> None:
        via = _via(answers)
        with answers.at("known_via"):
            edit_report(
                writer,
                report,
                outlet=answers.source("outlet", _NO_OUTLET),
                holding=answers.word("holding", Holding),
                title=answers.given("title"),
                author=answers.given("author"),
                url=answers.given("url"),
                lang=answers.given("lang"),
                published=answers.new_when("raw", "edtf", values),
                known_via=via,
            )

    values = filled(row, raw="published_raw", edtf="published_edtf") | {
        "outlet": written(writer, "sources", row["outlet"]),
        "known_via": written(writer, "reports", row["known_via"]),
    }
    return Form(f"report {row['key']}", f"Report {row['key']}", case, _ASKS, save, values)


_LEFT_OUT = re.compile(r"^\s*\[\s*(?:…|\.\.\.)\s*\]\s*$", re.MULTILINE)
"""A line that says that words are left out between two passages."""


def new_excerpt(writer: Writer, case: CaseId, report: ReportId | None) -> Form:
    """Some of a report's words, as published, that are kept. Words go to those we have: together a new capture.

    :param report: whose words they are, where one is selected.
    """
    held = _excerpt(writer, report)
    asks: tuple[Ask, ...] = (
        Pick(name="report", label="report", hint="its key or outlet", of=ThingKind.REPORT),
        Long(name="passages", label="its words", hint="as published; a line […] where words are left out", rows=9),
    )

    def save(writer: Writer, answers: Answers) -> Row:
        of = answers.report("report", "An excerpt needs the report whose words these are.")
        words = answers.needed("passages", "An excerpt needs words.")
        passages = [passage.strip("\n") for passage in _LEFT_OUT.split(words) if passage.strip()]
        before = _excerpt(writer, of)
        if before is None and captures(writer, of, most=1):
            raise Unanswered("report", "Its whole text is held already.", "r opens it: mark the words there.")
        if before is not None and of != report:
            passages.insert(0, before.text)
        with answers.at("passages"):
            text = ELISION.join(passages)
            kept = keep_capture(writer, of, text, method=Method.EXCERPT, supersedes=before.id if before else None)
        look_up_quotes(writer, kept)
        if writer.whole_row("reports", of)["holding"] == Holding.CITED:
            edit_report(writer, of, holding=Holding.EXCERPT)
        return Row(RowKind.REPORT, of)

    values = {"report": written(writer, "reports", report), "passages": held.text if held else ""}
    key = f" {values['report'].partition(' ')[0]}".rstrip()
    return Form(f"excerpt{key}", "Words of a report", case, asks, save, values)


def _excerpt(record: Reader, report: ReportId | None) -> Capture | None:
    """The words we have of a report, where they are an excerpt."""
    held = captures(record, report, most=1) if report is not None else []
    return held[0] if held and held[0].method is Method.EXCERPT else None


def _via(answers: Answers) -> ReportId | None:
    return answers.report("known_via", "") if answers.given("known_via") else None
