"""Adverbials: the words between a cue and its content: "said on Friday in a statement published by Reuters that"."""

from __future__ import annotations

from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import (
    ADDRESSEES,
    ADVERBS,
    AUXILIARIES,
    CHANNEL_NOUNS,
    NOUN_LIKE_FORMS,
    OUTLETS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SAYING_NOUNS,
    SUBORDINATORS,
)
from db.attribution.outlet_phrases import name_end
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.time_phrases import time_phrase_end
from db.attribution.verbs import VERB_FORMS, Frame, vocabulary

_MAX_ADVERBIALS = 6
_MAX_WORDS_AHEAD = 22
_CHANNEL_PREPOSITIONS = vocabulary("on in at to during via through from after by")
_CHANNEL_CONTINUATIONS = vocabulary("with to from of by for on published released issued")
_KEPT_ADVERBS = vocabulary("both first only all even")
"""Adverbs that belong to the content after them: "said only he knew"."""


def skip_adverbials(s: Sentence, at: int) -> int:
    """Index after the times, adverbs and channel phrases that begin at an index."""
    end = len(s)
    for _ in range(_MAX_ADVERBIALS):
        if at >= end:
            return at
        low = s.lows[at]
        if low in (",", "(") or low in PREPOSITIONS or low in ADVERBS or low.endswith(("ly", "ing")):
            ahead = _find_content_ahead(s, at, end)
            if ahead is not None:
                return ahead
        stop = time_phrase_end(s, at, end)
        if stop > at:
            if low in PREPOSITIONS and s.low(stop) == ",":
                return at  # "In 2011, the market fell": the time is part of the content
            at = stop
        elif _is_skippable_adverb(s, at):
            at += 1
        elif low in _CHANNEL_PREPOSITIONS and (stop := _channel_phrase_end(s, at, end)) > at:
            at = stop
        else:
            return at + 1 if low == "," and s.low(at + 1) == QUOTE_TOKEN else at
    return at


def _is_skippable_adverb(s: Sentence, at: int) -> bool:
    """Whether an adverb between a cue and its content isn't part of the content."""
    low = s.lows[at]
    if low in ADVERBS and low not in _KEPT_ADVERBS:
        return True
    return low.endswith("ly") and s.low(at + 1) in ("that", QUOTE_TOKEN, ":", ",")


def _find_content_ahead(s: Sentence, at: int, end: int) -> int | None:
    """Index of "that" or of a quotation soon after a cue, with only phrases and no verb in between."""
    commas = 1 if s.lows[at] == "," else 0
    for k in range(at, min(at + _MAX_WORDS_AHEAD, end)):
        low, before, following = s.lows[k], s.lows[k - 1], s.low(k + 1)
        if low == "that" and before not in PREPOSITIONS:
            if following not in AUXILIARIES:
                return k
            if k == at:
                return None
        if low == QUOTE_TOKEN:
            direct = before in (",", ":") or k == at
            return k if direct and (commas != 1 or before == "," or k - at <= 1) else None
        if low == ":" and following == QUOTE_TOKEN:
            return k
        if low in (";", ".", ":") or (low in PERSONAL_PRONOUNS and low != "it"):
            return None
        if low == "," and k > at:
            commas += 1
            if commas > 2:
                return None
        if (low in SUBORDINATORS and low not in ("after", "before", "that")) or low in RELATIVES:
            return None
        participle = low.endswith("ed") and low not in VERB_FORMS
        if k > at and not participle and (is_finite(s, k) or _is_saying_participle(s, k)):
            return None
        if low in SAYING_NOUNS and low not in CHANNEL_NOUNS and following == "that":
            return None
    return None


def _is_saying_participle(s: Sentence, k: int) -> bool:
    """Whether a participle that reports speech stands at an index: "said on Friday, rejecting claims that"."""
    form = VERB_FORMS.get(s.lows[k])
    if form is None or form.tense != "ing" or Frame.QUOTED_SPEAKER in form.verb.takes:
        return False
    return s.lows[k] not in NOUN_LIKE_FORMS or s.low(k - 1) == ","


def _channel_phrase_end(s: Sentence, at: int, end: int) -> int:
    """Index after "in a statement", "to reporters" or "at a briefing"; the index itself if none begins there."""
    k = at + 1
    has_channel = False
    while k < min(at + 9, end):
        low = s.lows[k]
        if (low in CHANNEL_NOUNS and s.lows[at] != "to") or low in ADDRESSEES or low in OUTLETS:
            has_channel = True
        elif has_channel or low in (",", ".", QUOTE_TOKEN, "that", ":") or low in PERSONAL_PRONOUNS:
            break
        k += 1
    if not has_channel:
        return at
    while s.low(k) in _CHANNEL_CONTINUATIONS:
        stop = time_phrase_end(s, k, end)
        k = stop if stop > k else name_end(s, k + 1, min(k + 10, end))
        if s.low(k) in ("by", "on") and s.low(k - 1) in ("published", "released", "issued"):
            k = name_end(s, k + 1, min(k + 10, end))
    stop = time_phrase_end(s, k, end)
    return stop if stop > k and s.low(stop) != "," else k
