"""Capitals: whether an article writes a word as a name inside its sentences, where a capital is no accident."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache


class CapitalEvidence(Enum):
    """What an article's capitals say of a word."""

    NAME = auto()
    """It has a capital inside a sentence."""
    WORD = auto()
    """It has none somewhere, and never a capital inside a sentence."""
    NONE = auto()
    """It doesn't occur, or only where every word has a capital."""


def capital_evidence(text: str, word: str) -> CapitalEvidence:
    """What an article's capitals say of a word.

    :param text: the article; empty where there is none.
    :param word: the word, as it is written at the beginning of a sentence.
    """
    if not text or not word:
        return CapitalEvidence.NONE
    inside, small = _inner_words(text)
    if word in inside:
        return CapitalEvidence.NAME
    return CapitalEvidence.WORD if word.lower() in small else CapitalEvidence.NONE


@lru_cache(maxsize=8)
def _inner_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that have a capital inside a sentence, and words without one; headlines in capitals left out."""
    inside: set[str] = set()
    small: set[str] = set()
    for line in text[:_READ].split("\n"):
        words = list(_WORD.finditer(line))
        if sum(each[0][0].isupper() for each in words) > len(words) * _HEADLINE:
            continue
        for at, each in enumerate(words):
            word = each[0]
            if not word[0].isupper():
                small.add(word.lower())
            elif at and not _OPENS.search(line[words[at - 1].end() : each.start()]):
                inside.add(word)
    return frozenset(inside), frozenset(small)


_READ = 200_000
"""Code points of a text that are read."""
_HEADLINE = 0.5
"""The part of a line's words that have capitals from which it is taken for a headline."""
_WORD = re.compile(r"[^\W\d_](?:[\w-]*\w)?")
_OPENS = re.compile("[.!?…:;\"“”„«»‘|•—–(\\[]|[’']\\s|\\s[’']")
"""Marks between two words after which a capital may only begin a sentence."""
