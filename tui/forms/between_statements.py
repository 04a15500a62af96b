"""The forms for what is added to a statement on record: a relay, a link, a quote, or another that is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.fields import LINK, RELAY
from db.model.ids import CaseId, ReportId, StatementId
from db.queries.lookup import written_name
from db.write.statements import add_link, add_quote, add_relay
from tui.forms.fields import asks, first_values, read_values
from tui.forms.model import Answers, Ask, Form, Long, Pick, Unanswered
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_NEEDED = "Choose a statement."
_A_STATEMENT = "its key, speaker or words"


def new_relay_form(writer: Writer, case: CaseId, statement: StatementId | None) -> Form:
    """The form that adds that one statement relays another.

    :param statement: the one that relays, where a statement is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        relay = read_values(answers, RELAY)
        with answers.at("parent"):
            add_relay(writer, **relay)
        return Row(RowKind.STATEMENT, relay["child"])

    values = first_values(RELAY, child=written_name(writer, "statements", statement))
    return Form(f"relay{_key(values['child'])}", "New relay", case, asks(RELAY), save, values)


def new_link_form(writer: Writer, case: CaseId, statement: StatementId | None) -> Form:
    """The form that adds what one statement does to another: it denies, confirms or corrects it.

    :param statement: the first of the two, where one is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        link = read_values(answers, LINK)
        with answers.at("other"):
            add_link(writer, **link)
        return Row(RowKind.STATEMENT, link["statement"])

    values = first_values(LINK, statement=written_name(writer, "statements", statement))
    return Form(f"link{_key(values['statement'])}", "New link between statements", case, asks(LINK), save, values)


_QUOTE: tuple[Ask, ...] = (
    Pick(name="statement", label="statement", hint=_A_STATEMENT, of=ThingKind.DENIAL),
    Long(name="words", label="words", hint="exactly as published", rows=3),
    Pick(name="report", label="read in", hint="a report, by its key or outlet", of=ThingKind.REPORT),
    Ask(name="cue", label="cue", hint="the word that introduces them: said, denied"),
)


def new_quote_form(writer: Writer, case: CaseId, statement: StatementId | None) -> Form:
    """The form that adds a quote to a statement on record.

    :param statement: the statement, where one is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        from db.markup.quotable_words import UnquotableWords, quotable_words  # kept out of start-up
        from db.markup.selection import guess_quote_form

        said = answers.statement("statement", _NEEDED)
        words = answers.needed("words", "A quote needs words.")
        report = answers.report("report", "A quote needs the report that it is in.")
        with writer.action(f"quote {writer.whole_row('statements', said)['key']}"):
            try:
                held, place = quotable_words(writer, report, words)
            except UnquotableWords as error:
                raise Unanswered("words", error.message, error.hint) from error
            form = guess_quote_form(held.text, [(place.start, place.end)])
            with answers.at("words"):
                add_quote(writer, said, held.id, place.exact, start=place.start, form=form, cue=answers.given("cue"))
        return Row(RowKind.STATEMENT, said)

    values = {"statement": written_name(writer, "statements", statement), "report": _report_of(writer, statement)}
    return Form(f"quote{_key(values['statement'])}", "New quote", case, _QUOTE, save, values)


_SAME: tuple[Ask, ...] = (
    Pick(name="statement", label="statement", hint=_A_STATEMENT, of=ThingKind.DENIAL),
    Pick(name="into", label="same as", hint="the one that is kept", of=ThingKind.DENIAL),
)


def same_statement_form(writer: Writer, case: CaseId, statement: StatementId | None) -> Form:
    """The form that makes one statement of two.

    :param statement: the one that goes, where a statement is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        from db.write.statement_joins import join_statements  # kept out of start-up

        gone, kept = answers.statement("statement", _NEEDED), answers.statement("into", _NEEDED)
        one, other = (writer.whole_row("statements", each) for each in (gone, kept))
        if one["source"] != other["source"]:
            who = [writer.whole_row("sources", each["source"])["name"] for each in (one, other)]
            answers.confirm("into", f"{one['key']} is by {who[0]}, {other['key']} by {who[1]}, who stays the speaker.")
        with answers.at("into"):
            join_statements(writer, gone, kept)
        return Row(RowKind.STATEMENT, kept)

    values = {"statement": written_name(writer, "statements", statement)}
    title = "Two statements are one"
    return Form(f"same statement{_key(values['statement'])}", title, case, _SAME, save, values)


def _key(written: str) -> str:
    return f" {written.partition(' ')[0]}".rstrip()


def _report_of(writer: Writer, statement: StatementId | None) -> str:
    """The report of a statement, as a field has it; empty for none."""
    report = writer.whole_row("statements", statement)["report"] if statement is not None else None
    return written_name(writer, "reports", ReportId(report) if report is not None else None)
