"""Which words two texts share, word by word and nothing left out. What that means for a quote is told elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that write no spaces between words, as a regular expression's set has them."""

_LETTER = (
    r"[^\s!-/:-@\[-`{-~\u00a1\u00ab\u00b6\u00b7\u00bb\u00bf\u05be\u060c\u061b\u061f\u06d4\u0964\u0965"
    rf"\u2000-\u200b\u200e-\u206f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20{UNSPACED}]"
)
"""Anything but blanks, punctuation and :data:`UNSPACED`: letters of any script with the signs that stand in words."""

WORD = re.compile(rf"[{UNSPACED}]|{_LETTER}{{1,64}}(?:(?:['’\-‐‑]|(?<=\d)[.,:](?=\d)){_LETTER}{{1,64}}){{0,8}}")
"""A word: also "laser-guided", "don’t" and "1,112". Cut where no language goes on, so that time is bounded."""

_TOKEN = re.compile(rf"{WORD.pattern}|\s+|.", re.DOTALL)
_ALIKE = str.maketrans({"’": "'", "‐": "-", "‑": "-", "\u00ad": None})


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
    from rapidfuzz.distance import Levenshtein

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    dropped = added = blank = ""
    for step in Levenshtein.opcodes(old, new):
        here, there = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
        if step.tag != "equal":
            # A blank between two changed words changes with them: a phrase is easier to read than its shreds.
            dropped, added, blank = dropped + blank + here, added + blank + there, ""
        elif (dropped or added) and here.isspace():
            blank = here
        else:
            pieces += [*_pieces(dropped, added), Piece(here, Change.KEPT)]
            dropped = added = ""
    pieces += _pieces(dropped, added)
    return (*pieces, Piece(blank, Change.KEPT)) if blank else tuple(pieces)


def folded_words(text: str) -> list[str]:
    """The words of a text as they are compared: without punctuation, case, soft hyphens and kinds of apostrophe."""
    return [fold(word) for word in WORD.findall(text)]


def fold(word: str) -> str:
    """A word as it is compared."""
    if word.isascii():
        return word.casefold()
    return unicodedata.normalize("NFKC", word.translate(_ALIKE)).casefold()


def _pieces(dropped: str, added: str) -> Iterator[Piece]:
    if dropped:
        yield Piece(dropped, Change.DROPPED)
    if added:
        yield Piece(added, Change.ADDED)
