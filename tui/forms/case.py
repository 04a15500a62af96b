"""Asking for a case: the incident under triage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.ids import CaseId
from db.write.cases import record_case
from db.write.edit import edit_case
from tui.forms.model import Answers, Ask, Form, Long, filled
from tui.text.targets import Row, RowKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_ASKS = (
    Ask(name="title", label="title", hint="what the desk calls the incident"),
    Ask(name="place", label="place", hint="where it happened"),
    Ask(name="tz", label="time zone", hint="of the place: Asia/Baghdad, Europe/Kyiv, UTC"),
    Ask(name="day", label="day", hint="of the incident: 2020-12-16, or other EDTF"),
    Long(name="summary", label="summary", hint="in the desk's own words"),
)


def new_case() -> Form:
    """A case that is opened."""

    def save(writer: Writer, answers: Answers) -> Row:
        case = record_case(
            writer,
            answers.needed("title", "A case needs a title."),
            tz=(tz := answers.zone("tz")),
            day=answers.day("day", tz),
            place=answers.given("place"),
            summary=answers.given("summary"),
        )
        return Row(RowKind.CASE, case)

    return Form("case", "New case", None, _ASKS, save)


def changed_case(writer: Writer, case: CaseId) -> Form:
    """A case that is changed."""
    row = writer.whole_row("cases", case)

    def save(writer: Writer, answers: Answers) -> None:
        edit_case(
            writer,
            case,
            title=answers.needed("title", "A case needs a title."),
            tz=(tz := answers.zone("tz")),
            day=answers.day("day", tz),
            place=answers.given("place"),
            summary=answers.given("summary"),
        )

    return Form(f"case {row['key']}", f"Case {row['key']}", case, _ASKS, save, filled(row, day="day_edtf"))
