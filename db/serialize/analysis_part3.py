"""The shapes of what ``drift``, ``timeline`` and ``next`` print with ``--json``. Keys are only ever added to them."""

from __future__ import annotations

from typing import TypedDict


class MarkShape(TypedDict):
    """Words of a piece, and what they are."""

    text: str
    mark: str
    """``name``, ``number``, ``place``, ``hedge`` or ``negation``."""
    start: int
    """In code points from the beginning of the piece."""
    end: int
    """Exclusive."""


class PieceShape(TypedDict):
    """Some words in a row, and what became of them."""

    shift: str
    """``kept``, ``dropped``, ``added`` or ``replaced``."""
    before: str
    """As the first text has them; all of these together are the first text."""
    after: str
    """As the second has them."""
    marks: list[str]
    """What changed here; ``other`` where no rule knows more, empty where nothing did."""
    gone: list[MarkShape]
    """What the words of ``before`` are, where they were not kept."""
    new: list[MarkShape]
    """The same of ``after``."""


class WordsShape(TypedDict):
    """The words of a statement as one capture has them."""

    statement: str
    exact: str
    form: str
    lang: str | None
    read_in: str
    """Key of the report whose capture has them."""


class BesideShape(TypedDict):
    """Words beside words."""

    one: WordsShape | None
    other: WordsShape | None
    why_not: str | None
    """Why they are not compared; null where they are."""
    pieces: list[PieceShape]
    """Empty where they are not compared."""


class DriftShape(TypedDict):
    """How the words of two statements stand to each other, as ``drift`` lists it."""

    one: str
    other: str
    """The same key where a statement stands in several captures."""
    why: str
    parent: str | None
    """Key of the statement that both pass on."""
    changed: bool
    beside: list[BesideShape]


class TallyShape(TypedDict):
    """What became of the reports, or of the statements, of a case."""

    known: int
    possibly: int
    later: int
    untimed: int
    """Left out because their time is not recorded."""


class AsOfShape(TypedDict):
    """What a case is read as of."""

    moment: str | None
    """UTC; null as of a report."""
    report: str | None
    takes_in_possible: bool
    reports: TallyShape
    statements: TallyShape


class EventShape(TypedDict):
    """A report or a statement on the timeline."""

    kind: str
    """``report`` or ``statement``."""
    key: str
    label: str
    report: str | None
    """Of a statement, the report it stands in."""
    raw: str | None
    edtf: str | None
    lo: str | None
    """Not before, in UTC; null where nothing says."""
    hi: str | None
    """Not after, in UTC."""
    vague: bool
    tightened_by: list[str]
    """Keys of what makes the bounds narrower than the recorded time does."""
    contradicts: list[str]


class ContradictionShape(TypedDict):
    """An order and times that can't all be right."""

    keys: list[str]
    sentence: str


class TimelineShape(TypedDict):
    """The timeline of a case, as ``timeline`` prints it."""

    as_of: AsOfShape | None
    contradictions: list[ContradictionShape]
    events: list[EventShape]


class GapShape(TypedDict):
    """One thing to get, as ``next`` lists it."""

    kind: str
    """``original``, ``voice``, ``origin`` or ``citation``."""
    key: str
    sentence: str
    could_change: list[str]
    """Keys of the claims whose numbers it could change."""
    alarms: list[str]
    """Alarms it could change, by kind and subject."""
    weight: int
    """How many claims and alarms those are."""
    settled_by: str | None
    """Of a citation, the key of the report to get, where getting it settles this too."""
