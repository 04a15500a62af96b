"""Clauses: where what is said begins after its cue, and where it ends. Who says it is read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from db.attribution.cues import Cue
from db.attribution.lexicon import (
    ADDRESSEES,
    ADVERBS,
    AUXILIARIES,
    CHANNEL_NOUNS,
    COORDINATORS,
    DETERMINERS,
    NOUN_LIKE_FORMS,
    OUTLETS,
    PEOPLE,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SAYING_NOUNS,
    SUBORDINATORS,
)
from db.attribution.noun_phrases import is_finite
from db.attribution.outlet_phrases import name_end
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.time_phrases import time_phrase_end
from db.attribution.verbs import VERB_FORMS, Frame, vocabulary

QUESTION_WORDS = vocabulary("whether if why how what who when where which")
_MAX_QUESTION_WORDS = 30


@dataclass(frozen=True, slots=True)
class Complement:
    """What stands after a cue."""

    start: int
    """Index of the first word of what is said."""
    kind: str
    """that, bare, quote, colon, asks, to, doing or noun."""
    addressee: WordRange | None = None
    """Who is told, where the cue names them."""


def find_complement(s: Sentence, cue: Cue, research: bool) -> Complement | None:
    """What is said after a cue, if it stands there.

    :param s: the sentence.
    :param cue: the cue.
    :param research: whether the subject is a study or the like, of which "found" attributes without "that".
    """
    at = cue.last + 1
    takes = cue.takes
    addressee: WordRange | None = None
    if Frame.ADDRESSEE in takes and at < len(s):
        end = _addressee_end(s, at)
        if end > at:
            addressee = (at, end)
            at = end
    if s.lows[cue.at] not in NOUN_LIKE_FORMS or cue.first < cue.at:
        at = skip_adverbials(s, at)
    if at >= len(s):
        return None
    low = s.lows[at]
    if low == "that" and at + 1 < len(s):
        if s.lows[at + 1] in AUXILIARIES or s.lows[at + 1] in ("was",):
            return Complement(at, "bare", addressee)
        if s.lows[at + 1] not in (",", ".") or s.lows[at + 1] == ",":
            return Complement(at + 1, "that", addressee)
    if low == "," and s.low(at + 1) == "the" and s.low(at + 2) == "fact":
        at, low = at + 1, "the"
    if low == "the" and s.low(at + 1) == "fact" and s.low(at + 2) == "that":
        return Complement(at + 3, "that", addressee)
    if low == QUOTE_TOKEN:
        return Complement(at, "quote", addressee)
    if low == ":" and at + 1 < len(s):
        if s.lows[at + 1] == QUOTE_TOKEN:
            return Complement(at + 1, "quote", addressee)
        return Complement(at + 1, "colon", addressee) if Frame.QUOTATION in takes and cue.last + 1 == at else None
    if low in QUESTION_WORDS and not (low == "which" and cue.last + 1 != at):
        if low in ("if", "when", "where") and not cue.negated and Frame.QUESTION not in takes:
            return Complement(at, "bare", addressee) if Frame.CLAUSE in takes and begins_clause(s, at, len(s)) else None
        wanted = cue.negated or Frame.QUESTION in takes or Frame.CLAUSE in takes or Frame.THAT_CLAUSE in takes
        return Complement(at, "asks", addressee) if wanted and _is_question_clause(s, at) else None
    if s.lows[at] in ("about", "of", "to", "from", "into"):
        return None
    if (
        Frame.CLAUSE in takes or ((Frame.FINDING in takes or Frame.THAT_CLAUSE in takes) and research)
    ) and begins_clause(s, at, len(s)):
        return Complement(at, "bare", addressee)
    return None


def _is_question_clause(s: Sentence, at: int) -> bool:
    """Whether a clause follows "why" or "whether", not a lone word."""
    return any(is_finite(s, k) or s.lows[k] == "to" for k in range(at + 1, min(at + _MAX_QUESTION_WORDS, len(s))))


def begins_clause(s: Sentence, at: int, end: int) -> bool:
    """Whether a clause with its own subject and finite verb begins at an index."""
    if at >= end:
        return False
    low = s.lows[at]
    if not (s.words[at][0].isalnum() or s.words[at][0] in "[$€£@#\"'(" or low == QUOTE_TOKEN):
        return False
    if low in COORDINATORS or low in RELATIVES:
        return False
    if low in AUXILIARIES and not low.startswith(("they'", "it'", "he'", "she'", "we'", "i'", "that'", "there'")):
        return False
    if low in AUXILIARIES:
        return True
    waiting = 0
    opened = low in PREPOSITIONS or low in SUBORDINATORS
    for k in range(at, min(at + 45, end)):
        low = s.lows[k]
        if low in (";", ":", ".", "?", "!", "—", "–", "--"):
            return False
        if (
            low == QUOTE_TOKEN
            and k > at
            and waiting == 0
            and s.lows[k - 1] != ","
            and _begins_lowercase(s, k)
            and s.lows[at] not in ADVERBS | {"out"}
        ):
            return True
        if k > at and (low in RELATIVES or low == "that") and not (low == "that" and s.lows[k - 1] in PREPOSITIONS):
            waiting += 1
        elif k > at and low == "," and not opened:
            following = s.low(k + 1)
            if following in RELATIVES or not _opens_parenthesis(s, k, end):
                if following in RELATIVES:
                    continue
                return False
        elif k > at and (is_finite(s, k) or _is_past_verb(s, k) or low in _PRESENT_FORMS) and s.lows[k - 1] != "to":
            if waiting:
                waiting -= 1
            else:
                return True
        elif low in AUXILIARIES and low not in ("be", "been", "being", "having") and k > at and waiting == 0:
            return True
    return False


_PRESENT_FORMS = vocabulary(
    """violates needs makes helps shows means wants requires poses threatens deserves works seems costs lets brings
    puts"""
)


def _is_past_verb(s: Sentence, k: int) -> bool:
    """Whether a word in -ed stands where a clause has its verb ("the mill burned twice")."""
    before = s.lows[k - 1]
    return (
        s.lows[k].endswith("ed")
        and len(s.lows[k]) > 4
        and not s.is_capitalised(k)
        and before not in DETERMINERS | PREPOSITIONS | AUXILIARIES | COORDINATORS
        and (before[-1].isalnum() or before == QUOTE_TOKEN)
        and s.low(k + 1) != "by"
    )


def _begins_lowercase(s: Sentence, k: int) -> bool:
    """Whether a quotation begins with a verb or the like, in lower case ("it “sounded like thunder”")."""
    quote = s.quotes[k]
    return s.text[quote.inner_start : quote.inner_start + 1].islower()


def _opens_parenthesis(s: Sentence, comma: int, end: int) -> bool:
    """Whether a comma opens something that closes again ("the bridge, a wooden one, fell")."""
    return (
        any(s.lows[k] == "," for k in range(comma + 1, min(comma + 18, end)))
        or "and" in s.lows[comma + 1 : min(comma + 10, end)]
    )


def _addressee_end(s: Sentence, at: int) -> int:
    """Where the words for who is told end."""
    low = s.low(at)
    if low in ("that", QUOTE_TOKEN, ",", ":", "to", ".") or low in QUESTION_WORDS:
        return at
    if low in ("him", "me", "us", "them", "you", "himself", "herself", "themselves"):
        return at + 1
    if low in ("he", "she", "they", "it", "we", "i", "there"):
        return at
    if low == "her" and (
        s.low(at + 1) in ("that", "to", ",", ":") or s.low(at + 1) in PERSONAL_PRONOUNS or s.low(at + 1) in DETERMINERS
    ):
        return at + 1
    end = name_end(s, at, min(at + 12, len(s)))
    for k in range(at, min(end, len(s))):
        if k > at and (s.lows[k] in QUESTION_WORDS or s.lows[k] == "to"):
            return k
        if (
            (s.lows[k] in ADDRESSEES or s.lows[k] in PEOPLE)
            and s.low(k + 1) not in ("of", "for")
            and not s.is_capitalised(k + 1)
            and s.low(k + 1) not in OUTLETS
        ):
            return k + 1
    last_outlet = max((k for k in range(at, end) if s.lows[k] in OUTLETS), default=-1)
    if last_outlet >= 0:
        return last_outlet + 1
    k = end
    while k < min(at + 12, len(s)) and s.lows[k] in ("of", "for", "in", "at", "and", "'s") and s.lows[k] != "in":
        k = name_end(s, k + 1, min(at + 14, len(s)))
    return max(k, at)


def skip_adverbials(s: Sentence, at: int) -> int:
    """Skip words of time, adverbs and "in a statement" between a cue and what is said."""
    end = len(s)
    for _ in range(6):
        if at >= end:
            return at
        low = s.lows[at]
        if low in (",", "(") or low in PREPOSITIONS or low in ADVERBS or low.endswith(("ly", "ing")):
            ahead = _find_complement_ahead(s, at, end)
            if ahead is not None:
                return ahead
        stop = time_phrase_end(s, at, end)
        if stop > at:
            if low in PREPOSITIONS and not _comma_absent(s, stop):
                return at
            at = stop
        elif (low in ADVERBS and low not in ("both", "first", "only", "all", "even")) or (
            low.endswith("ly") and at + 1 < end and s.lows[at + 1] in ("that", QUOTE_TOKEN, ":", ",")
        ):
            at += 1
        elif (
            low in ("on", "in", "at", "to", "during", "via", "through", "from", "after", "by")
            and (phrase := _channel_phrase_end(s, at, end)) > at
        ):
            at = phrase
        elif low == "," and at + 1 < end and s.lows[at + 1] == QUOTE_TOKEN:
            return at + 1
        else:
            return at
    return at


def _comma_absent(s: Sentence, at: int) -> bool:
    """Whether after "on Friday" the clause begins (rather than "in 2011 the market", which belongs to it)."""
    return s.low(at) != ","


def _find_complement_ahead(s: Sentence, at: int, end: int) -> int | None:
    """Where "that" or a quotation stands soon after a cue, with only phrases in between."""
    commas = 1 if s.lows[at] == "," else 0
    for k in range(at, min(at + 22, end)):
        low = s.lows[k]
        if low == "that" and s.low(k - 1) not in PREPOSITIONS and (k == at or not _is_relative_that(s, k)):
            return k if s.low(k + 1) not in AUXILIARIES else None
        if low == QUOTE_TOKEN:
            direct = s.lows[k - 1] in (",", ":") or k == at
            return k if direct and (commas != 1 or s.lows[k - 1] == "," or k - at <= 1) else None
        if low == ":" and s.low(k + 1) == QUOTE_TOKEN:
            return k
        if low in (";", ".", ":") or (low in PERSONAL_PRONOUNS and low != "it"):
            return None
        if low == "," and k > at:
            commas += 1
            if commas > 2:
                return None
        if (low in SUBORDINATORS and low not in ("after", "before", "that")) or low in RELATIVES:
            return None
        if (
            k > at
            and (is_finite(s, k) or _is_saying_participle(s, k))
            and not (low.endswith("ed") and low not in VERB_FORMS)
        ):
            return None
        if low in SAYING_NOUNS and low not in CHANNEL_NOUNS and s.low(k + 1) == "that":
            return None
    return None


def _is_saying_participle(s: Sentence, k: int) -> bool:
    """Whether another verb of saying stands here ("said on Friday, rejecting claims that …")."""
    form = VERB_FORMS.get(s.lows[k])
    if form is None or form.tense != "ing" or Frame.QUOTED_SPEAKER in form.verb.takes:
        return False
    return s.lows[k] not in NOUN_LIKE_FORMS or s.low(k - 1) == ","


def _is_relative_that(s: Sentence, k: int) -> bool:
    """Whether "that" opens a relative clause on the word before it."""
    following = s.low(k + 1)
    return following in AUXILIARIES


def _channel_phrase_end(s: Sentence, at: int, end: int) -> int:
    """Where "in a statement", "to reporters" or "at a press conference" ends; the index itself if it is none."""
    k = at + 1
    seen = False
    while k < min(at + 9, end):
        low = s.lows[k]
        if (low in CHANNEL_NOUNS and s.lows[at] != "to") or low in ADDRESSEES or low in OUTLETS:
            seen = True
        elif (
            (seen and not s.is_capitalised(k))
            or low in (",", ".", QUOTE_TOKEN, "that", ":")
            or low in PERSONAL_PRONOUNS
            or (seen and s.is_capitalised(k))
        ):
            break
        k += 1
    if not seen:
        return at
    while s.low(k) in ("with", "to", "from", "of", "by", "for", "on") or s.low(k) in (
        "published",
        "released",
        "issued",
    ):
        stop = time_phrase_end(s, k, end)
        k = stop if stop > k else name_end(s, k + 1, min(k + 10, end))
        if s.low(k) in ("by", "on") and s.low(k - 1) in ("published", "released", "issued"):
            k = name_end(s, k + 1, min(k + 10, end))
    stop = time_phrase_end(s, k, end)
    return stop if stop > k and s.low(stop) != "," else k
