"""Looking up quotes in a new capture of their report, and a person's decisions on changed words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from db.dataclass import dataclass
from db.errors import NotFound, Refused
from db.journal.writer import Writer
from db.model.ids import CaptureId, QuoteId
from db.queries.quote_places import QuoteDecision
from db.store.sqlite_errors import explain_errors
from db.text.anchors import find_anchor
from db.text.reanchor import Match, MatchPlace, SearchedText


@dataclass(frozen=True, slots=True)
class ReanchorCounts:
    """How many quotes were found in a new capture, by how they were found."""

    exact: int
    moved: int
    fuzzy: int
    """To be decided by a person; :func:`db.queries.quote_places.open_places` lists them."""
    orphan: int


def reanchor_quotes(writer: Writer, capture: CaptureId) -> ReanchorCounts:
    """Look up in a new capture the quotes of the captures it supersedes, each from its last place.

    A place that is undecided or rejected does not count: the quote is looked up from the capture before that. Quotes
    that were looked up in this capture already are left as they are, so calling this twice is safe.

    :param capture: a capture that supersedes another; otherwise nothing is looked up.
    :raises NotFound: there is no such capture.
    """
    found = writer.row(
        "SELECT c.text, re.key FROM captures c JOIN reports re ON re.id = c.report WHERE c.id = ?", capture
    )
    if not found:
        raise NotFound("There is no such capture.", "Import the new text first, then look up the old quotes.")
    counted: Counter[Match] = Counter()
    with explain_errors(writer.path), writer.action(f"look up the quotes of {found[1]} in its new text"):
        for quote, spot in _reanchored_places(writer, capture, found[0]):
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
                decided=QuoteDecision.OPEN if spot.found is Match.FUZZY else QuoteDecision.MACHINE,
            )
    return ReanchorCounts(*(counted[each] for each in Match))


def accept_place(writer: Writer, id: int) -> bool:
    """Accept the similar words that were found for a quote.

    :param id: the id of the place.
    :returns: whether anything changed.
    :raises NotFound: there is no such place.
    :raises Refused: the words were found unchanged, or not at all, so there is nothing to decide.
    """
    return _decide_place(writer, id, QuoteDecision.ACCEPTED, "accept the changed words")


def reject_place(writer: Writer, id: int) -> bool:
    """Reject the similar words that were found for a quote.

    :param id: the id of the place.
    :returns: whether anything changed.
    :raises NotFound: there is no such place.
    :raises Refused: the words were found unchanged, or not at all, so there is nothing to decide.
    """
    return _decide_place(writer, id, QuoteDecision.REJECTED, "reject the changed words")


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
"""The last place of each quote before a capture. A capture supersedes an older one, so the recursion ends."""


def _reanchored_places(writer: Writer, capture: CaptureId, text: str) -> Iterator[tuple[QuoteId, MatchPlace]]:
    """The quotes of earlier captures, each with its place in this one."""
    later = SearchedText(text)
    for taken_from, rows in groupby(writer.rows(_STANDING, capture=capture), key=lambda row: row[1]):
        was = str(writer.column("SELECT text FROM captures WHERE id = ?", taken_from)[0])
        earlier = SearchedText(was)
        for quote, _, start, exact in rows:
            anchor = find_anchor(was, exact, start)
            yield quote, later.find(anchor, earlier.count(anchor))


def _decide_place(writer: Writer, id: int, decided: QuoteDecision, doing: str) -> bool:
    with explain_errors(writer.path):
        found = writer.row(
            """SELECT p.decided, st.key, re.key FROM quote_places p JOIN quotes q ON q.id = p.quote
               JOIN statements st ON st.id = q.statement JOIN captures c ON c.id = p.capture
               JOIN reports re ON re.id = c.report WHERE p.id = ?""",
            id,
        )
        if not found:
            raise NotFound("There is no such place of a quote.", "Look again: the quote may have been removed.")
        if found[0] == QuoteDecision.MACHINE:
            raise Refused("There is nothing to decide: the words stand there as they are, or not at all.")
        with writer.action(f"{doing} of {found[1]} in {found[2]}"):
            return writer.update("quote_places", id, decided=decided)
