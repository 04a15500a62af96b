"""Targets of tags, notes and tasks: a case, source, report, statement or claim. Their keys: :mod:`db.queries.keys`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


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
