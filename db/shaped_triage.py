"""What triage prints, in a shape that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from db.claims import Claim, claims
from db.reader import Reader
from db.shaped import shaped_claim
from db.shapes import WholeClaimShape
from db.terms import CaseId
from db.triage import CaseQueue, next_undecided


class TriageShape(TypedDict):
    """How many claims are decided, and the next that are not, as ``triage`` prints them."""

    decided: int
    left: int
    next: Iterator[WholeClaimShape]


def shaped_triage(record: Reader, case: CaseId, most: int) -> TriageShape:
    """How far a case is, and its next undecided claims, whole.

    :param most: how many of them.
    """
    counts = CaseQueue(case).decided(record)
    found = claims(record, next_undecided(record, case, most))
    return {"decided": counts.done, "left": counts.left, "next": (_whole(record, each) for each in found)}


def _whole(record: Reader, claim: Claim) -> WholeClaimShape:
    """A claim that is one of several: JSON is printed row by row at the top alone."""
    shape = shaped_claim(record, claim)
    return {**shape, "alarms": list(shape["alarms"]), "statements": list(shape["statements"])}
