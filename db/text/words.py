"""Words: how texts of any script are split into words, and how words are compared. The one tokenizer of the record.

The index of words has its own, `db.text.search_fold`: it drops more, and each change of it needs a new index.
"""

from __future__ import annotations

import re
import unicodedata

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that write no spaces between words, as a regular expression's set has them."""

_BREAKS = (
    r"\s!-/:-@\[-`{-~\u00a1\u00ab\u00b6\u00b7\u00bb\u00bf\u05be\u060c\u061b\u061f\u06d4\u0964\u0965"
    r"\u2000-\u200b\u200e-\u206f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
)
"""Blanks and punctuation. All else is a letter: letters of any script with the signs that stand in words."""


def word_pattern(*, compounds: bool = True, unspaced_runs: bool = False) -> re.Pattern[str]:
    """The pattern of a word.

    :param compounds: whether "laser-guided", "don’t" and "1,112" are one word; else each is two.
    :param unspaced_runs: whether letters of :data:`UNSPACED` in a row are one word; else each is one.
    """
    letter = f"[^{_BREAKS}]" if unspaced_runs else f"[^{_BREAKS}{UNSPACED}]"
    # Words are cut where no language goes on, so that time is bounded.
    letters, more = (f"{letter}+", "*") if unspaced_runs else (f"{letter}{{1,64}}", "{0,8}")
    word = rf"{letters}(?:(?:['’\-‐‑]|(?<=\d)[.,:](?=\d)){letters}){more}" if compounds else letters
    return re.compile(word if unspaced_runs else f"[{UNSPACED}]|{word}")


WORD = word_pattern()
"""A word: also "laser-guided", "don’t" and "1,112"; each letter of a script without spaces."""


def folded_tokens(text: str) -> list[str]:
    """The words of a text as they are compared: without punctuation, case, soft hyphens and kinds of apostrophe."""
    return [fold_token(word) for word in WORD.findall(text)]


def fold_token(word: str) -> str:
    """A word as it is compared."""
    if word.isascii():
        return word.casefold()
    return unicodedata.normalize("NFKC", word.translate(_ALIKE)).casefold()


def word_set(words: str) -> frozenset[str]:
    """A small vocabulary, written as one text with blanks between the words."""
    return frozenset(words.split())


_ALIKE = str.maketrans({"’": "'", "‐": "-", "‑": "-", "\u00ad": None})
