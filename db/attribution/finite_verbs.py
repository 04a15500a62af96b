"""Finite verbs: which words read as the verb of a clause, judged by their form and their neighbours."""

from __future__ import annotations

from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    FINITE_FORMS,
    NUMBERS,
    PAST_ONLY,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
)
from db.attribution.sentences import Sentence
from db.attribution.time_phrases import is_time

_NOT_A_VERB_AFTER = DETERMINERS | PREPOSITIONS | AUXILIARIES | {","}
_PARTICIPLE_ENDINGS = ("ed", "en", "wn", "ne", "ung", "ade", "ent", "eld")


def is_finite(s: Sentence, at: int) -> bool:
    """Whether a word reads as a finite verb: "fell", "has", "said", and "burned" but not "the burned mill"."""
    low = s.lows[at]
    if s.is_capitalised(at) and (at > 0 or low.endswith("ed") or s.is_capitalised(at + 1)):
        return False
    if low in PAST_ONLY or low in AUXILIARIES:
        return low not in ("be", "been", "being", "having")
    before, after = s.low(at - 1), s.low(at + 1)
    if (low in ("close", "open") and after == "to") or after == "by":
        return False
    if low in FINITE_FORMS:
        if before == "to" or before in DETERMINERS or before in PREPOSITIONS:
            return False
        return not (low.endswith("s") and (before in NUMBERS or before.isdigit()))
    if not low.endswith("ed") or len(low) <= 4 or before in _NOT_A_VERB_AFTER:
        return False
    followed = after in DETERMINERS or after in PREPOSITIONS or after in ("", ",", ".", "and") or after[:1].isdigit()
    return followed or s.is_capitalised(at + 1) or before in PERSONAL_PRONOUNS


def is_reduced_participle(s: Sentence, at: int) -> bool:
    """Whether a verb form is a participle within a noun phrase: "the letter seen by the paper"."""
    low, before, after = s.lows[at], s.low(at - 1), s.low(at + 1)
    if low in PAST_ONLY or low in AUXILIARIES:
        return low in ("be", "been", "being") and before == "to"
    if at == 0 or before in PERSONAL_PRONOUNS or not low.endswith(_PARTICIPLE_ENDINGS):
        return False
    return after in PREPOSITIONS or after in ADVERBS or before == "be" or is_time(s, at + 1)


def is_clause_verb(s: Sentence, at: int) -> bool:
    """Whether a word is a finite verb and not a participle within a noun phrase."""
    return is_finite(s, at) and not is_reduced_participle(s, at)


def has_finite(s: Sentence, start: int, end: int) -> bool:
    """Whether a range of words has a finite verb."""
    return any(is_finite(s, k) for k in range(start, end))
