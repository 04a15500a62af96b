"""The rule of colons: "Smith: “…”", "Smith defended the plan: “…”", and a cue whose quotation is the next paragraph."""

from __future__ import annotations

from db.attribution.candidates import Draft, SentenceReading, whole
from db.attribution.complements import complement
from db.attribution.cues import Cue, CueKind
from db.attribution.lexicon import ADVERBS, AUXILIARIES, COORDINATORS, RELATIVES
from db.attribution.noun_phrases import Pair, finite, nounlike, trimmed
from db.attribution.paragraphs import Range
from db.attribution.sentences import QUOTED
from db.attribution.subjects import leading_subject, subject_before
from db.model.enums import Act, QuoteForm

_NAME = 16
"""Words of a sentence in which "Smith:" can end."""
_LEAD = 40
"""Words of a clause that can lead up to a quotation."""


def colon(reading: SentenceReading) -> None:
    """Add a quotation after a colon that no cue takes."""
    s = reading.sentence
    if not s.quotes:
        return
    for at in range(1, min(len(s) - 1, _LEAD)):
        if s.lows[at] != ":" or s.lows[at + 1] != QUOTED or at + 1 in reading.taken or not whole(s, at + 1):
            continue
        draft = _named(reading, at) or _led_up_to(reading, at)
        if draft is not None:
            draft.content, draft.form, draft.last_quote = reading.said(at + 1, at + 2)
            reading.drafts.append(draft)
        return


def introduced(reading: SentenceReading) -> Draft | None:
    """A draft without content yet, for a sentence whose colon leaves what is said to the next paragraph."""
    s = reading.sentence
    last = len(s) - 1
    if last < 1 or s.lows[last] != ":":
        return None
    for cue in reversed(reading.cues):
        source = _who(reading, cue)
        if source is not None and set("cqt") & set(cue.takes) and not cue.negated:
            if any(draft.cue == reading.at((cue.first, cue.last + 1)) for draft in reading.drafts):
                return None
            return Draft(
                reading.at(source), reading.at((cue.first, cue.last + 1)), [], QuoteForm.DIRECT, cue.act, cue.lemma
            )
    return None


def _who(reading: SentenceReading, cue: Cue) -> Pair | None:
    """Who speaks, where a cue is a verb with a subject."""
    if cue.kind is not CueKind.FINITE:
        return None
    return subject_before(reading.sentence, cue.first - 1, reading.subject)


def _named(reading: SentenceReading, at: int) -> Draft | None:
    """ "Smith: “…”": nothing but a name before the colon."""
    s = reading.sentence
    if at > _NAME:
        return None
    start = trimmed(s, 0, at)
    if any(finite(s, k) for k in range(start, at)) or not nounlike(s, start, at) or not s.capital(start):
        return None
    if any(complement(s, cue, False) is not None for cue in reading.cues if cue.last < at):
        return None
    return _lead(reading.at((start, at)), reading.at((at, at + 1)), 0.6)


def _led_up_to(reading: SentenceReading, at: int) -> Draft | None:
    """ "The minister defended the plan: “…”": whoever the clause is about speaks."""
    s = reading.sentence
    subject = leading_subject(s, at)
    if subject is None or subject[0] > 12:
        return None
    verb = subject[1]
    while verb < at and (s.lows[verb] in ADVERBS or s.lows[verb] in AUXILIARIES) and not finite(s, verb):
        verb += 1
    if verb >= at or s.lows[verb] in RELATIVES or s.lows[verb] in COORDINATORS or s.lows[verb] == ",":
        return None
    named = any(s.capital(k) for k in range(*subject)) or s.lows[subject[0]] in ("he", "she", "they")
    return _lead(reading.at(subject), reading.at((verb, verb + 1)), 0.5) if named else None


def _lead(source: Range, cue: Range, confidence: float) -> Draft:
    draft = Draft(source, cue, [], QuoteForm.DIRECT, Act.ASSERT, "say")
    draft.confidence = confidence
    return draft
