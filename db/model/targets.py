"""Targets of tags, notes and tasks: a case, source, report, statement or claim. Their keys: :mod:`db.queries.keys`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class TargetKind(StrEnum):
    """The table of a target."""

    CASE = "cases"
    SOURCE = "sources"
    REPORT = "reports"
    STATEMENT = "statements"
    CLAIM = "claims"

    @property
    def word(self) -> str:
        """The noun for a target of this kind."""
        return self.value.removesuffix("s")

    @property
    def column(self) -> str:
        """The column of tags, notes and tasks that refers to it."""
        return f"on_{self.word}"


@dataclass(frozen=True, slots=True)
class Target:
    """The thing that a tag, a note or a task is on."""

    kind: TargetKind
    id: int


ON_COLUMNS = "on_case, on_source, on_report, on_statement, on_claim"
"""The columns that refer to the target, in the order of :class:`TargetKind`."""


def parse_target(columns: Sequence[int | None]) -> Target:
    """The target of a row.

    :param columns: the values of :data:`ON_COLUMNS`, one of which is not None.
    """
    return next(Target(kind, id) for kind, id in zip(TargetKind, columns, strict=True) if id is not None)
