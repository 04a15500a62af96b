"""Time phrases: "earlier on Wednesday", "at 9:45 p.m.", "16 December 2020"."""

from __future__ import annotations

from collections.abc import Sequence

from db.attribution.lexicon import DETERMINERS, MONTHS, PREPOSITIONS, TIME_NOUNS
from db.attribution.sentences import Sentence, WordRange
from db.attribution.verbs import vocabulary

_TIME_OPENERS = vocabulary(
    "earlier later late early last this next on yesterday today tonight in at by hours days shortly recently"
)
_COUNTED_UNITS = vocabulary("minutes hours days weeks months years day month year hour")
_TIME_PHRASE_WORDS = TIME_NOUNS | vocabulary(
    "on in the of last this next past same earlier later early late ago after before a few two three at"
)
_HOUR_SUFFIXES = ("a.m.", "p.m.", "am", "pm", "gmt")
_MAX_WORDS = 8


def is_time(s: Sentence, at: int) -> bool:
    """Whether a word is a time word: "Wednesday", "2020", "9:45", the "16" of "16 December"."""
    low = s.low(at)
    if low in TIME_NOUNS or (low.isdigit() and len(low) == 4 and low[:2] in ("19", "20")):
        return True
    if not low[:1].isdigit():
        return False
    following = s.low(at + 1)
    return ":" in low or following in _HOUR_SUFFIXES or following in MONTHS or s.low(at - 1) in MONTHS


def time_phrase_end(s: Sentence, at: int, end: int) -> int:
    """Index after the time phrase that begins at an index; the index itself if none begins there.

    :param end: index that the phrase can't go beyond.
    """
    low = s.low(at)
    if not (low in _TIME_OPENERS or is_time(s, at)):
        return at
    if low in _COUNTED_UNITS and s.low(at + 1) not in ("later", "earlier", "ago", "after", "before", "into"):
        return at
    last = at
    for k in range(at, min(end, at + _MAX_WORDS)):
        here, following = s.low(k), s.low(k + 1)
        if is_time(s, k):
            last = k + 1
        elif here.isdigit():
            before = s.low(k - 1)
            if k > at and (before in MONTHS or before.isdigit() or is_time(s, k + 1) or ":" in (before, following)):
                last = k + 1
        elif here == ",":
            in_date = following.isdigit() and s.low(k - 1).isdigit()
            if not in_date and not is_time(s, k + 1):
                break
        elif here != ":" and here not in _TIME_PHRASE_WORDS:
            break
    if last == at and low in ("earlier", "later"):
        return at + 1
    if last == at + 1 and low in ("may", "march", "late", "early", "second") and not s.words[at][:1].isupper():
        return at
    return last


def find_time_phrase(s: Sentence, ranges: Sequence[WordRange]) -> WordRange | None:
    """The first time phrase in some ranges of words, which are searched in order."""
    for start, end in ranges:
        for k in range(max(start, 0), min(end, len(s))):
            stop = time_phrase_end(s, k, end)
            if stop == k:
                continue
            relative = s.low(k) in ("earlier", "later") and s.low(k - 1) not in DETERMINERS
            if relative or any(is_time(s, x) for x in range(k, stop)):
                return (k, stop)
    return None


def skip_time_back(s: Sentence, k: int) -> int:
    """Index of the last word before a time phrase that ends at an index: "minister" in "the minister on Friday"."""
    if not is_time(s, k):
        return k
    for start in range(max(1, k - 4), k + 1):
        before = s.lows[start - 1]
        if time_phrase_end(s, start, k + 1) == k + 1 and before not in PREPOSITIONS and before != ",":
            return k if before in DETERMINERS or before.endswith("ed") else start - 1
    return k
