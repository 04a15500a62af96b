"""How one changed row is kept in the journal, and what an action is called that nobody gave a name."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]
"""A row, or the changed part of one, by column."""

LEFT_OUT = {"captures": {"raw", "text"}}
"""Columns of a row that came which the journal leaves to the row itself: it is never edited."""

_LONGEST = 60


class Op(StrEnum):
    """What happened to a row."""

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
    """All of a row that went, or the changed columns as they were."""
    after: Values | None
    """All of a row that came (see :func:`change_of`), or the changed columns as they are."""


def change_of(table: str, row: int, values: Values) -> Entry:
    """A row that came; the words and bytes of a capture stay out of the journal, since nothing ever changes them."""
    kept = {name: value for name, value in values.items() if name not in LEFT_OUT.get(table, ())}
    return Entry(Op.INSERT, table, row, None, {"id": row, **kept})


def to_json(values: Values | None) -> str | None:
    """Values as the journal has them: JSON, with bytes in base64."""
    return None if values is None else json.dumps(values, ensure_ascii=False, default=_bytes)


def from_json(text: str | None) -> Values | None:
    """Values from the journal."""
    return None if text is None else json.loads(text, object_hook=_from_bytes)


_THINGS = {
    "cases": ("case", "title"),
    "sources": ("source", "name"),
    "affiliations": ("affiliation", ""),
    "reports": ("report", "title"),
    "captures": ("capture", ""),
    "statements": ("statement", ""),
    "quotes": ("quote", "exact"),
    "relays": ("relay", ""),
    "claims": ("claim", "text"),
    "stances": ("stance", ""),
    "claim_parties": ("party of a claim", ""),
    "statement_links": ("link", ""),
    "chain_steps": ("step of the chain", ""),
    "proposals": ("proposal", ""),
    "quote_places": ("place of a quote", ""),
    "same_sources": ("judgement of two sources", "reason"),
    "independence": ("judgement of independence", "reason"),
    "alarms_set_aside": ("judgement of an alarm", "reason"),
    "assessments": ("assessment", "verdict"),
    "ratings": ("rating", ""),
    "tags": ("tag", "tag"),
    "notes": ("note", "text"),
    "tasks": ("task", "text"),
    "claim_joins": ("join of two claims", "reason"),
    "joined_stances": ("stance brought by a join", ""),
    "filters": ("filter", "name"),
}
"""What a row of a table is called, and the column that tells it from others."""

_VERBS = {Op.INSERT: "add", Op.UPDATE: "change", Op.DELETE: "remove"}


def thing_of(table: str) -> str:
    """What a row of a table is called: "claim"; the table's own name where it has no other."""
    return _THINGS.get(table, (table, ""))[0]


def describe_action(entries: Sequence[Entry], key: str | None = None) -> str:
    """What an action did, from its first row: "add claim C3 “it happened”".

    :param entries: at least one.
    :param key: the key of that row, where the entry itself doesn't hold it.
    """
    first = entries[0]
    name, telling = _THINGS.get(first.table, (first.table, ""))
    values = first.after if first.op is Op.INSERT else first.before
    known = dict(values or {})
    shown = key or known.get("key")
    words = str(known.get(telling) or "") if telling else ""
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return " ".join([_VERBS[first.op], name, *([str(shown)] if shown else []), *([f"“{short}”"] if short else [])])


def other_rows(entries: Sequence[Entry]) -> str:
    """What went with a thing that was removed: "statement S2 S5, quote ×3"; empty where nothing did.

    :param entries: of the action that removed it.
    """
    gone = [entry for entry in entries if entry.op is Op.DELETE][:-1]  # the thing itself goes last
    keyed: dict[str, list[str]] = {}
    others: Counter[str] = Counter()
    for entry in reversed(gone):
        name, _ = _THINGS.get(entry.table, (entry.table, ""))
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


def _bytes(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": b64encode(value).decode()}
    raise TypeError(f"The journal does not take {type(value).__name__}.")


def _from_bytes(value: dict[str, Any]) -> object:
    return b64decode(value["base64"]) if set(value) == {"base64"} else value
