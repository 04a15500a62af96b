"""Journal entries: one changed row as JSON, and the description of an action from its entries."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from db.dataclass import dataclass
from db.model.things import naming_column, thing_name
from db.text.quotation import in_quotes

Values = Mapping[str, Any]
"""Values of a row, or of its changed columns, by column."""

LEFT_OUT = {"captures": {"raw", "text"}}
"""Columns that the journal omits for an inserted row, since they never change and stay in the row."""

_LONGEST_EXCERPT = 60


class Op(StrEnum):
    """The kind of a change."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Entry:
    """One changed row."""

    op: Op
    table: str
    row: int
    before: Values | None
    """The whole row before a delete, or the old values of changed columns; None for an insert."""
    after: Values | None
    """The whole inserted row (see :func:`insert_entry`), or the new values of changed columns; None for a delete."""


def insert_entry(table: str, row: int, values: Values) -> Entry:
    """The entry of an inserted row, without the columns of :data:`LEFT_OUT`."""
    kept = {name: value for name, value in values.items() if name not in LEFT_OUT.get(table, ())}
    return Entry(Op.INSERT, table, row, None, {"id": row, **kept})


def values_to_json(values: Values | None) -> str | None:
    """Values as the journal stores them: JSON, with bytes in base64."""
    return None if values is None else json.dumps(values, ensure_ascii=False, default=_encode_bytes)


def values_from_json(text: str | None) -> Values | None:
    """Values from the journal."""
    return None if text is None else json.loads(text, object_hook=_decode_bytes)


_VERBS = {Op.INSERT: "add", Op.UPDATE: "change", Op.DELETE: "remove"}


def describe_action(entries: Sequence[Entry], key: str | None = None) -> str:
    """Describe an action by its first entry: "add claim C3 “it happened”".

    :param entries: at least one.
    :param key: the key of that row, if the entry doesn't have it.
    """
    first = entries[0]
    telling = naming_column(first.table)
    values = first.after if first.op is Op.INSERT else first.before
    known = dict(values or {})
    shown = key or known.get("key")
    words = str(known.get(telling) or "") if telling else ""
    short = words if len(words) <= _LONGEST_EXCERPT else f"{words[:_LONGEST_EXCERPT]}…"
    return " ".join(
        [
            _VERBS[first.op],
            thing_name(first.table),
            *([str(shown)] if shown else []),
            *([in_quotes(short)] if short else []),
        ]
    )


def describe_other_rows(entries: Sequence[Entry]) -> str:
    """Describe the rows that were removed with a thing: "statement S2 S5, quote ×3"; empty if there were none.

    :param entries: those of the action that removed it.
    """
    gone = [entry for entry in entries if entry.op is Op.DELETE][:-1]  # the thing itself is deleted last
    keyed: dict[str, list[str]] = {}
    others: Counter[str] = Counter()
    for entry in reversed(gone):
        name = thing_name(entry.table)
        if entry.before and "key" in entry.before:
            keyed.setdefault(name, []).append(str(entry.before["key"]))
        else:
            others[name] += 1
    return ", ".join(
        [
            *(f"{name} {' '.join(keys)}" for name, keys in keyed.items()),
            *(f"{name} ×{count}" if count > 1 else name for name, count in others.items()),
        ]
    )


def _encode_bytes(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": b64encode(value).decode()}
    raise TypeError(f"The journal does not take {type(value).__name__}.")


def _decode_bytes(value: dict[str, Any]) -> object:
    return b64decode(value["base64"]) if set(value) == {"base64"} else value
