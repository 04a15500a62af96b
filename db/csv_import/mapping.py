"""The mapping of a table: which column is which field, and what its values mean. Kept in TOML; nothing is guessed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from db.dataclass import dataclass, field
from db.errors import NotAllowed, UnreadableArticle, WrongUse

LARGEST = 1 << 20
"""The largest mapping file, in bytes."""


class TableRowKind(StrEnum):
    """What the rows of a table are."""

    CLAIMS = "claims"
    APPEARANCES = "appearances"


FIELDS: dict[TableRowKind, tuple[str, ...]] = {
    TableRowKind.CLAIMS: ("id", "text", "tag", "verdict"),
    TableRowKind.APPEARANCES: (
        *("claim", "url", "stance", "date"),
        *("id", "headline", "outlet", "author", "words", "lang"),
    ),
}
"""The fields of each kind of row."""

NEEDED: dict[TableRowKind, tuple[str, ...]] = {
    TableRowKind.CLAIMS: ("id", "text"),
    TableRowKind.APPEARANCES: ("claim", "stance"),
}
"""The required fields."""

ONE_NEEDED: dict[TableRowKind, tuple[str, ...]] = {
    TableRowKind.CLAIMS: (),
    TableRowKind.APPEARANCES: ("url", "headline", "outlet", "id"),
}
"""The fields of which a table needs at least one, so that its rows can be told apart."""

VALUED = {"tag", "verdict", "stance", "lang"}
"""Fields whose values can be mapped; those of a verdict and of a stance must be."""

MAY_BE_EMPTY = {"tag", "verdict", "date", "url", "headline", "outlet", "author", "words", "lang"}
"""Fields that may be empty."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The column of one field."""

    column: str
    """The column's name in the header."""
    values: Mapping[str, str] = field(default_factory=dict)
    """The meaning of each value; other values are rejected."""
    formats: tuple[str, ...] = ()
    """Formats of dates, as for strptime: ``%m %d %Y``; EDTF where there is none."""
    empty: tuple[str, ...] = ()
    """Values that count as empty, besides the empty cell."""


Columns = Mapping[str, ColumnMapping]
"""Columns by field."""


def read_mappings(path: Path) -> dict[TableRowKind, Columns]:
    """Read a mapping file, with columns for claims, for appearances or for both.

    :param path: a TOML file, as :func:`format_mappings` makes it; a field without options may be just its column.
    :raises UnreadableArticle: there is no such file, it is not TOML, or too large.
    :raises WrongUse: it has an unknown field or option.
    """
    said = _read_toml(path)
    found: dict[TableRowKind, Columns] = {}
    for name, fields in said.items():
        if name not in list(TableRowKind):
            raise WrongUse(
                f"{path} has “{name}”.", f"It can have {list_choices(f'[{each}]' for each in TableRowKind)}."
            )
        if not isinstance(fields, dict):
            raise WrongUse(f"“{name}” in {path} is not a table.", f"Write [{name}] and fields below it.")
        rows_are = TableRowKind(name)
        found[rows_are] = {each: _parse_column(rows_are, each, value) for each, value in fields.items()}
    if not found:
        raise WrongUse(f"{path} names no columns.", "Write [claims] or [appearances] with fields below it.")
    return found


def format_mappings(mappings: Mapping[TableRowKind, Columns]) -> str:
    """The text of a mapping file.

    :param mappings: columns by the kind of row.
    """
    parts = []
    for rows_are, columns in mappings.items():
        plain = [f"{name} = {_toml_string(each.column)}" for name, each in columns.items() if _is_plain(each)]
        parts.append("\n".join([f"[{rows_are}]", *plain]))
        for name, each in columns.items():
            if not _is_plain(each):
                parts.append("\n".join([f"[{rows_are}.{name}]", *_toml_lines(each)]))
    return "\n\n".join(parts) + "\n"


def _is_plain(column: ColumnMapping) -> bool:
    return not (column.values or column.formats or column.empty)


def _toml_lines(column: ColumnMapping) -> Iterable[str]:
    yield f"column = {_toml_string(column.column)}"
    for name, said in (("formats", column.formats), ("empty", column.empty)):
        if said:
            yield f"{name} = [{', '.join(map(_toml_string, said))}]"
    if column.values:
        pairs = ", ".join(
            f"{_toml_string(value)} = {_toml_string(meaning)}" for value, meaning in column.values.items()
        )
        yield f"values = {{ {pairs} }}"


def _toml_string(text: str) -> str:
    """A TOML string. JSON's escapes are valid in TOML, which also requires DEL to be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


_MOST_VALUES = 10_000
_MOST_ITEMS = 100
_KEYS = {"column", "values", "formats", "empty"}


def _parse_column(rows_are: TableRowKind, name: str, said: Any) -> ColumnMapping:
    check_field(rows_are, name)
    if isinstance(said, str):
        return ColumnMapping(said)
    where = f"[{rows_are}.{name}]"
    if not isinstance(said, dict) or not isinstance(said.get("column"), str):
        raise WrongUse(f"{where} names no column.", f'Write {name} = "the column\'s name" below [{rows_are}].')
    if unknown := sorted(set(said) - _KEYS):
        raise WrongUse(f"{where} has “{unknown[0]}”.", f"It can have {list_choices(sorted(_KEYS))}.")
    values = said.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(each, str) for each in values.values()):
        raise WrongUse(f"The values of {where} are not pairs of words.", 'Write values = { support = "for" }.')
    if len(values) > _MOST_VALUES:
        raise WrongUse(f"{where} has {len(values):,} values; {_MOST_VALUES:,} are the most.", "Is it the right column?")
    lists = {each: said.get(each, []) for each in ("formats", "empty")}
    for each, items in lists.items():
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise WrongUse(f"“{each}” of {where} is not a list of words.", f'Write {each} = ["…", "…"].')
        if len(items) > _MOST_ITEMS:
            raise WrongUse(f"“{each}” of {where} has {len(items):,} words; {_MOST_ITEMS} are the most.", "Name fewer.")
    return ColumnMapping(said["column"], values, tuple(lists["formats"]), tuple(lists["empty"]))


def check_field(rows_are: TableRowKind, name: str) -> None:
    """Check that a kind of row has a field.

    :raises WrongUse: it has not.
    """
    if name not in FIELDS[rows_are]:
        raise WrongUse(
            f"{rows_are.capitalize()} have no “{name}”.", f"A column can be their {list_choices(FIELDS[rows_are])}."
        )


def _read_toml(path: Path) -> dict[str, Any]:
    # kept out of start-up: the command's help imports this module
    from db.intake.read import read_toml
    from db.store.files import open_regular_file

    try:
        with open_regular_file(path) as file:
            raw = file.read(LARGEST + 1)
    except PermissionError as error:
        raise NotAllowed(f"{path} can't be read: permission denied.", "Copy it, or change its permissions.") from error
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else "no such file"
        raise UnreadableArticle(f"{path} can't be read: {words}.", "--save-mapping FILE writes one.") from error
    if len(raw) > LARGEST:
        raise UnreadableArticle(f"{path} is too large to say what columns mean.", "Is it the table itself?")
    try:
        return read_toml(raw)
    except UnreadableArticle as error:
        hint = "--save-mapping FILE writes one to begin with."
        if error.hint:  # it may be TOML, and is refused for what it has
            reason = error.message[:1].lower() + error.message[1:]
            raise UnreadableArticle(f"{path} can't be read as a mapping: {reason}", hint) from error
        raise UnreadableArticle(f"{path} is not TOML: {error.message.removesuffix('.')}.", hint) from error


def list_choices(names: Iterable[str], word: str = "or") -> str:
    """List names in a sentence: "text, date or url"."""
    *rest, last = names
    return f"{', '.join(rest)} {word} {last}" if rest else last
