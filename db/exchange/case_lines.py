"""Read a case as a file: each line checked before anything is written. Writing it: :mod:`db.exchange.portable_case`."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, BinaryIO, NoReturn

from db.dataclass import dataclass
from db.errors import NewerStore, Refused
from db.exchange.case_rows import PortableTable
from db.exchange.portable_case import FORM, VERSION
from db.model.field_table import ValueKind
from db.model.fields import FIELD_TABLES
from db.model.keys import is_well_formed
from db.model.things import thing_name_with_article
from db.store.header import SCHEMA_VERSION
from db.text.normalize import normalize_line, normalize_text

MOST_LINE = 160 << 20
"""Bytes of a line: the largest article that is taken in, in base64, with its text."""

_MOST_HEADER = 1 << 20
_ULID = re.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}")
_LARGEST = 1 << 63
_NOTHING = "Nothing was saved."
_LINES = {
    (fields.table, column)
    for fields in FIELD_TABLES
    for field in fields
    if field.kind is ValueKind.LINE
    for column in field.columns
}
"""Columns that hold one line of text."""


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """What the first line of the file says of the others."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One row of the file, with clean values of the right types; what it names is still a ULID."""

    number: int
    """The line, from 1."""
    table: PortableTable
    ulid: str
    values: dict[str, Any]
    """By column, with the ULID and without what is NULL."""


def read_header(file: BinaryIO) -> CaseHeader:
    """Read the first line.

    :raises Refused: it is no header of a case.
    :raises NewerStore: a later onrecord wrote the file.
    """
    line = file.readline(_MOST_HEADER)
    try:
        header = json.loads(line)
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or header.get("form") != FORM:
        raise Refused("The file is not a case of onrecord.", "onrecord export case writes such a file.")
    version, schema = header.get("version"), header.get("schema")
    rows, digest = header.get("rows"), header.get("sha256")
    if not (type(version) is int and type(schema) is int and type(rows) is int and isinstance(digest, str)):
        raise Refused("The first line of the file is not whole.", _NOTHING)
    if version > VERSION or schema > SCHEMA_VERSION:
        raise NewerStore("The file was written by a later onrecord.", "Install the newest onrecord; nothing was saved.")
    return CaseHeader(rows, digest)


def read_lines(
    file: BinaryIO, header: CaseHeader, tables: Mapping[str, PortableTable], step: Callable[[int], None]
) -> Iterator[CaseLine]:
    """Read the rows, after the header.

    :param tables: the tables of the store, by name.
    :param step: called with the bytes that were read.
    :raises Refused: a line is no row of the record, or the lines are not those that the header was written for.
    """
    digest = sha256()
    number = 1
    while line := file.readline(MOST_LINE):
        number += 1
        digest.update(line)
        if not line.endswith(b"\n"):
            why = "is too long" if len(line) == MOST_LINE else "is cut short"
            raise Refused(f"Line {number} of the file {why}.", _NOTHING)
        yield _parse_line(number, line, tables)
        step(len(line))
    if number - 1 != header.rows:
        sentence = f"The file has {number - 1:,} rows, where its first line says {header.rows:,}."
        raise Refused(sentence, f"It is not whole. {_NOTHING}")
    if digest.hexdigest() != header.digest:
        raise Refused("The file was changed since it was written.", f"Get it again from its writer. {_NOTHING}")


def _parse_line(number: int, line: bytes, tables: Mapping[str, PortableTable]) -> CaseLine:
    try:
        row = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refused(f"Line {number} of the file is not JSON.", _NOTHING) from error
    name = row.pop("table", None) if isinstance(row, dict) else None
    table = tables.get(name) if isinstance(name, str) else None
    if table is None:
        raise Refused(f"Line {number} of the file is not a row of the record.", _NOTHING)
    what = f"Line {number} of the file, {thing_name_with_article(table.name)},"
    if unknown := sorted(row.keys() - table.columns.keys()):
        raise Refused(
            f"{what} has a column that the record does not know: {normalize_text(unknown[0])[:40]}.", _NOTHING
        )
    values: dict[str, Any] = {}
    for column, value in row.items():
        try:
            values[column] = _parse_value(table, column, value)
        except ValueError as error:
            raise Refused(f"{what} has no {error} in {column}.", _NOTHING) from error
    if "ulid" not in values:
        raise Refused(f"{what} has no ULID.", _NOTHING)
    _check_hashes(what, values)
    if (key := values.get("key")) is not None and not is_well_formed(table.name, str(key)):
        raise Refused(f"{what} has a malformed key.", _NOTHING)
    return CaseLine(number, table, values["ulid"], values)


def _check_hashes(what: str, values: Mapping[str, Any]) -> None:
    """Check what has a SHA-256 in a column of its own, as the text of a capture has.

    :raises Refused: it is that of something else.
    """
    for column, hash in values.items():
        kept = values.get(column.removesuffix("_sha256")) if column.endswith("_sha256") else None
        raw = kept.encode() if isinstance(kept, str) else kept
        if raw is not None and sha256(raw).hexdigest() != hash:
            raise Refused(f"{what} has a {column} of something else.", _NOTHING)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _parse_value(table: PortableTable, column: str, value: object) -> object:
    """A value as its column holds it.

    :raises ValueError: it can't be; the error says what is expected.
    """
    if column == "ulid" or column in table.keys:
        if not (isinstance(value, str) and _ULID.fullmatch(value)):
            raise ValueError("ULID")
        return value
    match table.columns[column]:
        case "TEXT" if isinstance(value, str):
            return normalize_line(value) if (table.name, column) in _LINES else normalize_text(value)
        case "INTEGER" if type(value) is int and -_LARGEST <= value < _LARGEST:
            return value
        case "REAL" if type(value) in (int, float) and abs(value) < _LARGEST:  # type: ignore[arg-type]
            return float(value)  # type: ignore[arg-type]
        case "BLOB" if isinstance(value, str):
            with suppress(ValueError):
                return b64decode(value, validate=True)
    expected = {"TEXT": "text", "INTEGER": "whole number", "REAL": "number", "BLOB": "bytes in base64"}
    raise ValueError(expected[table.columns[column]])
