"""Adding reports."""

from __future__ import annotations

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Holding
from db.model.ids import CaseId, ReportId, SourceId
from db.model.times import When, parse_edtf_bounds
from db.write.validate import entering, optional_line


def add_report(
    writer: Writer,
    case: CaseId,
    outlet: SourceId,
    *,
    holding: Holding,
    title: str | None = None,
    url: str | None = None,
    lang: str | None = None,
    author: str | None = None,
    published: When | None = None,
    known_via: ReportId | None = None,
) -> ReportId:
    """Enter one published work of an outlet.

    :param holding: whether we have its text, an excerpt, or only a citation of it.
    :param published: its time; bounds are filled from EDTF in the case's time zone.
    :param known_via: the report that cites it, where that is all we have.
    :raises Refused: the time is no time, or the citing report is of another case.
    """
    when = parse_edtf_bounds(published or When(), case_tz(writer, case))
    with entering(writer):
        return ReportId(
            writer.insert(
                "reports",
                key=writer.next_key("reports", "R", case),
                case=case,
                outlet=outlet,
                title=optional_line(title),
                author=optional_line(author),
                url=optional_line(url),
                lang=optional_line(lang),
                published_raw=optional_line(when.raw),
                published_edtf=when.edtf,
                published_lo=when.lo,
                published_hi=when.hi,
                holding=Holding(holding),
                known_via=known_via,
            )
        )


def case_tz(writer: Writer, case: CaseId) -> str:
    """The time zone of a case.

    :raises Refused: there is no such case.
    """
    found = writer.row("SELECT tz FROM cases WHERE id = ?", case)
    if not found:
        raise Refused("There is no such case.", "Open the case first.")
    return str(found[0])
