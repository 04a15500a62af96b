"""The view of changed quotes: each as it was and as it is in the newest text, and those that are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

from db.dataclass import dataclass
from db.model.ids import CaseId, ReportId, StatementId
from db.queries.provenance import passages
from db.queries.quote_places import LostQuote, OpenPlace, lost_quotes, open_places
from db.store.reader import Reader
from db.text.anchors import CONTEXT
from db.text.diff import Piece, TokenChange, diff_tokens
from db.text.quotation import in_quotes
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import block
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.parts import heading_block, text_block

MOST = 200
"""Quotes of a kind that are laid out at a time."""

_LONGEST_CUT = 14
"""Most letters to cut from a word that is broken at the edge; scripts without blanks lose none."""

_STYLE = {TokenChange.DROPPED: (Mark.DROPPED, "$error"), TokenChange.ADDED: (Mark.ADDED, "bold $success")}
"""Signs and colour of removed and of added words."""


@dataclass(frozen=True, slots=True)
class ChangedView:
    """The quotes a person must look at."""

    blocks: tuple[Block, ...]
    places: dict[int, OpenPlace]
    """The place that each block decides, by the block's index."""
    lost: int
    """Number of quotes that are gone."""


def changed_view(record: Reader, case: CaseId, report: ReportId | None) -> ChangedView:
    """Read the quotes that the newest texts of a case, or of one report, changed or lost."""
    open_ones = open_places(record, case=case, report=report)
    lost = lost_quotes(record, case=case, report=report)
    said = [*(each.statement for each in open_ones[:MOST]), *(each.statement for each in lost[:MOST])]
    who = _speakers(record, set(said))
    blocks = [_count_line(len(open_ones))]
    places: dict[int, OpenPlace] = {}
    for place in open_ones[:MOST]:
        places[len(blocks)] = place
        blocks.append(_changed_quote(place, who.get(place.statement, "")))
    blocks += _more_quotes(len(open_ones))
    if lost:
        blocks.append(heading_block("Gone", "no longer in the newest text; each stays in its earlier capture"))
        blocks += [_lost_quote(each, who.get(each.statement, "")) for each in lost[:MOST]]
        blocks += _more_quotes(len(lost))
    return ChangedView(tuple(blocks), places, len(lost))


def _count_line(count: int) -> Block:
    if not count:
        return text_block(("Nothing to review.", "bold"), (" No changed quote waits for a decision.", DIM))
    return text_block(
        (f"{wording.pluralize(count, 'quote')} to review.", "bold"),
        (" Are these still this person's words?  ", DIM),
        *_between_signs("dropped", TokenChange.DROPPED),
        (" old, ", DIM),
        *_between_signs("added", TokenChange.ADDED),
        (" new.", DIM),
    )


def _changed_quote(place: OpenPlace, who: str) -> Block:
    """One changed quote: its speaker, and the changes to its words and to the words around them."""
    left, right = _context_changes(place)
    same = place.before == place.after
    note = "same words in another context: still theirs?" if same else f"{place.likeness:.0%} alike"
    dates = f"taken {wording.day(place.taken_at[:10])}, now {wording.day(place.captured_at[:10])}"
    return Block(
        Content.assemble(
            (f"{Mark.DIFFERENT} ", "bold $warning"),
            (place.statement_key, "bold $accent"),
            (f"  {who}", "bold"),
            (f"   {place.report_key} · {note} · {dates}", DIM),
            "\n",
            ("… ", DIM),
            *_change_pieces(left, DIM),
            (Mark.QUOTE_OPENS, "$accent"),
            *_change_pieces(place.difference, ""),
            (Mark.QUOTE_CLOSES, "$accent"),
            *_change_pieces(right, DIM),
            (" …", DIM),
        ),
        citation=f"{place.statement_key}: “{place.before}” {Mark.BECAME} “{place.after}” ({place.report_key}, {dates})",
        gap=True,
    )


def _context_changes(place: OpenPlace) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """The changes before and after a quote; a word cut in two at the outer edge is left out."""
    left = (_from_a_word(text) for text in (place.beside_before[0], place.beside_after[0]))
    right = (_from_a_word(text[::-1])[::-1] for text in (place.beside_before[1], place.beside_after[1]))
    return diff_tokens(*left), diff_tokens(*right)


def _from_a_word(text: str) -> str:
    """A text from its first blank on, since the word before it may have been cut."""
    blank = re.search(r"\s", text[:_LONGEST_CUT])
    return text[blank.end() :] if blank and len(text) >= CONTEXT else text


def _lost_quote(quote: LostQuote, who: str) -> Block:
    return Block(
        Content.assemble(
            (f"{Mark.GONE} ", "bold $error"),
            (quote.statement_key, "bold $accent"),
            (f"  {who}", "bold"),
            (f"   {quote.report_key}", DIM),
            "\n",
            in_quotes(_uncut_line(quote.exact)),
        ),
        citation=(
            f"{quote.statement_key}: {in_quotes(quote.exact)} (no longer in the newest text of {quote.report_key})"
        ),
        gap=True,
    )


def _more_quotes(count: int) -> list[Block]:
    if count <= MOST:
        return []
    return [text_block((f"… and {count - MOST:,} more after these: onrecord places lists them all.", DIM), gap=True)]


def _change_pieces(pieces: Sequence[Piece], kept: str) -> list[str | tuple[str, str]]:
    """Words in a row, with the removed and the added ones between signs.

    :param kept: the style of unchanged words.
    """
    found: list[str | tuple[str, str]] = []
    for piece in pieces:
        if piece.change is TokenChange.KEPT:
            found.append((_uncut_line(piece.text), kept))
        else:
            found += _between_signs(_uncut_line(piece.text), piece.change)
    return found


def _between_signs(words: str, change: TokenChange) -> list[tuple[str, str]]:
    sign, style = _STYLE[change]
    within = "strike" if change is TokenChange.DROPPED else "underline"
    return [(sign, style), (words, f"{style} {within}"), (sign, style)]


def _speakers(record: Reader, ids: set[StatementId]) -> dict[StatementId, str]:
    """Speaker of each statement, and through whom it came."""
    return {passage.statement.id: wording.way(passage) for passage in passages(record, sorted(ids))}


def _uncut_line(text: str) -> str:
    """Words on one line, uncut, since a person decides on all of them."""
    return block(text.replace("\n", " ").replace("\t", " "))
