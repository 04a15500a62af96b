"""Noun phrases: where one that ends at a word begins, and whether it can name a source."""

from __future__ import annotations

from db.attribution.finite_verbs import is_clause_verb, is_finite, is_reduced_participle
from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    FINITE_FORMS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    SUBORDINATORS,
    TITLES,
)
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.time_phrases import is_time, time_phrase_end
from db.attribution.verbs import VERB_FORMS, vocabulary

MAX_SOURCE_WORDS = 45
"""Words that a source can have."""
PHRASE_BREAKS = frozenset({";", ":", "—", "–", "--", "…", "...", ".", "?", "!", "|", "•", QUOTE_TOKEN})
_PREDETERMINERS = vocabulary("all both half of such many")
_LONE_DETERMINERS = vocabulary("this that these those some many few several all both each another")
"""Determiners that can name a source by themselves: "some say"."""
_BEGINS = -1
"""Step of a word that begins its noun phrase; see :func:`_step_back`."""


def can_name_source(s: Sentence, start: int, end: int) -> bool:
    """Whether some words can name a source: not "of the", "on Friday" or "2020"."""
    last = s.low(end - 1)
    if not any(word[0].isalnum() or word[0] == "@" for word in s.words[start:end]):
        return False
    if last in PREPOSITIONS or last in AUXILIARIES or last in SUBORDINATORS or last in COORDINATORS:
        return False
    if end - start > 1:
        return True
    if (last in DETERMINERS and last not in _LONE_DETERMINERS) or last[0].isdigit():
        return False
    if last in ADVERBS and last not in ("both", "first"):
        return False
    return s.is_capitalised(start) or not is_time(s, start)


def noun_phrase_start(s: Sentence, last: int) -> int:
    """Index of the first word of the noun phrase that ends at an index.

    :param last: index of its last word.
    :returns: the index, or `last + 1` if the words before are too many for a source.
    """
    at = last
    while at >= 0 and last - at < MAX_SOURCE_WORDS:
        step = _step_back(s, at, last)
        if step <= 0:
            return at if step == _BEGINS else at + 1
        at -= step
    return 0 if at < 0 else last + 1


def _step_back(s: Sentence, at: int, last: int) -> int:
    """How many words to step back over in a noun phrase: 0 if this one isn't part of it, _BEGINS if it is the first.

    :param last: index of the last word of the phrase.
    """
    low, following = s.lows[at], s.low(at + 1)
    infinitive = low == "to" and (following in FINITE_FORMS or following in VERB_FORMS)
    if at < last and infinitive and not s.is_capitalised(at + 1):
        return 0
    if low in PHRASE_BREAKS or low in (")", "(", ","):
        return _step_over_mark(s, at, last)
    if low in COORDINATORS:
        return int(low not in ("but", "nor", "yet") and _joins_noun_phrases(s, at, last))
    if low in SUBORDINATORS and low not in ("so", "than") and not (low == "as" and s.low(at - 1) == "such"):
        return 0
    if at < last and (low in PERSONAL_PRONOUNS or is_clause_verb(s, at)):
        return 0
    return _step_over_determiner(s, at, last) if low in DETERMINERS and at > 0 else 1


def _step_over_mark(s: Sentence, at: int, last: int) -> int:
    """How many words to step back over a punctuation mark; over brackets, all they enclose."""
    low = s.lows[at]
    if low == ")":
        opening = at
        while opening > 0 and s.lows[opening] != "(":
            opening -= 1
        return at - opening + 1
    if low == ",":
        return int(_is_list_comma(s, at, last))
    if low == QUOTE_TOKEN:
        return int(s.low(at - 1) in DETERMINERS)
    compound_name = low in ("–", "—", "--") and s.is_capitalised(at - 1) and s.is_capitalised(at + 1)
    return int(compound_name and s.ends[at - 1] == s.starts[at])


def _step_over_determiner(s: Sentence, at: int, last: int) -> int:
    """How many words to step back over a determiner, which mostly begins its phrase ("head of the ministry")."""
    before = s.lows[at - 1]
    if before in PREPOSITIONS:
        return int(_continues_phrase(s, at - 1))
    if before == "not" or before in _PREDETERMINERS or before in TITLES or before in DETERMINERS:
        return 1
    if before.endswith("ing") and at >= 2 and s.lows[at - 2] not in PHRASE_BREAKS and s.lows[at - 2] != ",":
        return 1
    name_or_opening = s.is_capitalised(at - 2) or (at - 2 < 4 and s.lows[0] in DETERMINERS)
    if before == "and" and name_or_opening and _joins_noun_phrases(s, at - 1, last):
        return 2
    return 1 if before != QUOTE_TOKEN and is_reduced_participle(s, at - 1) else _BEGINS


def _continues_phrase(s: Sentence, at: int) -> bool:
    """Whether a preposition continues a noun phrase rather than opening the clause."""
    if at == 0:
        return False
    before = s.lows[at - 1]
    return not (before in PHRASE_BREAKS or before in (",", "(") or before in SUBORDINATORS or before in COORDINATORS)


def _joins_noun_phrases(s: Sentence, at: int, last: int) -> bool:
    """Whether "and" or "or" at an index joins two noun phrases rather than two clauses."""
    if s.lows[at] == "or" and at < last:
        return True
    for k in range(at - 1, max(at - 15, -1), -1):
        low = s.lows[k]
        if low in PHRASE_BREAKS or low == "(" or (low in SUBORDINATORS and low != "than"):
            return k < at - 1
        if low == ",":
            return k < at - 1 and not any(is_clause_verb(s, x) for x in range(k + 1, at))
        if low in PERSONAL_PRONOUNS or is_clause_verb(s, k):
            return False
    return at > 0


def _is_list_comma(s: Sentence, comma: int, last: int) -> bool:
    """Whether a comma is part of a list of names: "the US, Britain and France"."""
    following = s.find(("and",), comma + 1, last)
    if comma == 0 or following is None or following - comma > 6:
        return False
    if not s.is_capitalised(comma - 1) or not s.is_capitalised(comma + 1):
        return False
    for k in range(comma - 1, max(comma - 6, -1), -1):
        low = s.lows[k]
        if low in PHRASE_BREAKS or low == ",":
            break
        if is_finite(s, k) or low in PREPOSITIONS or low in SUBORDINATORS or is_time(s, k):
            return False
    return True


def skip_leading_adverbials(s: Sentence, start: int, end: int) -> int:
    """Index of the first word of a noun phrase after adverbs, times and phrases such as "on Friday" that precede it."""
    while start < end - 1:
        low = s.lows[start]
        stop = time_phrase_end(s, start, end)
        if start < stop < end and s.lows[stop] not in PREPOSITIONS and not s.lows[stop].startswith("'"):
            start = stop
        elif (
            (low in ADVERBS and low not in ("both", "first"))
            or low in COORDINATORS
            or low in ("with", "though", "so", ",", "not")
            or (low.endswith("ly") and not s.is_capitalised(start))
            or s.words[start][0] in "-–—•*|(["
        ):
            start += 1
        elif low in PREPOSITIONS and low != "like":
            start = _skip_prepositional_phrase(s, start, end)
        else:
            break
    return start


def _skip_prepositional_phrase(s: Sentence, start: int, end: int) -> int:
    """Index after a prepositional phrase: where a determiner, a name or its end shows that another phrase begins."""
    stop = time_phrase_end(s, start + 1, end)
    if stop > start + 1:
        return min(stop, end - 1)
    has_noun = False
    for k in range(start + 1, end):
        low, before = s.lows[k], s.lows[k - 1]
        if has_noun:
            was_name, is_name = s.is_capitalised(k - 1), s.is_capitalised(k)
            if low in DETERMINERS and before not in PREPOSITIONS:
                return k
            if is_name and not was_name and before not in PREPOSITIONS and before not in DETERMINERS:
                return k
            if was_name and not is_name and low not in PREPOSITIONS:
                return k
        has_noun = has_noun or low not in DETERMINERS
    return min(start + 1, end - 1)
