"""Time words and carrying channels beside a cue: "earlier on Wednesday", "told Reuters", "published by …"."""

from __future__ import annotations

from db.attribution.lexicon import ADVERBS, DAYS, DETERMINERS, MONTHS, OUTLETS, PREPOSITIONS, TIME_NOUNS, TITLES
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.verbs import vocabulary

_TIME_OPENERS = vocabulary(
    """earlier later late early last this next on yesterday today tonight in at by hours days shortly recently"""
)
_UNITS = vocabulary(
    """morning afternoon evening night week weekend month year day hour hours days weeks months years minutes"""
)
_COUNTED_UNITS = vocabulary("minutes hours days weeks months years day month year hour")
_TIME_PHRASE_WORDS = TIME_NOUNS | vocabulary(
    """on in the of last this next past same earlier later early late ago after before a few two three at"""
)
_PUBLISHING_PARTICIPLES = vocabulary(
    """published carried released broadcast aired quoted cited distributed posted reported circulated run"""
)


def is_time(s: Sentence, at: int) -> bool:
    """Whether a word is a word of time."""
    low = s.low(at)
    return (
        low in TIME_NOUNS
        or (low.isdigit() and len(low) == 4 and low[:2] in ("19", "20"))
        or (
            low[:1].isdigit()
            and (
                ":" in low
                or s.low(at + 1) in ("a.m.", "p.m.", "am", "pm", "gmt")
                or s.low(at + 1) in MONTHS
                or s.low(at - 1) in MONTHS
            )
        )
    )


def time_phrase_end(s: Sentence, at: int, end: int) -> int:
    """Where words of time that begin at an index end; the index itself if there are none."""
    low = s.low(at)
    if not (low in _TIME_OPENERS or is_time(s, at)):
        return at
    if low in _COUNTED_UNITS and s.low(at + 1) not in ("later", "earlier", "ago", "after", "before", "into"):
        return at
    last = at
    k = at
    while k < end and k - at < 8:
        here = s.low(k)
        if is_time(s, k):
            last = k + 1
        elif here.isdigit() or here == ":":
            if k > at and (
                s.low(k - 1) in MONTHS
                or is_time(s, k + 1)
                or s.low(k - 1).isdigit()
                or s.low(k - 1) == ":"
                or s.low(k + 1) == ":"
            ):
                last = k + 1 if here != ":" else last
        elif here == "," and s.low(k + 1).isdigit() and s.low(k - 1).isdigit():
            pass
        elif (here not in _TIME_PHRASE_WORDS and here != ",") or (here == "," and not is_time(s, k + 1)):
            break
        k += 1
    if last == at and low in ("earlier", "later"):
        return at + 1
    if last == at + 1 and low in ("may", "march", "late", "early", "second") and not s.words[at][:1].isupper():
        return at
    return last


def find_time_phrase(s: Sentence, ranges: list[WordRange]) -> WordRange | None:
    """The first words of time within some stretches of a sentence."""
    for start, end in ranges:
        k = max(start, 0)
        while k < min(end, len(s)):
            stop = time_phrase_end(s, k, end)
            if stop > k and any(is_time(s, x) for x in range(k, stop)):
                return (k, stop)
            if stop > k and s.low(k) in ("earlier", "later") and s.low(k - 1) not in DETERMINERS:
                return (k, stop)
            k += 1
    return None


def is_outlet_name(s: Sentence, start: int, end: int) -> bool:
    """Whether words read as the name of an outlet."""
    return any(s.lows[k] in OUTLETS for k in range(start, min(end, len(s)))) and (
        any(s.is_capitalised(k) for k in range(start, min(end, len(s))))
        or s.low(end - 1)
        in ("agency", "newspaper", "broadcaster", "channel", "network", "paper", "magazine", "website")
    )


def find_publisher(s: Sentence, start: int, end: int) -> WordRange | None:
    """The outlet of "in a statement published by …", "on …" after a statement, within a stretch."""
    for k in range(max(start, 0), min(end, len(s)) - 2):
        if s.lows[k] in _PUBLISHING_PARTICIPLES and s.lows[k + 1] in ("by", "on", "in", "through", "via"):
            stop = name_end(s, k + 2, end)
            if not is_time(s, k + 2):
                return (k + 2, stop)
        if s.lows[k] in ("interview", "conversation", "speaking", "statement", "comments", "told") and s.lows[
            k + 1
        ] in ("with", "to"):
            stop = name_end(s, k + 2, end)
            talk = (
                s.lows[k] in ("interview", "conversation") and s.is_capitalised(k + 2) and s.lows[k + 2] not in TITLES
            )
            if talk or is_outlet_name(s, k + 2, stop):
                return (k + 2, stop)
    return None


def name_end(s: Sentence, at: int, end: int) -> int:
    """Where the name or noun phrase that begins at an index ends."""
    k = at
    while k < min(end, len(s)):
        low = s.lows[k]
        if low == "(" and s.low(k + 2) == ")":
            k += 3
            continue
        if (
            low == QUOTE_TOKEN
            or not (low[0].isalnum() or low[0] in "@#&")
            or (
                k > at
                and (
                    (low in PREPOSITIONS and low != "of")
                    or low in ("that", "he", "she", "it", "they", "and", "as")
                    or (low in DETERMINERS)
                    or low in ADVERBS
                    or low in DAYS
                )
            )
        ):
            break
        if k > at and s.is_capitalised(k - 1) and not s.is_capitalised(k) and low != "of" and low not in OUTLETS:
            break
        k += 1
    return k
