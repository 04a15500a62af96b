"""Quotation marks: which ones belong together. Who said what they hold is read elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from db.attribution.paragraphs import TextRange

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'＂]")
_CLIPPED_WORD = re.compile(r"['’‘](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]?\b|round\b|bout\b)", re.IGNORECASE)
_BEFORE_OPENING_MARK = " \t\n\xa0\u202f([{—–-:,/…“‘\"'«"
_OPENS, _CLOSES = "open", "close"
_MAX_DEPTH = 5
"""Marks open inside one another beyond this are noise."""


@dataclass(slots=True)
class Quotation:
    """Words between marks; a quotation that runs over paragraphs has one of these in each."""

    start: int
    """Where the opening mark begins (or the paragraph, where it goes on without one)."""
    inner_start: int
    """Where the words begin."""
    inner_end: int
    """Where the words end."""
    end: int
    """Where the closing mark ends."""
    closed: bool = True
    """Whether a closing mark was found."""
    continues: Quotation | None = None
    """The part in the paragraph before, if the quotation began there."""
    children: list[Quotation] = field(default_factory=list)
    """Quotations inside this one."""


@dataclass(slots=True)
class _OpenMark:
    mark: str
    start: int
    end: int
    children: list[Quotation]


def find_quotations(text: str, ranges: list[TextRange]) -> list[list[Quotation]]:
    """Outermost quotations of every paragraph, in order.

    :param text: the whole text.
    :param ranges: its paragraphs.
    """
    found: list[list[Quotation]] = []
    carried: Quotation | None = None
    for number, (start, end) in enumerate(ranges):
        reopened = _next_paragraph_opens(text, ranges, number)
        marks = _classify_marks(text, start, end, reopened)
        going_on = carried
        here, left_open, unmatched = _pair_marks(marks, start if reopened else -1)
        if going_on is not None:
            begins = bool(marks) and marks[0][0] == start and marks[0][3] == _OPENS
            if not begins and unmatched is not None and not any(q.start < unmatched[0] for q in here):
                here.insert(0, Quotation(start, start, unmatched[0], unmatched[1]))
            elif not begins:
                going_on = None
        carried = None
        if left_open is not None:
            quotation = _unclosed_quotation(text, ranges, number, left_open, here)
            if quotation is not None:
                here = [q for q in here if q.end <= quotation.start]
                here.append(quotation)
                carried = quotation
        if going_on is not None and here and here[0].start == start:
            here[0].continues = going_on
        found.append(here)
    return found


def _classify_marks(text: str, start: int, end: int, reopened: bool) -> list[tuple[int, int, str, str]]:
    """Quotation marks of a paragraph as (start, end, family, role); apostrophes and inch marks left out."""
    hits = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, start, end)]
    closers = _closers_ahead(text, hits, end)
    inches = _inch_marks(text, hits, start, end)
    marks: list[tuple[int, int, str, str]] = []
    depth = 0
    single = False
    for number, (at, stop, mark) in enumerate(hits):
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        if mark in "‘’‚'" and mark != "''":
            if single and (before not in " \n" and not after.isalnum()):
                if _is_possessive(text, at, stop, end) and closers[number + 1]:
                    continue
                marks.append((at, stop, "'", _CLOSES))
                single = False
            elif (
                not single
                and mark != "’"
                and before in _BEFORE_OPENING_MARK
                and not after.isspace()
                and (closers[number + 1] or (reopened and at == start))
                and not _CLIPPED_WORD.match(text, at)
            ):
                marks.append((at, stop, "'", _OPENS))
                single = True
            continue
        if at in inches:
            continue
        family = "«" if mark in "«»‹›" else '"'
        role = _mark_role(mark, before, after, depth > 0)
        marks.append((at, stop, family, role))
        if family == '"':
            depth = min(depth + 1, _MAX_DEPTH) if role == _OPENS else max(depth - 1, 0)
            single = single and role == _OPENS
    return marks


def _mark_role(mark: str, before: str, after: str, is_open: bool) -> str:
    """Whether a double mark opens or closes, from its shape and its neighbours."""
    at_word_start = (before in _BEFORE_OPENING_MARK) and not after.isspace()
    if mark in "“„‟«‹``":
        return _CLOSES if is_open and not at_word_start and not before.isspace() and mark == "“" else _OPENS
    if mark in "”»›''":
        return _OPENS if not is_open and at_word_start and after.isalnum() and mark != "''" else _CLOSES
    if is_open:
        return _OPENS if at_word_start and before.isspace() and after.isalnum() else _CLOSES
    return _OPENS if not after.isspace() and (at_word_start or not before.isalnum()) else _CLOSES


def _closers_ahead(text: str, hits: list[tuple[int, int, str]], end: int) -> list[bool]:
    """For each mark, whether a single mark at or after it can close."""
    after = [False] * (len(hits) + 1)
    for number in range(len(hits) - 1, -1, -1):
        at, stop, mark = hits[number]
        following = text[stop] if stop < end else " "
        can = mark in ("’", "'", "‘") and at > 0 and not text[at - 1].isspace() and not following.isalnum()
        after[number] = after[number + 1] or can
    return after


def _is_possessive(text: str, at: int, stop: int, end: int) -> bool:
    """Whether a mark reads as the apostrophe of "the ministers’ plan"."""
    return text[at - 1] in "sS" and stop + 1 < end and text[stop] == " " and (text[stop + 1].islower())


def _inch_marks(text: str, hits: list[tuple[int, int, str]], start: int, end: int) -> set[int]:
    """Places of straight marks after a digit that measure rather than quote: those that leave the others even."""
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
    marks: list[tuple[int, int, str, str]], running_on: int
) -> tuple[list[Quotation], _OpenMark | None, tuple[int, int] | None]:
    """Outermost pairs, the first mark left open, and the first closing mark that nothing opened."""
    stack: list[_OpenMark] = []
    outer: list[Quotation] = []
    unmatched: tuple[int, int] | None = None
    for start, stop, family, role in marks:
        if role == _OPENS:
            if len(stack) < _MAX_DEPTH:
                stack.append(_OpenMark(family, start, stop, []))
            continue
        depth = len(stack) - 1
        while depth >= 0 and stack[depth].mark != family:
            depth -= 1
        if depth < 0:
            if not stack and not outer and unmatched is None and family != "'":
                unmatched = (start, stop)
            continue
        opened = stack[depth]
        children = opened.children + [q for stray in stack[depth + 1 :] for q in stray.children]
        del stack[depth:]
        pair = Quotation(opened.start, opened.end, start, stop, children=children)
        (stack[-1].children if stack else outer).append(pair)
    first = next((o for o in stack if o.mark != "'" or o.start == running_on), None)
    for stray in stack:
        if stray is not first:
            outer.extend(stray.children)
    if first is not None:
        outer.extend(first.children)
    outer.sort(key=lambda q: q.start)
    return outer, first, unmatched


def _next_paragraph_opens(text: str, ranges: list[TextRange], number: int) -> bool:
    """Whether the next paragraph opens with a mark, as a quotation over several paragraphs does."""
    if number + 1 >= len(ranges):
        return False
    at = ranges[number + 1][0]
    return text[at] in '"“«„‘' or text[at : at + 2] == "``"


def _unclosed_quotation(
    text: str, ranges: list[TextRange], number: int, opened: _OpenMark, here: list[Quotation]
) -> Quotation | None:
    """What an opening mark without a closing one holds: the rest of its paragraph, or nothing if it is a stray mark."""
    start, end = ranges[number]
    before = text[start : opened.start].rstrip()
    reopened = _next_paragraph_opens(text, ranges, number)
    begins = not before or before[-1] in ":,.!?"
    if not begins or end - opened.end < 12:
        return None
    if not reopened and before and before[-1] not in ":," and number + 1 >= len(ranges):
        return None
    children = [q for q in here if q.start >= opened.end]
    if any(text[q.start] not in "'‘" for q in children) and opened.start > start:
        return None
    return Quotation(opened.start, opened.end, end, end, closed=False, children=children)
