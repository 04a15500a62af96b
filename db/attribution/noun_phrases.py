"""Noun phrases: where one that ends at a word begins, and which words read as a verb. Subjects are :mod:`.subjects`."""

from __future__ import annotations

from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    FINITE_FORMS,
    NUMBERS,
    PAST_ONLY,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    SUBORDINATORS,
    TITLES,
)
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.time_phrases import is_time, time_phrase_end
from db.attribution.verbs import VERB_FORMS, vocabulary

MAX_SOURCE_WORDS = 45
"""How many words a source may stand away from its verb."""


PHRASE_BREAKS = frozenset({";", ":", "—", "–", "--", "…", "...", ".", "?", "!", "|", "•", QUOTE_TOKEN})


_PREDETERMINERS = vocabulary("all both half of such many")


def is_finite(s: Sentence, at: int) -> bool:
    """Whether a word reads as a finite verb from its shape and its neighbours."""
    low = s.lows[at]
    if s.is_capitalised(at) and (at > 0 or low.endswith("ed") or s.is_capitalised(at + 1)):
        return False
    if low in PAST_ONLY or low in AUXILIARIES:
        return low not in ("be", "been", "being", "having")
    before, after = s.low(at - 1), s.low(at + 1)
    if low in ("close", "open") and after == "to":
        return False
    if low in FINITE_FORMS:
        if before == "to" or before in DETERMINERS or before in PREPOSITIONS:
            return False
        if low.endswith("s") and (before in NUMBERS or before.isdigit()):
            return False
        return after != "by"
    if low.endswith("ed") and len(low) > 4:
        if before in DETERMINERS or before in PREPOSITIONS or before in AUXILIARIES or before == "," or after == "by":
            return False
        return (
            after in DETERMINERS
            or after in PREPOSITIONS
            or s.is_capitalised(after_index := at + 1)
            or after_index >= len(s)
            or after in (",", ".", "and")
            or after[:1].isdigit()
            or before in PERSONAL_PRONOUNS
        )
    return False


def can_name_source(s: Sentence, start: int, end: int) -> bool:
    """Whether words can name somebody: a letter in them, and no verb at their head."""
    last = s.low(end - 1)
    if not any(word[0].isalnum() or word[0] == "@" for word in s.words[start:end]):
        return False
    if last in PREPOSITIONS or last in AUXILIARIES or last in SUBORDINATORS or last in COORDINATORS:
        return False
    if end - start == 1:
        return (
            not (
                last in DETERMINERS
                and last
                not in (
                    "this",
                    "that",
                    "these",
                    "those",
                    "some",
                    "many",
                    "few",
                    "several",
                    "all",
                    "both",
                    "each",
                    "another",
                )
            )
            and not (last in ADVERBS and last not in ("both", "first"))
            and not (is_time(s, start) and not s.is_capitalised(start))
            and not last[0].isdigit()
        )
    return True


def is_reduced_participle(s: Sentence, at: int) -> bool:
    """Whether a verb form stands inside a noun phrase ("the letter seen by the paper")."""
    low, after = s.lows[at], s.low(at + 1)
    if low in PAST_ONLY or low in AUXILIARIES:
        return low in ("be", "been", "being") and s.low(at - 1) == "to"
    participle = low.endswith(("ed", "en", "wn", "ne", "ung", "ade", "ent", "eld"))
    return (
        participle
        and (after in PREPOSITIONS or after in ADVERBS or is_time(s, at + 1) or s.low(at - 1) == "be")
        and s.low(at - 1) not in PERSONAL_PRONOUNS
        and at > 0
    )


def noun_phrase_start(s: Sentence, last: int) -> int:
    """Where the noun phrase that ends at an index begins; beyond its last word where it is too long to be one.

    :param s: the sentence.
    :param last: index of its last word.
    """
    at = last
    while at >= 0 and last - at < MAX_SOURCE_WORDS:
        back = _step_back(s, at, last)
        if back <= 0:
            return at if back == _BEGINS else at + 1
        at -= back
    return max(at + 1, 0) if at < 0 else last + 1


_BEGINS = -1
"""Told of a word that begins its phrase."""


def _step_back(s: Sentence, at: int, last: int) -> int:
    """How many words to go back within a phrase: 0 where a word no longer belongs to it, or that it begins it."""
    low = s.lows[at]
    if (
        low == "to"
        and at < last
        and not s.is_capitalised(at + 1)
        and (s.low(at + 1) in FINITE_FORMS or s.low(at + 1) in VERB_FORMS)
    ):
        return 0
    if low in PHRASE_BREAKS or low in (")", "(", ","):
        return _step_over_mark(s, at, last)
    if low in COORDINATORS:
        return int(low not in ("but", "nor", "yet") and _joins_noun_phrases(s, at, last))
    if low in SUBORDINATORS and low not in ("so", "than") and not (low == "as" and s.low(at - 1) == "such"):
        return 0
    if at < last and (low in PERSONAL_PRONOUNS or (is_finite(s, at) and not is_reduced_participle(s, at))):
        return 0
    return _step_over_determiner(s, at, last) if low in DETERMINERS and at > 0 else 1


def _step_over_mark(s: Sentence, at: int, last: int) -> int:
    """How many words to go back over a mark."""
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
    dash = low in ("–", "—", "--") and s.is_capitalised(at - 1) and s.is_capitalised(at + 1)
    return int(dash and s.ends[at - 1] == s.starts[at])


def _step_over_determiner(s: Sentence, at: int, last: int) -> int:
    """How many words to go back over "the" and its like, which mostly begin a phrase."""
    before = s.lows[at - 1]
    if before in PREPOSITIONS:
        return int(_continues_phrase(s, at - 1))
    if before == "not" or before in _PREDETERMINERS or before in TITLES or before in DETERMINERS:
        return 1
    if before.endswith("ing") and at >= 2 and s.lows[at - 2] not in PHRASE_BREAKS and s.lows[at - 2] != ",":
        return 1
    if before == "and" and _joins_noun_phrases(s, at - 1, last) and _is_short_or_name(s, at - 2):
        return 2
    return 1 if before != QUOTE_TOKEN and is_reduced_participle(s, at - 1) else _BEGINS


def _is_short_or_name(s: Sentence, at: int) -> bool:
    """Whether the words up to an index are a name, or a short phrase that opens the sentence."""
    return s.is_capitalised(at) or (at < 4 and s.lows[0] in DETERMINERS)


def _continues_phrase(s: Sentence, at: int) -> bool:
    """Whether a preposition continues a noun phrase rather than opening the clause."""
    if at == 0:
        return False
    before = s.lows[at - 1]
    return not (before in PHRASE_BREAKS or before in (",", "(") or before in SUBORDINATORS or before in COORDINATORS)


def _joins_noun_phrases(s: Sentence, at: int, k: int) -> bool:
    """Whether "and" joins two noun phrases rather than two clauses."""
    low = s.lows[at]
    if low == "or" and at + 1 <= k:
        return True
    x = at - 1
    steps = 0
    while x >= 0 and steps < 14:
        here = s.lows[x]
        if here in PHRASE_BREAKS or here in ("(",):
            return x < at - 1
        if here in SUBORDINATORS and here not in ("than",):
            return x < at - 1
        if here == ",":
            return x < at - 1 and not _clause_before(s, x, at)
        if here in PERSONAL_PRONOUNS or (is_finite(s, x) and not is_reduced_participle(s, x)):
            return False
        x -= 1
        steps += 1
    return at > 0


def _clause_before(s: Sentence, comma: int, at: int) -> bool:
    return any(is_finite(s, x) and not is_reduced_participle(s, x) for x in range(comma + 1, at))


def _is_list_comma(s: Sentence, comma: int, k: int) -> bool:
    """Whether a comma stands in a list ("the US, Britain and France")."""
    if "and" not in s.lows[comma + 1 : k] or comma == 0:
        return False
    following = s.lows.index("and", comma + 1, k)
    if following - comma > 6 or not s.is_capitalised(comma + 1):
        return False
    x = comma - 1
    while x >= 0 and comma - x <= 5 and s.lows[x] not in PHRASE_BREAKS and s.lows[x] != ",":
        if is_finite(s, x) or s.lows[x] in PREPOSITIONS or s.lows[x] in SUBORDINATORS or is_time(s, x):
            return False
        x -= 1
    return s.is_capitalised(comma - 1)


def skip_leading_adverbials(s: Sentence, start: int, end: int) -> int:
    """Where a noun phrase really begins: adverbs, words of time and an opening "on Friday" left out."""
    while start < end - 1:
        low = s.lows[start]
        stop = time_phrase_end(s, start, end)
        if stop > start and stop < end and not (s.lows[stop] in PREPOSITIONS or s.low(stop).startswith("'")):
            start = stop
        elif (
            (low in ADVERBS and low not in ("both", "first"))
            or low in COORDINATORS
            or low in ("with", "though", "so", ",", "not")
            or (low.endswith("ly") and not s.is_capitalised(start))
        ):
            start += 1
        elif low in PREPOSITIONS and low not in ("like",):
            start = _skip_prepositional_phrase(s, start, end)
        elif s.words[start][0] in "-–—•*|([":
            start += 1
        else:
            break
    return start


def _skip_prepositional_phrase(s: Sentence, start: int, end: int) -> int:
    """Where an opening prepositional phrase ends and the subject begins."""
    k = start + 1
    stop = time_phrase_end(s, k, end)
    if stop > k:
        return min(stop, end - 1)
    seen = False
    while k < end:
        low = s.lows[k]
        if low in DETERMINERS and seen and s.lows[k - 1] not in PREPOSITIONS:
            return k
        if (
            s.is_capitalised(k)
            and seen
            and not s.is_capitalised(k - 1)
            and s.lows[k - 1] not in PREPOSITIONS
            and s.lows[k - 1] not in DETERMINERS
        ):
            return k
        if not s.is_capitalised(k) and seen and s.is_capitalised(k - 1) and low not in PREPOSITIONS:
            return k
        seen = seen or low not in DETERMINERS
        k += 1
    return min(start + 1, end - 1)
