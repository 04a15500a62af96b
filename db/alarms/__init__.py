"""Alarms: what a researcher should look at, computed from the rows of a case each time. Reading only.

One module looks for one or two kinds; each has its query as text that can be pasted into ``sqlite3``.
"""

from __future__ import annotations

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

_FINDERS = (
    echoes,
    split_houses,
    dropped_attributions,
    inflated_certainties,
    flipped_polarities,
    loops,
    circular_confirmations,
    unrecorded_origins,
    missing_voices,
    second_hand_reports,
    denial_scopes,
)
"""In the order of :class:`AlarmKind`."""


def alarms(record: Reader, case: CaseId, *, claim: ClaimId | None = None) -> list[Alarm]:
    """The alarms of a case by kind, those that are set aside among them and marked.

    :param case: the case; one that is empty, or gone, has none.
    :param claim: only those that bear on this claim.
    """
    found = [alarm for finder in _FINDERS for alarm in finder(record, case)]
    if claim is not None:
        found = [alarm for alarm in found if any(row.table == "claims" and row.id == claim for row in alarm.rows)]
    return with_settings(record, case, found)
