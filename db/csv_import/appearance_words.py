"""Words of appearances: an excerpt of each report, and a quote of each statement in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from hashlib import sha256

from db.csv_import.appearance_rows import AppearanceRow, ArticleDetails
from db.csv_import.base import utc_now
from db.csv_import.values import RejectedRow
from db.dataclass import dataclass
from db.journal.writer import Writer
from db.model.enums import Method, QuoteForm
from db.model.ids import CaptureId, ReportId, StatementId
from db.store.reader import Reader, pages
from db.text.anchors import find_anchor
from db.write.excerpts import ELISION, LONGEST_EXCERPT, add_excerpt
from db.write.statements import add_quote

_PASSAGES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class StatementWords:
    """A new statement with the words of its row."""

    statement: int
    details: ArticleDetails


class WordsCheck:
    """Checks that the words of rows can be quoted from their reports."""

    def __init__(self) -> None:
        self._lengths: dict[str, int] = {}
        """Characters of each report's excerpt, with the words that are to be added."""

    def check(self, record: Reader, row: AppearanceRow, report: int | None) -> None:
        """Check the words of a new row.

        :param report: its report on record; None for a new one.
        :raises RejectedRow: the report's whole text is held and lacks them, or its excerpt would be too long.
        """
        words = row.details.words
        newest = _newest_capture(record, report) if report is not None else None
        if newest is not None and newest[2] != Method.EXCERPT:
            if row.details.form is not QuoteForm.HEADLINE and words not in newest[1]:
                reason = "The whole text of its report is on record, and the words are not in it."
                raise RejectedRow("the words are not in the report", reason)
            return
        before = self._lengths.get(row.report, len(newest[1]) if newest is not None else 0)
        length = before + len(ELISION) + len(words)
        if length > LONGEST_EXCERPT:
            reason = f"The excerpt of its report would have more than {LONGEST_EXCERPT:,} characters."
            raise RejectedRow("the excerpt is too long", reason)
        self._lengths[row.report] = length


def quote_words(
    writer: Writer, words: dict[int, list[StatementWords]], new: Container[int], added: Counter[str]
) -> None:
    """Add excerpts of reports, and quotes of the statements.

    :param words: statements with words, by report.
    :param new: the reports that have no capture yet.
    :param added: rows added, by table.
    """
    fresh = [(report, said) for report, said in words.items() if report in new]
    _quote_in_new_reports(writer, fresh, added)
    for report, said in words.items():
        if report not in new:
            _quote_in_known_report(writer, ReportId(report), said, added)


def _quote_in_new_reports(
    writer: Writer, words: Sequence[tuple[int, list[StatementWords]]], added: Counter[str]
) -> None:
    at, texts = utc_now(), [ELISION.join(_passages(said)) for _, said in words]
    captures = writer.insert_many(
        "captures",
        ("report", "captured_at", "method", "text", "text_sha256"),
        [
            (report, at, Method.EXCERPT.value, text, sha256(text.encode()).hexdigest())
            for (report, _), text in zip(words, texts, strict=True)
        ],
    )
    quotes = []
    for capture, (_, said), text in zip(captures, words, texts, strict=True):
        starts = _starts(_passages(said))
        for each in said:
            details = each.details
            found = find_anchor(text, details.words, starts[details.words])
            place = (found.exact, found.prefix, found.suffix, found.start, found.end)
            quotes.append((each.statement, capture, *place, details.form.value, details.lang))
    writer.insert_many("quotes", _QUOTE, quotes)
    added.update({"captures": len(captures), "quotes": len(quotes)})


def _quote_in_known_report(
    writer: Writer, report: ReportId, said: Sequence[StatementWords], added: Counter[str]
) -> None:
    """Quote words from a report on record. A headline that a held text lacks is not quoted; it stays the title."""
    newest = _newest_capture(writer, report)
    if newest is None or newest[2] == Method.EXCERPT:
        for page in pages(_passages(said), _PASSAGES_AT_ONCE):
            add_excerpt(writer, report, page)
        before, newest = newest, _newest_capture(writer, report)
        assert newest is not None
        added["captures"] += before is None or before[0] != newest[0]
    capture, text, _ = newest
    for each in said:
        details = each.details
        start = text.find(details.words)
        if start >= 0:
            add_quote(
                *(writer, StatementId(each.statement), CaptureId(capture), details.words),
                start=start,
                form=details.form,
                lang=details.lang,
            )
            added["quotes"] += 1


def _newest_capture(record: Reader, report: int) -> tuple[int, str, str] | None:
    found = record.row("SELECT id, text, method FROM captures WHERE report = ? ORDER BY id DESC LIMIT 1", report)
    return (found[0], found[1], found[2]) if found else None


def _passages(said: Sequence[StatementWords]) -> list[str]:
    return list(dict.fromkeys(each.details.words for each in said))


def _starts(passages: Sequence[str]) -> dict[str, int]:
    """Where each passage begins in the excerpt."""
    starts, at = {}, 0
    for passage in passages:
        starts[passage] = at
        at += len(passage) + len(ELISION)
    return starts


_QUOTE = ("statement", "capture", "exact", "prefix", "suffix", "start", "end", "form", "lang")
