"""Judging which sources are one, and which are independent. A newer judgement supersedes."""

from __future__ import annotations

from db.journal.writer import Writer
from db.model.enums import Independence, Sameness
from db.model.ids import SourceId
from db.write.validate import checked_action, require_reason, require_two, signature_columns


def judge_same(writer: Writer, one: SourceId, other: SourceId, judgement: Sameness, reason: str) -> int:
    """Judge whether two sources are one. Counts of origins merge sources that are judged the same, transitively.

    :param reason: why; it must not be empty.
    :returns: the id of the judgement.
    :raises Refused: no reason is given, both are the same source, or one of them is not in the store.
    """
    told = {Sameness.SAME: "the same", Sameness.DIFFERENT: "different", Sameness.UNSURE: "perhaps the same"}
    return _add_judgement(writer, "same_sources", one, other, Sameness(judgement), told[Sameness(judgement)], reason)


def judge_independence(writer: Writer, one: SourceId, other: SourceId, judgement: Independence, reason: str) -> int:
    """Judge whether two sources are independent of each other.

    :param reason: why; it must not be empty.
    :returns: the id of the judgement.
    :raises Refused: no reason is given, both are the same source, or one of them is not in the store.
    """
    told = {
        Independence.INDEPENDENT: "independent",
        Independence.NOT_INDEPENDENT: "not independent",
        Independence.UNSURE: "perhaps independent",
    }
    return _add_judgement(
        writer, "independence", one, other, Independence(judgement), told[Independence(judgement)], reason
    )


def _add_judgement(
    writer: Writer, table: str, one: SourceId, other: SourceId, judgement: str, told: str, reason: str
) -> int:
    require_two(one, other, "A judgement of two sources needs two.")
    a, b = min(one, other), max(one, other)
    why = require_reason(reason)
    with checked_action(writer):
        keys = [str(writer.whole_row("sources", id)["key"]) for id in (a, b)]
        with writer.action(f"judge {keys[0]} and {keys[1]} {told}"):
            return writer.insert(table, a=a, b=b, judgement=judgement, reason=why, **signature_columns(writer))
