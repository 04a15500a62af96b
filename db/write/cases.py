"""Adding a case, and archiving it."""

from __future__ import annotations

from db.journal.writer import Writer
from db.model.fields import CASE
from db.model.ids import CaseId
from db.text.quotation import in_quotes
from db.write.add import add_row
from db.write.validate import checked_action


def add_case(writer: Writer, title: str, *, tz: str, **fields: object) -> CaseId:
    """Add a case.

    :param title: what a desk calls the incident.
    :param tz: the IANA time zone of the place.
    :param fields: the other fields of :data:`db.model.fields.CASE`.
    :raises Refused: the title is empty, the day is no EDTF date, or the time zone is unknown.
    """
    with checked_action(writer):
        key = writer.next_key("cases", "K")
        return CaseId(add_row(writer, CASE, {"title": title, "tz": tz, **fields}, key=key))


def archive(writer: Writer, case: CaseId, *, away: bool = True) -> bool:
    """Archive a case, so that lists leave it out; nothing in it changes, and commands still find it.

    :param away: False brings it back into lists.
    :returns: whether anything changed.
    :raises Refused: it is gone.
    """
    with checked_action(writer):
        row = writer.whole_row("cases", case)
        with writer.action(f"{'archive' if away else 'unarchive'} case {row['key']} {in_quotes(row['title'][:60])}"):
            return writer.update("cases", case, archived=int(away))
