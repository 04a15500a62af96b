"""What triage prints, in a shape that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from db.model.ids import CaseId
from db.queries.claims import Claim, claims
from db.queries.triage_queue import CaseQueue, next_undecided
from db.serialize.records import shaped_claim
from db.serialize.schemas import WholeClaimShape
from db.store.reader import Reader


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
