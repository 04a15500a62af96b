"""The rule for quoting another: "X quoted Y as saying …" is two drafts, the one of Y inside that of X."""

from __future__ import annotations

from db.attribution.content_before import add_content_before
from db.attribution.content_end import content_end
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import AttributionDraft, SentenceReading, is_utterance
from db.attribution.outlet_phrases import is_outlet_name
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.subjects import source_of_participle, subject_before
from db.attribution.time_phrases import find_time_phrase, time_phrase_end
from db.attribution.verbs import VERB_FORMS, vocabulary
from db.dataclass import replace
from db.model.enums import Act, QuoteForm

_SAYING_PARTICIPLES = vocabulary(
    """saying stating telling adding claiming insisting warning asserting denying confirming declaring arguing
    writing reporting explaining calling describing"""
)
_CONFIDENCE = 0.85
_CLOSING = (".", ",", ";", "")
"""Marks that close a sentence after "was quoted as saying"."""
_SAID = VERB_FORMS["said"]


def propose_quoted_speaker(reading: SentenceReading, cue: Cue) -> None:
    """Add the two drafts of "X quoted Y as saying …"."""
    s = reading.sentence
    participle = cue.kind is CueKind.PARTICIPLE
    if participle:
        source = source_of_participle(s, cue.first, reading.last_source)
    else:
        source = subject_before(s, cue.first - 1, reading.last_source)
    saying = _find_saying(s, cue.last + 1)
    if saying is None or source is None:
        return
    if not participle:
        reading.last_source = source
    quoted = source_after(s, cue.last + 1, saying - 1)
    if quoted is not None and s.low(saying + 1) in _CLOSING and is_outlet_name(s, *source):
        _add_closing(reading, cue, quoted, saying, source)
        return
    inner = _inner_draft(reading, cue, quoted, saying)
    if inner is None:
        return
    draft, end = inner
    form = QuoteForm.INDIRECT if draft.form is QuoteForm.INDIRECT else QuoteForm.MIXED
    content = [reading.text_range((cue.last + 1, end))]
    outer = AttributionDraft(
        reading.text_range(source), reading.text_range(cue.words), content, form, Act.REPORT, "quote"
    )
    outer.confidence, outer.act_is_final = _CONFIDENCE, True
    ranges = [(max(0, source[0] - 8), source[0]), (end, min(end + 10, len(s)))]
    outer.time = reading.text_range(find_time_phrase(s, ranges))
    if is_outlet_name(s, *source):
        draft.outlet = outer.source
    reading.used_verbs.add(saying)
    reading.drafts += [outer, draft]


def propose_was_quoted(reading: SentenceReading, cue: Cue) -> bool:
    """Add the draft of "Y was quoted by X as saying …": Y is the source, X the outlet.

    :returns: whether the cue is one of these.
    """
    s = reading.sentence
    saying = _find_saying(s, cue.last + 1)
    source = subject_before(s, cue.first - 1, reading.last_source)
    if saying is None or source is None:
        return False
    if _propose_closing(reading, cue, source, saying):
        return True
    inner = _inner_draft(reading, cue, source, saying)
    if inner is None:
        return False
    draft, end = inner
    draft.cue = reading.text_range(cue.words)
    reading.last_source = source
    for k in range(cue.last + 1, min(end + 8, len(s))):
        if s.lows[k] == "by" and (k < saying or k >= end):
            draft.outlet = reading.text_range(source_after(s, k + 1, saying - 1 if k < saying else None))
            break
    draft.time = reading.text_range(find_time_phrase(s, [(cue.last + 1, saying)]))
    reading.used_verbs.add(saying)
    reading.drafts.append(draft)
    return True


def _propose_closing(reading: SentenceReading, cue: Cue, source: WordRange, saying: int) -> bool:
    """Add the draft of "it fell, Y was quoted as saying by X", whose content is before it.

    :returns: whether no content follows the cue.
    """
    s = reading.sentence
    by = next((k for k in (saying + 1, cue.last + 1) if s.low(k) == "by"), None)
    outlet = source_after(s, by + 1, saying - 1 if by < saying else None) if by is not None else None
    after = max(saying + 1, outlet[1]) if outlet is not None else saying + 1
    if s.low(after) not in _CLOSING and time_phrase_end(s, after, len(s)) == after:
        return False
    reading.last_source = source
    return _add_closing(reading, cue, source, saying, outlet)


def _add_closing(reading: SentenceReading, cue: Cue, source: WordRange, saying: int, outlet: WordRange | None) -> bool:
    """Add the draft of a quoted speaker whose content is before the cue; return whether there is any."""
    before = len(reading.drafts)
    end = min(source[0], cue.first, outlet[0] if outlet else source[0])
    add_content_before(reading, replace(cue, form=_SAID), source, inverted=False, end=end)
    for draft in reading.drafts[before:]:
        draft.outlet = reading.text_range(outlet)
    reading.used_verbs.add(saying)
    return len(reading.drafts) > before


def _find_saying(s: Sentence, start: int) -> int | None:
    """Index of "saying" in "as saying", within 32 words and before any other quotation or "said"."""
    for k in range(start, min(start + 32, len(s) - 1)):
        if s.lows[k] == "as" and s.lows[k + 1] in _SAYING_PARTICIPLES:
            return k + 1
        if s.lows[k] in (";", QUOTE_TOKEN, "said", "says", "told"):
            return None
    return None


def _inner_draft(
    reading: SentenceReading, cue: Cue, source: WordRange | None, saying: int
) -> tuple[AttributionDraft, int] | None:
    """The draft of Y in "quoted Y as saying …", and the index after its content."""
    s = reading.sentence
    start = saying + 1 + (s.low(saying + 1) in ("that", ",", ":"))
    if source is None or start >= len(s):
        return None
    if s.lows[start] == QUOTE_TOKEN and (is_utterance(s, start) or start + 2 >= len(s)):
        end = start + 1
    else:
        end = content_end(reading, start, cue)
    if end <= start:
        return None
    content, form, quote = reading.take_content(start, end)
    if form is QuoteForm.DIRECT and s.low(start - 1) == "that":
        content, form = [reading.text_range((start, end))], QuoteForm.MIXED
    act = VERB_FORMS[s.lows[saying]].verb.act
    words = reading.text_range((saying - 1, saying + 1))
    draft = AttributionDraft(reading.text_range(source), words, content, form, act, "say", last_quote=quote)
    draft.confidence = _CONFIDENCE
    return draft, end
