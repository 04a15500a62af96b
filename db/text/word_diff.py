"""Compare two texts by their words alone: which are kept, dropped, added and replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.text.diff import Run, runs
from db.text.word_classes import ClassedSpan, WordClass
from db.text.words import WORD, fold_token, word_set


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
    gone: tuple[ClassedSpan, ...] = ()
    """What the words of :attr:`before` are, where they were not kept; places count from its beginning."""
    new: tuple[ClassedSpan, ...] = ()
    """The same of :attr:`after`."""

    @property
    def marks(self) -> tuple[WordClass, ...]:
        """What changed here: each kind once, :attr:`WordClass.OTHER` where no rule knows more."""
        if self.shift is Shift.KEPT:
            return ()
        found = {span.mark for span in (*self.gone, *self.new)}
        return tuple(mark for mark in WordClass if mark in found) or (WordClass.OTHER,)


_SLIGHT = word_set("a an the of to in on at by and that it its was were is are be been has had have for with as")
"""Words that say nothing by being in both texts between two changes."""


def aligned(before: str, after: str) -> list[Aligned]:
    """Two texts word by word. Slight words between two changes change with them; capitals and signs change nothing.

    What follows a word up to the next one goes with it, so that the rows make up both texts.
    """
    from rapidfuzz.distance import LCSseq  # the first screen must not wait for it

    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    folded = [fold_token(word.group()) for word in old]
    opcodes = LCSseq.opcodes(folded, [fold_token(word.group()) for word in new])
    whole = runs(folded, opcodes, _is_slight) or [Run(0, 0, 0, 0, False)]
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


def _is_slight(words: Sequence[str]) -> bool:
    return len(words) < 3 and all(word in _SLIGHT for word in words)


def _shift(run: Run) -> Shift:
    if not run.changed:
        return Shift.KEPT
    if run.start == run.end:
        return Shift.ADDED
    return Shift.DROPPED if run.other == run.other_end else Shift.REPLACED
