"""Adding a case, and archiving it."""

from __future__ import annotations

from db.journal.writer import Writer
from db.model.ids import CaseId
from db.model.times import When, parse_edtf_bounds
from db.write.validate import entering, optional_line, optional_text, optional_words


def add_case(
    writer: Writer, title: str, *, tz: str, day: str | None = None, place: str | None = None, summary: str | None = None
) -> CaseId:
    """Open a case.

    :param title: what a desk calls the incident.
    :param tz: the IANA time zone of the place.
    :param day: the day of the incident, in EDTF.
    :param place: where it happened.
    :param summary: the desk's own words.
    :raises Refused: the title is empty, the day is no EDTF date, or the time zone is unknown.
    """
    parse_edtf_bounds(When(edtf=day), tz)
    with entering(writer):
        return CaseId(
            writer.insert(
                "cases",
                key=writer.next_key("cases", "K"),
                title=optional_text(title, "A case needs a title."),
                place=optional_line(place),
                tz=tz,
                day_edtf=day,
                summary=optional_words(summary),
            )
        )


def archive(writer: Writer, case: CaseId, *, away: bool = True) -> bool:
    """Archive a case, so that lists leave it out; nothing in it changes, and commands still find it.

    :param away: False brings it back into lists.
    :returns: whether anything changed.
    :raises Refused: it is gone.
    """
    with entering(writer):
        row = writer.whole_row("cases", case)
        with writer.action(f"{'archive' if away else 'unarchive'} case {row['key']} “{row['title'][:60]}”"):
            return writer.update("cases", case, archived=int(away))
