"""How a claim's status and what a person judges of it read on screen: a glyph, a word and a colour for each."""

from __future__ import annotations

from collections.abc import Sequence

from db.model.enums import Confidence, Likelihood, Status, Verdict
from db.queries.assessments import ClaimAssessments, OpenPart
from tui.text import wording
from tui.text.safe import line

STATUS = {
    Status.NEW: ("○", "$text-muted"),
    Status.TRIAGED: ("◔", "$accent"),
    Status.IN_PROGRESS: ("◑", "$accent"),
    Status.SECOND_LOOK: ("◕", "$warning"),
    Status.DONE: ("●", "$success"),
}
"""The glyph and the colour of a status; its word always stands beside them."""

VERDICT = {
    Verdict.UNVERIFIED: ("?", "$text-muted"),
    Verdict.CORROBORATED: ("✓", "$success"),
    Verdict.DISPUTED: ("±", "$warning"),
    Verdict.REFUTED: ("✗", "$error"),
    Verdict.RETRACTED: ("↩", "$warning"),
    Verdict.UNVERIFIABLE: ("∅", "$text-muted"),
    Verdict.SUPERSEDED: ("»", "$text-muted"),
}
"""The glyph and the colour of a verdict; its word always stands beside them."""

NOT_ASSESSED = "not assessed"
"""What stands where nobody gave a verdict."""


def verdict(value: Verdict | None) -> str:
    """A verdict with its glyph: "± disputed"; where there is none, that."""
    return f"{VERDICT[value][0]} {value}" if value is not None else NOT_ASSESSED


def likelihood(value: Likelihood) -> str:
    """How likely a person holds a claim to be, in a sentence of its own: ICD 203 keeps it apart from confidence."""
    return f"Holds it: {value.word}."


def confidence(value: Confidence) -> str:
    """How sure a person is of the assessment, in a sentence of its own."""
    return f"Confidence in that: {value}."


def contradiction(parts: Sequence[OpenPart]) -> str:
    """That a claim is called corroborated while necessary parts of it are open, with their names."""
    are = "necessary parts of it are" if len(parts) > 1 else "a necessary part of it is"
    said = ", ".join(f"{line(part.key)} {part.standing}" for part in parts)
    return f"called corroborated while {are} open: {said}"


def stands(found: ClaimAssessments | None) -> str:
    """How a claim stands, in a sentence or two; nothing for one that is new and has no verdict."""
    if found is None or (found.status is Status.NEW and found.assessment is None):
        return ""
    said = [f"Status: {found.status.word}."]
    if (given := found.assessment) is not None:
        said.append(f"Verdict: {given.verdict}, says {line(given.who)} on {wording.day(given.at)}.")
    if found.open_parts:
        told = contradiction(found.open_parts)
        said.append(f"{told[:1].upper()}{told[1:]}.")
    return " ".join(said)
