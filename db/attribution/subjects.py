"""Subjects: the source that stands before a verb of saying, over commas, relatives and words of time."""

from __future__ import annotations

from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CHANNEL_NOUNS,
    COORDINATORS,
    DETERMINERS,
    LIKE_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYING_NOUNS,
    SUBORDINATORS,
)
from db.attribution.noun_phrases import BREAKS, Pair, finite, nounlike, phrase_start, reduced, trimmed
from db.attribution.sentences import QUOTED, Sentence
from db.attribution.time_phrases import is_time, time_from
from db.attribution.verbs import FORMS, listed

_SENDS = listed(
    """issued released sent published posted wrote issue release send put made gave signed delivered issuing
    releasing"""
)


def subject_before(s: Sentence, k: int, shared: Pair | None) -> Pair | None:
    """The source whose last word stands at an index just before a verb group.

    :param k: index of the word before the verb group.
    :param shared: the source of the verb before, which "and said" shares.
    """
    while k > 0 and _adverb_of_verb(s, k):
        k -= 1
    if k < 0:
        return None
    k = _before_time(s, k)
    low = s.lows[k]
    if low == ")":
        opening = k
        while opening > 0 and s.lows[opening] != "(" and k - opening < 12:
            opening -= 1
        inner = subject_before(s, opening - 1, shared) if opening > 0 else None
        return (inner[0], k + 1) if inner and inner[1] == opening else inner
    if low in RELATIVES or (low == "that" and k > 0 and not _clausal(s, k)):
        before = k - 1 if s.low(k - 1) != "," else k - 2
        if before < 0 or s.lows[before] in FORMS or s.lows[before] in PREPOSITIONS or finite(s, before):
            return None
        found = subject_before(s, before, None)
        return _last_name(s, found) if found and found[1] > found[0] else None
    if low in PRONOUNS:
        return (k, k + 1)
    if low in COORDINATORS or low == "then":
        return shared or leading_subject(s, k)
    if low == ",":
        if s.low(k - 1) in COORDINATORS:
            return shared or leading_subject(s, k - 1)
        return _over_commas(s, k)
    if low in ("-", "–", "—", "--"):
        return _over_dashes(s, k)
    if low == QUOTED:
        start = phrase_start(s, k - 1) if (k and s.capital(k - 1)) or s.low(k - 1) in ("named", "called") else k
        return (start, k + 1) if start < k else shared
    start = phrase_start(s, k)
    if start > k:
        return None
    start = trimmed(s, start, k + 1)
    if start > k or not nounlike(s, start, k + 1):
        return None
    return _with_relative(s, start, k)


def _last_name(s: Sentence, pair: Pair) -> Pair:
    """The name alone in "evidence from Dr Shah, who": a relative is said of what stands right before it."""
    start, end = pair
    for at in range(end - 2, start, -1):
        if s.lows[at] in ("from", "by", "with", "to") and s.capital(at + 1):
            return (at + 1, end)
    return pair


def _with_relative(s: Sentence, start: int, k: int) -> Pair:
    """The source with the noun that its last words are said of ("the deputy who raised the matter")."""
    verb = start - 1
    while verb > 0 and (s.lows[verb] in PREPOSITIONS or _adverb_of_verb(s, verb)):
        verb -= 1
    first = verb
    while first > 0 and (s.lows[first - 1] in AUXILIARIES or _adverb_of_verb(s, first - 1)):
        first -= 1
    opening = s.low(first - 1)
    if first < 2 or opening not in ("who", "which", "that") or s.lows[first - 2] in FORMS or not finite(s, first):
        return (start, k + 1)
    before = first - 2
    if s.lows[before] == "," or (opening == "that" and s.lows[before] in SAYING_NOUNS):
        return (start, k + 1)
    found = subject_before(s, before, None)
    return (found[0], k + 1) if found is not None else (start, k + 1)


def _before_time(s: Sentence, k: int) -> int:
    """The last word before words of time that end at an index ("the minister on Friday said")."""
    if not is_time(s, k):
        return k
    for start in range(max(1, k - 4), k + 1):
        if time_from(s, start, k + 1) == k + 1 and s.lows[start - 1] not in PREPOSITIONS and s.lows[start - 1] != ",":
            return start - 1 if s.lows[start - 1] not in DETERMINERS and not s.lows[start - 1].endswith("ed") else k
    return k


def _adverb_of_verb(s: Sentence, k: int) -> bool:
    """Whether a word before a verb group belongs to the verb ("also", "repeatedly")."""
    low = s.lows[k]
    if s.capital(k):
        return False
    return low in ADVERBS - {"both", "first", "today", "elsewhere"} or (low.endswith("ly") and low not in LIKE_ADVERBS)


def _clausal(s: Sentence, k: int) -> bool:
    return s.low(k - 1) in FORMS or s.low(k - 1) == ","


def _over_commas(s: Sentence, k: int) -> Pair | None:
    """The source before a comma: "Smith, a captain, said", "Smith, who fled, said", "Smith, on Friday, said"."""
    segments = _segments(s, k)
    end: int | None = None
    for number, (start, stop) in enumerate(segments):
        sort = _sort(s, start, stop)
        more = segments[number + 1] if number + 1 < len(segments) else None
        if sort in ("relative", "time", "phrase") and more is not None:
            if end is not None:
                return _tail(s, segments[number - 1][0], segments[number - 1][1], end)
            continue
        end = stop if end is None else end
        if sort in ("noun", "age") and more is not None and _heads(s, *more):
            continue
        return _tail(s, start, stop, end)
    return None


def _segments(s: Sentence, k: int) -> list[Pair]:
    """Stretches between commas before an index, the nearest first."""
    found: list[Pair] = []
    end = k
    x = k - 1
    while x >= -1 and k - x < 60 and len(found) < 6:
        low = s.lows[x] if x >= 0 else "."
        if low == "," or low in BREAKS:
            if end > x + 1:
                found.append((x + 1, end))
            if low != ",":
                break
            end = x
        x -= 1
    return found


def _sort(s: Sentence, start: int, end: int) -> str:
    """What a stretch between commas is."""
    low = s.lows[start]
    if low in RELATIVES:
        return "relative"
    if low in ("and", "or") and end - start > 1:
        return _sort(s, start + 1, end)
    if low in ADVERBS or (low.endswith("ly") and end - start == 1) or time_from(s, start, end) >= end:
        return "time"
    if low in PREPOSITIONS or low in SUBORDINATORS:
        return "phrase"
    if low.endswith("ing") and not s.capital(start):
        return "phrase"
    if s.words[start].isdigit() and end - start <= 3:
        return "age"
    return (
        "clause"
        if any(finite(s, x) and not reduced(s, x) and not _under_relative(s, start, x) for x in range(start, end))
        else "noun"
    )


def _under_relative(s: Sentence, start: int, at: int) -> bool:
    return any(s.lows[x] in RELATIVES or s.lows[x] == "that" for x in range(start + 1, at))


def _heads(s: Sentence, start: int, end: int) -> bool:
    """Whether the stretch before an apposition ends in the noun it explains."""
    sort = _sort(s, start, end)
    if sort in ("noun", "age", "relative"):
        return True
    if sort != "clause":
        first = s.lows[start]
        return (
            first in SUBORDINATORS
            and first in ("that", "as", "while", "because", "but", "although", "when")
            and any(not finite(s, x) for x in range(start, end))
        )
    begins = phrase_start(s, end - 1)
    return start < begins < end and (s.lows[begins - 1] in SUBORDINATORS or s.lows[begins - 1] in COORDINATORS)


def _tail(s: Sentence, start: int, stop: int, end: int) -> Pair | None:
    begins = max(phrase_start(s, _before_time(s, stop - 1)), start)
    if begins >= stop:
        return None
    begins = trimmed(s, begins, stop)
    return (begins, end) if nounlike(s, begins, stop) else None


def _over_dashes(s: Sentence, k: int) -> Pair | None:
    x = k - 1
    while x > 0 and k - x < 25:
        if s.lows[x] in ("-", "–", "—", "--"):
            return subject_before(s, x - 1, None)
        x -= 1
    return None


def leading_subject(s: Sentence, k: int) -> Pair | None:
    """The subject of the clause a place stands in: the noun phrase before its first finite verb."""
    start = 0
    x = k - 1
    while x >= 0 and k - x < 70:
        if s.lows[x] in (";", ":") or (s.lows[x] == QUOTED and x < k - 1):
            start = x + 1
            break
        x -= 1
    for at in range(start, min(k, start + 70)):
        if at > start and finite(s, at) and not reduced(s, at):
            group = at
            while group > start and (s.lows[group - 1] in ADVERBS or s.lows[group - 1].endswith("ly")):
                group -= 1
            if s.lows[group - 1] in RELATIVES:
                continue
            found = subject_before(s, group - 1, None)
            if found is not None:
                return found
    return None


def source_of_participle(s: Sentence, at: int, shared: Pair | None) -> Pair | None:
    """Who says what a participle introduces: ", adding that", "with Smith saying", "a statement saying"."""
    k = at - 1
    while k >= 0 and (
        s.lows[k] in ADVERBS
        or s.lows[k] in ("not", "while", "whilst", "when", "by", "before", "after", "in", "and", "but", "or")
        or s.lows[k].endswith("ly")
    ):
        k -= 1
    if k < 0:
        return subject_after_comma(s, at)
    low = s.lows[k]
    if low == "," or low == QUOTED or k < at - 1:
        return shared or leading_subject(s, k)
    found = subject_before(s, k, shared)
    if found is None:
        return shared
    if low in CHANNEL_NOUNS or low in SAYING_NOUNS:
        opener = s.low(found[0] - 1)
        if opener in _SENDS or opener in ("in", "by", "with", "through", "via"):
            return leading_subject(s, found[0]) or shared or found
    return found


def subject_after_comma(s: Sentence, at: int) -> Pair | None:
    """The subject of "Citing privacy rules, officials said": it stands after the comma."""
    for x in range(at + 1, min(at + 30, len(s))):
        if s.lows[x] == ",":
            return leading_subject_from(s, x + 1)
    return None


def leading_subject_from(s: Sentence, start: int) -> Pair | None:
    """The noun phrase that begins at an index and ends before a finite verb."""
    for at in range(start + 1, min(start + 30, len(s))):
        if finite(s, at) and not reduced(s, at):
            return (start, at) if nounlike(s, start, at) else None
    return None
