"""Compare two texts by their words: kept, dropped, added or replaced. Blanks and punctuation don't count."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from db.dataclass import dataclass
from db.text.diff import Run, group_runs
from db.text.word_classes import ClassedSpan, WordClass
from db.text.words import WORD, fold_token, word_set


class WordChange(StrEnum):
    """What happened to some words from one text to the other."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class AlignedWords:
    """Consecutive words of both texts with the same change."""

    shift: WordChange
    before: str
    """The words in the first text; joined, these are the first text."""
    after: str
    """The words in the second text. Kept words can differ in case and punctuation only."""
    gone: tuple[ClassedSpan, ...] = ()
    """Classes of the words in :attr:`before`, if not kept; positions count from its beginning."""
    new: tuple[ClassedSpan, ...] = ()
    """The same for :attr:`after`."""

    @property
    def marks(self) -> tuple[WordClass, ...]:
        """What changed here: each kind once, :attr:`WordClass.OTHER` where no rule knows more."""
        if self.shift is WordChange.KEPT:
            return ()
        found = {span.mark for span in (*self.gone, *self.new)}
        return tuple(mark for mark in WordClass if mark in found) or (WordClass.OTHER,)


_SLIGHT_WORDS = word_set("a an the of to in on at by and that it its was were is are be been has had have for with as")
"""Words that count as changed between two changes, as they mean little by themselves."""


def align_words(before: str, after: str) -> list[AlignedWords]:
    """Align two texts word by word. Slight words between two changes count as changed; case and punctuation don't.

    Each word brings the characters up to the next one, so that the rows joined are the whole texts.
    """
    from rapidfuzz.distance import LCSseq  # the first screen must not wait for it

    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    folded = [fold_token(word.group()) for word in old]
    opcodes = LCSseq.opcodes(folded, [fold_token(word.group()) for word in new])
    whole = group_runs(folded, opcodes, _is_slight) or [Run(0, 0, 0, 0, False)]
    ends, other_ends = [*[word.start() for word in old], len(before)], [*[word.start() for word in new], len(after)]
    ends[0] = other_ends[0] = 0
    rows = [
        (run, before[ends[run.start] : ends[run.end]], after[other_ends[run.other] : other_ends[run.other_end]])
        for run in whole
    ]
    if not old or not new:  # a text without words has no row of its own
        run, here, there = rows[0]
        rows[0] = (run, here if old else before, there if new else after)
    return [AlignedWords(_shift_of(run), here, there) for run, here, there in rows]


def _is_slight(words: Sequence[str]) -> bool:
    return len(words) < 3 and all(word in _SLIGHT_WORDS for word in words)


def _shift_of(run: Run) -> WordChange:
    if not run.changed:
        return WordChange.KEPT
    if run.start == run.end:
        return WordChange.ADDED
    return WordChange.DROPPED if run.other == run.other_end else WordChange.REPLACED
