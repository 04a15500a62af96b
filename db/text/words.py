"""Split texts of any script into words, and fold words for comparison.

The full-text index has its own folding, :mod:`db.text.search_fold`, as a change of that needs a new index.
"""

from __future__ import annotations

import re
import unicodedata

from db.text.pattern import pattern

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts without blanks between words, as ranges of a regular expression's set."""

_BREAKS = (
    r"\s!-/:-@\[-`{-~\u00a1\u00ab\u00b6\u00b7\u00bb\u00bf\u05be\u060c\u061b\u061f\u06d4\u0964\u0965"
    r"\u2000-\u200b\u200e-\u206f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
)
"""Blanks and punctuation. Every other character is a letter."""


def word_pattern(*, compounds: bool = True, unspaced_runs: bool = False) -> re.Pattern[str]:
    """The regular expression for a word.

    :param compounds: whether "laser-guided", "don’t" and "1,112" are one word; else each is two.
    :param unspaced_runs: whether consecutive letters of :data:`UNSPACED` are one word; else each is one.
    """
    letter = f"[^{_BREAKS}]" if unspaced_runs else f"[^{_BREAKS}{UNSPACED}]"
    # The length is bounded, as the regular expression would backtrack for too long otherwise.
    letters, more = (f"{letter}+", "*") if unspaced_runs else (f"{letter}{{1,64}}", "{0,8}")
    word = rf"{letters}(?:(?:['’\-‐‑]|(?<=\d)[.,:](?=\d)){letters}){more}" if compounds else letters
    return pattern(word if unspaced_runs else f"[{UNSPACED}]|{word}")


WORD = word_pattern()
"""A word, including "laser-guided", "don’t" and "1,112"; each letter of :data:`UNSPACED` is one."""


def folded_tokens(text: str) -> list[str]:
    """The words of a text, each folded."""
    return [fold_token(word) for word in WORD.findall(text)]


def fold_token(word: str) -> str:
    """Fold a word for comparison: no case, no soft hyphens, one kind of apostrophe and hyphen."""
    if word.isascii():
        return word.casefold()
    return unicodedata.normalize("NFKC", word.translate(_INTERCHANGEABLE)).casefold()


def word_set(words: str) -> frozenset[str]:
    """A set of words, written as one text with blanks between them."""
    return frozenset(words.split())


_INTERCHANGEABLE = str.maketrans({"’": "'", "‐": "-", "‑": "-", "\u00ad": None})
