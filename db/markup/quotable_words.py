"""Typed words as a place in the text of a report, for a quote. Of a report without a text they are kept first."""

from __future__ import annotations

from db.errors import OnRecordError, Refused
from db.journal.writer import Writer
from db.model.enums import Method
from db.model.ids import ReportId
from db.queries.reports import Capture, captures
from db.text.anchors import Anchor, find_anchor
from db.text.normalize import normalize_text
from db.write.excerpts import add_excerpt


class UnquotableWords(Refused):
    """Words that can't be quoted from a report."""


def quotable_words(writer: Writer, report: ReportId, typed: str) -> tuple[Capture, Anchor]:
    """The newest text of a report, and the place of words in it.

    A report without a text gets the words as an excerpt; an excerpt gets them as another passage.

    :raises UnquotableWords: the text doesn't have the words, or has them twice.
    """
    words = normalize_text(typed).strip()
    held = captures(writer, report, most=1)
    if words and (not held or (held[0].method is Method.EXCERPT and words not in held[0].text)):
        add_excerpt(writer, report, [words])
        held = captures(writer, report, most=1)
    try:
        found = find_anchor(held[0].text if held else "", words)
    except OnRecordError as error:
        key = writer.whole_row("reports", report)["key"]
        hint = f"Copy them from the text of {key} as they are there; more words where they are there twice."
        raise UnquotableWords(error.message, hint) from error
    return held[0], found
