"""The draft of a cue: its act and confidence, and the time and the outlet named around it."""

from __future__ import annotations

from db.attribution.complements import Complement
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import AttributionDraft, SentenceReading
from db.attribution.outlet_phrases import find_publisher, is_outlet_name, is_outlet_source
from db.attribution.paragraphs import TextRange
from db.attribution.sentences import WordRange
from db.attribution.time_phrases import find_time_phrase
from db.attribution.verbs import DISCLOSING, Frame, vocabulary
from db.model.enums import Act, QuoteForm

_DECLINING = DISCLOSING | vocabulary("state report indicate verify acknowledge")
_CONFIDENCE = {
    "add": 0.75, "note": 0.75, "find": 0.6, "show": 0.6, "believe": 0.6, "think": 0.6, "feel": 0.5, "know": 0.4,
}  # fmt: skip
"""Confidence of verbs that often don't attribute."""


def draft_for_cue(
    reading: SentenceReading, cue: Cue, source: WordRange, content: list[TextRange], form: QuoteForm
) -> AttributionDraft:
    """A draft with the act of its cue verb and a confidence; it isn't added to the reading."""
    draft = AttributionDraft(
        reading.text_range(source), reading.text_range(cue.words), content, form, cue.act, cue.lemma
    )
    draft.confidence = _CONFIDENCE.get(cue.lemma, 0.9 if form is not QuoteForm.INDIRECT else 0.8)
    if cue.act in (Act.ASSERT, Act.REPORT):
        draft.act = Act.REPORT if is_outlet_source(reading.sentence, source) else Act.ASSERT
    return draft


def set_act_from_cue(draft: AttributionDraft, cue: Cue, complement: Complement) -> None:
    """Set acts that follow from the construction of the cue, whatever the content says."""
    act: Act | None = None
    if cue.kind is CueKind.ADVISING:
        act = Act.ADVISE
    elif (cue.negated and cue.lemma in _DECLINING) or cue.lemma in ("decline", "refuse"):
        act = Act.DECLINE
    elif cue.negated and Frame.BELIEF in cue.takes:
        act = Act.HEDGE
    elif cue.lemma == "ask" and complement.is_phrase:
        act = Act.ADVISE
    if act is not None:
        draft.act, draft.act_is_final = act, True


def add_time_and_outlet(
    reading: SentenceReading, draft: AttributionDraft, cue: Cue, source: WordRange, complement: Complement, end: int
) -> None:
    """Find the time and the outlet around a cue: "told Reuters on Monday that", "in a statement published by".

    :param end: index after the last word of the content or of the cue, whichever is later.
    """
    s = reading.sentence
    gap = (cue.last + 1, max(complement.start, cue.last + 1))
    first = min(source[0], cue.first)
    before = (max(0, first - 8), first)
    after = (end, min(end + 14, len(s)))
    outlet = find_publisher(s, *gap) or find_publisher(s, source[0], cue.first) or find_publisher(s, *after)
    if outlet is None and complement.addressee is not None and is_outlet_name(s, *complement.addressee):
        outlet = complement.addressee
    if outlet is None:
        outlet = _outlet_after_preposition(reading, *gap)
    if outlet is not None and outlet[1] > outlet[0]:
        has_acronym = s.low(outlet[1]) == "(" and s.low(outlet[1] + 2) == ")" and s.words[outlet[1] + 1].isupper()
        draft.outlet = reading.text_range((outlet[0], outlet[1] + 3 * has_acronym))
    is_content = _is_content(reading, before)
    if draft.outlet is None and not is_content:
        draft.outlet = reading.text_range(find_publisher(s, *before))
    ranges = [cue.words, gap, after] if is_content else [cue.words, gap, before, after]
    time = reading.text_range(find_time_phrase(s, ranges))
    if time is not None and not any(start <= time[0] < stop for start, stop in draft.content):
        draft.time = time


def _is_content(reading: SentenceReading, words: WordRange) -> bool:
    """Whether some words overlap the content of a draft, or are none."""
    if words[0] >= words[1]:
        return True
    start, end = reading.text_range(words)
    return any(a < end and start < b for draft in reading.drafts for a, b in draft.content)


def _outlet_after_preposition(reading: SentenceReading, start: int, end: int) -> WordRange | None:
    """The outlet of "said to the BBC", "wrote on Facebook", in a range of words."""
    s = reading.sentence
    for k in range(start, end):
        if s.lows[k] in ("to", "on", "by", "via", "with", "in"):
            stop = k + 1
            while stop < end and (s.is_capitalised(stop) or s.lows[stop] in ("the", "of")):
                stop += 1
            if stop > k + 1 and is_outlet_name(s, k + 1, stop):
                return (k + 1, stop)
    return None
