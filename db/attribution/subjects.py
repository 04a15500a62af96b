"""Subjects: the source before a verb that reports speech ("the minister, on Friday, said").

:func:`subject_before` and :func:`leading_subject` ask each other about places further left. What they found is kept
with the sentence: without that, the time doubles with each "and said".
"""

from __future__ import annotations

from db.attribution.appositions import source_before_comma
from db.attribution.finite_verbs import is_clause_verb, is_finite
from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CHANNEL_NOUNS,
    COORDINATORS,
    NON_ADVERBS_IN_LY,
    PREPOSITIONS,
    RELATIVES,
    SAYING_NOUNS,
    SUBJECT_PRONOUNS,
)
from db.attribution.noun_phrases import can_name_source, noun_phrase_start, skip_leading_adverbials
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.time_phrases import skip_time_back
from db.attribution.verbs import VERB_FORMS, vocabulary

_SENDING_VERBS = vocabulary(
    "issued released sent published posted wrote issue release send put made gave signed delivered issuing releasing"
)
_VERB_ADVERBS = ADVERBS - {"both", "first", "today", "elsewhere"}
_BEFORE_PARTICIPLE = vocabulary("not while whilst when by before after in and but or") | ADVERBS
_DASHES = ("-", "–", "—", "--")
_MAX_CLAUSE = 70
_MAX_PARENTHESIS = 25


def subject_before(s: Sentence, k: int, shared: WordRange | None = None) -> WordRange | None:
    """The source that ends at an index.

    :param k: index of the word before the verb and its auxiliaries; -1 at the start of the sentence.
    :param shared: the source of the previous verb, which "and added" shares.
    """
    asked = (k, shared)
    if asked not in s.sources_before:
        s.sources_before[asked] = _find_subject_before(s, k, shared)
    return s.sources_before[asked]


def _find_subject_before(s: Sentence, k: int, shared: WordRange | None) -> WordRange | None:
    while k > 0 and _is_verb_adverb(s, k):
        k -= 1
    if k < 0:
        return None
    k = skip_time_back(s, k)
    low, before = s.lows[k], s.low(k - 1)
    if low == ")":
        return _source_before_brackets(s, k, shared)
    if low in RELATIVES or (low == "that" and k > 0 and before not in VERB_FORMS and before != ","):
        return _relative_head(s, k)
    if low in SUBJECT_PRONOUNS:
        return (k, k + 1)
    if low in COORDINATORS or low == "then":
        return shared or leading_subject(s, k)
    if low == ",":
        if before in COORDINATORS:
            return shared or leading_subject(s, k - 1)
        return source_before_comma(s, k)
    if low in _DASHES:
        dash = next((x for x in range(k - 1, max(k - _MAX_PARENTHESIS, 0), -1) if s.lows[x] in _DASHES), None)
        return subject_before(s, dash - 1) if dash is not None else None
    if low == QUOTE_TOKEN:  # a name in quotation marks: "a group called “Dawn” said"
        named = s.is_capitalised(k - 1) or before in ("named", "called")
        start = noun_phrase_start(s, k - 1) if named else k
        return (start, k + 1) if start < k else shared
    start = noun_phrase_start(s, k)
    if start > k:
        return None
    start = skip_leading_adverbials(s, start, k + 1)
    return _with_relative_head(s, start, k + 1) if start <= k and can_name_source(s, start, k + 1) else None


def _source_before_brackets(s: Sentence, closing: int, shared: WordRange | None) -> WordRange | None:
    """The source before brackets: "the captain (Smith) said"."""
    opening = closing
    while opening > 0 and s.lows[opening] != "(" and closing - opening < 12:
        opening -= 1
    source = subject_before(s, opening - 1, shared)
    return (source[0], closing + 1) if source and source[1] == opening else source


def _relative_head(s: Sentence, relative: int) -> WordRange | None:
    """The source that a relative pronoun stands for; in "evidence from Dr Shah, who said", the name alone."""
    last = relative - 1 if s.low(relative - 1) != "," else relative - 2
    if last < 0 or s.lows[last] in VERB_FORMS or s.lows[last] in PREPOSITIONS or is_finite(s, last):
        return None
    found = subject_before(s, last)
    if found is None or found[1] <= found[0]:
        return None
    start, end = found
    for at in range(end - 2, start, -1):
        if s.lows[at] in ("from", "by", "with", "to") and s.is_capitalised(at + 1):
            return (at + 1, end)
    return found


def _with_relative_head(s: Sentence, start: int, end: int) -> WordRange:
    """A source with the noun before it, if it ends a relative clause of it: "the deputy who raised the matter"."""
    verb = start - 1
    while verb > 0 and (s.lows[verb] in PREPOSITIONS or _is_verb_adverb(s, verb)):
        verb -= 1
    while verb > 0 and (s.lows[verb - 1] in AUXILIARIES or _is_verb_adverb(s, verb - 1)):
        verb -= 1
    relative, head = s.low(verb - 1), verb - 2
    if head < 0 or relative not in ("who", "which", "that") or s.lows[head] in VERB_FORMS or not is_finite(s, verb):
        return (start, end)
    if s.lows[head] == "," or (relative == "that" and s.lows[head] in SAYING_NOUNS):
        return (start, end)
    found = subject_before(s, head)
    return (found[0], end) if found is not None else (start, end)


def _is_verb_adverb(s: Sentence, k: int) -> bool:
    """Whether a word before a verb belongs to the verb: "also", "repeatedly"."""
    low = s.lows[k]
    if s.is_capitalised(k):
        return False
    return low in _VERB_ADVERBS or (low.endswith("ly") and low not in NON_ADVERBS_IN_LY)


def leading_subject(s: Sentence, k: int) -> WordRange | None:
    """The subject of the clause around an index: the noun phrase before its first finite verb."""
    if k not in s.leading_subjects:
        s.leading_subjects[k] = _find_leading_subject(s, k)
    return s.leading_subjects[k]


def _find_leading_subject(s: Sentence, k: int) -> WordRange | None:
    start = 0
    for x in range(k - 1, max(k - _MAX_CLAUSE, -1), -1):
        if s.lows[x] in (";", ":") or (s.lows[x] == QUOTE_TOKEN and x < k - 1):
            start = x + 1
            break
    for at in range(start + 1, min(k, start + _MAX_CLAUSE)):
        if is_clause_verb(s, at):
            group = at
            while group > start and (s.lows[group - 1] in ADVERBS or s.lows[group - 1].endswith("ly")):
                group -= 1
            if s.lows[group - 1] not in RELATIVES:
                found = subject_before(s, group - 1)
                if found is not None:
                    return found
    return None


def source_of_participle(s: Sentence, at: int, shared: WordRange | None) -> WordRange | None:
    """The source of a participle: "it fell, adding that", "with Smith saying", "a statement saying".

    :param at: index of the participle.
    :param shared: the source of the previous verb.
    """
    k = at - 1
    while k >= 0 and (s.lows[k] in _BEFORE_PARTICIPLE or s.lows[k].endswith("ly")):
        k -= 1
    if k < 0:
        return _subject_after_comma(s, at)
    low = s.lows[k]
    if low == "," or low == QUOTE_TOKEN or k < at - 1:
        return shared or leading_subject(s, k)
    found = subject_before(s, k, shared)
    if found is None:
        return shared
    if low in CHANNEL_NOUNS or low in SAYING_NOUNS:
        opener = s.low(found[0] - 1)
        if opener in _SENDING_VERBS or opener in ("in", "by", "with", "through", "via"):
            return leading_subject(s, found[0]) or shared or found
    return found


def _subject_after_comma(s: Sentence, at: int) -> WordRange | None:
    """The subject after an opening participle: "officials" in "Citing privacy rules, officials said"."""
    comma = s.find((",",), at + 1, at + 30)
    if comma is None:
        return None
    start = comma + 1
    verb = next((x for x in range(start + 1, min(start + 30, len(s))) if is_clause_verb(s, x)), None)
    return (start, verb) if verb is not None and can_name_source(s, start, verb) else None
