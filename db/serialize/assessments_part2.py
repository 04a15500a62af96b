"""The shapes of what a desk decides as ``--json`` prints them. Keys are only ever added to them."""

from __future__ import annotations

from typing import TypedDict


class AssessmentShape(TypedDict):
    """One assessment of a claim; the first of a list stands."""

    verdict: str
    likelihood: str | None
    """In the words of ICD 203, such as ``very_likely``."""
    confidence: str | None
    """``low``, ``moderate`` or ``high``: how sure of it, which is not how likely."""
    rationale: str | None
    who: str
    at: str
    """UTC."""


class OpenPartShape(TypedDict):
    """A necessary part that is not corroborated although its claim is called so."""

    claim: str
    verdict: str | None


class RatingShape(TypedDict):
    """One mark of the Admiralty code."""

    mark: str
    """``A`` to ``F`` for a source, ``1`` to ``6`` for a statement on a claim; ``F`` and ``6`` cannot be judged."""
    says: str
    reason: str | None
    who: str
    at: str


class PairShape(TypedDict):
    """Both marks for a statement on a claim: its source's letter and its own digit."""

    letter: str | None
    digit: int | None
    pair: str | None
    """``C3``; ``–`` stands for the one that is not rated, null for neither."""


class PairOnShape(PairShape):
    """Both marks for a statement on the claim that is named."""

    claim: str


class NoteShape(TypedDict):
    """One note, as ``notes`` lists it."""

    key: str
    on: str
    """The key of what it is on."""
    case: str | None
    text: str
    """Markdown."""
    who: str
    at: str


class TaskShape(TypedDict):
    """One task, as ``tasks`` lists it."""

    key: str
    on: str
    case: str | None
    text: str
    person: str | None
    due: str | None
    """A day, ``YYYY-MM-DD``."""
    done: bool
    overdue: bool
    """Whether its day is past and it isn't done."""
    who: str
    at: str


class BesideShape(TypedDict):
    """What a desk keeps beside a thing."""

    tags: list[str]
    notes: list[NoteShape]
    tasks: list[TaskShape]


class JudgedShape(TypedDict):
    """What a desk decided of a claim, as ``claims`` lists it."""

    status: str
    verdict: str | None
    tags: list[str]
    open_parts: list[OpenPartShape]
    """Not empty only where the claim is called corroborated although they are open."""
