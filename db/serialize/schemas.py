"""Shapes of ``--json`` that a table of the command line reads by key, and that no single record has.

What is published of single records stands in :data:`db.serialize.encoder.PUBLISHED`. Keys are only ever added.
"""

from __future__ import annotations

from typing import TypedDict


class SupportJson(TypedDict):
    """The three numbers of one side of a claim; none of them is ever given alone."""

    named: int
    anonymous: int
    not_recorded: int
    withdrawn: int
    """Persons who took back what they said; in none of the three."""
    withdrawn_on: str | None


BothSidesJson = TypedDict("BothSidesJson", {"for": SupportJson, "against": SupportJson})


class ClaimSupportCountsJson(TypedDict):
    """The claims of a case by the origins that stand for them."""

    several: int
    """On more than one known origin."""
    single: int
    """On one."""
    without: int
    """On none."""
    against: int
    """With something against them; they are among the others too."""


class LastChangeJson(TypedDict):
    """The last change of a case."""

    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    who: str
    words: str


class CaseJson(TypedDict):
    """A case, as ``cases`` lists it."""

    key: str
    title: str
    place: str | None
    tz: str
    day: str | None
    summary: str | None
    claims: int
    denials: int
    reports: int
    to_get: int
    """Reports known only through another: originals to get."""
    archived: bool
    undecided: int
    """Claims that are still new."""
    both_ways: int | None
    """Undecided claims with statements for and against; null where they were not counted."""
    support: ClaimSupportCountsJson | None
    alarms: int | None
    """Alarms that are not set aside."""
    tasks: int
    """Tasks that are not done."""
    overdue: int
    changed: LastChangeJson | None


class SourceJson(TypedDict):
    """A source, as ``sources`` lists it."""

    key: str
    name: str
    kind: str
    naming: str
    boundary: bool
    letter: str | None
    """How reliable it is, ``A`` to ``F``; ``F`` cannot be judged, and null is not rated."""


class OpenPartJson(TypedDict):
    """A necessary part that is not corroborated although its claim is."""

    claim: str
    verdict: str | None


class ClaimJson(BothSidesJson):
    """A claim, as ``claims`` lists it."""

    key: str
    text: str
    parent: str | None
    part: str | None
    background: bool
    outlets: int
    status: str
    verdict: str | None
    tags: list[str]
    open_parts: list[OpenPartJson]
    """Not empty only where the claim is called corroborated although they are open."""


class PlaceJson(TypedDict):
    """A place in a text, in code points of its NFC form, end exclusive."""

    start: int
    end: int


class SimilarClaimJson(BothSidesJson):
    """A claim that is near to some words, as ``near`` lists it."""

    key: str
    text: str
    likeness: int
    """0 to 100; 100 is the same but for case, accents and quotation marks."""


class HitJson(TypedDict):
    """Something that was found."""

    found: str
    """In what: case, source, report (its title), capture (its text), statement, quote, claim, note or task."""
    case: str | None
    key: str
    """Of a quote its statement's, of a capture its report's."""
    about: str | None
    """Who says or publishes it, or the key of what it is on."""
    excerpt: str
    lit: list[PlaceJson]
    """Where the words stand in the excerpt."""
    capture: str | None
    """SHA-256 of the text in which the words stand, of a quote and of a capture."""
    at: PlaceJson | None
    """Where the first of the words stands in that text."""


class SearchJson(TypedDict):
    """What ``search`` prints."""

    hits: list[HitJson]
    """The best first."""
    left_out: str | None
    """What was not looked at, in a sentence."""
