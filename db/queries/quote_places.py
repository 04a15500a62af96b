"""Places of quotes in later captures of a report. Finding and deciding: :mod:`db.write.quote_places`.

A quote stays in the capture it was taken from; the table ``quote_places`` has its place in later ones.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from db.dataclass import dataclass
from db.model.enums import QuoteForm
from db.model.ids import CaptureId, CaseId, QuoteId, ReportId, StatementId
from db.queries.reports import MarkedQuote, quote_marks
from db.store.reader import Reader, Row
from db.text.anchors import CONTEXT
from db.text.diff import Piece, diff_tokens


class QuoteDecision(StrEnum):
    """Who decided on a place: the rules, nobody yet, or a person."""

    MACHINE = "machine"
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class OpenPlace:
    """A doubtful place of a quote, which a person accepts or rejects."""

    id: int
    """For :func:`db.write.quote_places.accept_place` and ``reject_place``."""
    quote: QuoteId
    statement: StatementId
    statement_key: str
    form: QuoteForm
    report: ReportId
    report_key: str
    taken_from: CaptureId
    """The capture that the quote was taken from."""
    taken_at: str
    """The time of that capture: UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    capture: CaptureId
    """The later capture."""
    captured_at: str
    start: int
    """The place in it, in code points, end exclusive."""
    end: int
    likeness: float
    """0 to 1; at 1 the words are the same, but the passage may be another."""
    before: str
    """The words of the quote."""
    after: str
    """The words at the place."""
    beside_before: tuple[str, str]
    """The context before and after the quote."""
    beside_after: tuple[str, str]
    """The context before and after the place."""

    @cached_property
    def difference(self) -> tuple[Piece, ...]:
        """The change of the words, token by token."""
        return diff_tokens(self.before, self.after)

    @cached_property
    def beside(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """The change of the context before and after, such as another speaker's name."""
        left, right = zip(self.beside_before, self.beside_after, strict=True)
        return diff_tokens(*left), diff_tokens(*right)


@dataclass(frozen=True, slots=True)
class LostQuote:
    """A quote that the newest capture of its report no longer has."""

    quote: QuoteId
    statement: StatementId
    statement_key: str
    report: ReportId
    report_key: str
    capture: CaptureId
    """That capture."""
    exact: str
    """The words."""


def open_places(record: Reader, *, case: CaseId | None = None, report: ReportId | None = None) -> list[OpenPlace]:
    """The undecided places in the newest captures, in the order of the text.

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
    """The quotes that the newest capture no longer has, or whose place in it a person rejected.

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


def decided_places(record: Reader, capture: CaptureId) -> list[MarkedQuote]:
    """The decided places in a capture of quotes from earlier captures."""
    return [mark for mark in quote_marks(record, capture) if mark.carried]


_OF_NEWEST = """
FROM quote_places p JOIN quotes q ON q.id = p.quote JOIN statements st ON st.id = q.statement
JOIN captures c ON c.id = p.capture JOIN captures taken ON taken.id = q.capture JOIN reports re ON re.id = c.report
WHERE NOT EXISTS (SELECT 1 FROM captures later WHERE later.supersedes = p.capture)
  AND (:case IS NULL OR re."case" = :case) AND (:report IS NULL OR re.id = :report)"""


def _open_place_from_row(row: Row) -> OpenPlace:
    id, quote, statement, key, form, *rest, prefix, suffix, left, right = row
    known = (id, quote, statement, key, QuoteForm(form), *rest, (prefix, suffix), (left, right))
    return OpenPlace(*known)
