"""Alarms: what a researcher should look at, computed from the rows of a case each time. Reading only.

One module looks for one or two kinds; each has its query as text that can be pasted into ``sqlite3``.
"""

from __future__ import annotations

from collections.abc import Collection

from db.alarms.alarm import Alarm, AlarmKind, Behind, SetAside
from db.alarms.aside import with_settings
from db.alarms.circular import circular_confirmations, loops
from db.alarms.dropped import dropped_attributions
from db.alarms.echo import echoes
from db.alarms.houses import split_houses
from db.alarms.passing_on import flipped_polarities, inflated_certainties
from db.alarms.scope import denial_scopes
from db.alarms.second_hand import second_hand_reports
from db.alarms.unrecorded import unrecorded_origins
from db.alarms.voices import missing_voices
from db.reader import Reader
from db.terms import CaseId, ClaimId

__all__ = ["Alarm", "AlarmKind", "Behind", "SetAside", "alarms"]

_FINDERS = {
    AlarmKind.ECHO: (echoes,),
    AlarmKind.SAME_HOUSE: (split_houses,),
    AlarmKind.ATTRIBUTION_DROPPED: (dropped_attributions,),
    AlarmKind.CERTAINTY_INFLATED: (inflated_certainties,),
    AlarmKind.POLARITY_FLIPPED: (flipped_polarities,),
    AlarmKind.CIRCULAR: (loops, circular_confirmations),
    AlarmKind.ORIGIN_NOT_RECORDED: (unrecorded_origins,),
    AlarmKind.MISSING_VOICE: (missing_voices,),
    AlarmKind.SECOND_HAND_ONLY: (second_hand_reports,),
    AlarmKind.DENIAL_SCOPE: (denial_scopes,),
}
"""In the order of :class:`AlarmKind`."""


def alarms(
    record: Reader, case: CaseId, *, claim: ClaimId | None = None, kinds: Collection[AlarmKind] = tuple(AlarmKind)
) -> list[Alarm]:
    """The alarms of a case by kind, those that are set aside among them and marked.

    :param case: the case; one that is empty, or gone, has none.
    :param claim: only those that bear on this claim.
    :param kinds: only those of these kinds; the others are not looked for.
    """
    found = [alarm for kind in _FINDERS if kind in kinds for finder in _FINDERS[kind] for alarm in finder(record, case)]
    if claim is not None:
        found = [alarm for alarm in found if any(row.table == "claims" and row.id == claim for row in alarm.rows)]
    return with_settings(record, case, found)
