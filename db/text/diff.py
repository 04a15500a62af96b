"""Compare two texts word by word, blanks and punctuation included. By words alone, and by classes: `text.word_diff`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.text.words import WORD

if TYPE_CHECKING:
    from rapidfuzz.distance._initialize import Opcode

_TOKEN = re.compile(rf"{WORD.pattern}|\s+|.", re.DOTALL)


class Change(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row with what became of them."""

    text: str
    change: Change


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word.

    What is kept and dropped makes up the first text, what is kept and added the second, each blank included. What
    is dropped stands before what is added in its place.
    """
    from rapidfuzz.distance import Levenshtein  # the first screen must not wait for it

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for run in runs(old, Levenshtein.opcodes(old, new), lambda kept: "".join(kept).isspace()):
        here, there = "".join(old[run.start : run.end]), "".join(new[run.other : run.other_end])
        if run.changed:
            pieces += [Piece(here, Change.DROPPED)] if here else []
            pieces += [Piece(there, Change.ADDED)] if there else []
        else:
            pieces.append(Piece(here, Change.KEPT))
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row of two lists, by number, ends exclusive: the same in both, or changed."""

    start: int
    end: int
    other: int
    other_end: int
    changed: bool


def runs(words: Sequence[str], opcodes: Iterable[Opcode], is_slight: Callable[[Sequence[str]], bool]) -> list[Run]:
    """Runs of words, kept and changed by turns.

    Slight words between two changes change with them: a phrase is easier to read than its shreds.

    :param words: those of the first list.
    :param opcodes: the steps from it to the second, as rapidfuzz gives them.
    :param is_slight: whether some words that both lists have say little.
    """
    steps = list(opcodes)
    found: list[Run] = []
    for at, step in enumerate(steps):
        changed = step.tag != "equal"
        between = 0 < at < len(steps) - 1 and is_slight(words[step.src_start : step.src_end])
        if found and found[-1].changed and (changed or between):
            found[-1] = Run(found[-1].start, step.src_end, found[-1].other, step.dest_end, True)
        else:
            found.append(Run(step.src_start, step.src_end, step.dest_start, step.dest_end, changed))
    return found
