"""Sources after their cue, with titles and appositions: "said Smith, a captain", "according to the ministry"."""

from __future__ import annotations

from db.attribution.finite_verbs import is_clause_verb, is_finite
from db.attribution.lexicon import (
    ADVERBS,
    BODIES,
    CHANNEL_NOUNS,
    COORDINATORS,
    DETERMINERS,
    PEOPLE,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    TITLES,
)
from db.attribution.noun_phrases import MAX_SOURCE_WORDS, can_name_source
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.time_phrases import is_time, time_phrase_end
from db.attribution.verbs import VERB_FORMS, vocabulary

_PHRASE_ENDERS = vocabulary(
    """on during after before following to via through when while as that who which whose where because but
    although though if amid despite since until"""
)
_NO_APPOSITION = RELATIVES | PERSONAL_PRONOUNS | PREPOSITIONS | COORDINATORS | SUBORDINATORS
_AFTER_APPOSITION = vocabulary(", . ; ! ? who which on in at during after")
_APPOSITION_OPENERS = TITLES | BODIES | vocabulary("a an the his her its their")
_TRAILING = PREPOSITIONS | COORDINATORS


def source_after(s: Sentence, at: int, limit: int | None = None) -> WordRange | None:
    """The source that begins at an index.

    :param limit: index that it can't go beyond.
    """
    limit = min(len(s), at + MAX_SOURCE_WORDS) if limit is None else min(limit, len(s))
    if at >= limit:
        return None
    low, following = s.lows[at], s.low(at + 1)
    if low in PERSONAL_PRONOUNS or low in ("him", "her", "them", "someone", "somebody"):
        possessive = low == "her" and following[:1].isalpha() and following not in PREPOSITIONS
        if not possessive:
            return (at, at + 1)
    if not (low[0].isalnum() or low[0] in "@#"):
        return None
    end = _phrase_end(s, at, limit)
    while end < limit and s.lows[end] == "," and _is_apposition(s, end + 1, limit):
        end = _phrase_end(s, end + 1, limit)
    return (at, end) if end > at and can_name_source(s, at, end) else None


def _phrase_end(s: Sentence, at: int, limit: int) -> int:
    """Index after the noun phrase that begins at an index."""
    end = at
    is_role = not s.is_capitalised(at) or s.lows[at] in DETERMINERS
    while end < limit:
        low = s.lows[end]
        if low == "(":
            closing = s.find((")",), end, min(end + 6, limit))
            if closing is None:
                break
            end = closing + 1
            continue
        if low == QUOTE_TOKEN or not (low[0].isalnum() or low[0] in "@#&-'’"):
            break
        if low == "-" and s.starts[end] != s.ends[end - 1]:
            break
        if end > at and _ends_phrase(s, end, limit, is_role):
            break
        end += 1
    while end > at and s.lows[end - 1] in _TRAILING:
        end -= 1
    return end


def _ends_phrase(s: Sentence, at: int, limit: int, is_role: bool) -> bool:
    """Whether a word no longer belongs to the noun phrase before it.

    :param limit: index that the phrase can't go beyond.
    :param is_role: whether the phrase is a role ("the officer in charge") rather than a name.
    """
    low, before, following = s.lows[at], s.lows[at - 1], s.low(at + 1)
    if low in _PHRASE_ENDERS or (low in ADVERBS and low != "both"):
        return True
    if before != "the" and time_phrase_end(s, at, limit) > at:
        return True
    if low in ("in", "at", "with", "by", "from", "about"):
        in_channel = following in CHANNEL_NOUNS or s.low(at + 2) in CHANNEL_NOUNS
        return not is_role or in_channel or is_time(s, at + 1)
    if low in ("and", "or"):
        named = s.is_capitalised(at + 1) or following in DETERMINERS or following in PEOPLE or following in TITLES
        verb = following in VERB_FORMS or is_finite(s, min(at + 1, len(s) - 1))
        return verb or following in PERSONAL_PRONOUNS or not named
    if low in PERSONAL_PRONOUNS or is_clause_verb(s, at):
        return True
    if low in DETERMINERS and low != "that":
        return before not in PREPOSITIONS and before not in ("and", "or") and before not in DETERMINERS
    return low.endswith("ing") and low in VERB_FORMS and not s.is_capitalised(at) and before not in DETERMINERS


def _is_apposition(s: Sentence, at: int, limit: int) -> bool:
    """Whether an apposition or an age begins after a comma: "Smith, a captain,", "Smith, 61,"."""
    low = s.low(at)
    if not low or at >= limit:
        return False
    if s.words[at].isdigit():
        return s.low(at + 1) in (",", ".", "")
    if low in _NO_APPOSITION:
        return False
    end = _phrase_end(s, at, limit)
    if end == at or (end < len(s) and s.low(end) not in _AFTER_APPOSITION):
        return False
    titled = not s.is_capitalised(at) and any(s.lows[x] in TITLES for x in range(at, end))
    if low not in _APPOSITION_OPENERS and not titled:
        return False
    return not any(is_clause_verb(s, x) for x in range(at, end))
