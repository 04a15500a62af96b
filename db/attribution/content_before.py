"""Content before its cue, which closes the clause: "“It fell,” he said", "it fell, the ministry said"."""

from __future__ import annotations

from db.attribution.clauses import begins_clause
from db.attribution.closing_cues import clause_start
from db.attribution.complements import Complement, ComplementKind
from db.attribution.content_end import content_end
from db.attribution.cue_drafts import add_time_and_outlet, draft_for_cue
from db.attribution.cues import Cue
from db.attribution.drafts import AttributionDraft, SentenceReading, is_utterance
from db.attribution.finite_verbs import has_finite
from db.attribution.lexicon import ADVERBS, PREPOSITIONS, RELATIVES, SUBORDINATORS
from db.attribution.outlet_phrases import is_outlet_source
from db.attribution.sentences import QUOTE_TOKEN, WordRange
from db.attribution.time_phrases import find_time_phrase
from db.attribution.verbs import PREPOSED, Frame, vocabulary
from db.model.enums import QuoteForm

_CLAUSE_CONFIDENCE = 0.7
"""The most confidence that a clause before its cue has."""
_SEPARATORS = (",", "—", "–", "-")
_CONJUNCTIONS = vocabulary("and but , while although")
_ADDRESSEE_ENDERS = (PREPOSITIONS - {"of"}) | vocabulary("that when as who")


def add_content_before(reading: SentenceReading, cue: Cue, source: WordRange, *, inverted: bool, end: int) -> None:
    """Add the draft of a cue whose content precedes it.

    :param inverted: whether the verb precedes its source: "“It fell,” said Smith".
    :param end: index after the content and the marks that close it.
    """
    s = reading.sentence
    words = _content_range(reading, cue, end)
    if words is None:
        return
    start, end = words
    inner = closed_draft(reading, start, end)
    if inner is not None:
        if inner.outlet is None and is_outlet_source(s, source):
            inner.outlet = reading.text_range(source)
            return
        start = next(k for k in range(start + 1) if s.ends[k] > inner.content[0][0])
    content, form, quote = reading.take_content(start, end)
    if form is QuoteForm.DIRECT and end - start == 1 and not _is_speech(reading, start):
        form = QuoteForm.MIXED
    draft = draft_for_cue(reading, cue, source, content, form)
    draft.last_quote = quote
    tail = source[1] if inverted else cue.last + 1
    second_half = _find_second_half(reading, tail)
    if second_half is not None and form is QuoteForm.DIRECT:
        reading.held_quotes.add(second_half)
        draft.content.append(s.quotes[second_half].inner)
        draft.last_quote = s.quotes[second_half]
    complement = Complement(tail, ComplementKind.QUOTATION, _addressee(reading, cue, tail))
    add_time_and_outlet(reading, draft, cue, source, complement, tail)
    draft.time = draft.time or reading.text_range(find_time_phrase(s, [(tail, min(tail + 14, len(s)))]))
    if form is not QuoteForm.DIRECT:
        draft.confidence = min(draft.confidence, _CLAUSE_CONFIDENCE)
        rest = _rest_of_clause(reading, start, end, tail)
        if rest is not None:
            draft.content.append(reading.text_range(rest))
            draft.form = QuoteForm.MIXED if QUOTE_TOKEN in s.lows[slice(*rest)] else draft.form
    reading.drafts.append(draft)


def closed_draft(reading: SentenceReading, start: int, end: int) -> AttributionDraft | None:
    """The draft of which some words are the source and the cue, and whose content precedes them.

    In "it fell, an official said, CNN reported" what CNN reported is that an official said so.

    :param start: index of the first of the words.
    :param end: index after the last.
    """
    s = reading.sentence
    if start >= end or "," in s.lows[start:end]:
        return None
    first, last = reading.text_range((start, end))
    for draft in reading.drafts:
        if draft.source is None or draft.cue is None or draft.parent is not None or not draft.content:
            continue
        opens = min(draft.source[0], draft.cue[0]) == first and max(draft.source[1], draft.cue[1]) <= last
        if opens and draft.content[-1][1] <= first:
            return draft
    return None


def _content_range(reading: SentenceReading, cue: Cue, end: int) -> WordRange | None:
    """The words of the content that ends before an index; None if there are none or a draft holds them already."""
    s = reading.sentence
    end = s.skip_back(end - 1, ADVERBS) + 1
    separated = s.low(end - 1) in (*_SEPARATORS, "?", "!")
    end = s.skip_back(end - 1, _SEPARATORS) + 1
    quoted = s.low(end - 1) == QUOTE_TOKEN
    if end <= 0 or not (separated or quoted):
        return None
    start = _content_start(reading, end)
    if quoted:
        if end == 1 or s.low(end - 2) == ":" or (is_utterance(s, end - 1) and _stands_alone(reading, end - 1)):
            return (end - 1, end)
        return (start, end) if start < end else None
    if not cue.takes & PREPOSED or start >= end:
        return None
    first, last = reading.text_range((start, end))
    held = any(d.content[-1][1] >= last and d.content[0][0] <= first and d.lemma != "quote" for d in reading.drafts)
    return None if held else (start, end)


def _stands_alone(reading: SentenceReading, at: int) -> bool:
    """Whether a quotation before a cue is a sentence of its own rather than part of a clause."""
    s = reading.sentence
    return at == 0 or (s.lows[at - 1] in (",", ":", QUOTE_TOKEN, "—", "–") and not has_finite(s, 0, at))


def _content_start(reading: SentenceReading, end: int) -> int:
    """Index of the first word of a clause, after a comma that parts it from the content of an earlier draft."""
    s = reading.sentence
    start = clause_start(s, end)
    last = s.ends[end - 1]
    for draft in reading.drafts:
        if not draft.content or not s.starts[start] <= draft.content[0][0] < last or draft.content[-1][1] >= last:
            continue
        commas = (k for k in range(start, end) if s.starts[k] >= draft.content[-1][1] and s.lows[k] == ",")
        comma = next(commas, None)
        if comma is not None and comma + 1 < end:
            start = min(s.skip(comma + 1, _CONJUNCTIONS), end)
    return start


def _is_speech(reading: SentenceReading, at: int) -> bool:
    """Whether a lone quotation before its cue is an utterance rather than a few words."""
    s = reading.sentence
    return at == 0 or is_utterance(s, at) or len(s.words[at].split(None, 4)) > 2


def _find_second_half(reading: SentenceReading, tail: int) -> int | None:
    """Index of the second half of "“It fell,” he said, “and nobody saw.”".

    :param tail: index after the cue and its source.
    """
    s = reading.sentence
    at = s.find_before((QUOTE_TOKEN,), (".", ";"), tail, tail + 16)
    if at is None or s.lows[at - 1] not in (*_SEPARATORS, ":"):
        return None
    return None if any(tail <= c.first < at for c in reading.cues) else at


def _rest_of_clause(reading: SentenceReading, start: int, end: int, tail: int) -> WordRange | None:
    """The rest of the content after its cue: "In May, he said, it fell", "Two sank, he said, and three were lost"."""
    s = reading.sentence
    rest = tail + 1
    if s.low(tail) != "," or rest >= len(s):
        return None
    following = s.lows[rest]
    if following in RELATIVES or following.endswith("ing") or any(c.first in (rest, rest + 1) for c in reading.cues):
        return None
    joined = following in ("and", "but") and begins_clause(s, rest + 1, len(s))
    if not joined and begins_clause(s, start, end):
        depends = s.lows[start] in PREPOSITIONS or s.lows[start] in SUBORDINATORS
        if not depends or not begins_clause(s, rest, len(s)):
            return None
    stop = content_end(reading, rest)
    return (rest, stop) if stop > rest else None


def _addressee(reading: SentenceReading, cue: Cue, tail: int) -> WordRange | None:
    """The person addressed after a cue: "Reuters" in "“It fell,” he told Reuters"."""
    s = reading.sentence
    if Frame.ADDRESSEE not in cue.takes:
        return None
    end = tail
    while end < min(tail + 8, len(s)) and s.words[end][0].isalnum() and s.lows[end] not in _ADDRESSEE_ENDERS:
        end += 1
    return (tail, end) if end > tail else None
