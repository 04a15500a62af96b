"""Alarms: findings that a researcher should look at, computed from the rows of a case each time.

Each module finds one or two kinds; its query can be pasted into ``sqlite3``.
"""

from __future__ import annotations

from collections.abc import Collection

from db.analysis.alarms import (
    attribution_dropped,
    changed_account,
    circular,
    denial_scope,
    echo,
    look_alike_sources,
    missing_voice,
    origin_not_recorded,
    relay_changes,
    same_house,
    second_hand_only,
)
from db.analysis.alarms.attribution_dropped import dropped_attributions
from db.analysis.alarms.changed_account import changed_accounts
from db.analysis.alarms.circular import circular_confirmations, loops
from db.analysis.alarms.denial_scope import denial_scopes
from db.analysis.alarms.dismissals import mark_set_aside
from db.analysis.alarms.echo import echoes
from db.analysis.alarms.look_alike_sources import look_alikes
from db.analysis.alarms.missing_voice import missing_voices
from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, SetAside
from db.analysis.alarms.origin_not_recorded import unrecorded_origins
from db.analysis.alarms.relay_changes import flipped_polarities, inflated_certainties
from db.analysis.alarms.same_house import split_organisations
from db.analysis.alarms.second_hand_only import second_hand_reports
from db.model.ids import CaseId, ClaimId
from db.store.reader import Reader

__all__ = ["FINDERS", "SETTLE", "Alarm", "AlarmKind", "AlarmRow", "SetAside", "alarms"]

FINDERS = {
    AlarmKind.ECHO: (echoes,),
    AlarmKind.SAME_HOUSE: (split_organisations,),
    AlarmKind.CHANGED_ACCOUNT: (changed_accounts,),
    AlarmKind.LOOK_ALIKE_SOURCES: (look_alikes,),
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

SETTLE = {
    AlarmKind.ECHO: (echo.SETTLE,),
    AlarmKind.SAME_HOUSE: (same_house.SETTLE,),
    AlarmKind.CHANGED_ACCOUNT: (changed_account.SETTLE,),
    AlarmKind.LOOK_ALIKE_SOURCES: (look_alike_sources.SETTLE,),
    AlarmKind.ATTRIBUTION_DROPPED: (attribution_dropped.SETTLE,),
    AlarmKind.CERTAINTY_INFLATED: (relay_changes.SETTLE_INFLATED,),
    AlarmKind.POLARITY_FLIPPED: (relay_changes.SETTLE_FLIPPED,),
    AlarmKind.CIRCULAR: (circular.SETTLE_LOOP, circular.SETTLE_CONFIRMED),
    AlarmKind.ORIGIN_NOT_RECORDED: (origin_not_recorded.SETTLE,),
    AlarmKind.MISSING_VOICE: (missing_voice.SETTLE,),
    AlarmKind.SECOND_HAND_ONLY: (second_hand_only.SETTLE,),
    AlarmKind.DENIAL_SCOPE: (denial_scope.SETTLE,),
}
"""How to settle an alarm of each kind; one of two ways where a kind is found in two."""


def alarms(
    record: Reader, case: CaseId, *, claim: ClaimId | None = None, kinds: Collection[AlarmKind] = tuple(AlarmKind)
) -> list[Alarm]:
    """The alarms of a case by kind; those that are set aside are marked.

    :param case: the case; an unknown one has no alarms.
    :param claim: only those that bear on this claim.
    :param kinds: only these kinds; the others are not computed.
    """
    found = [alarm for kind in FINDERS if kind in kinds for finder in FINDERS[kind] for alarm in finder(record, case)]
    if claim is not None:
        found = [alarm for alarm in found if any(row.table == "claims" and row.id == claim for row in alarm.rows)]
    return mark_set_aside(record, case, found)
