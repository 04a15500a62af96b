"""Checking and cleaning what goes into a row: the fields of a thing by its table, and single texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from db.errors import OnRecordError, Refused
from db.journal.author import default_author
from db.journal.writer import Writer
from db.model.field_table import Field, FieldTable, ValueKind
from db.model.ids import CaseId
from db.model.time_zones import zone_named
from db.model.times import When, parse_edtf_bounds, parse_typed_bounds
from db.store.sqlite_errors import explain_errors
from db.text.normalize import normalize_line, normalize_text


def clean_fields(table: FieldTable, values: Mapping[str, object], tz: str = "UTC") -> dict[str, object]:
    """The columns of some fields of a thing, checked and cleaned.

    :param values: by field; a field that is left out gives no column.
    :param tz: the time zone that a time without an offset is in; that of the thing itself, where given, goes first.
    :raises Refused: a text that is needed is empty, or a time, a date or a time zone can't be read.
    :raises TypeError: the thing has no such field.
    """
    if unknown := values.keys() - {field.name for field in table}:
        raise TypeError(f"no field of a {table.noun}: {', '.join(sorted(unknown))}")
    columns: dict[str, object] = {}
    for field in table:
        if field.name in values:
            try:
                columns |= _clean_field(field, values[field.name], tz)
            except OnRecordError as error:
                error.field = error.field or field.name
                raise
            if field.kind is ValueKind.ZONE:
                tz = str(columns[field.name])
    return columns


def _clean_field(field: Field, value: Any, tz: str) -> dict[str, object]:
    column = field.columns[0]
    match field.kind:
        case ValueKind.TIME:
            when = parse_typed_bounds(value or When(), tz)
            return dict(zip(field.columns, (optional_line(when.raw), when.edtf, when.lo, when.hi), strict=True))
        case ValueKind.DATE:
            return {column: parse_typed_bounds(When(edtf=value or None), tz).edtf}
        case ValueKind.ZONE:
            value = zone_named(value)
            parse_edtf_bounds(When(), value)
        case ValueKind.FLAG if not (value is None and field.may_be_empty):
            return {column: int(bool(value))}
        case ValueKind.TERM if not (value is None and field.may_be_empty):
            assert field.terms is not None
            return {column: field.terms(value)}
        case ValueKind.LINE:
            return {column: require_line(value or "", field.required) if field.required else optional_line(value)}
        case ValueKind.TEXT:
            return {column: optional_words(value)}
    return {column: value}


def time_zone_of(writer: Writer, table: FieldTable, case: CaseId | None) -> str:
    """The time zone of a thing's times: its case's; UTC for a thing without times or case.

    :raises Refused: there is no such case.
    """
    has_times = any(field.kind is ValueKind.TIME for field in table)
    return case_tz(writer, case) if has_times and case is not None else "UTC"


def case_tz(writer: Writer, case: CaseId) -> str:
    """The time zone of a case.

    :raises Refused: there is no such case.
    """
    found = writer.row("SELECT tz FROM cases WHERE id = ?", case)
    if not found:
        raise Refused("There is no such case.", "Open the case first.")
    return str(found[0])


def require_line(text: str, sentence: str) -> str:
    """A name or title, normalized to one line.

    :param sentence: the message if it is empty.
    :raises Refused: with that sentence.
    """
    line = normalize_line(text)
    if not line:
        raise Refused(sentence, "Nothing was saved.")
    return line


def optional_line(text: str | None) -> str | None:
    """Text normalized to one line; None if it is empty."""
    return normalize_line(text or "") or None


def optional_words(text: str | None) -> str | None:
    """Text of several lines, normalized; None if it is empty."""
    return normalize_text(text or "").strip() or None


def require_reason(reason: str) -> str:
    """The reason of a judgement, normalized.

    :raises Refused: it is empty.
    """
    found = optional_words(reason)
    if not found:
        raise Refused("A judgement needs a reason.", "Say why; kept with the judgement.")
    return found


def require_two(one: int, other: int, sentence: str) -> None:
    """Make sure that two ids differ.

    :param sentence: the message if they don't.
    :raises Refused: with that sentence.
    """
    if one == other:
        raise Refused(sentence, "Name another.")


def signature_columns(writer: Writer) -> dict[str, str]:
    """Author and time: the columns of a judgement, note or task."""
    return {"who": default_author(writer.who), "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}


@contextmanager
def checked_action(writer: Writer) -> Iterator[None]:
    """One action, written whole or not at all, with violated constraints of the store as sentences.

    :raises Refused: a constraint of the store is violated.
    """
    with explain_errors(writer.path), writer.action():
        yield
