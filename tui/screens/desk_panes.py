"""Subjects of the desk's panes, and the rows that light up with a selection."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from db.journal import watch
from db.model.ids import ClaimId, ReportId, SourceId, StatementId
from db.queries.cases import Case
from db.queries.denials import denial_ids, denials
from db.queries.related import (
    Related,
    listed_rows,
    related_to_claim,
    related_to_denial,
    related_to_report,
    related_to_source,
)
from db.queries.sources import source_ids, sources
from db.store.id_list import Ids
from db.store.reader import Reader
from tui.state.filters import ClaimFilter, OthersFilter
from tui.text import wording
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.list_row import claim_rows, draw_claim, draw_denial, draw_source
from tui.widgets.pane import PaneSubject


def subjects(case: Case, alarms: Mapping[ThingKind, Mapping[int, int]]) -> tuple[PaneSubject[Any], ...]:
    """The subjects of the three panes.

    :param alarms: numbers of alarms by kind and row id; filled once they are counted.
    """
    claim = partial(draw_claim, alarms=alarms[ThingKind.CLAIM])
    asks = ClaimFilter(case)
    of_sources, of_denials = OthersFilter(case, "sources", source_ids), OthersFilter(case, "denials", denial_ids)
    denial = partial(draw_denial, alarms=alarms[ThingKind.DENIAL])
    return (
        PaneSubject(
            *(ThingKind.SOURCE, 1, "Sources", of_sources.find, sources, draw_source, 1, watch.SOURCES),
            asks=of_sources,
        ),
        PaneSubject(
            *(ThingKind.CLAIM, 2, "Claims", asks.find, claim_rows, claim, 2, watch.CLAIMS),
            arrange=_arranged,
            draw_alone=partial(claim, nests=False),
            marks=True,
            asks=asks,
            note=wording.NOT_RECORDED_EXPLAINED,
        ),
        PaneSubject(
            *(ThingKind.DENIAL, 3, "Denials", of_denials.find, denials, denial, 3, watch.DENIALS),
            asks=of_denials,
        ),
    )


def touched_by(record: Reader, case: Case, thing: Thing) -> Related:
    """The rows that are related to a row or a step."""
    if thing.kind is ThingKind.SOURCE:
        return related_to_source(record, case.id, SourceId(thing.id))
    if thing.kind is ThingKind.CLAIM:
        return related_to_claim(record, ClaimId(thing.id))
    if thing.kind is ThingKind.DENIAL:
        return related_to_denial(record, StatementId(thing.id))
    return related_to_report(record, ReportId(thing.id))


def _arranged(record: Reader, ids: Ids[ClaimId], order: str, **how: Any) -> Ids[ClaimId]:
    from db.queries.claim_order import ClaimOrder, sort_claims  # kept out of start-up

    return sort_claims(record, ids, ClaimOrder(order), **how)


def row_on_desk(record: Reader, row: Row) -> Row | None:
    """The row of a pane or the chain that shows a row of the record; None where none does.

    A statement that is no denial is shown by the claim of its first stance, else by its speaker.
    """
    if row.kind is not RowKind.STATEMENT:
        return row if row.kind in (RowKind.SOURCE, RowKind.CLAIM, RowKind.REPORT) else None
    is_denial, claim, speaker = listed_rows(record, StatementId(row.id))
    if is_denial:
        return row
    return Row(RowKind.CLAIM, claim) if claim is not None else Row(RowKind.SOURCE, speaker)
