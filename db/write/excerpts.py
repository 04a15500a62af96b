"""Adding excerpts: captures of passages of a report whose whole text is not held."""

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

LONGEST_EXCERPT = 1_000_000
"""The longest excerpt of a report, in characters."""

_MOST_PASSAGES = 1_000

ELISION = "\n\n[…]\n\n"
"""The separator of passages in an excerpt."""


def add_excerpt(
    writer: Writer, report: ReportId, passages: Sequence[str], *, captured_at: datetime | None = None
) -> CaptureId:
    """Add passages to a report's excerpt: a new capture with those on record first, in which quotes are looked up.

    A report that was only cited becomes an excerpt.

    :param passages: each as published; passages on record are skipped.
    :param captured_at: when they were copied; now if not given.
    :raises Refused: there are no words, too many, or the report's whole text is held.
    """
    if len(passages) > _MOST_PASSAGES or sum(map(len, passages)) > LONGEST_EXCERPT:
        raise _too_long_error()
    with checked_action(writer):
        row = writer.whole_row("reports", report)
        before = writer.row("SELECT id, text, method FROM captures WHERE report = ? ORDER BY id DESC LIMIT 1", report)
        if before and before[2] != Method.EXCERPT:
            raise Refused(f"We already have the whole text of {row['key']}.", "onrecord mark quotes words of it.")
        clean = [normalize_text(words).strip("\n") for words in passages if words.strip()]
        new = [words for words in clean if not before or words not in before[1]]
        if before and not new:
            return CaptureId(before[0])
        text = ELISION.join([*([before[1]] if before else []), *new])
        if len(text) > LONGEST_EXCERPT:
            raise _too_long_error()
        with writer.action(f"keep an excerpt of {row['key']}"):
            kept = add_capture(
                writer,
                report,
                text,
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
    """Add a capture of passages, joined by :data:`ELISION`, whatever captures the report has.

    :param passages: each as published.
    :param captured_at: now if not given.
    """
    return add_capture(writer, report, ELISION.join(passages), method=Method.EXCERPT, captured_at=captured_at)


def _too_long_error() -> Refused:
    return Refused(
        f"An excerpt has {LONGEST_EXCERPT:,} characters and {_MOST_PASSAGES:,} passages at most; this is more.",
        "onrecord import imports the whole text.",
    )
