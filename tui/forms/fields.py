"""Forms made from a thing's table of fields: what they ask, what they are filled with, how their answers are read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from db.model.field_table import Field, FieldTable, ValueKind
from db.model.ids import CaseId
from db.model.times import When
from db.queries.lookup import written_name
from db.store.reader import Reader
from db.write.edit import edit
from tui.forms.model import (
    NO,
    YES,
    Answers,
    Ask,
    ChoiceAsk,
    DateAsk,
    Form,
    Long,
    Pick,
    ZoneAsk,
    one_of,
    row_values,
    yes_or_no,
)
from tui.text.targets import ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_PICKED = {
    "sources": ThingKind.SOURCE,
    "reports": ThingKind.REPORT,
    "claims": ThingKind.CLAIM,
    "statements": ThingKind.DENIAL,
}

UNKNOWN = ""
"""The answer "not recorded"."""


def asks(table: FieldTable, *, editing: bool = False) -> tuple[Ask, ...]:
    """What a form asks for a thing.

    :param editing: whether the thing is already on record: its fixed fields are left out.
    """
    return tuple(ask for field in table if not (editing and field.is_fixed) for ask in _asks_of(field))


def first_values(table: FieldTable, **values: str) -> dict[str, str]:
    """What a form for a new thing is filled with.

    :param values: by ask, in place of the fields' defaults.
    """
    defaults = {field.name: field.default for field in table if field.default}
    flags = {field.name: NO for field in table if field.kind is ValueKind.FLAG}
    return {**defaults, **flags, **values}


def stored_values(record: Reader, table: FieldTable, row: Mapping[str, Any]) -> dict[str, str]:
    """What a form for a thing on record is filled with.

    :param row: the thing's row, by column.
    """
    values = row_values(row)
    for field in table:
        values |= _stored_value(record, field, values, row)
    return values


def read_values(answers: Answers, table: FieldTable, before: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The values that answers stand for, by field.

    :param before: what the form was filled with, where the thing is on record: its fixed fields are left out, and a
        time that stays as it was, since its bounds may have been set by hand.
    :raises Unanswered: an answer is missing, or can't be read.
    """
    values: dict[str, Any] = {}
    tz = "UTC"
    for field in table:
        if before is not None and field.is_fixed:
            continue
        value = _read_value(answers, field, tz)
        if field.kind is ValueKind.TIME and before is not None and value == _time_before(before):
            continue
        values[field.name] = value
        if field.kind is ValueKind.ZONE:
            tz = str(value)  # a date of the same form is a day in this zone
    return values


def edit_form(writer: Writer, case: CaseId, table: FieldTable, id: int, title: str = "", *, blamed: str = "") -> Form:
    """The form that edits a thing on record.

    :param title: its title, where that is not the thing's kind and key.
    :param blamed: the ask under which a refusal of the record is shown, if it can be but one.
    """
    row = writer.whole_row(table.table, id)
    values = stored_values(writer, table, row)

    def save(writer: Writer, answers: Answers) -> None:
        changes = read_values(answers, table, values)
        with answers.at(blamed) if blamed else nullcontext():
            edit(writer, table, id, **changes)

    name = f"{table.noun} {row.get('key') or row['ulid']}"
    return Form(name, title or name[0].upper() + name[1:], case, asks(table, editing=True), save, values)


def _asks_of(field: Field) -> tuple[Ask, ...]:
    name, label, hint = field.name, field.label or field.name, field.hint
    match field.kind:
        case ValueKind.TIME:
            return (
                Ask(name="raw", label=label, hint=hint),
                DateAsk(name="edtf", label="as a date", hint="16 Dec 2020 21:45, 2020-12-16, 2020-12", of_field=name),
            )
        case ValueKind.ZONE:
            return (ZoneAsk(name=name, label=label, hint=hint),)
        case ValueKind.DATE:
            return (DateAsk(name=name, label=label, hint=hint),)
        case ValueKind.KEY:
            return (Pick(name=name, label=label, hint=hint, of=_PICKED[field.table], makes=field.creates),)
        case ValueKind.FLAG if field.may_be_empty:
            return (ChoiceAsk(name=name, label=label, among=((UNKNOWN, "not recorded"), (YES, YES), (NO, NO))),)
        case ValueKind.FLAG:
            return (yes_or_no(name, label),)
        case ValueKind.TERM:
            assert field.terms is not None
            if not field.term_labels:
                return (one_of(name, label, field.terms),)
            among = tuple(zip(map(str, field.terms), field.term_labels, strict=True))
            return (ChoiceAsk(name=name, label=label, among=among),)
    if field.rows > 1:
        return (Long(name=name, label=label, hint=hint, rows=field.rows),)
    return (Ask(name=name, label=label, hint=hint),)


def _stored_value(record: Reader, field: Field, texts: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, str]:
    value = row[field.columns[0]]
    match field.kind:
        case ValueKind.TIME:
            return {part: texts[f"{field.name}_{part}"] for part in ("raw", "edtf")}
        case ValueKind.KEY if field.table in _PICKED:
            return {field.name: written_name(record, field.table, value)}
        case ValueKind.FLAG:
            return {field.name: UNKNOWN if value is None else YES if value else NO}
    return {field.name: texts[field.columns[0]]}


def _read_value(answers: Answers, field: Field, tz: str) -> object:
    match field.kind:
        case ValueKind.TIME:
            return answers.when("raw", "edtf")
        case ValueKind.DATE:
            return answers.day(field.name, tz)
        case ValueKind.ZONE:
            return answers.zone(field.name, field.required)
        case ValueKind.KEY:
            return answers.key(field.name, field.table, field.required)
        case ValueKind.FLAG:
            return None if answers.text(field.name) == UNKNOWN else answers.yes(field.name)
        case ValueKind.TERM:
            assert field.terms is not None
            return answers.word(field.name, field.terms)
    return answers.needed(field.name, field.required) if field.required else answers.given(field.name)


def _time_before(before: Mapping[str, str]) -> When:
    return When(before["raw"].strip() or None, before["edtf"].strip() or None)
