"""Statuses, verdicts, likelihood and confidence on screen: a glyph, a word and a colour for each."""

from __future__ import annotations

from collections.abc import Sequence

from db.model.enums import Confidence, Likelihood, Status, Verdict
from db.queries.assessments import ClaimAssessments, OpenPart
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line

STATUS = {
    Status.NEW: (Mark.OPEN, "$text-muted"),
    Status.TRIAGED: (Mark.TRIAGED, "$accent"),
    Status.IN_PROGRESS: (Mark.IN_PROGRESS, "$accent"),
    Status.SECOND_LOOK: (Mark.SECOND_LOOK, "$warning"),
    Status.DONE: (Mark.DONE, "$success"),
}
"""The glyph and the colour of a status; its word always stands beside them."""

VERDICT = {
    Verdict.UNVERIFIED: (Mark.UNVERIFIED, "$text-muted"),
    Verdict.CORROBORATED: (Mark.CORROBORATED, "$success"),
    Verdict.DISPUTED: (Mark.DISPUTED, "$warning"),
    Verdict.REFUTED: (Mark.REFUTED, "$error"),
    Verdict.RETRACTED: (Mark.RETRACTED, "$warning"),
    Verdict.UNVERIFIABLE: (Mark.UNVERIFIABLE, "$text-muted"),
    Verdict.SUPERSEDED: (Mark.SUPERSEDED, "$text-muted"),
}
"""The glyph and the colour of a verdict; its word always stands beside them."""

NOT_ASSESSED = "not assessed"
"""Shown in place of a missing verdict."""


def verdict(value: Verdict | None) -> str:
    """A verdict with its glyph: "± disputed"; or that there is none."""
    return f"{VERDICT[value][0]} {value}" if value is not None else NOT_ASSESSED


def likelihood(value: Likelihood) -> str:
    """The likelihood a person gives a claim, as a sentence of its own: ICD 203 keeps it apart from confidence."""
    return f"Likelihood: {value.word}."


def confidence(value: Confidence) -> str:
    """How sure a person is of an assessment, as a sentence of its own."""
    return f"Confidence: {value}."


def contradiction(parts: Sequence[OpenPart]) -> str:
    """A claim is called corroborated while necessary parts of it are open: which parts."""
    are = "necessary parts of it are" if len(parts) > 1 else "a necessary part of it is"
    said = ", ".join(f"{line(part.key)} {part.standing}" for part in parts)
    return f"corroborated, but {are} open: {said}"


def stands(found: ClaimAssessments | None) -> str:
    """Status and verdict of a claim in a sentence or two; empty for a new claim without a verdict."""
    if found is None or (found.status is Status.NEW and found.assessment is None):
        return ""
    said = [f"Status: {found.status.word}."]
    if (given := found.assessment) is not None:
        said.append(f"Verdict: {given.verdict}, says {line(given.who)} on {wording.day(given.at)}.")
    if found.open_parts:
        told = contradiction(found.open_parts)
        said.append(f"{told[:1].upper()}{told[1:]}.")
    return " ".join(said)
