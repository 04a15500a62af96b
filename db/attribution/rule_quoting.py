"""The rule of those who pass on: "X quoted Y as saying …" is two attributions, one inside the other."""

from __future__ import annotations

from db.attribution.content_end import content_end
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import Draft, SentenceReading, is_utterance
from db.attribution.outlet_phrases import is_outlet_name
from db.attribution.sentences import QUOTE_TOKEN, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.subjects import source_of_participle, subject_before
from db.attribution.time_phrases import find_time_phrase
from db.attribution.verbs import VERB_FORMS, vocabulary
from db.model.enums import Act, QuoteForm

_SAYING_PARTICIPLES = vocabulary(
    """saying stating telling adding claiming insisting warning asserting denying confirming declaring arguing
    writing reporting explaining calling describing"""
)


def propose_quoted_speaker(reading: SentenceReading, cue: Cue) -> None:
    """Read "X quoted Y as saying …" and add both."""
    s = reading.sentence
    source = (
        source_of_participle(s, cue.first, reading.last_source)
        if cue.kind is CueKind.PARTICIPLE
        else subject_before(s, cue.first - 1, reading.last_source)
    )
    at = _find_saying(reading, cue.last + 1)
    if at is None or source is None:
        return
    reading.last_source = source if cue.kind is not CueKind.PARTICIPLE else reading.last_source
    inner = _inner_draft(reading, cue, source_after(s, cue.last + 1, at - 1), at)
    if inner is None:
        return
    draft, end = inner
    outer = Draft(
        reading.text_range(source),
        reading.text_range(cue.words),
        [reading.text_range((cue.last + 1, end))],
        QuoteForm.MIXED if draft.form is not QuoteForm.INDIRECT else QuoteForm.INDIRECT,
        Act.REPORT,
        "quote",
        act_is_final=True,
    )
    outer.confidence = 0.85
    ranges = [(max(0, source[0] - 8), source[0]), (end, min(end + 10, len(s)))]
    outer.time = reading.text_range(find_time_phrase(s, ranges))
    if draft.outlet is None and is_outlet_name(s, *source):
        draft.outlet = outer.source
    reading.used_verbs.add(at)
    reading.drafts += [outer, draft]


def propose_was_quoted(reading: SentenceReading, cue: Cue) -> bool:
    """Read "Y was quoted (by X) as saying …": Y says it, X carries it."""
    s = reading.sentence
    at = _find_saying(reading, cue.last + 1)
    subject = subject_before(s, cue.first - 1, reading.last_source)
    if at is None or subject is None:
        return False
    inner = _inner_draft(reading, cue, subject, at)
    if inner is None:
        return False
    draft, end = inner
    draft.cue = reading.text_range(cue.words)
    reading.last_source = subject
    for k in range(cue.last + 1, min(end + 8, len(s))):
        if s.lows[k] == "by" and (k < at or k >= end):
            carrier = source_after(s, k + 1, at - 1 if k < at else None)
            draft.outlet = reading.text_range(carrier)
            break
    draft.time = reading.text_range(find_time_phrase(s, [(cue.last + 1, at)]))
    reading.used_verbs.add(at)
    reading.drafts.append(draft)
    return True


def _find_saying(reading: SentenceReading, start: int) -> int | None:
    """Index of "saying" in "as saying"."""
    s = reading.sentence
    for k in range(start, min(start + 32, len(s) - 1)):
        if s.lows[k] == "as" and s.lows[k + 1] in _SAYING_PARTICIPLES:
            return k + 1
        if s.lows[k] in (";", QUOTE_TOKEN) or (
            s.lows[k] in VERB_FORMS
            and VERB_FORMS[s.lows[k]].tense in ("past", "s")
            and s.lows[k] in ("said", "says", "told")
        ):
            return None
    return None


def _inner_draft(reading: SentenceReading, cue: Cue, source: WordRange | None, at: int) -> tuple[Draft, int] | None:
    """What Y says in "quoted Y as saying", and where it ends."""
    s = reading.sentence
    if source is None:
        return None
    start = at + 1
    if s.low(start) == "that" or s.low(start) in (",", ":"):
        start += 1
    if start >= len(s):
        return None
    end = (
        start + 1
        if s.lows[start] == QUOTE_TOKEN and (is_utterance(s, start) or start + 2 >= len(s))
        else content_end(reading, start, cue)
    )
    if end <= start:
        return None
    content, form, quote = reading.take_content(start, end)
    if form is QuoteForm.DIRECT and s.low(start - 1) == "that":
        content, form = [reading.text_range((start, end))], QuoteForm.MIXED
    draft = Draft(
        reading.text_range(source),
        reading.text_range((at - 1, at + 1)),
        content,
        form,
        VERB_FORMS[s.lows[at]].verb.act if s.lows[at] in VERB_FORMS else Act.ASSERT,
        "say",
    )
    draft.confidence = 0.85
    draft.last_quote = quote
    reading.held_quotes.update(k for k in range(start, end) if s.lows[k] == QUOTE_TOKEN)
    return draft, end
