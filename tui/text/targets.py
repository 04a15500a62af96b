"""Targets of a key: things with a view of their own, and rows of the record that can be edited or removed."""

from __future__ import annotations

from enum import StrEnum

from db.dataclass import dataclass
from db.model.things import RowKind as RowKind


class ThingKind(StrEnum):
    """The kinds that have a view of their own."""

    CASE = "case"
    SOURCE = "source"
    CLAIM = "claim"
    DENIAL = "denial"
    REPORT = "report"
    MORE = "more"
    """Not a row of the record: the rest of a view that has not read everything."""
    FOLD = "fold"
    """Not a row of the record: what a sheet folded, with what its blocks share as the name."""
    CHANGED = "changed"
    """Not a row of the record: the quotes that the newest text of a report, by its id, changed or lost."""
    TOPIC = "topic"
    """Not a row of the record: a page of the manual, its topic as the name."""
    ALARM = "alarm"
    """Not a row of the record: an alarm of the case, its key as the name."""
    WORDS = "words"
    """Not a row of the record: the words of a statement, by its id, in their text; the report's key as the name."""
    NUMBER = "number"
    """Not a row of the record: a number of a claim, its side and what it counts as the name."""
    INDEPENDENCE = "independence"
    """Not a row of the record: a judgement of two origins, the other's id as the name; empty for any."""
    SAMENESS = "sameness"
    """Not a row of the record: a judgement whether two sources are one, the other's id as the name; empty for any."""

    @property
    def rows(self) -> RowKind | None:
        """The kind of the rows they are; None for what is no row of the record."""
        return _ROWS.get(self)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the record, to open."""

    kind: ThingKind
    id: int
    name: str = ""
    """What identifies a thing without a row of its own, such as the key of an alarm."""
    at: Row | None = None
    """The row in its view that the cursor goes to."""

    @property
    def row(self) -> Row | None:
        """The row it stands for."""
        rows = self.kind.rows
        return Row(rows, self.id) if rows else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the record, to edit or remove."""

    kind: RowKind
    id: int


_ROWS = {
    ThingKind.CASE: RowKind.CASE,
    ThingKind.SOURCE: RowKind.SOURCE,
    ThingKind.CLAIM: RowKind.CLAIM,
    ThingKind.DENIAL: RowKind.STATEMENT,
    ThingKind.REPORT: RowKind.REPORT,
}
