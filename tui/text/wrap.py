"""A long text wrapped into rows, each row a range of code points of the stored text. No widget.

Nothing here changes the text: a row holds its start and end in it, so that a place on the screen leads back to the
text, though :mod:`tui.text.safe` draws some characters longer or not at all.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len

from db.dataclass import dataclass
from tui.text.safe import block

LONGEST_TEXT = 2_000_000
"""Code points of a text that are laid out; the rest is counted, not shown."""

_LONGEST_CLUSTER = 24
"""Most code points in one place on the screen; no spelling puts more marks on a letter."""

_ROWS_AHEAD = 4
"""Most code points of a row, in widths: marks take no room, and must not make a row endless."""

_UNBREAKABLE = frozenset("\u00a0\u202f\u2007")


@dataclass(frozen=True, slots=True)
class Cluster:
    """One place on the screen: a letter with the marks on it."""

    start: int
    end: int
    shown: str
    """Safe to show."""
    cells: int


class Rows:
    """Where each row of a text begins and ends."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int], width: int, laid: int) -> None:
        self._starts = starts
        self._ends = ends
        self.width = width
        """Cells of a row."""
        self.laid = laid
        """Code points of the text that are in the rows."""

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, row: int) -> tuple[int, int]:
        return self._starts[row], self._ends[row]

    def row_of(self, offset: int) -> int:
        """The row that holds an offset, or the last one before it; 0 if there is none.

        :param offset: a code point of the text.
        """
        at = max(0, bisect_right(self._starts, offset) - 1)
        while at and self._starts[at] == self._ends[at]:  # an empty row holds nothing
            at -= 1
        return at


def wrap_text(text: str, width: int, room: Mapping[int, int] | None = None) -> Rows:
    """Wrap a text into rows, with words kept whole where they fit.

    An empty row separates paragraphs: where the text has empty lines, or else between all of its lines. Blanks at
    the end of a row hang over its edge.

    :param text: a capture's text.
    :param width: cells of a row; at least 1.
    :param room: cells to keep free before an offset, for a tag after the words that end there.
    """
    width = max(1, width)
    laid = min(len(text), LONGEST_TEXT)
    starts, ends = array("L"), array("L")
    kept = dict(room or {})
    edges = sorted(kept)
    apart = "\n\n" not in text[:laid]
    empty = True
    for start, end in _paragraphs(text, laid):
        if not text[start:end].strip():
            if not empty:
                starts.append(start)
                ends.append(start)
            empty = True
            continue
        if apart and not empty:
            starts.append(start)
            ends.append(start)
        empty = False
        for cut, after in pairwise(_cuts(text, start, end, width, kept, edges)):
            starts.append(cut)
            ends.append(after)
    return Rows(starts, ends, width, laid)


def clusters(text: str, start: int, end: int) -> Iterator[Cluster]:
    """The places of a range of a text, one by one.

    :param text: the whole text.
    :param start: code point of the first.
    :param end: code point after the last.
    """
    at = start
    while at < end:
        after = at + 1
        most = min(end, at + _LONGEST_CLUSTER)
        while after < most and _joins(text[after]):
            after += 1
        shown, cells = _drawn(text[at]) if after == at + 1 else _drawn_together(text[at:after])
        yield Cluster(at, after, shown, cells)
        at = after


def word_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a row as ranges: letters, digits and joining signs; each letter of two cells is a word of its own.

    :param text: the whole text.
    :param start: code point of the row's first.
    :param end: code point after its last.
    """
    found: list[tuple[int, int]] = []
    glued = False
    for each in clusters(text, start, end):
        letter = text[each.start]
        if letter.isalnum() or letter == "_" or unicodedata.category(letter) in ("So", "Mc", "Mn"):
            alone = each.cells == 2 and not _HANGUL[0] <= letter <= _HANGUL[1]
            if glued and not alone:
                found[-1] = (found[-1][0], each.end)
            else:
                found.append((each.start, each.end))
            glued = not alone
        elif not (glued and letter in _INSIDE and each.end < end and text[each.end].isalnum()):
            glued = False
    return found


_INSIDE = frozenset("'’-‑.,:@/&·\u200c\u200d\u00ad\u200b\u2060")
"""Signs inside words: don't, al-Harthiya, 9.45, R&D; and invisible ones."""

_HANGUL = ("\uac00", "\ud7a3")
"""Letters of two cells from scripts that put blanks between words."""


def _paragraphs(text: str, laid: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= laid:
        end = text.find("\n", start, laid)
        if end < 0:
            end = laid
        yield start, end
        start = end + 1


def _cuts(text: str, start: int, end: int, width: int, room: Mapping[int, int], edges: Sequence[int]) -> Iterator[int]:
    """The starts of the rows of a paragraph, and the end of the last."""
    at = start
    while at < end:
        yield at
        at = _plain_cut(text, at, end, width, edges) or _cut(text, at, end, width, room)
    yield end


def _plain_cut(text: str, at: int, end: int, width: int, edges: Sequence[int]) -> int:
    """The end of a row of letters of one cell each; 0 if it holds others."""
    most = min(at + width, end)
    ahead = text[at : min(most + 1, end)]
    if not _NARROW.issuperset(ahead) and not _learn(ahead):
        return 0
    edge = bisect_right(edges, at)
    if edge < len(edges) and edges[edge] <= most:
        return 0
    if most == end:
        return end
    cut = text.rfind(" ", at, most + 1)
    after = cut + 1 if cut > at else most
    return _past_blanks(text, after, end) if cut > at else after


_NARROW = set(map(chr, range(0x20, 0x7F)))
"""Characters drawn as they are in one cell; others are added as they occur."""

_WIDER: set[str] = set()
"""Characters known not to be so."""


def _learn(ahead: str) -> bool:
    """Sort the characters of a row into those of one cell and the others. True if all are of one cell."""
    plain = True
    for letter in set(ahead):
        if letter in _NARROW:
            continue
        if letter not in _WIDER and letter not in _UNBREAKABLE and block(letter) == letter and cell_len(letter) == 1:
            _NARROW.add(letter)
        else:
            _WIDER.add(letter)
            plain = False
    return plain


def _cut(text: str, at: int, end: int, width: int, room: Mapping[int, int]) -> int:
    """The end of a row, place by place."""
    used, best, here = 0, at, at
    last = min(end, at + _ROWS_AHEAD * width + _LONGEST_CLUSTER)
    while here < last:
        letter = text[here]
        after, cells = here + 1, _drawn(letter)[1]
        most = min(last, here + _LONGEST_CLUSTER)
        while after < most and _joins(text[after]):
            after += 1
        if after > here + 1:
            cells = cell_len(block(text[here:after]))
        blank = _is_blank(letter)
        if used + cells + room.get(after, 0) > width and not blank and here > at:
            return best if best > at else here
        used += cells + room.get(after, 0)
        if blank or cells == 2:
            best = after
        if blank and used >= width:
            return _past_blanks(text, after, end)
        here = after
    return last


def _past_blanks(text: str, at: int, end: int) -> int:
    """The offset after the blanks that hang past the edge of a row."""
    while at < end and text[at] == " ":
        at += 1
    return at


def _is_blank(letter: str) -> bool:
    return _drawn(letter)[0].isspace() and letter not in _UNBREAKABLE


def _joins(letter: str) -> bool:
    """Whether a character is drawn over the one before it."""
    return letter > "\u02ff" and _drawn(letter)[1] == 0


@lru_cache(maxsize=8192)
def _drawn(letter: str) -> tuple[str, int]:
    """A character as drawn, and its width in cells.

    :param letter: one code point.
    """
    return _drawn_together(letter)


def _drawn_together(letters: str) -> tuple[str, int]:
    shown = block(letters)
    return shown, cell_len(shown)
