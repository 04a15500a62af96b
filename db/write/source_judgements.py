"""Judging: which sources are one, which are independent, which alarms need no look. A newer judgement supersedes."""

from __future__ import annotations

from db.analysis.alarms.dismissals import fingerprint
from db.analysis.alarms.model import Alarm
from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Attention, Independence, Sameness
from db.model.ids import SourceId
from db.write.validate import check_two, entering, hand, words


def judge_same(writer: Writer, one: SourceId, other: SourceId, judgement: Sameness, reason: str) -> int:
    """Judge whether two sources are one. Numbers follow a positive judgement, also through a third source.

    :param reason: why; a judgement without one is none.
    :returns: the judgement's row.
    :raises Refused: no reason is given, the two are one row, or one of them is not in the store.
    """
    told = {Sameness.SAME: "the same", Sameness.DIFFERENT: "different", Sameness.UNSURE: "perhaps the same"}
    return _judge(writer, "same_sources", one, other, Sameness(judgement), told[Sameness(judgement)], reason)


def judge_independence(writer: Writer, one: SourceId, other: SourceId, judgement: Independence, reason: str) -> int:
    """Judge whether two sources are independent of each other.

    :param reason: why; a judgement without one is none.
    :returns: the judgement's row.
    :raises Refused: no reason is given, the two are one row, or one of them is not in the store.
    """
    told = {
        Independence.INDEPENDENT: "independent",
        Independence.NOT_INDEPENDENT: "not independent",
        Independence.UNSURE: "perhaps independent",
    }
    return _judge(writer, "independence", one, other, Independence(judgement), told[Independence(judgement)], reason)


def set_aside(writer: Writer, alarm: Alarm, reason: str) -> int:
    """Set an alarm aside. It stays listed as set aside, and comes back when a row behind it changes.

    :param reason: why it needs no look.
    :returns: the judgement's row.
    :raises Refused: no reason is given, or a row behind it has gone since.
    """
    return _judge_alarm(writer, alarm, Attention.SET_ASIDE, f"set aside {alarm.kind} {alarm.subject}", reason)


def take_up(writer: Writer, alarm: Alarm, reason: str) -> int:
    """Take up an alarm again that was set aside.

    :param reason: why it needs a look after all.
    :returns: the judgement's row.
    :raises Refused: no reason is given, or a row behind it has gone since.
    """
    return _judge_alarm(writer, alarm, Attention.STANDS, f"take up {alarm.kind} {alarm.subject}", reason)


def _judge(writer: Writer, table: str, one: SourceId, other: SourceId, judgement: str, told: str, reason: str) -> int:
    check_two(one, other, "A judgement of two sources needs two.")
    a, b = min(one, other), max(one, other)
    why = _reason(reason)
    with entering(writer):
        keys = [str(writer.whole_row("sources", id)["key"]) for id in (a, b)]
        with writer.action(f"judge {keys[0]} and {keys[1]} {told}"):
            return writer.insert(table, a=a, b=b, judgement=judgement, reason=why, **hand(writer))


def _judge_alarm(writer: Writer, alarm: Alarm, judgement: Attention, action: str, reason: str) -> int:
    why = _reason(reason)
    with entering(writer), writer.action(action):
        for row in alarm.rows:
            writer.whole_row(row.table, row.id)
        return writer.insert(
            "alarms_set_aside",
            case=alarm.case,
            kind=alarm.kind.value,
            subject=alarm.subject,
            judgement=judgement,
            fingerprint=fingerprint(writer, alarm.rows),
            reason=why,
            **hand(writer),
        )


def _reason(reason: str) -> str:
    found = words(reason)
    if not found:
        raise Refused("A judgement needs a reason.", "Say why; it stands beside the judgement.")
    return found
