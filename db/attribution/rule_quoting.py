"""The rule of those who pass on: "X quoted Y as saying …" is two attributions, one inside the other."""

from __future__ import annotations

from db.attribution.candidates import Draft, SentenceReading, whole
from db.attribution.content_end import content_end
from db.attribution.cues import Cue, CueKind
from db.attribution.noun_phrases import Pair
from db.attribution.sentences import QUOTED
from db.attribution.source_phrases import source_after
from db.attribution.subjects import source_of_participle, subject_before
from db.attribution.time_phrases import outlet_name, time_words
from db.attribution.verbs import FORMS, listed
from db.model.enums import Act, QuoteForm

_AS = listed(
    """saying stating telling adding claiming insisting warning asserting denying confirming declaring arguing
    writing reporting explaining calling describing"""
)


def quotes_another(reading: SentenceReading, cue: Cue) -> None:
    """Read "X quoted Y as saying …" and add both."""
    s = reading.sentence
    source = (
        source_of_participle(s, cue.first, reading.subject)
        if cue.kind is CueKind.PARTICIPLE
        else subject_before(s, cue.first - 1, reading.subject)
    )
    at = _as_saying(reading, cue.last + 1)
    if at is None or source is None:
        return
    reading.subject = source if cue.kind is not CueKind.PARTICIPLE else reading.subject
    inner = _inner(reading, cue, source_after(s, cue.last + 1, at - 1), at)
    if inner is None:
        return
    draft, end = inner
    outer = Draft(
        reading.at(source),
        reading.at((cue.first, cue.last + 1)),
        [reading.at((cue.last + 1, end))],
        QuoteForm.MIXED if draft.form is not QuoteForm.INDIRECT else QuoteForm.INDIRECT,
        Act.REPORT,
        "quote",
        settled=True,
    )
    outer.confidence = 0.85
    found = time_words(s, [(max(0, source[0] - 8), source[0]), (end, min(end + 10, len(s)))])
    outer.time = reading.at(found) if found else None
    if draft.outlet is None and outlet_name(s, *source):
        draft.outlet = outer.source
    reading.used.add(at)
    reading.drafts += [outer, draft]


def as_saying(reading: SentenceReading, cue: Cue) -> bool:
    """Read "Y was quoted (by X) as saying …": Y says it, X carries it."""
    s = reading.sentence
    at = _as_saying(reading, cue.last + 1)
    subject = subject_before(s, cue.first - 1, reading.subject)
    if at is None or subject is None:
        return False
    inner = _inner(reading, cue, subject, at)
    if inner is None:
        return False
    draft, end = inner
    draft.cue = reading.at((cue.first, cue.last + 1))
    reading.subject = subject
    for k in range(cue.last + 1, min(end + 8, len(s))):
        if s.lows[k] == "by" and (k < at or k >= end):
            carrier = source_after(s, k + 1, at - 1 if k < at else None)
            draft.outlet = reading.at(carrier) if carrier else None
            break
    found = time_words(s, [(cue.last + 1, at)])
    draft.time = reading.at(found) if found else None
    reading.used.add(at)
    reading.drafts.append(draft)
    return True


def _as_saying(reading: SentenceReading, start: int) -> int | None:
    """Index of "saying" in "as saying"."""
    s = reading.sentence
    for k in range(start, min(start + 32, len(s) - 1)):
        if s.lows[k] == "as" and s.lows[k + 1] in _AS:
            return k + 1
        if s.lows[k] in (";", QUOTED) or (
            s.lows[k] in FORMS and FORMS[s.lows[k]].tense in ("past", "s") and s.lows[k] in ("said", "says", "told")
        ):
            return None
    return None


def _inner(reading: SentenceReading, cue: Cue, source: Pair | None, at: int) -> tuple[Draft, int] | None:
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
        if s.lows[start] == QUOTED and (whole(s, start) or start + 2 >= len(s))
        else content_end(s, start, cue, reading.cues, reading.stops)
    )
    if end <= start:
        return None
    content, form, quote = reading.said(start, end)
    if form is QuoteForm.DIRECT and s.low(start - 1) == "that":
        content, form = [reading.at((start, end))], QuoteForm.MIXED
    draft = Draft(
        reading.at(source),
        reading.at((at - 1, at + 1)),
        content,
        form,
        FORMS[s.lows[at]].verb.act if s.lows[at] in FORMS else Act.ASSERT,
        "say",
    )
    draft.confidence = 0.85
    draft.last_quote = quote
    reading.taken.update(k for k in range(start, end) if s.lows[k] == QUOTED)
    return draft, end
