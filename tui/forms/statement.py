"""Asking for a statement, how it bears on claims, and how its words are given and passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.enums import Act, Basis, Certainty, Ground, Polarity, Relaying, Voice
from db.model.enums import (
    Form as Speech,
)
from db.model.ids import CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from db.queries.lookup import written
from db.write.edit import edit_quote, edit_relay, edit_statement, set_stance
from db.write.statements import record_stance, record_statement
from tui.forms.model import NO, YES, Answers, Ask, Choice, Form, Long, Pick, filled, one_of
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_SPEECHLESS = "A statement needs the source that makes it."

_ASKS: tuple[Ask, ...] = (
    Pick(name="source", label="who", hint="the name or key of a source", of=ThingKind.SOURCE),
    Pick(name="report", label="in", hint="the report it stands in, if it does", of=ThingKind.REPORT),
    one_of("act", "act", Act),
    one_of("voice", "voice", Voice),
    one_of("basis", "basis", Basis),
    Long(name="summary", label="summary", hint="what was said, in the desk's own words", rows=2),
    Ask(name="raw", label="said", hint="when, in its own words: on Wednesday"),
    Ask(name="edtf", label="as a date", hint="2020-12-16, or other EDTF"),
)


def new_statement(writer: Writer, case: CaseId, source: SourceId | None, report: ReportId | None) -> Form:
    """A statement that is entered without its words, such as one of a report whose text is not held."""

    def save(writer: Writer, answers: Answers) -> Row:
        statement = record_statement(
            writer,
            case,
            answers.source("source", _SPEECHLESS),
            report=_report(answers),
            act=answers.word("act", Act),
            voice=answers.word("voice", Voice),
            basis=answers.word("basis", Basis),
            summary=answers.given("summary"),
            said=answers.when("raw", "edtf"),
        )
        return Row(RowKind.STATEMENT, statement)

    values = {
        "source": written(writer, "sources", source),
        "report": written(writer, "reports", report),
        "act": Act.ASSERT,
        "voice": Voice.OWN,
        "basis": Basis.NOT_RECORDED,
    }
    return Form("statement", "New statement", case, _ASKS, save, values)


def changed_statement(writer: Writer, case: CaseId, statement: StatementId) -> Form:
    """A statement that is changed."""
    row = writer.whole_row("statements", statement)

    def save(writer: Writer, answers: Answers) -> None:
        edit_statement(
            writer,
            statement,
            source=answers.source("source", _SPEECHLESS),
            report=_report(answers),
            act=answers.word("act", Act),
            voice=answers.word("voice", Voice),
            basis=answers.word("basis", Basis),
            summary=answers.given("summary"),
            said=answers.new_when("raw", "edtf", values),
        )

    values = filled(row, raw="said_raw", edtf="said_edtf") | {
        "source": written(writer, "sources", row["source"]),
        "report": written(writer, "reports", row["report"]),
    }
    return Form(f"statement {row['key']}", f"Statement {row['key']}", case, _ASKS, save, values)


_BEARING: tuple[Ask, ...] = (
    Pick(name="claim", label="on claim", hint="its key or words", of=ThingKind.CLAIM),
    Choice(name="polarity", label="bears", among=tuple((str(int(each)), each.word) for each in reversed(Polarity))),
    one_of("certainty", "certainty", Certainty),
)


def new_stance(writer: Writer, case: CaseId, statement: StatementId) -> Form:
    """How a statement bears on a claim that it was not known to bear on."""
    key = writer.whole_row("statements", statement)["key"]

    def save(writer: Writer, answers: Answers) -> None:
        claim = answers.claim("claim", "A stance needs a claim.")
        with answers.at("claim"):
            record_stance(writer, statement, claim, _polarity(answers), answers.word("certainty", Certainty))

    values = {"polarity": str(int(Polarity.FOR)), "certainty": Certainty.CERTAIN}
    return Form(f"stance of {key}", f"How {key} bears on a claim", case, _BEARING, save, values)


def changed_stance(writer: Writer, case: CaseId, stance: int) -> Form:
    """How a statement bears on a claim, as it is changed."""
    row = writer.whole_row("stances", stance)
    statement = writer.whole_row("statements", row["statement"])["key"]
    claim = writer.whole_row("claims", row["claim"])["key"]

    def save(writer: Writer, answers: Answers) -> None:
        certainty = answers.word("certainty", Certainty)
        set_stance(writer, StatementId(row["statement"]), ClaimId(row["claim"]), _polarity(answers), certainty)

    title = f"How {statement} bears on {claim}"
    return Form(f"stance {row['ulid']}", title, case, _BEARING[1:], save, filled(row))


_UNKNOWN = ""
_WORDS: tuple[Ask, ...] = (
    one_of("form", "given as", Speech),
    Ask(name="cue", label="cue", hint="the word that says whose they are: said, denied"),
    Ask(name="lang", label="language", hint="en, ar, uk …"),
    Choice(name="translated", label="translated", among=((_UNKNOWN, "not recorded"), (YES, YES), (NO, NO))),
)


def changed_quote(writer: Writer, case: CaseId, quote: QuoteId) -> Form:
    """How words are given, as it is changed; the words themselves stand in the text."""
    row = writer.whole_row("quotes", quote)
    key = writer.whole_row("statements", row["statement"])["key"]

    def save(writer: Writer, answers: Answers) -> None:
        translated = answers.given("translated")
        edit_quote(
            writer,
            quote,
            form=answers.word("form", Speech),
            cue=answers.given("cue"),
            lang=answers.given("lang"),
            via_translation=None if translated is None else translated == YES,
        )

    translated = {None: _UNKNOWN, 0: NO, 1: YES}[row["via_translation"]]
    values = filled(row) | {"translated": translated}
    return Form(f"quote {row['ulid']}", f"Words of {key}", case, _WORDS, save, values)


_PASSING_ON: tuple[Ask, ...] = (one_of("kind", "it", Relaying), one_of("ground", "known as", Ground))


def changed_relay(writer: Writer, case: CaseId, relay: int) -> Form:
    """How one statement passes on another, as it is changed."""
    row = writer.whole_row("relays", relay)
    child, parent = (writer.whole_row("statements", row[end])["key"] for end in ("child", "parent"))

    def save(writer: Writer, answers: Answers) -> None:
        edit_relay(writer, relay, kind=answers.word("kind", Relaying), ground=answers.word("ground", Ground))

    return Form(f"relay {row['ulid']}", f"How {child} passes on {parent}", case, _PASSING_ON, save, filled(row))


def _polarity(answers: Answers) -> Polarity:
    return Polarity(int(answers.text("polarity")))


def _report(answers: Answers) -> ReportId | None:
    return answers.report("report", "") if answers.given("report") else None
