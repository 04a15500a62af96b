"""What the desk's panes list, and what lights up in them with a row or a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from db import since
from db.cases import Case
from db.denials import denial_ids, denials
from db.ids import Ids
from db.reader import Reader
from db.sources import source_ids, sources
from db.terms import ClaimId, ReportId, SourceId, StatementId
from db.touch import Touch, touched_by_claim, touched_by_denial, touched_by_report, touched_by_source
from tui.filtering import ClaimFilter
from tui.things import Thing, ThingKind
from tui.widgets.pane import Find, Subject
from tui.widgets.rows import claim_rows, draw_claim, draw_denial, draw_source


def subjects(case: Case, alarms: Mapping[ThingKind, Mapping[int, int]]) -> tuple[Subject[Any], ...]:
    """What the three panes list.

    :param alarms: how many alarms there are at the rows of a kind, as soon as that is known.
    """
    claim = partial(draw_claim, alarms=alarms[ThingKind.CLAIM])
    asks = ClaimFilter(case)
    denial = partial(draw_denial, alarms=alarms[ThingKind.DENIAL])
    return (
        Subject(ThingKind.SOURCE, 1, "Sources", _in_case(source_ids, case), sources, draw_source, 1, since.SOURCES),
        Subject(
            *(ThingKind.CLAIM, 2, "Claims", asks.find, claim_rows, claim, 2, since.CLAIMS),
            arrange=_arranged,
            marks=True,
            asks=asks,
        ),
        Subject(ThingKind.DENIAL, 3, "Denials", _in_case(denial_ids, case), denials, denial, 3, since.DENIALS),
    )


def touched_by(record: Reader, case: Case, thing: Thing) -> Touch:
    """What a row or a step touches."""
    if thing.kind is ThingKind.SOURCE:
        return touched_by_source(record, case.id, SourceId(thing.id))
    if thing.kind is ThingKind.CLAIM:
        return touched_by_claim(record, ClaimId(thing.id))
    if thing.kind is ThingKind.DENIAL:
        return touched_by_denial(record, StatementId(thing.id))
    return touched_by_report(record, ReportId(thing.id))


def _in_case(find: Callable[..., Ids[Any]], case: Case) -> Find:
    def found(record: Reader, matching: str, **how: Any) -> Ids[Any]:
        return find(record, case.id, matching, **how)

    return found


def _arranged(record: Reader, ids: Ids[ClaimId], order: str, **how: Any) -> Ids[ClaimId]:
    from db.orders import ClaimOrder, ordered

    return ordered(record, ids, ClaimOrder(order), **how)
