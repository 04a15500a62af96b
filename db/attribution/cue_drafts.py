"""What stands beside a cue: words of time and the outlet that carries it; and what the cue does by its shape."""

from __future__ import annotations

from db.attribution.complements import Complement
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import Draft, SentenceReading
from db.attribution.sentences import WordRange
from db.attribution.source_phrases import is_outlet_source
from db.attribution.time_phrases import find_publisher, find_time_phrase, is_outlet_name
from db.attribution.verbs import vocabulary
from db.model.enums import Act, QuoteForm

_DISCLOSING = vocabulary(
    """say tell reveal disclose comment elaborate respond reply confirm explain announce answer detail mention
    state deny clarify report indicate verify acknowledge"""
)
"""Verbs that decline when they are negated."""
_CONFIDENCE = {
    "add": 0.75,
    "note": 0.75,
    "find": 0.6,
    "show": 0.6,
    "believe": 0.6,
    "think": 0.6,
    "feel": 0.5,
    "know": 0.4,
}


def draft_for_cue(
    reading: SentenceReading, cue: Cue, source: WordRange, content: list[tuple[int, int]], form: QuoteForm
) -> Draft:
    """A draft of what a source says, with the act its cue has by itself and how sure its verb is."""
    act = cue.form.verb.act
    draft = Draft(
        reading.text_range(source), reading.text_range((cue.first, cue.last + 1)), content, form, act, cue.lemma
    )
    draft.confidence = _CONFIDENCE.get(cue.lemma, 0.9 if form is not QuoteForm.INDIRECT else 0.8)
    if act in (Act.ASSERT, Act.REPORT):
        draft.act = Act.REPORT if is_outlet_source(reading.sentence, source) else Act.ASSERT
    return draft


def set_act_from_cue(draft: Draft, cue: Cue, follows: Complement) -> None:
    """Acts that the shape of the cue settles."""
    if cue.kind is CueKind.ADVISING:
        draft.act, draft.act_is_final = Act.ADVISE, True
    elif cue.negated and cue.lemma in _DISCLOSING:
        draft.act, draft.act_is_final = Act.DECLINE, True
    elif cue.negated and "b" in cue.takes:
        draft.act, draft.act_is_final = Act.HEDGE, True
    elif cue.lemma in ("decline", "refuse"):
        draft.act, draft.act_is_final = Act.DECLINE, True
    elif cue.lemma == "ask" and follows.sort in ("to", "noun"):
        draft.act, draft.act_is_final = Act.ADVISE, True


def add_time_and_outlet(
    reading: SentenceReading, draft: Draft, cue: Cue, source: WordRange, follows: Complement, end: int
) -> None:
    """Find the words of time and the channel beside the cue."""
    s = reading.sentence
    gap = (cue.last + 1, max(follows.start, cue.last + 1))
    opening = (max(0, min(source[0], cue.first) - 8), min(source[0], cue.first))
    closing = (end, min(end + 14, len(s)))
    outlet = find_publisher(s, *gap) or find_publisher(s, source[0], cue.first) or find_publisher(s, *closing)
    if outlet is None and follows.addressee is not None and is_outlet_name(s, *follows.addressee):
        outlet = follows.addressee
    if outlet is None:
        outlet = _outlet_after_preposition(reading, *gap)
    draft.outlet = reading.text_range(outlet) if outlet is not None and outlet[1] > outlet[0] else None
    draft.time = find_time(
        reading, [(cue.first, cue.last + 1), gap, opening if not _is_content(reading, opening) else (0, 0), closing]
    )
    if draft.time is not None and any(start <= draft.time[0] < end for start, end in draft.content):
        draft.time = None


def _is_content(reading: SentenceReading, pair: WordRange) -> bool:
    if pair[0] >= pair[1]:
        return True
    start, end = reading.text_range(pair)
    return any(a < end and start < b for d in reading.drafts for a, b in d.content)


def _outlet_after_preposition(reading: SentenceReading, start: int, end: int) -> WordRange | None:
    """ "told", "to" or "on" and the name of an outlet, between a cue and what is said."""
    s = reading.sentence
    for k in range(start, end):
        if s.lows[k] in ("to", "on", "by", "via", "with", "in"):
            stop = k + 1
            while stop < end and (s.is_capitalised(stop) or s.lows[stop] in ("the", "of")):
                stop += 1
            if stop > k + 1 and is_outlet_name(s, k + 1, stop):
                return (k + 1, stop)
    return None


def find_time(reading: SentenceReading, ranges: list[WordRange]) -> tuple[int, int] | None:
    """The first words of time within some stretches of a sentence, as a place in the text."""
    found = find_time_phrase(reading.sentence, ranges)
    return reading.text_range(found) if found is not None else None
