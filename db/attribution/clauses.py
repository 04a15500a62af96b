"""Clauses: whether one with its own subject and finite verb begins at a word."""

from __future__ import annotations

from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.verbs import vocabulary

_MAX_WORDS_TO_VERB = 45
_CONTRACTIONS = ("they'", "it'", "he'", "she'", "we'", "i'", "that'", "there'")
_PRESENT_FORMS = vocabulary(
    """violates needs makes helps shows means wants requires poses threatens deserves works seems costs lets brings
    puts"""
)
_NOT_BEFORE_VERB = DETERMINERS | PREPOSITIONS | AUXILIARIES | COORDINATORS


def begins_clause(s: Sentence, at: int, end: int) -> bool:
    """Whether a clause begins at an index: "the bridge fell", not "the bridge over the river".

    :param end: index that the clause can't go beyond.
    """
    if at >= end:
        return False
    first = s.lows[at]
    if not (s.words[at][0].isalnum() or s.words[at][0] in "[$€£@#\"'(" or first == QUOTE_TOKEN):
        return False
    if first in COORDINATORS or first in RELATIVES:
        return False
    if first in AUXILIARIES:
        return first.startswith(_CONTRACTIONS)
    relatives = 0
    opened = first in PREPOSITIONS or first in SUBORDINATORS
    for k in range(at + 1, min(at + _MAX_WORDS_TO_VERB, end)):
        low, before = s.lows[k], s.lows[k - 1]
        if low in (";", ":", ".", "?", "!", "—", "–", "--"):
            return False
        if low == QUOTE_TOKEN and relatives == 0 and before != "," and _begins_with_verb(s, at, k):
            return True
        if low in RELATIVES or (low == "that" and before not in PREPOSITIONS):
            relatives += 1
        elif low == "," and not opened:
            if s.low(k + 1) not in RELATIVES and not _opens_parenthesis(s, k, end):
                return False
        elif (is_finite(s, k) or _is_past_verb(s, k) or low in _PRESENT_FORMS) and before != "to":
            if relatives == 0:
                return True
            relatives -= 1  # this verb belongs to the relative clause
        elif low in AUXILIARIES and low not in ("be", "been", "being", "having") and relatives == 0:
            return True
    return False


def _is_past_verb(s: Sentence, k: int) -> bool:
    """Whether a word in -ed is the verb of a clause: "the mill burned twice"."""
    low, before = s.lows[k], s.lows[k - 1]
    if not low.endswith("ed") or len(low) <= 4 or s.is_capitalised(k) or s.low(k + 1) == "by":
        return False
    return before not in _NOT_BEFORE_VERB and (before[-1].isalnum() or before == QUOTE_TOKEN)


def _begins_with_verb(s: Sentence, at: int, k: int) -> bool:
    """Whether a quotation after the start of a clause continues it, in lower case: "it “sounded like thunder”"."""
    lowercase = s.text[s.quotes[k].inner_start : s.quotes[k].inner_start + 1].islower()
    return lowercase and s.lows[at] not in ADVERBS | {"out"}


def _opens_parenthesis(s: Sentence, comma: int, end: int) -> bool:
    """Whether a comma opens something that closes again: "the bridge, a wooden one, fell"."""
    closed = s.find((",",), comma + 1, min(comma + 18, end)) is not None
    return closed or "and" in s.lows[comma + 1 : min(comma + 10, end)]
