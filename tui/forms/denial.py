"""The form for a denial: its words, who denies what, and where we read it, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.enums import SourceKind
from db.model.ids import CaseId, ClaimId, ReportId, SourceId
from db.model.times import When, parse_typed_time
from db.queries.lookup import written_name
from tui.forms.model import Answers, Ask, Form, Long, Pick, Unanswered
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_ASKS: tuple[Ask, ...] = (
    Long(name="words", label="words", hint="the denial, exactly as published", rows=3),
    Pick(name="speaker", label="speaker", hint="who denies: a name or key", of=ThingKind.SOURCE),
    Pick(name="claims", label="denies", hint="a claim, by its key or words; or keys: C1 C1a", of=ThingKind.CLAIM),
    Pick(name="report", label="read in", hint="a report, by its key or outlet", of=ThingKind.REPORT),
    Pick(
        name="outlet",
        label="or outlet",
        hint="of a report that is not on record yet",
        of=ThingKind.SOURCE,
        makes=SourceKind.OUTLET,
    ),
    Pick(
        name="via",
        label="relayed by",
        hint="if the report has it from another outlet",
        of=ThingKind.SOURCE,
        makes=SourceKind.OUTLET,
    ),
    Ask(name="said", label="when", hint="16 Dec 2020 21:45, 2020-12-16, or words: on Wednesday"),
)


def new_denial_form(
    writer: Writer, case: CaseId, speaker: SourceId | None, claim: ClaimId | None, report: ReportId | None
) -> Form:
    """The form that adds a denial.

    :param speaker: who denies, where a source is selected.
    :param claim: what is denied, where a claim is selected.
    :param report: the report it is in, where one is selected.
    """

    values = {
        "speaker": written_name(writer, "sources", speaker),
        "claims": written_name(writer, "claims", claim),
        "report": written_name(writer, "reports", report),
    }

    def save(writer: Writer, answers: Answers) -> Row:
        from db.markup.denials import DenialDetails, add_denial  # kept out of start-up
        from db.markup.quotable_words import UnquotableWords

        words = answers.needed("words", "A denial needs its words.")
        # An outlet that was typed goes before the report that was selected when the form opened.
        is_chosen = answers.given("report") is not None and answers.text("report") != values["report"]
        is_meant = is_chosen or (answers.given("report") is not None and answers.given("outlet") is None)
        read_in = answers.report("report", "") if is_meant else None
        details = DenialDetails(
            words,
            answers.source("speaker", "A denial needs a speaker."),
            answers.claims("claims", "A denial needs the claim that it denies."),
            report=read_in,
            outlet=answers.source("outlet", "") if answers.given("outlet") else None,
            via=answers.source("via", "") if answers.given("via") else None,
            said=_time_of(writer, case, answers),
        )
        if details.report is None and details.outlet is None:
            raise Unanswered("report", "Where was it read?", "Choose its report, or give the outlet of a new one.")
        if details.report is not None and details.outlet is not None:
            raise Unanswered("outlet", "Both a report and an outlet are given.", "Clear one of them.")
        try:
            added = add_denial(writer, case, details)
        except UnquotableWords as error:
            raise Unanswered("words", error.message, error.hint) from error
        return Row(RowKind.STATEMENT, added.written.first)

    return Form("denial", "New denial", case, _ASKS, save, values)


def _time_of(writer: Writer, case: CaseId, answers: Answers) -> When | None:
    typed = answers.given("said")
    if typed is None:
        return None
    with answers.at("said"):
        return parse_typed_time(typed, writer.whole_row("cases", case)["tz"])
