"""The forms for a statement, how it bears on claims, and how its words are given and passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.enums import Act, Certainty, Polarity
from db.model.fields import QUOTE, RELAY, STATEMENT
from db.model.ids import CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from db.queries.lookup import written_name
from db.text.quotation import in_quotes
from db.write.statements import add_stance, add_statement, set_stance
from tui.forms.fields import asks, edit_form, first_values, read_values
from tui.forms.model import Answers, Ask, ChoiceAsk, Form, Pick, one_of, row_values
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer


def new_statement_form(writer: Writer, case: CaseId, source: SourceId | None, report: ReportId | None) -> Form:
    """The form that adds a statement without its words, such as one of a report whose text is not held."""

    def save(writer: Writer, answers: Answers) -> Row:
        return Row(RowKind.STATEMENT, add_statement(writer, case, **read_values(answers, STATEMENT)))

    values = first_values(
        STATEMENT,
        source=written_name(writer, "sources", source),
        report=written_name(writer, "reports", report),
        act=Act.ASSERT,
    )
    return Form("statement", "New statement", case, asks(STATEMENT), save, values)


def statement_edit_form(writer: Writer, case: CaseId, statement: StatementId) -> Form:
    """The form that edits a statement."""
    return edit_form(writer, case, STATEMENT, statement)


_STANCE: tuple[Ask, ...] = (
    Pick(name="claim", label="on claim", hint="its key or words", of=ThingKind.CLAIM),
    ChoiceAsk(name="polarity", label="bears", among=tuple((str(int(each)), each.word) for each in reversed(Polarity))),
    one_of("certainty", "certainty", Certainty),
)


def new_stance_form(writer: Writer, case: CaseId, statement: StatementId) -> Form:
    """The form that adds a stance: how a statement bears on one more claim."""
    key = writer.whole_row("statements", statement)["key"]

    def save(writer: Writer, answers: Answers) -> Row:
        claim = answers.claim("claim", "A stance needs a claim.")
        _ask_about_denial(writer, answers, statement)
        with answers.at("claim"):
            add_stance(writer, statement, claim, _read_polarity(answers), answers.word("certainty", Certainty))
        return Row(RowKind.STATEMENT, statement)

    values = {"polarity": str(int(Polarity.FOR)), "certainty": Certainty.CERTAIN}
    return Form(f"stance of {key}", f"Stance of {key} on a claim", case, _STANCE, save, values)


def stance_edit_form(writer: Writer, case: CaseId, stance: int) -> Form:
    """The form that edits how a statement bears on a claim."""
    row = writer.whole_row("stances", stance)
    statement = writer.whole_row("statements", row["statement"])["key"]
    claim = writer.whole_row("claims", row["claim"])["key"]

    def save(writer: Writer, answers: Answers) -> None:
        certainty = answers.word("certainty", Certainty)
        if _read_polarity(answers) != row["polarity"]:
            _ask_about_denial(writer, answers, StatementId(row["statement"]))
        set_stance(writer, StatementId(row["statement"]), ClaimId(row["claim"]), _read_polarity(answers), certainty)

    title = f"Stance of {statement} on {claim}"
    return Form(f"stance {row['ulid']}", title, case, _STANCE[1:], save, row_values(row))


def quote_edit_form(writer: Writer, case: CaseId, quote: QuoteId) -> Form:
    """The form that edits how a quote is given; its words are anchored in the text and stay."""
    statement = writer.whole_row("quotes", quote)["statement"]
    return edit_form(writer, case, QUOTE, quote, f"Quote of {writer.whole_row('statements', statement)['key']}")


def relay_edit_form(writer: Writer, case: CaseId, relay: int) -> Form:
    """The form that edits how one statement passes on another."""
    row = writer.whole_row("relays", relay)
    child, parent = (writer.whole_row("statements", row[end])["key"] for end in ("child", "parent"))
    return edit_form(writer, case, RELAY, relay, f"How {child} relays {parent}")


def _ask_about_denial(writer: Writer, answers: Answers, statement: StatementId) -> None:
    """Ask whether a denial really is for a claim."""
    from db.attribution.verbs import is_denial_cue  # kept out of start-up

    if _read_polarity(answers) is not Polarity.FOR:
        return
    row = writer.whole_row("statements", statement)
    cues = writer.column("SELECT cue FROM quotes WHERE statement = ? AND cue IS NOT NULL ORDER BY id", statement)
    cue = next(filter(is_denial_cue, cues), "")
    if row["act"] == Act.DENY or cue:
        why = f"{in_quotes(cue)} introduces its words" if cue else f"{row['key']} is a denial"
        answers.confirm("polarity", f"{why}: is it for the claim, not against it?")


def _read_polarity(answers: Answers) -> Polarity:
    return Polarity(int(answers.text("polarity")))
