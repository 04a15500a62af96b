"""Which column of a table is which field: as options say it, as one line says it, and as a header suggests it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from db.csv_import.mapping import FIELDS, NEEDED, ColumnMapping, Columns, TableRowKind, read_mappings
from db.dataclass import replace
from db.errors import WrongUse

_ALSO_CALLED = {
    "id": ("claim_id", "key", "number", "no"),
    "text": ("claim", "statement", "proposition"),
    "claim": ("claim_id",),
    "url": ("link", "address", "source_url"),
    "date": ("published", "publication_date"),
    "headline": ("title",),
    "outlet": ("source", "publisher", "site"),
    "words": ("quote", "body", "content"),
    "lang": ("language",),
    "tag": ("tags", "topic"),
}
"""Other names that columns of a field have."""


def read_line(line: str) -> tuple[TableRowKind, Columns]:
    """What the rows are, and their columns, as one line says it: ``claims id=ID text=Claim verdict:True=corroborated``.

    :param line: the kind of rows, then the columns; ``@FILE`` takes a mapping file.
    :raises WrongUse: it can't be read, or speaks of no such field.
    """
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise WrongUse("A quotation mark in the line of columns has no end.", "Close it.") from error
    files = [word[1:] for word in words if word.startswith("@")]
    rest = [word for word in words if not word.startswith("@")]
    kinds = [word for word in rest if "=" not in word]
    if len(kinds) > 1 or any(word not in {*TableRowKind} for word in kinds):
        raise WrongUse(
            f"“{' '.join(kinds)}” says not what the rows are.", f"Begin with {' or '.join(TableRowKind)}, once."
        )
    pairs = [word for word in rest if "=" in word]
    values = tuple(word for word in pairs if ":" in word.partition("=")[0])
    columns = tuple(word for word in pairs if word not in values)
    mappings = read_mappings(Path(files[0])) if files else {}
    return columns_given(mappings, kinds[0] if kinds else None, columns, values, (), ())


def guess_line(header: Sequence[str]) -> str:
    """The line that the names of the columns suggest; empty where they suggest none."""
    names = {name.casefold().replace(" ", "_"): name for name in reversed(header)}
    for kind in TableRowKind:
        found: dict[str, str] = {}
        for field in FIELDS[kind]:
            name = next((names[each] for each in (field, *_ALSO_CALLED.get(field, ())) if each in names), None)
            if name is not None and name not in found.values():
                found[field] = name
        if all(field in found for field in NEEDED[kind]):
            return shlex.join([kind.value, *(f"{field}={name}" for field, name in found.items())])
    return ""


def columns_given(
    mappings: Mapping[TableRowKind, Columns],
    rows: str | None,
    column_pairs: tuple[str, ...],
    values: tuple[str, ...],
    formats: tuple[str, ...],
    empty: tuple[str, ...],
) -> tuple[TableRowKind, Columns]:
    """What the rows are, and their columns: those of the mapping file, changed by the options."""
    if rows is None and len(mappings) != 1:
        raise WrongUse("Nothing says what the rows are.", f"Say --rows {' or --rows '.join(TableRowKind)}.")
    rows_are = TableRowKind(rows) if rows else next(iter(mappings))
    columns: dict[str, ColumnMapping] = dict(mappings.get(rows_are, {}))
    for each in column_pairs:
        name, column = _split_pair(each, "--column", "text=claim")
        columns[name] = replace(columns.get(name, ColumnMapping("")), column=column)
    for each in values:
        name, rest = _split_pair(each, "--value", "stance:support=for", ":")
        value, meaning = _split_pair(rest, "--value", "stance:support=for")
        old = _column_named(columns, name, "--value", rows_are)
        columns[name] = replace(old, values={**old.values, value: meaning})
    if formats:
        old = _column_named(columns, "date", "--date-format", rows_are)
        columns["date"] = replace(old, formats=formats)
    for each in empty:
        name, value = _split_pair(each, "--empty", "date=None")
        old = _column_named(columns, name, "--empty", rows_are)
        columns[name] = replace(old, empty=(*old.empty, value))
    return rows_are, columns


def _split_pair(pair: str, option: str, example: str, mark: str = "=") -> tuple[str, str]:
    name, found, rest = pair.partition(mark)
    if not found or not name.strip():
        raise WrongUse(f"{option} {pair}: there is no “{mark}” between two words.", f"Write {option} {example}.")
    return (name if option == "--value" and mark == "=" else name.strip()), rest  # a value may begin with a space


def _column_named(
    columns: Mapping[str, ColumnMapping], name: str, option: str, rows_are: TableRowKind
) -> ColumnMapping:
    if name not in columns:
        raise WrongUse(
            f"{option} speaks of “{name}”, and nothing says which column that is.",
            f"Say --column {name}=NAME; {rows_are} can have {', '.join(FIELDS[rows_are])}.",
        )
    return columns[name]
