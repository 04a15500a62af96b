"""What a tag, a note or a task is on: a case, a source, a report, a statement or a claim. Reading only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.store.reader import Reader, among, pages


class OnKind(StrEnum):
    """The table of what something is on."""

    CASE = "cases"
    SOURCE = "sources"
    REPORT = "reports"
    STATEMENT = "statements"
    CLAIM = "claims"

    @property
    def word(self) -> str:
        """What one of them is called."""
        return self.value.removesuffix("s")

    @property
    def column(self) -> str:
        """The column of tags, notes and tasks that names one of them."""
        return f"on_{self.word}"


@dataclass(frozen=True, slots=True)
class On:
    """One thing that something is on."""

    kind: OnKind
    id: int


ON_COLUMNS = "on_case, on_source, on_report, on_statement, on_claim"
"""The columns that say what a tag, a note or a task is on, in the order of :class:`OnKind`."""


def read_on(columns: Sequence[int | None]) -> On:
    """What a row is on.

    :param columns: the values of :data:`ON_COLUMNS`, of which one is given.
    """
    return next(On(kind, id) for kind, id in zip(OnKind, columns, strict=True) if id is not None)


def keys(record: Reader, things: Iterable[On]) -> dict[On, str]:
    """The keys of some things, in a query for each kind and page; what is gone is left out.

    :param things: in any order.
    """
    wanted = list(dict.fromkeys(things))
    found: dict[On, str] = {}
    for kind in OnKind:
        for page in pages([thing.id for thing in wanted if thing.kind is kind]):
            rows = record.rows(f'SELECT id, key FROM "{kind}" WHERE id IN ({among(page)})', *page)
            found |= {On(kind, id): key for id, key in rows}
    return {thing: found[thing] for thing in wanted if thing in found}
