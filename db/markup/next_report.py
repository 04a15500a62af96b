"""The way from one report to the next while a person decides on proposals."""

from __future__ import annotations

from db.model.ids import CaseId, ReportId
from db.queries.cases import is_small
from db.queries.chain import chain
from db.queries.open_proposals import reports_with_open
from db.store.reader import Reader


def next_report_with_open(record: Reader, case: CaseId, after: ReportId) -> ReportId | None:
    """The next report with open proposals, along the chain and then from its beginning; None where there is no other.

    In a large case the reports follow each other as they were added.

    :param after: the report to go on from; it is never the answer.
    """
    waiting = [id for id in reports_with_open(record, case) if id != after]
    if not waiting:
        return None
    order = [*chain(record, case)] if is_small(record, case) else sorted([*waiting, after])
    places = {id: place for place, id in enumerate(order)}
    here, last = places.get(after, -1), len(order)

    def distance(report: ReportId) -> int:
        place = places.get(report, last)  # a report that is no step of the chain comes after those that are
        return place - here if place > here else place + last + 1

    return min(waiting, key=distance)
