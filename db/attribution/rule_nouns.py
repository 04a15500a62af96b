"""The rule for nouns: "the minister's claim that …", "a warning from Smith that …", "offered an apology"."""

from __future__ import annotations

from db.attribution.clauses import begins_clause
from db.attribution.content_end import content_end
from db.attribution.drafts import AttributionDraft, SentenceReading
from db.attribution.finite_verbs import has_finite, is_finite
from db.attribution.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, SAYING_NOUNS, SOURCELESS_NOUNS
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.subjects import subject_before
from db.attribution.time_phrases import find_time_phrase
from db.attribution.verbs import vocabulary
from db.model.enums import Act

_SUPPORT_VERBS = vocabulary(
    """offered offers offer issued issues issue made makes make extended extends gave gives give delivered
    published demanded reached repeated expressed voiced drew"""
)
"""Verbs whose object does the speaking: "made a claim"."""
_WITHHOLDING_VERBS = _SUPPORT_VERBS | {"provided", "had", "has"}
_WITHHELD_NOUNS = vocabulary(
    "comment comments details detail reason reasons explanation response answer information indication"
)
_CLAUSE_NOUNS = vocabulary("report statement remark promise announcement argument")
"""Nouns after which "that" may also be a relative pronoun: "the report that was lost"."""
_UNFULFILLED = vocabulary("not never should must would will could may might")
"""Words by which an apology isn't offered."""
_AUXILIARIES_AND_ADVERBS = AUXILIARIES | ADVERBS
_TRIGGERS = frozenset((*SAYING_NOUNS, "no"))


def propose_from_nouns(reading: SentenceReading) -> None:
    """Add the drafts of nouns."""
    s = reading.sentence
    if _TRIGGERS.isdisjoint(s.lows):
        return
    for k, low in enumerate(s.lows):
        if low == "apology":
            _propose_apology(reading, k)
        elif low in SAYING_NOUNS:
            if s.low(k + 1) in ("that", "by", "from", "of"):
                _propose_claim(reading, k)
        elif low == "no" and s.low(k - 1) in _WITHHOLDING_VERBS:
            _propose_no_comment(reading, k)


def _propose_claim(reading: SentenceReading, noun: int) -> None:
    """Add the draft of "the claim by Smith that it fell"."""
    s = reading.sentence
    low, that = s.lows[noun], noun + 1
    source: WordRange | None = None
    if s.lows[that] in ("by", "from", "of"):
        source = source_after(s, that + 1)
        if source is None or (s.lows[that] == "of" and low not in ("belief", "testimony", "insistence")):
            return
        that = source[1] + (s.low(source[1]) == ",")
    start = that + 1
    if s.low(that) != "that" or start >= len(s) or s.low(start) in AUXILIARIES or is_finite(s, start):
        return
    if low in _CLAUSE_NOUNS and not begins_clause(s, start, len(s)):
        return
    if any(d.content and d.content[0][0] == s.starts[start] for d in reading.drafts):
        return
    source = source or _possessor(s, noun) or _subject_of_support_verb(reading, noun)
    if source is None and low not in SOURCELESS_NOUNS:
        return
    end = _cut_at_main_verb(s, noun, start, content_end(reading, start))
    if end <= start:
        return
    content, form, quote = reading.take_content(start, end)
    cue = reading.text_range((noun, noun + 1))
    draft = AttributionDraft(reading.text_range(source), cue, content, form, SAYING_NOUNS[low], last_quote=quote)
    draft.confidence = 0.55 if source else 0.4
    reading.drafts.append(draft)


def _cut_at_main_verb(s: Sentence, noun: int, start: int, end: int) -> int:
    """The end of the content before the noun's own verb: "was" in "The claim that it fell was false"."""
    for k in range(start, end - 1):
        if s.lows[k] == QUOTE_TOKEN and s.lows[k + 1] in AUXILIARIES:
            return k + 1
    if has_finite(s, 0, noun):
        return end
    verbs = [
        k
        for k in range(start, end)
        if s.lows[k] in AUXILIARIES and s.lows[k - 1] not in AUXILIARIES and s.lows[k] not in ("be", "been", "being")
    ]
    if not verbs:
        return end
    second = len(verbs) >= 2 or any(is_finite(s, k) and s.lows[k] not in AUXILIARIES for k in range(start, verbs[-1]))
    return verbs[-1] if second else end


def _possessor(s: Sentence, noun: int) -> WordRange | None:
    """The source of "the minister's claim" or "their warning"."""
    for k in range(noun - 1, max(noun - 4, -1), -1):
        low = s.lows[k]
        if low in ("his", "her", "its", "their"):
            return (k, k + 1)
        if low.endswith(("'s", "s'")):
            return subject_before(s, k)
        if low in ("'", "’"):
            return subject_before(s, k - 1)
        if low in DETERMINERS or low in PREPOSITIONS or is_finite(s, k):
            return None
    return None


def _subject_of_support_verb(reading: SentenceReading, noun: int) -> WordRange | None:
    """The source of "Smith made the claim that", "the panel came to the conclusion that"."""
    s = reading.sentence
    verb = _support_verb(s, noun)
    if verb is None and s.lows[noun - 2 : noun] == ["to", "the"] and s.low(noun - 3) in ("came", "come", "comes"):
        verb = noun - 3
    if verb is None:
        return None
    return subject_before(s, s.skip_back(verb - 1, AUXILIARIES), reading.last_source)


def _support_verb(s: Sentence, noun: int) -> int | None:
    """Index of the verb of "offered a quick apology"."""
    for k in range(noun - 1, max(noun - 6, -1), -1):
        if s.lows[k] in _SUPPORT_VERBS:
            return k
        if is_finite(s, k) or s.lows[k] in PREPOSITIONS or s.lows[k] in (",", QUOTE_TOKEN):
            return None
    return None


def _propose_apology(reading: SentenceReading, noun: int) -> None:
    """Add the draft of "offered an apology for the delay"."""
    s = reading.sentence
    verb = _support_verb(s, noun)
    if verb is None or s.lows[verb] == "demanded":
        return
    before = s.skip_back(verb - 1, _AUXILIARIES_AND_ADVERBS)
    if any(low in _UNFULFILLED or low.endswith("n't") for low in s.lows[before + 1 : verb]):
        return
    source = subject_before(s, before, reading.last_source)
    if source is None or s.low(before) == "to":
        return
    start, end = noun + 1, content_end(reading, noun + 1)
    if end <= start:
        start, end = noun, noun + 1
    start = s.find_before(("for",), (",", QUOTE_TOKEN), start, end) or start
    content, form, _ = reading.take_content(start, end)
    cue = reading.text_range((before + 1, noun + 1))
    draft = AttributionDraft(reading.text_range(source), cue, content, form, Act.APOLOGISE, "apologise", confidence=0.6)
    draft.act_is_final = True
    reading.drafts.append(draft)


def _propose_no_comment(reading: SentenceReading, no: int) -> None:
    """Add the draft of "gave no details", "had no comment"."""
    s = reading.sentence
    noun = s.find(_WITHHELD_NOUNS, no + 1, no + 4)
    if noun is None or (s.lows[no - 1] in ("had", "has") and not s.lows[noun].startswith("comment")):
        return
    before = s.skip_back(no - 2, _AUXILIARIES_AND_ADVERBS)
    source = subject_before(s, before, reading.last_source)
    if source is None:
        return
    end = content_end(reading, noun)
    content, form, _ = reading.take_content(no, max(end, noun + 1))
    cue = reading.text_range((before + 1, no))
    draft = AttributionDraft(reading.text_range(source), cue, content, form, Act.DECLINE, "decline", confidence=0.55)
    draft.act_is_final = True
    draft.time = reading.text_range(find_time_phrase(s, [(end, min(end + 6, len(s)))]))
    reading.drafts.append(draft)
