"""Quotes of a report whose text changed: where they stand in its new capture. Deciding is `db.write.quote_places`.

A quote stays in the capture it was taken from; the table ``quote_places`` says where it stands in later ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from db.model.enums import QuoteForm
from db.model.ids import CaptureId, CaseId, QuoteId, ReportId, StatementId
from db.queries.reports import QuoteMark, marks
from db.store.reader import Reader, Row
from db.text.anchors import CONTEXT
from db.text.diff import Piece, difference


class QuoteDecision(StrEnum):
    """Who settled where a quote stands: nobody yet, the rules, or a person."""

    MACHINE = "machine"
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class OpenPlace:
    """A quote whose words changed, or may be another's: a person accepts the new place or rejects it."""

    id: int
    """What `accept_place` and `reject_place` take."""
    quote: QuoteId
    statement: StatementId
    statement_key: str
    form: QuoteForm
    report: ReportId
    report_key: str
    taken_from: CaptureId
    """The capture that the quote was taken from."""
    taken_at: str
    """When that was captured: UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    capture: CaptureId
    """The capture in which the words are looked for."""
    captured_at: str
    start: int
    """Where they may stand in it, in code points, end exclusive."""
    end: int
    likeness: float
    """0 to 1; 1 where the very words stand there, but another passage could be meant."""
    before: str
    """The words of the quote."""
    after: str
    """The words that stand there."""
    beside_before: tuple[str, str]
    """What stood to the left and to the right of the quote."""
    beside_after: tuple[str, str]
    """What stands there now."""

    @cached_property
    def difference(self) -> tuple[Piece, ...]:
        """What became of the words, word by word."""
        return difference(self.before, self.after)

    @cached_property
    def beside(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """What became of the words to the left and to the right, such as the name of who says them."""
        left, right = zip(self.beside_before, self.beside_after, strict=True)
        return difference(*left), difference(*right)


@dataclass(frozen=True, slots=True)
class LostQuote:
    """A quote whose words the newest text of its report no longer has."""

    quote: QuoteId
    statement: StatementId
    statement_key: str
    report: ReportId
    report_key: str
    capture: CaptureId
    """The capture that has them no longer."""
    exact: str
    """The words."""


def open_places(record: Reader, *, case: CaseId | None = None, report: ReportId | None = None) -> list[OpenPlace]:
    """The places a person has yet to decide on, in the order of the text; of superseded captures nobody is asked.

    :param case: only those of one case.
    :param report: only those of one report.
    """
    rows = record.rows(
        f"""SELECT p.id, q.id, st.id, st.key, q.form, re.id, re.key, q.capture, taken.captured_at,
                   p.capture, c.captured_at, p.start, p."end", p.likeness, q.exact, p.exact, q.prefix, q.suffix,
                   substr(c.text, max(0, p.start - {CONTEXT}) + 1, min(p.start, {CONTEXT})),
                   substr(c.text, p."end" + 1, {CONTEXT})
            {_OF_NEWEST} AND p.decided = 'open' ORDER BY re.id, p.start, p.id""",
        case=case,
        report=report,
    )
    return [_open_place_from_row(row) for row in rows]


def lost_quotes(record: Reader, *, case: CaseId | None = None, report: ReportId | None = None) -> list[LostQuote]:
    """The quotes that the newest capture of their report has no longer, or has only in words a person rejected.

    :param case: only those of one case.
    :param report: only those of one report.
    """
    rows = record.rows(
        f"""SELECT q.id, st.id, st.key, re.id, re.key, p.capture, q.exact
            {_OF_NEWEST} AND (p.found = 'orphan' OR p.decided = 'rejected') ORDER BY re.id, q.start, q.id""",
        case=case,
        report=report,
    )
    return [LostQuote(*row) for row in rows]


def places(record: Reader, capture: CaptureId) -> list[QuoteMark]:
    """Where quotes taken from earlier captures stand in this one, as the rules or a person settled it."""
    return [mark for mark in marks(record, capture) if mark.carried]


_OF_NEWEST = """
FROM quote_places p JOIN quotes q ON q.id = p.quote JOIN statements st ON st.id = q.statement
JOIN captures c ON c.id = p.capture JOIN captures taken ON taken.id = q.capture JOIN reports re ON re.id = c.report
WHERE NOT EXISTS (SELECT 1 FROM captures later WHERE later.supersedes = p.capture)
  AND (:case IS NULL OR re."case" = :case) AND (:report IS NULL OR re.id = :report)"""


def _open_place_from_row(row: Row) -> OpenPlace:
    id, quote, statement, key, form, *rest, prefix, suffix, left, right = row
    known = (id, quote, statement, key, QuoteForm(form), *rest, (prefix, suffix), (left, right))
    return OpenPlace(*known)
