"""What stands for and against a claim, as ``claim KEY --json`` prints it. Alarms themselves are encoded as records."""

from __future__ import annotations

from db.queries.claim_support import ClaimSupport, SupportSide
from db.serialize.encoder import Json, encode, encode_fields


def encode_support(support: ClaimSupport) -> Json:
    """Both sides of a claim: origins, their organisations, and who carries it."""
    return {"for": _encode_side(support.supporting), "against": _encode_side(support.against)}


def is_independence_judged(support: ClaimSupport) -> bool:
    """Whether a person judged every two origins of each side; false where no side has two."""
    sides = [side for side in (support.supporting, support.against) if len(side.origins) > 1]
    return bool(sides) and all(len(side.judged) == len(side.origins) * (len(side.origins) - 1) // 2 for side in sides)


def _encode_side(side: SupportSide) -> Json:
    keys = {each.id: each.source.key for each in side.origins}
    return {
        "origins": encode(side.origins),
        "not_recorded": [said.key for said in side.not_recorded],
        "withdrawn": [said.key for said in side.withdrawn],
        "organisations": [
            {"bodies": [body.key for body in each.bodies], "members": [keys[id] for id in each.members]}
            for each in side.organisations
        ],
        **encode_fields(side, "outlets=outlets.key reports=reports.key"),
        "independence": [
            {"one": keys[each.a], "other": keys[each.b], **encode_fields(each, "judgement reason who at")}
            for each in side.judged
        ],
    }
