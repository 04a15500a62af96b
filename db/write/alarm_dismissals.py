"""Setting an alarm aside, and taking it up again. A newer judgement supersedes."""

from __future__ import annotations

from db.analysis.alarms.dismissals import fingerprint
from db.analysis.alarms.model import Alarm
from db.journal.writer import Writer
from db.model.enums import AlarmDecision
from db.write.validate import checked_action, require_reason, signature_columns


def set_aside(writer: Writer, alarm: Alarm, reason: str) -> int:
    """Set an alarm aside. It stays listed as set aside, and comes back when one of its rows changes.

    :param reason: why nobody needs to look at it.
    :returns: the id of the judgement.
    :raises Refused: no reason is given, or a row behind it has gone since.
    """
    return _add_alarm_decision(
        writer, alarm, AlarmDecision.SET_ASIDE, f"dismiss {alarm.kind.word} {alarm.subject}", reason
    )


def take_up(writer: Writer, alarm: Alarm, reason: str) -> int:
    """Take up an alarm that was set aside.

    :param reason: why somebody needs to look at it after all.
    :returns: the id of the judgement.
    :raises Refused: no reason is given, or a row behind it has gone since.
    """
    return _add_alarm_decision(writer, alarm, AlarmDecision.STANDS, f"reopen {alarm.kind.word} {alarm.subject}", reason)


def _add_alarm_decision(writer: Writer, alarm: Alarm, judgement: AlarmDecision, action: str, reason: str) -> int:
    why = require_reason(reason)
    with checked_action(writer), writer.action(action):
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
            **signature_columns(writer),
        )
