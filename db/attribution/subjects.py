"""Subjects: the source that stands before a verb of saying, over commas, relatives and words of time."""

from __future__ import annotations

from db.attribution.finite_verbs import is_finite, is_reduced_participle
from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CHANNEL_NOUNS,
    COORDINATORS,
    DETERMINERS,
    NON_ADVERBS_IN_LY,
    PREPOSITIONS,
    RELATIVES,
    SAYING_NOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)
from db.attribution.noun_phrases import PHRASE_BREAKS, can_name_source, noun_phrase_start, skip_leading_adverbials
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.time_phrases import is_time, time_phrase_end
from db.attribution.verbs import VERB_FORMS, vocabulary

_SENDING_VERBS = vocabulary(
    """issued released sent published posted wrote issue release send put made gave signed delivered issuing
    releasing"""
)


def subject_before(s: Sentence, k: int, shared: WordRange | None) -> WordRange | None:
    """The source whose last word stands at an index just before a verb group.

    :param k: index of the word before the verb group.
    :param shared: the source of the verb before, which "and said" shares.
    """
    while k > 0 and _is_verb_adverb(s, k):
        k -= 1
    if k < 0:
        return None
    k = _skip_time_before(s, k)
    low = s.lows[k]
    if low == ")":
        opening = k
        while opening > 0 and s.lows[opening] != "(" and k - opening < 12:
            opening -= 1
        inner = subject_before(s, opening - 1, shared) if opening > 0 else None
        return (inner[0], k + 1) if inner and inner[1] == opening else inner
    if low in RELATIVES or (low == "that" and k > 0 and not _is_conjunction_that(s, k)):
        before = k - 1 if s.low(k - 1) != "," else k - 2
        if before < 0 or s.lows[before] in VERB_FORMS or s.lows[before] in PREPOSITIONS or is_finite(s, before):
            return None
        found = subject_before(s, before, None)
        return _name_after_preposition(s, found) if found and found[1] > found[0] else None
    if low in SUBJECT_PRONOUNS:
        return (k, k + 1)
    if low in COORDINATORS or low == "then":
        return shared or leading_subject(s, k)
    if low == ",":
        if s.low(k - 1) in COORDINATORS:
            return shared or leading_subject(s, k - 1)
        return _source_before_comma(s, k)
    if low in ("-", "–", "—", "--"):
        return _source_before_dashes(s, k)
    if low == QUOTE_TOKEN:
        start = (
            noun_phrase_start(s, k - 1) if (k and s.is_capitalised(k - 1)) or s.low(k - 1) in ("named", "called") else k
        )
        return (start, k + 1) if start < k else shared
    start = noun_phrase_start(s, k)
    if start > k:
        return None
    start = skip_leading_adverbials(s, start, k + 1)
    if start > k or not can_name_source(s, start, k + 1):
        return None
    return _with_relative_head(s, start, k)


def _name_after_preposition(s: Sentence, pair: WordRange) -> WordRange:
    """The name alone in "evidence from Dr Shah, who": a relative is said of what stands right before it."""
    start, end = pair
    for at in range(end - 2, start, -1):
        if s.lows[at] in ("from", "by", "with", "to") and s.is_capitalised(at + 1):
            return (at + 1, end)
    return pair


def _with_relative_head(s: Sentence, start: int, k: int) -> WordRange:
    """The source with the noun that its last words are said of ("the deputy who raised the matter")."""
    verb = start - 1
    while verb > 0 and (s.lows[verb] in PREPOSITIONS or _is_verb_adverb(s, verb)):
        verb -= 1
    first = verb
    while first > 0 and (s.lows[first - 1] in AUXILIARIES or _is_verb_adverb(s, first - 1)):
        first -= 1
    opening = s.low(first - 1)
    if (
        first < 2
        or opening not in ("who", "which", "that")
        or s.lows[first - 2] in VERB_FORMS
        or not is_finite(s, first)
    ):
        return (start, k + 1)
    before = first - 2
    if s.lows[before] == "," or (opening == "that" and s.lows[before] in SAYING_NOUNS):
        return (start, k + 1)
    found = subject_before(s, before, None)
    return (found[0], k + 1) if found is not None else (start, k + 1)


def _skip_time_before(s: Sentence, k: int) -> int:
    """The last word before words of time that end at an index ("the minister on Friday said")."""
    if not is_time(s, k):
        return k
    for start in range(max(1, k - 4), k + 1):
        if (
            time_phrase_end(s, start, k + 1) == k + 1
            and s.lows[start - 1] not in PREPOSITIONS
            and s.lows[start - 1] != ","
        ):
            return start - 1 if s.lows[start - 1] not in DETERMINERS and not s.lows[start - 1].endswith("ed") else k
    return k


def _is_verb_adverb(s: Sentence, k: int) -> bool:
    """Whether a word before a verb group belongs to the verb ("also", "repeatedly")."""
    low = s.lows[k]
    if s.is_capitalised(k):
        return False
    return low in ADVERBS - {"both", "first", "today", "elsewhere"} or (
        low.endswith("ly") and low not in NON_ADVERBS_IN_LY
    )


def _is_conjunction_that(s: Sentence, k: int) -> bool:
    return s.low(k - 1) in VERB_FORMS or s.low(k - 1) == ","


def _source_before_comma(s: Sentence, k: int) -> WordRange | None:
    """The source before a comma: "Smith, a captain, said", "Smith, who fled, said", "Smith, on Friday, said"."""
    segments = _comma_segments(s, k)
    end: int | None = None
    for number, (start, stop) in enumerate(segments):
        sort = _segment_kind(s, start, stop)
        more = segments[number + 1] if number + 1 < len(segments) else None
        if sort in ("relative", "time", "phrase") and more is not None:
            if end is not None:
                return _last_noun_phrase(s, segments[number - 1][0], segments[number - 1][1], end)
            continue
        end = stop if end is None else end
        if sort in ("noun", "age") and more is not None and _ends_in_head_noun(s, *more):
            continue
        return _last_noun_phrase(s, start, stop, end)
    return None


def _comma_segments(s: Sentence, k: int) -> list[WordRange]:
    """Stretches between commas before an index, the nearest first."""
    found: list[WordRange] = []
    end = k
    x = k - 1
    while x >= -1 and k - x < 60 and len(found) < 6:
        low = s.lows[x] if x >= 0 else "."
        if low == "," or low in PHRASE_BREAKS:
            if end > x + 1:
                found.append((x + 1, end))
            if low != ",":
                break
            end = x
        x -= 1
    return found


def _segment_kind(s: Sentence, start: int, end: int) -> str:
    """What a stretch between commas is."""
    low = s.lows[start]
    if low in RELATIVES:
        return "relative"
    if low in ("and", "or") and end - start > 1:
        return _segment_kind(s, start + 1, end)
    if low in ADVERBS or (low.endswith("ly") and end - start == 1) or time_phrase_end(s, start, end) >= end:
        return "time"
    if low in PREPOSITIONS or low in SUBORDINATORS:
        return "phrase"
    if low.endswith("ing") and not s.is_capitalised(start):
        return "phrase"
    if s.words[start].isdigit() and end - start <= 3:
        return "age"
    return (
        "clause"
        if any(
            is_finite(s, x) and not is_reduced_participle(s, x) and not _is_in_relative(s, start, x)
            for x in range(start, end)
        )
        else "noun"
    )


def _is_in_relative(s: Sentence, start: int, at: int) -> bool:
    return any(s.lows[x] in RELATIVES or s.lows[x] == "that" for x in range(start + 1, at))


def _ends_in_head_noun(s: Sentence, start: int, end: int) -> bool:
    """Whether the stretch before an apposition ends in the noun it explains."""
    sort = _segment_kind(s, start, end)
    if sort in ("noun", "age", "relative"):
        return True
    if sort != "clause":
        first = s.lows[start]
        return (
            first in SUBORDINATORS
            and first in ("that", "as", "while", "because", "but", "although", "when")
            and any(not is_finite(s, x) for x in range(start, end))
        )
    begins = noun_phrase_start(s, end - 1)
    return start < begins < end and (s.lows[begins - 1] in SUBORDINATORS or s.lows[begins - 1] in COORDINATORS)


def _last_noun_phrase(s: Sentence, start: int, stop: int, end: int) -> WordRange | None:
    begins = max(noun_phrase_start(s, _skip_time_before(s, stop - 1)), start)
    if begins >= stop:
        return None
    begins = skip_leading_adverbials(s, begins, stop)
    return (begins, end) if can_name_source(s, begins, stop) else None


def _source_before_dashes(s: Sentence, k: int) -> WordRange | None:
    x = k - 1
    while x > 0 and k - x < 25:
        if s.lows[x] in ("-", "–", "—", "--"):
            return subject_before(s, x - 1, None)
        x -= 1
    return None


def leading_subject(s: Sentence, k: int) -> WordRange | None:
    """The subject of the clause a place stands in: the noun phrase before its first finite verb."""
    start = 0
    x = k - 1
    while x >= 0 and k - x < 70:
        if s.lows[x] in (";", ":") or (s.lows[x] == QUOTE_TOKEN and x < k - 1):
            start = x + 1
            break
        x -= 1
    for at in range(start, min(k, start + 70)):
        if at > start and is_finite(s, at) and not is_reduced_participle(s, at):
            group = at
            while group > start and (s.lows[group - 1] in ADVERBS or s.lows[group - 1].endswith("ly")):
                group -= 1
            if s.lows[group - 1] in RELATIVES:
                continue
            found = subject_before(s, group - 1, None)
            if found is not None:
                return found
    return None


def source_of_participle(s: Sentence, at: int, shared: WordRange | None) -> WordRange | None:
    """Who says what a participle introduces: ", adding that", "with Smith saying", "a statement saying"."""
    k = at - 1
    while k >= 0 and (
        s.lows[k] in ADVERBS
        or s.lows[k] in ("not", "while", "whilst", "when", "by", "before", "after", "in", "and", "but", "or")
        or s.lows[k].endswith("ly")
    ):
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
    """The subject of "Citing privacy rules, officials said": it stands after the comma."""
    for x in range(at + 1, min(at + 30, len(s))):
        if s.lows[x] == ",":
            return _subject_from(s, x + 1)
    return None


def _subject_from(s: Sentence, start: int) -> WordRange | None:
    """The noun phrase that begins at an index and ends before a finite verb."""
    for at in range(start + 1, min(start + 30, len(s))):
        if is_finite(s, at) and not is_reduced_participle(s, at):
            return (start, at) if can_name_source(s, start, at) else None
    return None
