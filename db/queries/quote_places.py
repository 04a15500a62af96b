"""The quotes of a report whose text changed: where they stand in the new capture, and what a person decides of them.

A quote stays in the capture it was taken from; ``quote_places`` says where it stands in later ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from db.errors import NotFound, Refused
from db.journal.writer import Writer
from db.model.enums import Form
from db.model.ids import CaptureId, CaseId, QuoteId, ReportId, StatementId
from db.queries.reports import Marked, marks
from db.store.opening import explained
from db.store.reader import Reader, Row
from db.text.anchors import CONTEXT, place
from db.text.diff import Piece, difference
from db.text.reanchor import Found, Place, Searched


class Decided(StrEnum):
    """Who settled where a quote stands: nobody yet, the rules, or a person."""

    MACHINE = "machine"
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Lookup:
    """How many quotes of the earlier text were found in the later one, and how."""

    exact: int
    moved: int
    fuzzy: int
    """For a person to decide; see :func:`open_places`."""
    orphan: int


@dataclass(frozen=True)
class OpenPlace:
    """A quote whose words changed, or may be another's: a person accepts the new place or rejects it."""

    id: int
    """What :func:`accept_place` and :func:`reject_place` take."""
    quote: QuoteId
    statement: StatementId
    statement_key: str
    form: Form
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


def look_up_quotes(writer: Writer, capture: CaptureId) -> Lookup:
    """Look up in a new capture the quotes of those it supersedes, each from where it last stood.

    A place that a person has not decided on, or has rejected, is none: such a quote is looked up from the capture
    before. What was looked up already is left as it is, so that it may be asked again.

    :param capture: a capture that supersedes another; of one that does not, there is nothing to look up.
    :raises NotFound: there is no such capture.
    """
    found = writer.row(
        "SELECT c.text, re.key FROM captures c JOIN reports re ON re.id = c.report WHERE c.id = ?", capture
    )
    if not found:
        raise NotFound("There is no such capture.", "Keep the new text first, then look up the quotes of the old one.")
    counted: Counter[Found] = Counter()
    with explained("The store"), writer.action(f"look up the quotes of {found[1]} in its new text"):
        for quote, spot in _looked_up(writer, capture, found[0]):
            counted[spot.found] += 1
            writer.insert(
                "quote_places",
                quote=quote,
                capture=capture,
                found=spot.found,
                start=spot.start,
                end=spot.end,
                exact=spot.exact,
                likeness=spot.likeness,
                decided=Decided.OPEN if spot.found is Found.FUZZY else Decided.MACHINE,
            )
    return Lookup(*(counted[each] for each in Found))


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
    return [_open_place(row) for row in rows]


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


def places(record: Reader, capture: CaptureId) -> list[Marked]:
    """Where quotes taken from earlier captures stand in this one, as the rules or a person settled it."""
    return [mark for mark in marks(record, capture) if mark.carried]


def accept_place(writer: Writer, id: int) -> bool:
    """Accept that a quote stands where words like its own were found.

    :param id: the place's.
    :returns: whether that was not so already.
    :raises NotFound: there is no such place.
    :raises Refused: there is nothing to decide: the rules settled it.
    """
    return _decide(writer, id, Decided.ACCEPTED, "accept the changed words")


def reject_place(writer: Writer, id: int) -> bool:
    """Reject it: these are not the words of the quote.

    :param id: the place's.
    :returns: whether that was not so already.
    :raises NotFound: there is no such place.
    :raises Refused: there is nothing to decide: the rules settled it.
    """
    return _decide(writer, id, Decided.REJECTED, "reject the changed words")


_OF_NEWEST = """
FROM quote_places p JOIN quotes q ON q.id = p.quote JOIN statements st ON st.id = q.statement
JOIN captures c ON c.id = p.capture JOIN captures taken ON taken.id = q.capture JOIN reports re ON re.id = c.report
WHERE NOT EXISTS (SELECT 1 FROM captures later WHERE later.supersedes = p.capture)
  AND (:case IS NULL OR re."case" = :case) AND (:report IS NULL OR re.id = :report)"""

_STANDING = """
WITH RECURSIVE earlier(capture, steps) AS (
  SELECT supersedes, 1 FROM captures WHERE id = :capture AND supersedes IS NOT NULL
  UNION
  SELECT c.supersedes, steps + 1 FROM earlier JOIN captures c ON c.id = earlier.capture WHERE c.supersedes < c.id),
standing(quote, capture, start, exact, steps) AS (
  SELECT q.id, q.capture, q.start, q.exact, e.steps FROM earlier e JOIN quotes q ON q.capture = e.capture
  UNION ALL
  SELECT p.quote, p.capture, p.start, p.exact, e.steps FROM earlier e JOIN quote_places p ON p.capture = e.capture
  WHERE p.start IS NOT NULL AND p.decided IN ('machine', 'accepted'))
SELECT quote, capture, start, exact
FROM (SELECT *, row_number() OVER (PARTITION BY quote ORDER BY steps) AS nearest FROM standing) s
WHERE nearest = 1 AND NOT EXISTS (SELECT 1 FROM quote_places p WHERE p.quote = s.quote AND p.capture = :capture)
ORDER BY capture, quote"""
"""Where each quote stood last before a capture; a capture supersedes an older one, so the walk ends."""


def _looked_up(writer: Writer, capture: CaptureId, text: str) -> Iterator[tuple[QuoteId, Place]]:
    """Each quote that stood in an earlier capture, with its place in this one."""
    later = Searched(text)
    for taken_from, rows in groupby(writer.rows(_STANDING, capture=capture), key=lambda row: row[1]):
        was = str(writer.column("SELECT text FROM captures WHERE id = ?", taken_from)[0])
        earlier = Searched(was)
        for quote, _, start, exact in rows:
            anchor = place(was, exact, start)
            yield quote, later.find(anchor, earlier.count(anchor))


def _decide(writer: Writer, id: int, decided: Decided, doing: str) -> bool:
    with explained("The store"):
        found = writer.row(
            """SELECT p.decided, st.key, re.key FROM quote_places p JOIN quotes q ON q.id = p.quote
               JOIN statements st ON st.id = q.statement JOIN captures c ON c.id = p.capture
               JOIN reports re ON re.id = c.report WHERE p.id = ?""",
            id,
        )
        if not found:
            raise NotFound("There is no such place of a quote.", "Look again: the quote may have been removed.")
        if found[0] == Decided.MACHINE:
            raise Refused("There is nothing to decide: the words stand there as they are, or not at all.")
        with writer.action(f"{doing} of {found[1]} in {found[2]}"):
            return writer.update("quote_places", id, decided=decided)


def _open_place(row: Row) -> OpenPlace:
    id, quote, statement, key, form, *rest, prefix, suffix, left, right = row
    known = (id, quote, statement, key, Form(form), *rest, (prefix, suffix), (left, right))
    return OpenPlace(*known)
