"""Adding reports."""

from __future__ import annotations

from db.journal.writer import Writer
from db.model.enums import Holding
from db.model.fields import REPORT
from db.model.ids import CaseId, ReportId, SourceId
from db.write.add import add_row
from db.write.validate import checked_action


def add_report(
    writer: Writer, case: CaseId, outlet: SourceId, *, holding: Holding = Holding.CITED, **fields: object
) -> ReportId:
    """Add one published work of an outlet.

    :param holding: whether we have its text, an excerpt, or only a citation of it.
    :param fields: the other fields of :data:`db.model.fields.REPORT`; a time is in the case's time zone.
    :raises Refused: the time is no time, or the citing report is of another case.
    """
    with checked_action(writer):
        key = writer.next_key("reports", "R", case)
        values = {"outlet": outlet, "holding": holding, **fields}
        return ReportId(add_row(writer, REPORT, values, key=key, case=case))
