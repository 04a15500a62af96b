"""Looking up the quotes of a report in its new capture, and deciding on places that no rule settles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from db.errors import NotFound, Refused
from db.journal.writer import Writer
from db.model.ids import CaptureId, QuoteId
from db.queries.quote_places import QuoteDecision
from db.store.sqlite_errors import explain_errors
from db.text.anchors import find_anchor
from db.text.reanchor import Match, MatchPlace, SearchedText


@dataclass(frozen=True, slots=True)
class Lookup:
    """How many quotes of the earlier text were found in the later one, and how."""

    exact: int
    moved: int
    fuzzy: int
    """For a person to decide; see :func:`db.queries.quote_places.open_places`."""
    orphan: int


def reanchor_quotes(writer: Writer, capture: CaptureId) -> Lookup:
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
    counted: Counter[Match] = Counter()
    with explain_errors("The store"), writer.action(f"look up the quotes of {found[1]} in its new text"):
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
    return Lookup(*(counted[each] for each in Match))


def accept_place(writer: Writer, id: int) -> bool:
    """Accept that a quote stands where words like its own were found.

    :param id: the place's.
    :returns: whether that was not so already.
    :raises NotFound: there is no such place.
    :raises Refused: there is nothing to decide: the rules settled it.
    """
    return _decide_place(writer, id, QuoteDecision.ACCEPTED, "accept the changed words")


def reject_place(writer: Writer, id: int) -> bool:
    """Reject it: these are not the words of the quote.

    :param id: the place's.
    :returns: whether that was not so already.
    :raises NotFound: there is no such place.
    :raises Refused: there is nothing to decide: the rules settled it.
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
"""Where each quote stood last before a capture; a capture supersedes an older one, so the walk ends."""


def _reanchored_places(writer: Writer, capture: CaptureId, text: str) -> Iterator[tuple[QuoteId, MatchPlace]]:
    """Each quote that stood in an earlier capture, with its place in this one."""
    later = SearchedText(text)
    for taken_from, rows in groupby(writer.rows(_STANDING, capture=capture), key=lambda row: row[1]):
        was = str(writer.column("SELECT text FROM captures WHERE id = ?", taken_from)[0])
        earlier = SearchedText(was)
        for quote, _, start, exact in rows:
            anchor = find_anchor(was, exact, start)
            yield quote, later.find(anchor, earlier.count(anchor))


def _decide_place(writer: Writer, id: int, decided: QuoteDecision, doing: str) -> bool:
    with explain_errors("The store"):
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
