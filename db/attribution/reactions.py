"""Reactions: whether the object of "deny", "reject", "retract" or "doubt" is something said."""

from __future__ import annotations

from db.attribution.cues import Cue
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import ADVERBS, DETERMINERS, FALSE_WORDS, PERSONAL_PRONOUNS, PREPOSITIONS, SAID_THINGS
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.verbs import vocabulary

_REJECTING_VERBS = vocabulary(
    "reject dismiss refute rebut dispute contradict debunk corroborate repudiate disavow rubbish"
)
REACTING_VERBS = _REJECTING_VERBS | vocabulary("deny retract withdraw recant correct question doubt")
"""Verbs that attribute when their object is something said."""
_REFUSED_THINGS = vocabulary(
    """bail access entry permission permit visa visas request requests application applications appeal appeals
    motion asylum chance opportunity right rights treatment service parole leave admission them him her us me"""
)
"""Objects that are refused rather than denied: "denied them visas"."""
_POINTING_PRONOUNS = vocabulary("this it that these those them everything")
_NOT_GERUNDS = vocabulary("nothing something anything everything king during morning evening")
_POSTS = vocabulary("minister coach manager chief head")


def reacts_to_words(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether the object of a reacting verb is something said: "denied the report", not "denied them visas".

    :param at: index of the first word of the object.
    """
    if cue.lemma == "deny":
        return _is_denied(s, at)
    if cue.lemma in _REJECTING_VERBS:
        return _is_rejected(s, cue, at)
    pointed = s.low(at) in ("it", "this", "that")
    if cue.lemma in ("retract", "recant") or _is_something_said(s, at):
        return True
    return pointed and (cue.lemma in ("question", "doubt") or s.low(at + 1) in ("", ".", ","))


def _is_denied(s: Sentence, at: int) -> bool:
    """Whether an object is denied rather than refused."""
    low, following = s.low(at), s.low(at + 1)
    if low == "them" and following not in ("", ".", ",") and following not in ADVERBS:
        return False
    if low in _POINTING_PRONOUNS or is_gerund(s, at) or low == "ever" or _is_something_said(s, at, 10):
        return True
    if low in PERSONAL_PRONOUNS or low in PREPOSITIONS or s.find(_REFUSED_THINGS, at, at + 4) is not None:
        return False
    alone = low.isalpha() and following in ("", ".", ",", ";", "and", "but")
    return alone or low in DETERMINERS or low == QUOTE_TOKEN or following == "of"


def _is_rejected(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether words are rejected rather than a request or a person."""
    if _is_something_said(s, at):
        return True
    if cue.lemma in ("corroborate", "contradict", "debunk"):
        return False
    low, following = s.low(at), s.low(at + 1)
    if low == "as" and (following == QUOTE_TOKEN or following in FALSE_WORDS):
        return True
    if low in _POINTING_PRONOUNS and (following in (".", ",", "as", "") or following in ADVERBS):
        return cue.lemma in ("refute", "dispute", "dismiss", "reject")
    return cue.lemma in ("dismiss", "reject") and _is_dismissed_as_words(s, at)


def _is_dismissed_as_words(s: Sentence, at: int) -> bool:
    """Whether an object is "dismissed as nonsense", not "dismissed as coach" """
    as_ = s.find_before(("as",), (",", ";", "."), at, at + 14)
    if as_ is None or as_ == at:
        return False
    return s.low(as_ + 1) not in ("a", "the", "his", "her") or s.low(as_ + 2) not in _POSTS


def _is_something_said(s: Sentence, at: int, near: int = 9) -> bool:
    """Whether a noun phrase is about something said: "the report", "claims that".

    :param near: how many words of it to look at.
    """
    for k in range(at, min(at + near, len(s))):
        low = s.lows[k]
        if low in SAID_THINGS:
            return k == at or not s.is_capitalised(k)
        if low in (",", ".", ";", QUOTE_TOKEN) or (low in PREPOSITIONS and low not in ("as", "by")):
            return False
        if k > at and is_finite(s, k) and low not in ("alleged", "reported", "claimed"):
            return False
    return False


def is_gerund(s: Sentence, at: int) -> bool:
    """Whether a gerund begins at an index: "having met her", "to having met her"."""
    low = s.low(at)
    if low == "to":
        return s.low(at + 1).endswith("ing")
    return low.endswith("ing") and len(low) > 4 and low not in _NOT_GERUNDS
