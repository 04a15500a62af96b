"""What a key can open: a source, a claim, a denial or a report, by its id."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ThingKind(StrEnum):
    """The kinds that have a view of their own."""

    SOURCE = "source"
    CLAIM = "claim"
    DENIAL = "denial"
    REPORT = "report"
    MORE = "more"
    """No thing of the record: the rest of a view that has not read everything."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the record, to open."""

    kind: ThingKind
    id: int
