"""Two texts word by word: which words are kept, dropped, added and replaced. Whose words they are is told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.search.similar import word_set
from db.text.diff import WORD, fold
from db.text.word_classes import Mark, Span


class Shift(StrEnum):
    """What became of some words from one text to the other."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Aligned:
    """Some words in a row of both texts, with what became of them."""

    shift: Shift
    before: str
    """As the first text has them; all of these together are the first text."""
    after: str
    """As the second has them. Where they are kept, only capitals and the like can differ."""
    gone: tuple[Span, ...] = ()
    """What the words of :attr:`before` are, where they were not kept; places count from its beginning."""
    new: tuple[Span, ...] = ()
    """The same of :attr:`after`."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What changed here: each kind once, :attr:`Mark.OTHER` where no rule knows more."""
        if self.shift is Shift.KEPT:
            return ()
        found = {span.mark for span in (*self.gone, *self.new)}
        return tuple(mark for mark in Mark if mark in found) or (Mark.OTHER,)


_SLIGHT = word_set("a an the of to in on at by and that it its was were is are be been has had have for with as")
"""Words that say nothing by being in both texts between two changes."""


def aligned(before: str, after: str) -> list[Aligned]:
    """Two texts word by word. Slight words between two changes change with them; capitals and signs change nothing.

    What follows a word up to the next one goes with it, so that the rows make up both texts.
    """
    from rapidfuzz.distance import LCSseq

    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    folded = [fold(word.group()) for word in old]
    runs: list[_Run] = []
    for step in LCSseq.opcodes(folded, [fold(word.group()) for word in new]):
        changed = step.tag != "equal"
        if runs and runs[-1].changed and changed:
            runs[-1] = _Run(runs[-1].start, step.src_end, runs[-1].other, step.dest_end, True)
        else:
            runs.append(_Run(step.src_start, step.src_end, step.dest_start, step.dest_end, changed))
    whole = _phrased(runs, folded) or [_Run(0, 0, 0, 0, False)]
    ends, other_ends = [*[word.start() for word in old], len(before)], [*[word.start() for word in new], len(after)]
    ends[0] = other_ends[0] = 0
    rows = [
        (run, before[ends[run.start] : ends[run.end]], after[other_ends[run.other] : other_ends[run.other_end]])
        for run in whole
    ]
    if not old or not new:  # a text without words goes with the first row, whatever it is
        run, here, there = rows[0]
        rows[0] = (run, here if old else before, there if new else after)
    return [Aligned(_shift(run), here, there) for run, here, there in rows]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row of both texts, by number."""

    start: int
    end: int
    other: int
    other_end: int
    changed: bool


def _phrased(runs: Sequence[_Run], words: Sequence[str]) -> list[_Run]:
    """Runs with those kept between two changes taken in, where they are slight: a phrase reads better than shreds."""
    joined: list[_Run] = []
    for at, run in enumerate(runs):
        kept = words[run.start : run.end]
        slight = 0 < at < len(runs) - 1 and len(kept) < 3 and all(word in _SLIGHT for word in kept)
        if joined and joined[-1].changed and (run.changed or slight):
            joined[-1] = _Run(joined[-1].start, run.end, joined[-1].other, run.other_end, True)
        else:
            joined.append(run)
    return joined


def _shift(run: _Run) -> Shift:
    if not run.changed:
        return Shift.KEPT
    if run.start == run.end:
        return Shift.ADDED
    return Shift.DROPPED if run.other == run.other_end else Shift.REPLACED
