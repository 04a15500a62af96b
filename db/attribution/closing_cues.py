"""Closing cues: attributions at the end of their clause, after the content: "it fell, the ministry said on Friday."."""

from __future__ import annotations

from db.attribution.cues import Cue, CueKind
from db.attribution.finite_verbs import has_finite, is_finite
from db.attribution.lexicon import ADDRESSEES, ADVERBS, PREPOSITIONS, TITLES
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.time_phrases import is_time, time_phrase_end
from db.attribution.verbs import Frame, vocabulary

_CLAUSE_ENDS = (".", ",", ";", "!", "?", QUOTE_TOKEN)
_CLAUSE_OPENERS = vocabulary("and but however meanwhile yet – — - • * ( ,")


def clause_start(s: Sentence, end: int) -> int:
    """Index of the first word of the clause that ends at an index, bullets and conjunctions left out."""
    return min(s.skip(0, _CLAUSE_OPENERS), end)


def closes_clause(s: Sentence, cue: Cue) -> bool:
    """Whether a cue can close its clause: nothing follows it but a mark, an addressee, a time or other phrases."""
    after = cue.last + 1
    if closes_before(s, cue, len(s)) or s.lows[after] in ("—", "–", "-", ")"):
        return True
    return Frame.ADDRESSEE in cue.takes or is_time(s, after) or s.lows[after] in TITLES


def closes_before(s: Sentence, cue: Cue, end: int) -> bool:
    """Whether only phrases stand between a cue and the end of its clause.

    :param end: index that the clause can't go beyond.
    """
    after = cue.last + 1
    if after >= end or s.lows[after] in _CLAUSE_ENDS:
        return True
    low = s.low(after)
    opens_phrase = (
        low in PREPOSITIONS
        or low in ADVERBS
        or low in ADDRESSEES
        or low in ("when", "while", "as", "after", "the")
        or s.is_capitalised(after)
        or time_phrase_end(s, after, end) > after
    )
    return opens_phrase and low != "that" and not _clause_follows(s, after, end)


def _clause_follows(s: Sentence, at: int, end: int) -> bool:
    """Whether content follows after all: "that", a finite verb or a quotation soon after a cue."""
    for k in range(at, min(at + 15, end)):
        low = s.lows[k]
        if low == "," or low == QUOTE_TOKEN:
            return QUOTE_TOKEN in (low, s.low(k + 1))
        if low == "that":
            return True
        if low in ("when", "while", "as", "after", "who"):
            return False
        if is_finite(s, k):
            return True
    return False


def closes_quotation(s: Sentence, at: int, later: list[Cue]) -> bool:
    """Whether a cue follows a quotation at once and attributes it: "“It fell” he said".

    :param at: index after the quotation.
    :param later: the cues of the sentence after the start of the content.
    """
    cue = next((cue for cue in later if cue.first >= at), None)
    if cue is None or cue.kind is not CueKind.FINITE or cue.first - at > 6:
        return False
    if s.low(at) in ("what", "as") or s.low(at) in PREPOSITIONS or has_finite(s, at, cue.first):
        return False
    if s.find((",", "and", "that", "who", "which"), at, cue.first) is not None:
        return False
    return closes_before(s, cue, len(s))
