"""The rule of "according to X", "in the words of X" and "citing X": what is said stands around the phrase."""

from __future__ import annotations

from db.attribution.closing_cues import clause_start
from db.attribution.drafts import Draft, SentenceReading, is_utterance
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import NO_SOURCES, RELATIVES, SUBORDINATORS
from db.attribution.outlet_phrases import is_outlet_name, is_outlet_source
from db.attribution.sentences import QUOTE_TOKEN, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.time_phrases import find_time_phrase
from db.model.enums import Act, QuoteForm

_PHRASES = (
    ("as", "per"),
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
)


_OPENERS = frozenset(phrase[0] for phrase in _PHRASES)


def find_according_phrases(reading: SentenceReading) -> list[WordRange]:
    """Where "according to" and its like stand in a sentence, as stretches of words."""
    lows = reading.sentence.lows
    found: list[WordRange] = []
    if _OPENERS.isdisjoint(lows):
        return found
    for k, low in enumerate(lows):
        if low in _OPENERS:
            for phrase in _PHRASES:
                if tuple(lows[k : k + len(phrase)]) == phrase:
                    found.append((k, k + len(phrase)))
    return found[:4]


def propose_according_to(reading: SentenceReading, phrase: WordRange) -> None:
    """Read one "according to" and add what it attributes."""
    s = reading.sentence
    first, at = phrase
    source = _source_before_comma(reading, first, at) or source_after(s, at)
    if source is None or s.lows[at] in RELATIVES or s.lows[source[1] - 1] in NO_SOURCES:
        return
    outlet, source = _split_outlet(reading, source)
    tail = _skip_relative_clause(reading, max(source[1], outlet[1] if outlet else 0))
    if _set_outlet_of_cue(reading, first, source):
        return
    content = _content_around(reading, first, tail)
    if not content:
        return
    ranges = [reading.text_range(part) for part in content]
    held = [k for a, b in content for k in range(a, b) if s.lows[k] == QUOTE_TOKEN]
    form, quote = QuoteForm.MIXED if held else QuoteForm.INDIRECT, None
    if len(content) == 1 and held and content[0][1] - content[0][0] == 1 and is_utterance(s, held[0]):
        ranges, form, quote = reading.take_content(*content[0])
    reading.held_quotes.update(held)
    draft = Draft(
        reading.text_range(source),
        reading.text_range(phrase),
        ranges,
        form,
        Act.REPORT if is_outlet_source(s, source) else Act.ASSERT,
        "according",
    )
    draft.last_quote = quote
    draft.outlet = reading.text_range(outlet)
    found = find_time_phrase(s, [(source[1], min(tail + 5, len(s)))]) if content[0][0] < first else None
    draft.time = reading.text_range(found)
    draft.confidence = 0.8
    reading.drafts.append(draft)


def _source_before_comma(reading: SentenceReading, first: int, at: int) -> WordRange | None:
    """The source of an opening "According to the ambassador to Spain, …": all before the comma, and a name after it."""
    s = reading.sentence
    if s.low(first - 1) not in ("", "and", "but", ";"):
        return None
    comma = next((k for k in range(at, min(at + 25, len(s))) if s.lows[k] in (",", QUOTE_TOKEN)), None)
    if (
        comma is None
        or comma == at
        or s.lows[comma] != ","
        or any(c.first >= at and c.first < comma for c in reading.cues)
    ):
        return None
    if any(s.lows[k] in RELATIVES or is_finite(s, k) for k in range(at, comma)):
        return None
    name = comma + 1
    while name < len(s) and s.is_capitalised(name):
        name += 1
    named = comma + 1 < name <= comma + 4 and s.low(name) == "," and not s.is_capitalised(comma - 1)
    return (at, name) if named else (at, comma)


def _skip_relative_clause(reading: SentenceReading, at: int) -> int:
    """Where ", who asked not to be named," ends after a source; the index itself where there is none."""
    s = reading.sentence
    if s.low(at) != "," or s.low(at + 1) not in RELATIVES:
        return at
    return next((k for k in range(at + 2, min(at + 30, len(s))) if s.lows[k] == ","), at)


def _set_outlet_of_cue(reading: SentenceReading, first: int, source: WordRange) -> bool:
    """Whether the phrase stands between a cue and its content ("Smith said, according to the agency, that …")."""
    s = reading.sentence
    for draft in reading.drafts:
        near = draft.cue is not None and draft.cue[1] <= s.starts[first] <= draft.cue[1] + 3
        if near and draft.content[0][0] > s.starts[first]:
            draft.outlet = draft.outlet or reading.text_range(source)
            return True
    return False


def _split_outlet(reading: SentenceReading, source: WordRange) -> tuple[WordRange | None, WordRange]:
    """ "According to the agency, citing police": the police say it, the agency carries it."""
    s = reading.sentence
    k = source[1]
    if s.low(k) == ",":
        k += 1
    if s.low(k) in ("citing", "quoting") or (
        s.low(k) == "which" and s.low(k + 1) in ("cited", "quoted", "cites", "quotes")
    ):
        at = k + 1 if s.low(k) != "which" else k + 2
        cited = source_after(s, at)
        if cited is not None and is_outlet_name(s, *source):
            return source, cited
    return None, source


def _content_around(reading: SentenceReading, first: int, tail: int) -> list[WordRange]:
    """The clause around the phrase, without it."""
    s = reading.sentence
    end = len(s)
    while end > tail and s.lows[end - 1] in (".", "!", ";", "…"):
        end -= 1
    before = clause_start(s, first)
    if s.low(first - 1) in SUBORDINATORS or first <= before or s.lows[first - 1] in (";", ":", "—", "–"):
        start = tail + 1 if s.low(tail) in (",", ":") else tail
        return [(start, _semicolon_or_end(s.lows, start, end))] if start < end else []
    stop = first
    while stop > before and s.lows[stop - 1] in (",", "–", "—"):
        stop -= 1
    for k in range(stop - 1, before, -1):
        if s.lows[k] == ";":
            before = k + 1
            break
    for k in range(before, stop):
        if s.lows[k] == "that" and any(
            d.content and d.content[0][0] == s.starts[min(k + 1, len(s) - 1)] for d in reading.drafts
        ):
            break
    parts = [(before, stop)] if before < stop else []
    rest = tail + 1 if s.low(tail) == "," else end
    if parts and rest < end and s.low(tail) == "," and not any(is_finite(s, k) for k in range(before, stop)):
        parts.append((rest, end))
    return parts


def _semicolon_or_end(lows: list[str], start: int, end: int) -> int:
    return next((k for k in range(start, end) if lows[k] == ";"), end)
