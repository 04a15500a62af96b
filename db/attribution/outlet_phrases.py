"""Outlets beside a cue: "told Reuters", "in a statement published by the agency"."""

from __future__ import annotations

from db.attribution.lexicon import ADVERBS, DAYS, DETERMINERS, OUTLETS, PREPOSITIONS, TITLES
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.time_phrases import is_time
from db.attribution.verbs import vocabulary

_PUBLISHING_PARTICIPLES = vocabulary(
    "published carried released broadcast aired quoted cited distributed posted reported circulated run"
)
_OUTLET_NOUNS = vocabulary("agency newspaper broadcaster channel network paper magazine website")
_SPEAKING = vocabulary("interview conversation speaking statement comments told")
_NAME_ENDERS = (PREPOSITIONS - {"of"}) | DETERMINERS | ADVERBS | DAYS | vocabulary("that he she it they and as")


def is_outlet_name(s: Sentence, start: int, end: int) -> bool:
    """Whether some words read as the name of an outlet."""
    words = range(start, min(end, len(s)))
    return any(s.lows[k] in OUTLETS for k in words) and (
        any(s.is_capitalised(k) for k in words) or s.low(end - 1) in _OUTLET_NOUNS
    )


def is_outlet_source(s: Sentence, words: WordRange) -> bool:
    """Whether a source reads as an outlet or as "media reports"."""
    start, end = words
    if s.low(end - 1) in ("reports", "media", "outlets", "newspapers") and end - start <= 4:
        return True
    named = any(s.is_capitalised(k) and s.lows[k] in OUTLETS for k in range(start, end))
    return named and not any(s.lows[k] in TITLES or s.lows[k] in ("of", "at", "for") for k in range(start, end))


def find_publisher(s: Sentence, start: int, end: int) -> WordRange | None:
    """The outlet of "published by Reuters" or "in an interview with the BBC", in a range of words."""
    for k in range(max(start, 0), min(end, len(s)) - 2):
        low, preposition, name = s.lows[k], s.lows[k + 1], k + 2
        if low in _PUBLISHING_PARTICIPLES and preposition in ("by", "on", "in", "through", "via"):
            if not is_time(s, name):
                return (name, name_end(s, name, end))
        elif low in _SPEAKING and preposition in ("with", "to"):
            stop = name_end(s, name, end)
            talk = low in ("interview", "conversation") and s.is_capitalised(name) and s.lows[name] not in TITLES
            if talk or is_outlet_name(s, name, stop):
                return (name, stop)
    return None


def name_end(s: Sentence, at: int, end: int) -> int:
    """Index after the name or noun phrase that begins at an index; the index itself if none begins there."""
    k = at
    while k < min(end, len(s)):
        low = s.lows[k]
        if low == "(" and s.low(k + 2) == ")":
            k += 3
            continue
        if low == QUOTE_TOKEN or not (low[0].isalnum() or low[0] in "@#&"):
            break
        if k > at:
            lowercase_after_name = s.is_capitalised(k - 1) and not s.is_capitalised(k)
            if low in _NAME_ENDERS or (lowercase_after_name and low != "of" and low not in OUTLETS):
                break
        k += 1
    return k
