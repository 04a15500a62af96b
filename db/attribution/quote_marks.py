"""Quotation marks: which ones open, which close, and which belong together.

Curly, straight, angled and single marks, nested quotations, and quotations over several paragraphs that open each
one with a mark and close only the last. Who is quoted: the modules named rule_*.
"""

from __future__ import annotations

import re

from db.attribution.paragraphs import TextRange
from db.dataclass import dataclass, field

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'＂]")
_CLIPPED_WORD = re.compile(r"['’‘](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]?\b|round\b|bout\b)", re.IGNORECASE)
_BEFORE_OPENING_MARK = " \t\n\xa0\u202f([{—–-:,/…“‘\"'«"
_MAX_DEPTH = 5
"""Quotations inside one another that are followed; deeper marks are noise."""


@dataclass(slots=True)
class Quotation:
    """Words between marks within one paragraph. Positions are code points of the text."""

    start: int
    """Start of the opening mark, or of the paragraph where the quotation continues without one."""
    inner_start: int
    """Start of the words."""
    inner_end: int
    """End of the words, exclusive."""
    end: int
    """End of the closing mark, exclusive."""
    closed: bool = True
    """Whether it has a closing mark."""
    continues: Quotation | None = None
    """The part in the paragraph before, if the quotation began there."""
    children: list[Quotation] = field(default_factory=list)
    """Quotations inside this one."""

    @property
    def inner(self) -> TextRange:
        """The words inside the marks."""
        return (self.inner_start, self.inner_end)


@dataclass(frozen=True, slots=True)
class _QuoteMark:
    start: int
    end: int
    family: str
    """One of " « and ', in which a mark is closed by one of its own family."""
    opens: bool
    children: list[Quotation] = field(default_factory=list)
    """Quotations inside the one that it opens."""


def find_quotations(text: str, ranges: list[TextRange]) -> list[list[Quotation]]:
    """The outermost quotations of every paragraph, in order.

    :param text: the whole text.
    :param ranges: its paragraphs.
    """
    found: list[list[Quotation]] = []
    carried: Quotation | None = None
    for number, (start, end) in enumerate(ranges):
        next_opens = number + 1 < len(ranges) and _opens_with_mark(text, ranges[number + 1][0])
        marks = _classify_marks(text, start, end, next_opens)
        here, left_open, unopened = _pair_marks(marks, start if next_opens else -1)
        previous, carried = carried, None
        if previous is not None and not (marks and marks[0].start == start and marks[0].opens):
            if unopened is not None and not any(q.start < unopened.start for q in here):
                here.insert(0, Quotation(start, start, unopened.start, unopened.end))
            else:
                previous = None
        if left_open is not None:
            carried = _unclosed_quotation(text, ranges, number, left_open, here)
            if carried is not None:
                here = [*(q for q in here if q.end <= carried.start), carried]
        if previous is not None and here and here[0].start == start:
            here[0].continues = previous
        found.append(here)
    return found


def _opens_with_mark(text: str, at: int) -> bool:
    """Whether a paragraph opens with a mark, as each one of a quotation over several paragraphs does."""
    return text[at] in '"“«„‘' or text[at : at + 2] == "``"


def _classify_marks(text: str, start: int, end: int, next_opens: bool) -> list[_QuoteMark]:
    """The quotation marks of a paragraph, without apostrophes and inch marks.

    :param next_opens: whether the next paragraph opens with a mark, so that a quotation may stay open in this one.
    """
    hits = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, start, end)]
    closers = _closers_ahead(text, hits, end)
    inches = _inch_marks(text, hits, start, end)
    marks: list[_QuoteMark] = []
    depth = 0
    single = False
    for number, (at, stop, mark) in enumerate(hits):
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        if mark in "‘’‚'":
            if single and before not in " \n" and not after.isalnum():
                if not (_is_possessive(text, at, stop, end) and closers[number + 1]):
                    marks.append(_QuoteMark(at, stop, "'", opens=False))
                    single = False
            elif (
                not single
                and mark != "’"
                and before in _BEFORE_OPENING_MARK
                and not after.isspace()
                and (closers[number + 1] or (next_opens and at == start))
                and not _CLIPPED_WORD.match(text, at)
            ):
                marks.append(_QuoteMark(at, stop, "'", opens=True))
                single = True
        elif at not in inches:
            family = "«" if mark in "«»‹›" else '"'
            opens = _opens(mark, before, after, depth > 0)
            marks.append(_QuoteMark(at, stop, family, opens))
            if family == '"':
                depth = min(depth + 1, _MAX_DEPTH) if opens else max(depth - 1, 0)
                single = single and opens
    return marks


def _opens(mark: str, before: str, after: str, is_open: bool) -> bool:
    """Whether a double mark opens a quotation, from its shape and its neighbours.

    :param is_open: whether a quotation is open before it.
    """
    at_word_start = before in _BEFORE_OPENING_MARK and not after.isspace()
    if mark in "“„‟«‹``":
        return not (is_open and not at_word_start and not before.isspace() and mark == "“")
    if mark in "”»›''":
        return not is_open and at_word_start and after.isalnum() and mark != "''"
    if is_open:
        return at_word_start and before.isspace() and after.isalnum()
    return not after.isspace() and (at_word_start or not before.isalnum())


def _closers_ahead(text: str, hits: list[tuple[int, int, str]], end: int) -> list[bool]:
    """For each mark, and for the end, whether a single mark at or after it can close."""
    ahead = [False] * (len(hits) + 1)
    for number in range(len(hits) - 1, -1, -1):
        at, stop, mark = hits[number]
        following = text[stop] if stop < end else " "
        can_close = mark in ("’", "'", "‘") and at > 0 and not text[at - 1].isspace() and not following.isalnum()
        ahead[number] = ahead[number + 1] or can_close
    return ahead


def _is_possessive(text: str, at: int, stop: int, end: int) -> bool:
    """Whether a mark reads as the apostrophe of "the ministers’ plan"."""
    return text[at - 1] in "sS" and stop + 1 < end and text[stop] == " " and text[stop + 1].islower()


def _inch_marks(text: str, hits: list[tuple[int, int, str]], start: int, end: int) -> set[int]:
    """Starts of the straight marks that measure (6"): after a digit, where the other marks are then even in number."""
    straight = [(at, stop) for at, stop, mark in hits if mark == '"']
    measures = [
        at
        for at, stop in straight
        if at > start and text[at - 1].isdigit() and (stop >= end or text[stop] in " ,.;x×-)" or text[stop].isspace())
    ]
    if measures and (len(straight) - len(measures)) % 2 == 0:
        return set(measures)
    return set(measures[:1]) if len(straight) % 2 and measures else set()


def _pair_marks(
    marks: list[_QuoteMark], continued_from: int
) -> tuple[list[Quotation], _QuoteMark | None, _QuoteMark | None]:
    """The outermost pairs, the first mark left open, and the first closing mark that nothing opened.

    :param continued_from: where a single mark may be left open; -1 for nowhere.
    """
    stack: list[_QuoteMark] = []
    outer: list[Quotation] = []
    unopened: _QuoteMark | None = None
    for mark in marks:
        if mark.opens:
            if len(stack) < _MAX_DEPTH:
                stack.append(mark)
            continue
        depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].family == mark.family), None)
        if depth is None:
            if not stack and not outer and unopened is None and mark.family != "'":
                unopened = mark
            continue
        opening = stack[depth]
        children = [q for each in stack[depth:] for q in each.children]
        del stack[depth:]
        pair = Quotation(opening.start, opening.end, mark.start, mark.end, children=children)
        (stack[-1].children if stack else outer).append(pair)
    left_open = next((mark for mark in stack if mark.family != "'" or mark.start == continued_from), None)
    outer.extend(q for mark in stack for q in mark.children)
    outer.sort(key=lambda q: q.start)
    return outer, left_open, unopened


def _unclosed_quotation(
    text: str, ranges: list[TextRange], number: int, opening: _QuoteMark, here: list[Quotation]
) -> Quotation | None:
    """The quotation of a mark that nothing closes: the rest of its paragraph, or None if it is a stray mark."""
    start, end = ranges[number]
    before = text[start : opening.start].rstrip()
    if (before and before[-1] not in ":,.!?") or end - opening.end < 12:
        return None
    if before and before[-1] not in ":," and number + 1 >= len(ranges):
        return None
    children = [q for q in here if q.start >= opening.end]
    if any(text[q.start] not in "'‘" for q in children) and opening.start > start:
        return None
    return Quotation(opening.start, opening.end, end, end, closed=False, children=children)
