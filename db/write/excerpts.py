"""Adding excerpts: captures of some of a report's words, passage by passage, where its whole text is not held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Holding, Method
from db.model.fields import REPORT
from db.model.ids import CaptureId, ReportId
from db.text.normalize import normalize_text
from db.write.captures import add_capture
from db.write.edit import edit
from db.write.quote_places import reanchor_quotes
from db.write.validate import checked_action

ELISION = "\n\n[…]\n\n"
"""What stands between two passages of an excerpt."""


def add_excerpt(
    writer: Writer, report: ReportId, passages: Sequence[str], *, captured_at: datetime | None = None
) -> CaptureId:
    """Keep passages of a report after those we have; together they are a new capture, in which quotes are looked up.

    A report that was only cited is an excerpt from then on.

    :param passages: the words of each, as published.
    :param captured_at: when they were copied; now if not said.
    :raises Refused: there are no words, or the report's whole text is held.
    """
    with checked_action(writer):
        row = writer.whole_row("reports", report)
        before = writer.row("SELECT id, text, method FROM captures WHERE report = ? ORDER BY id DESC LIMIT 1", report)
        if before and before[2] != Method.EXCERPT:
            raise Refused(f"The whole text of {row['key']} is held already.", "onrecord mark quotes words of it.")
        clean = [normalize_text(words).strip("\n") for words in passages if words.strip()]
        new = [words for words in clean if not before or words not in before[1]]
        if before and not new:
            return CaptureId(before[0])
        with writer.action(f"keep an excerpt of {row['key']}"):
            kept = add_capture(
                writer,
                report,
                ELISION.join([*([before[1]] if before else []), *new]),
                method=Method.EXCERPT,
                captured_at=captured_at,
                supersedes=before[0] if before else None,
            )
            reanchor_quotes(writer, kept)
            if row["holding"] == Holding.CITED:
                edit(writer, REPORT, report, holding=Holding.EXCERPT)
        return kept


def add_excerpt_capture(
    writer: Writer, report: ReportId, passages: Sequence[str], *, captured_at: datetime | None = None
) -> CaptureId:
    """Keep some of a report's words: its passages in order, with a mark where text is left out.

    :param passages: the words of each, as published.
    :param captured_at: when; now if not said.
    """
    return add_capture(writer, report, ELISION.join(passages), method=Method.EXCERPT, captured_at=captured_at)
