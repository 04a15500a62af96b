"""Compare two texts token by token, with blanks and punctuation. By words alone: :mod:`db.text.word_diff`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from db.text.words import WORD

if TYPE_CHECKING:
    from rapidfuzz.distance._initialize import Opcode

_TOKEN = re.compile(rf"{WORD.pattern}|\s+|.", re.DOTALL)


class TokenChange(StrEnum):
    """What happened to some words from one text to the other."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive tokens with the same change."""

    text: str
    change: TokenChange


def diff_tokens(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word.

    The kept and dropped pieces make up the first text, the kept and added ones the second. A dropped piece comes
    before the piece that replaces it.
    """
    from rapidfuzz.distance import Levenshtein  # slow to import, and the first screen needs no comparison

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for run in group_runs(old, Levenshtein.opcodes(old, new), lambda kept: "".join(kept).isspace()):
        here, there = "".join(old[run.start : run.end]), "".join(new[run.other : run.other_end])
        if run.changed:
            pieces += [Piece(here, TokenChange.DROPPED)] if here else []
            pieces += [Piece(there, TokenChange.ADDED)] if there else []
        else:
            pieces.append(Piece(here, TokenChange.KEPT))
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words of two lists, by index, ends exclusive: the same in both, or changed."""

    start: int
    end: int
    other: int
    other_end: int
    changed: bool


def group_runs(
    words: Sequence[str], opcodes: Iterable[Opcode], is_slight: Callable[[Sequence[str]], bool]
) -> list[Run]:
    """Group the steps between two lists of words into runs, kept and changed in turn.

    Slight words between two changes count as changed: one replaced phrase is easier to read than its fragments.

    :param words: the first list.
    :param opcodes: rapidfuzz's steps from the first list to the second.
    :param is_slight: whether kept words mean too little to stand alone.
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
