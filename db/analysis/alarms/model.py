"""The alarm as a record, and helpers for its sentence. Finding alarms: the other modules of the package."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from db.dataclass import dataclass
from db.model.ids import CaseId


class AlarmKind(StrEnum):
    """The kinds of alarm, by the words they have in JSON and in keys of alarms."""

    ECHO = "echo"
    SAME_HOUSE = "same house"
    CHANGED_ACCOUNT = "changed account"
    LOOK_ALIKE_SOURCES = "look-alike sources"
    ATTRIBUTION_DROPPED = "attribution dropped"
    CERTAINTY_INFLATED = "certainty inflated"
    POLARITY_FLIPPED = "polarity flipped"
    CIRCULAR = "circular"
    ORIGIN_NOT_RECORDED = "origin not recorded"
    MISSING_VOICE = "missing voice"
    SECOND_HAND_ONLY = "second hand only"
    DENIAL_SCOPE = "denial scope"

    @property
    def word(self) -> str:
        """The words on screen."""
        return "same organisation" if self is AlarmKind.SAME_HOUSE else self.value


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One row behind an alarm."""

    table: str
    id: int
    key: str
    """Its key: S3, C1a, W7; "S4 C2" is the stance of S4 on C2, "S4 S1" the relay of S1 by S4."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A person's decision that an alarm needs no attention while the rows behind it stay as they are."""

    reason: str
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A computed finding that a researcher should look at. Only setting it aside is stored."""

    case: CaseId
    kind: AlarmKind
    subject: str
    """The keys it is about; kind and subject identify the alarm as long as it exists."""
    sentence: str
    rows: tuple[AlarmRow, ...]
    """The rows it is computed from, by table and in order. A change in any of them ends its being set aside."""
    claims: tuple[str, ...]
    """Keys of the claims it bears on, in their order."""
    settle: str
    """How to settle it."""
    set_aside: SetAside | None = None

    @property
    def key(self) -> str:
        """Kind and subject in one word: ``same-house-C1-W6``; constant as long as the alarm exists."""
        return f"{self.kind} {self.subject}".replace(" ", "-")

    @property
    def alike(self) -> str:
        """Its kind, with the first source behind it: alarms that share it repeat each other."""
        source = next((row.key for row in self.rows if row.table == "sources"), "")
        return f"{self.kind} {source}" if source else ""

    @property
    def statements(self) -> tuple[str, ...]:
        """Keys of the statements behind it, in the order they were added."""
        return tuple(row.key for row in self.rows if row.table == "statements")


IdRange = tuple[int, int]
"""The first and the last id of some claims or statements of a case: a part of a large one."""


def sort_alarm_rows(rows: Iterable[AlarmRow]) -> tuple[AlarmRow, ...]:
    """Sort the rows behind an alarm by table and id, each once."""
    once = {(row.table, row.id): row for row in rows}
    return tuple(once[place] for place in sorted(once))


def relay_rows(child: str, relays: str) -> list[AlarmRow]:
    """The relays of a statement as rows behind an alarm.

    :param child: key of the statement.
    :param relays: JSON from a query: the id of each relay with the key of its parent.
    """
    return [AlarmRow("relays", id, f"{child} {parent}") for id, parent in json.loads(relays)]


@lru_cache(maxsize=20_000)
def claim_key_order(key: str) -> tuple[int, int, str]:
    """The sort key for keys of claims: C1, C1a, C1b, C2 … C10."""
    digits = re.match("[0-9]{1,18}", key[1:])
    return int(digits[0]) if digits else 0, len(key), key


def sort_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Sort keys of claims or statements, each once."""
    return tuple(sorted(set(keys), key=claim_key_order))


MOST_LISTED = 8
"""Names listed in a sentence; it gives the number of further ones."""


def list_names(names: Sequence[str], most: int = MOST_LISTED) -> str:
    """List names in a sentence: "C1", "C1 and C2", "C1, C2 and C3", "C1, C2 … and 290 more"."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def name_with_keys(name: str, keys: Sequence[str]) -> str:
    """A name with its keys: "Ahmed Khalaf (S1)"."""
    return f"{name} ({list_names(keys, 4)})"
