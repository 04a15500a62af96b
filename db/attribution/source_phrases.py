"""Sources that stand after their verb ("said Smith, a captain"), with titles and appositions; which are outlets."""

from __future__ import annotations

from db.attribution.finite_verbs import is_finite, is_reduced_participle
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


def source_after(s: Sentence, at: int, limit: int | None = None) -> WordRange | None:
    """The source that begins at an index: "said Smith, a captain", "according to the ministry", "by the embassy"."""
    limit = min(len(s), at + MAX_SOURCE_WORDS) if limit is None else min(limit, len(s))
    if at >= limit:
        return None
    low = s.lows[at]
    if low in PERSONAL_PRONOUNS or low in ("him", "her", "them", "someone", "somebody"):
        follows = s.low(at + 1)
        if low != "her" or not follows[:1].isalpha() or follows in PREPOSITIONS:
            return (at, at + 1)
    if not (low[0].isalnum() or low[0] in "@#"):
        return None
    end = _phrase_end(s, at, limit)
    while end < limit and s.lows[end] == "," and _is_apposition(s, end + 1, limit):
        end = _phrase_end(s, end + 1, limit)
    return (at, end) if end > at and can_name_source(s, at, end) else None


def _phrase_end(s: Sentence, at: int, limit: int) -> int:
    """Where a noun phrase that begins at an index ends."""
    end = at
    role = not s.is_capitalised(at) or s.lows[at] in DETERMINERS
    while end < limit:
        low = s.lows[end]
        if low == "(":
            closing = next((k for k in range(end, min(end + 6, limit)) if s.lows[k] == ")"), None)
            if closing is None:
                break
            end = closing + 1
            continue
        if low == QUOTE_TOKEN or not (low[0].isalnum() or low[0] in "@#&-'’"):
            break
        if low == "-" and s.starts[end] != s.ends[end - 1]:
            break
        if end > at and _ends_phrase(s, end, limit, role):
            break
        end += 1
    while end > at and s.lows[end - 1] in PREPOSITIONS | COORDINATORS:
        end -= 1
    return end


def _ends_phrase(s: Sentence, at: int, limit: int, role: bool) -> bool:
    """Whether a word no longer belongs to the noun phrase before it.

    :param s: the sentence.
    :param at: index of the word.
    :param limit: where to look no further.
    :param role: whether the phrase is an office ("the officer in charge") rather than a name.
    """
    low, before, following = s.lows[at], s.lows[at - 1], s.low(at + 1)
    if low in _PHRASE_ENDERS or (low in ADVERBS and low != "both"):
        return True
    if time_phrase_end(s, at, limit) > at and before != "the":
        return True
    if low in ("in", "at", "with", "by", "from", "about"):
        channel = following in CHANNEL_NOUNS or s.low(at + 2) in CHANNEL_NOUNS
        return not role or channel or is_time(s, at + 1)
    if low in ("and", "or"):
        named = s.is_capitalised(at + 1) or following in DETERMINERS or following in PEOPLE or following in TITLES
        verb = following in VERB_FORMS or is_finite(s, min(at + 1, len(s) - 1))
        return verb or following in PERSONAL_PRONOUNS or not named
    if low in PERSONAL_PRONOUNS or (is_finite(s, at) and not is_reduced_participle(s, at)):
        return True
    if low in DETERMINERS and low != "that":
        return before not in PREPOSITIONS and before not in ("and", "or") and before not in DETERMINERS
    return low.endswith("ing") and low in VERB_FORMS and not s.is_capitalised(at) and before not in DETERMINERS


def _is_apposition(s: Sentence, at: int, limit: int) -> bool:
    """Whether what follows a comma explains the name before it."""
    low = s.low(at)
    if not low or at >= limit:
        return False
    if s.words[at].isdigit():
        return s.low(at + 1) in (",", ".") or at + 1 >= len(s)
    if (
        low in RELATIVES
        or low in PERSONAL_PRONOUNS
        or low in PREPOSITIONS
        or low in COORDINATORS
        or low in SUBORDINATORS
    ):
        return False
    end = _phrase_end(s, at, limit)
    closing = s.low(end)
    whole = (
        end >= len(s)
        or closing in (",", ".", ";", "!", "?")
        or closing in ("who", "which", "on", "in", "at", "during", "after")
    )
    lead = (
        low in ("a", "an", "the", "his", "her", "its", "their")
        or low in TITLES
        or low in BODIES
        or (not s.is_capitalised(at) and any(s.lows[x] in TITLES for x in range(at, end)))
    )
    return (
        whole
        and lead
        and end > at
        and not any(is_finite(s, x) and not is_reduced_participle(s, x) for x in range(at, end))
    )
