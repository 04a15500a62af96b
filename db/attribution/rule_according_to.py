"""The rule for "according to X", "as per X" and "in the words of X": the content surrounds the phrase."""

from __future__ import annotations

from db.attribution.closing_cues import clause_start
from db.attribution.content_before import closed_draft
from db.attribution.drafts import AttributionDraft, SentenceReading, is_utterance
from db.attribution.finite_verbs import has_finite
from db.attribution.lexicon import NO_SOURCES, RELATIVES, SUBORDINATORS
from db.attribution.outlet_phrases import is_outlet_name, is_outlet_source
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.time_phrases import find_time_phrase
from db.model.enums import Act, QuoteForm

_PHRASES = (
    ["as", "per"],
    ["according", "to"],
    ["in", "the", "words", "of"],
    ["in", "the", "view", "of"],
    ["in", "the", "opinion", "of"],
)
_OPENERS = frozenset(phrase[0] for phrase in _PHRASES)
_MAX_PHRASES = 4
_DASHES = (",", "–", "—")


def find_according_phrases(s: Sentence) -> list[WordRange]:
    """The words of each "according to" and its like in a sentence."""
    if _OPENERS.isdisjoint(s.lows):
        return []
    found = [
        (k, k + len(phrase))
        for k, low in enumerate(s.lows)
        if low in _OPENERS
        for phrase in _PHRASES
        if s.lows[k : k + len(phrase)] == phrase
    ]
    return found[:_MAX_PHRASES]


def propose_according_to(reading: SentenceReading, phrase: WordRange) -> None:
    """Add the draft of one "according to"."""
    s = reading.sentence
    first, at = phrase
    source = _source_before_comma(reading, first, at) or source_after(s, at)
    if source is None or s.lows[at] in RELATIVES or s.lows[source[1] - 1] in NO_SOURCES:
        return
    outlet, source = _split_outlet(s, source)
    tail = _skip_relative_clause(s, max(source[1], outlet[1] if outlet else 0))
    if _set_outlet_of_cue(reading, first, source):
        return
    content = _content_around(s, first, tail)
    if not content:
        return
    ranges = [reading.text_range(part) for part in content]
    held = [k for part in content for k in range(*part) if s.lows[k] == QUOTE_TOKEN]
    form, quote = QuoteForm.MIXED if held else QuoteForm.INDIRECT, None
    if len(content) == 1 and held and content[0][1] - content[0][0] == 1 and is_utterance(s, held[0]):
        ranges, form, quote = reading.take_content(*content[0])
    reading.held_quotes.update(held)
    act = Act.REPORT if is_outlet_source(s, source) else Act.ASSERT
    draft = AttributionDraft(
        reading.text_range(source), reading.text_range(phrase), ranges, form, act, "according", confidence=0.8
    )
    draft.last_quote = quote
    draft.outlet = reading.text_range(outlet)
    if content[0][0] < first:
        draft.time = reading.text_range(find_time_phrase(s, [(source[1], min(tail + 5, len(s)))]))
    reading.drafts.append(draft)


def _source_before_comma(reading: SentenceReading, first: int, at: int) -> WordRange | None:
    """The source of an opening phrase: "According to the ambassador to Spain," or "According to the minister, Smith,".

    :param first: index of the first word of the phrase.
    :param at: index after it.
    """
    s = reading.sentence
    if s.low(first - 1) not in ("", "and", "but", ";"):
        return None
    comma = s.find_before((",",), (QUOTE_TOKEN,), at, at + 25)
    if comma is None or comma == at or any(at <= c.first < comma for c in reading.cues):
        return None
    if s.find(RELATIVES, at, comma) is not None or has_finite(s, at, comma):
        return None
    end = comma + 1
    while s.is_capitalised(end):
        end += 1
    name_follows = comma + 1 < end <= comma + 4 and s.low(end) == "," and not s.is_capitalised(comma - 1)
    return (at, end if name_follows else comma)


def _skip_relative_clause(s: Sentence, at: int) -> int:
    """Index after ", who asked not to be named," following a source; the index itself if there is none."""
    if s.low(at) != "," or s.low(at + 1) not in RELATIVES:
        return at
    comma = s.find((",",), at + 2, at + 30)
    return at if comma is None else comma


def _set_outlet_of_cue(reading: SentenceReading, first: int, source: WordRange) -> bool:
    """Whether the phrase stands after a cue, the content of which then has the source as its outlet.

    "Smith said, according to the agency, that it fell"; "it fell, Smith said, according to the agency".
    """
    s = reading.sentence
    place = s.starts[first]
    if is_outlet_source(s, source) and s.low(first - 1) == ",":
        comma = next((k for k in range(first - 2, -1, -1) if s.lows[k] in (",", QUOTE_TOKEN)), -1)
        closed = closed_draft(reading, comma + 1, first - 1)
        if closed is not None and closed.outlet is None:
            closed.outlet = reading.text_range(source)
            return True
    for draft in reading.drafts:
        near = draft.cue is not None and draft.cue[1] <= place <= draft.cue[1] + 3
        if near and draft.content[0][0] > place:
            draft.outlet = draft.outlet or reading.text_range(source)
            return True
    return False


def _split_outlet(s: Sentence, source: WordRange) -> tuple[WordRange | None, WordRange]:
    """The outlet and the source of "the agency, citing police"; for other sources, None and the source."""
    at = source[1] + (s.low(source[1]) == ",")
    if s.low(at) == "which" and s.low(at + 1) in ("cited", "quoted", "cites", "quotes"):
        at += 1
    elif s.low(at) not in ("citing", "quoting"):
        return None, source
    cited = source_after(s, at + 1)
    return (source, cited) if cited is not None and is_outlet_name(s, *source) else (None, source)


def _content_around(s: Sentence, first: int, tail: int) -> list[WordRange]:
    """The clause around a phrase: the words after an opening phrase, else those before it.

    If those before it have no verb, the rest of the sentence too: "In May, according to police, it fell".

    :param first: index of the first word of the phrase.
    :param tail: index after its source.
    """
    end = len(s)
    while end > tail and s.lows[end - 1] in (".", "!", ";", "…"):
        end -= 1
    before = clause_start(s, first)
    if s.low(first - 1) in SUBORDINATORS or first <= before or s.lows[first - 1] in (";", ":", "—", "–"):
        start = tail + 1 if s.low(tail) in (",", ":") else tail
        semicolon = s.find((";",), start, end)
        return [(start, end if semicolon is None else semicolon)] if start < end else []
    stop = first
    while stop > before and s.lows[stop - 1] in _DASHES:
        stop -= 1
    before = next((k + 1 for k in range(stop - 1, before, -1) if s.lows[k] == ";"), before)
    parts = [(before, stop)] if before < stop else []
    rest = tail + 1
    if parts and rest < end and s.low(tail) == "," and not has_finite(s, before, stop):
        parts.append((rest, end))
    return parts
