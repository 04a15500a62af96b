"""Sources before a comma: "Smith, a captain, said", "Smith, who fled, said", "Smith, on Friday, said"."""

from __future__ import annotations

from enum import Enum

from db.attribution.finite_verbs import is_clause_verb
from db.attribution.lexicon import ADVERBS, COORDINATORS, PREPOSITIONS, RELATIVES, SUBORDINATORS
from db.attribution.noun_phrases import PHRASE_BREAKS, can_name_source, noun_phrase_start, skip_leading_adverbials
from db.attribution.sentences import Sentence, WordRange
from db.attribution.time_phrases import skip_time_back, time_phrase_end

_MAX_WORDS = 60
_MAX_SEGMENTS = 6


class _SegmentKind(Enum):
    """Kind of the words between two commas."""

    RELATIVE = "relative clause"
    ADVERBIAL = "time, adverb or prepositional phrase"
    AGE = "age"
    CLAUSE = "clause"
    NOUN = "noun phrase"


def source_before_comma(s: Sentence, comma: int) -> WordRange | None:
    """The source that a comma ends, with its appositions."""
    segments = _comma_segments(s, comma)
    end: int | None = None
    for number, (start, stop) in enumerate(segments):
        kind = _segment_kind(s, start, stop)
        further = segments[number + 1] if number + 1 < len(segments) else None
        if kind in (_SegmentKind.RELATIVE, _SegmentKind.ADVERBIAL) and further is not None:
            if end is not None:
                return _last_noun_phrase(s, *segments[number - 1], end)
            continue
        end = stop if end is None else end
        explains = kind in (_SegmentKind.NOUN, _SegmentKind.AGE)
        if not explains or further is None or not _ends_in_noun(s, *further):
            return _last_noun_phrase(s, start, stop, end)
    return None


def _comma_segments(s: Sentence, comma: int) -> list[WordRange]:
    """Ranges of words between the commas before a comma, the nearest first."""
    found: list[WordRange] = []
    end = comma
    for k in range(comma - 1, max(comma - _MAX_WORDS, -2), -1):
        at_comma = k >= 0 and s.lows[k] == ","
        if k < 0 or at_comma or s.lows[k] in PHRASE_BREAKS:
            if end > k + 1:
                found.append((k + 1, end))
            if not at_comma or len(found) >= _MAX_SEGMENTS:
                break
            end = k
    return found


def _segment_kind(s: Sentence, start: int, end: int) -> _SegmentKind:
    """The kind of the words between two commas."""
    low = s.lows[start]
    if low in RELATIVES:
        return _SegmentKind.RELATIVE
    if low in ("and", "or") and end - start > 1:
        return _segment_kind(s, start + 1, end)
    if low in ADVERBS or (low.endswith("ly") and end - start == 1) or time_phrase_end(s, start, end) >= end:
        return _SegmentKind.ADVERBIAL
    if low in PREPOSITIONS or low in SUBORDINATORS or (low.endswith("ing") and not s.is_capitalised(start)):
        return _SegmentKind.ADVERBIAL
    if s.words[start].isdigit() and end - start <= 3:
        return _SegmentKind.AGE
    for k in range(start, end):
        if is_clause_verb(s, k):
            return _SegmentKind.CLAUSE
        if k > start and (s.lows[k] in RELATIVES or s.lows[k] == "that"):
            break  # verbs from here on belong to the relative clause
    return _SegmentKind.NOUN


def _ends_in_noun(s: Sentence, start: int, end: int) -> bool:
    """Whether some words end in the noun phrase that the apposition after them explains."""
    kind = _segment_kind(s, start, end)
    if kind is _SegmentKind.ADVERBIAL:
        return s.lows[start] in ("that", "as", "while", "because", "although", "when")
    if kind is not _SegmentKind.CLAUSE:
        return True
    begins = noun_phrase_start(s, end - 1)
    return start < begins < end and (s.lows[begins - 1] in SUBORDINATORS or s.lows[begins - 1] in COORDINATORS)


def _last_noun_phrase(s: Sentence, start: int, stop: int, end: int) -> WordRange | None:
    """The noun phrase at the end of a range of words, with its appositions, as a source.

    :param end: index after the appositions.
    """
    begins = max(noun_phrase_start(s, skip_time_back(s, stop - 1)), start)
    if begins >= stop:
        return None
    begins = skip_leading_adverbials(s, begins, stop)
    return (begins, end) if can_name_source(s, begins, stop) else None
