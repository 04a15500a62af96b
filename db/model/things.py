"""Things of the record by their tables: kinds of rows, what they are called, and targets of tags, notes and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from db.dataclass import dataclass


class RowKind(StrEnum):
    """The kinds of rows that a person edits or removes, by their tables."""

    CASE = "cases"
    SOURCE = "sources"
    AFFILIATION = "affiliations"
    REPORT = "reports"
    CAPTURE = "captures"
    CLAIM = "claims"
    PARTY = "claim_parties"
    STATEMENT = "statements"
    QUOTE = "quotes"
    STANCE = "stances"
    RELAY = "relays"
    LINK = "statement_links"
    STEP = "chain_steps"
    TAG = "tags"
    NOTE = "notes"
    TASK = "tasks"

    @property
    def word(self) -> str:
        """The noun for a row of this kind."""
        return thing_name(self)

    @property
    def column(self) -> str:
        """The column of tags, notes and tasks that refers to it, where it is one of :data:`TARGET_KINDS`."""
        return f"on_{self.word}"


TARGET_KINDS = (RowKind.CASE, RowKind.SOURCE, RowKind.REPORT, RowKind.STATEMENT, RowKind.CLAIM)
"""The kinds that tags, notes and tasks are on, in the order of :data:`ON_COLUMNS`."""


@dataclass(frozen=True, slots=True)
class Target:
    """The thing that a tag, a note or a task is on."""

    kind: RowKind
    id: int


ON_COLUMNS = "on_case, on_source, on_report, on_statement, on_claim"
"""The columns that refer to the target, in the order of :data:`TARGET_KINDS`."""


def parse_target(columns: Sequence[int | None]) -> Target:
    """The target of a row.

    :param columns: the values of :data:`ON_COLUMNS`, one of which is not None.
    """
    return next(Target(kind, id) for kind, id in zip(TARGET_KINDS, columns, strict=True) if id is not None)


_NAMES = {
    "statements": ("statement", ""),
    "claims": ("claim", "text"),
    "reports": ("report", "title"),
    "sources": ("source", "name"),
    "relays": ("relay", ""),
    "statement_links": ("link", ""),
    "stances": ("stance", ""),
    "claim_joins": ("join of two claims", "reason"),
    "joined_stances": ("stance brought by a join", ""),
    "chain_steps": ("step of the chain", ""),
    "alarms_set_aside": ("judgement of an alarm", "reason"),
    "quotes": ("quote", "exact"),
    "captures": ("capture", ""),
    "quote_places": ("place of a quote", ""),
    "affiliations": ("affiliation", ""),
    "claim_parties": ("party of a claim", ""),
    "same_sources": ("judgement of two sources", "reason"),
    "independence": ("judgement of independence", "reason"),
    "ratings": ("rating", ""),
    "assessments": ("assessment", "verdict"),
    "tags": ("tag", "tag"),
    "notes": ("note", "text"),
    "tasks": ("task", "text"),
    "cases": ("case", "title"),
    "proposals": ("proposal", ""),
    "filters": ("filter", "name"),
}
"""In the order in which rows that rest on a thing are taken off the record with it."""

_ORDER = {table: place for place, table in enumerate(_NAMES)}


def thing_name(table: str) -> str:
    """What a row of a table is called: "claim"; the table's own name where it has no other."""
    return _NAMES.get(table, (table, ""))[0]


def thing_name_with_article(table: str) -> str:
    """The same with its article: "a claim", "an affiliation"."""
    name = thing_name(table)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def naming_column(table: str) -> str:
    """The column whose words tell a row of a table from others; empty where none does."""
    return _NAMES.get(table, ("", ""))[1]


def removal_order(table: str) -> int:
    """When the rows of a table are taken out among those that rest on one thing: lower numbers first."""
    return _ORDER.get(table, len(_ORDER))
