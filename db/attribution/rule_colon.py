"""The rule for colons: "Smith: “…”", "Smith defended the plan: “…”", and a quotation that is the next paragraph."""

from __future__ import annotations

from db.attribution.complements import find_complement
from db.attribution.cues import CueKind
from db.attribution.drafts import AttributionDraft, SentenceReading, is_utterance
from db.attribution.finite_verbs import has_finite, is_finite
from db.attribution.lexicon import ADVERBS, AUXILIARIES, COORDINATORS, RELATIVES
from db.attribution.noun_phrases import can_name_source, skip_leading_adverbials
from db.attribution.sentences import QUOTE_TOKEN, WordRange
from db.attribution.subjects import leading_subject, subject_before
from db.attribution.verbs import PREPOSED
from db.model.enums import Act, QuoteForm

_MAX_NAME_WORDS = 16
"""Words before the colon of "Smith:"."""
_MAX_CLAUSE_WORDS = 40
"""Words before the colon of a clause."""


def propose_after_colon(reading: SentenceReading) -> None:
    """Add the draft of the first utterance after a colon that no cue holds."""
    s = reading.sentence
    if not s.quotes:
        return
    for at in range(1, min(len(s) - 1, _MAX_CLAUSE_WORDS)):
        quoted = s.lows[at] == ":" and s.lows[at + 1] == QUOTE_TOKEN and is_utterance(s, at + 1)
        if not quoted or at + 1 in reading.held_quotes:
            continue
        draft = _draft_for_name(reading, at) or _draft_for_subject(reading, at)
        if draft is not None:
            draft.content, draft.form, draft.last_quote = reading.take_content(at + 1, at + 2)
            reading.drafts.append(draft)
        return


def draft_for_next_paragraph(reading: SentenceReading) -> AttributionDraft | None:
    """A draft still without content, for a sentence that ends in a colon: its quotation is the next paragraph."""
    s = reading.sentence
    if len(s) < 2 or s.lows[-1] != ":":
        return None
    for cue in reversed(reading.cues):
        if cue.kind is not CueKind.FINITE or cue.negated or not cue.takes & PREPOSED:
            continue
        source = subject_before(s, cue.first - 1, reading.last_source)
        if source is not None:
            words = reading.text_range(cue.words)
            if any(draft.cue == words for draft in reading.drafts):
                return None
            return AttributionDraft(reading.text_range(source), words, [], QuoteForm.DIRECT, cue.act, cue.lemma)
    return None


def _draft_for_name(reading: SentenceReading, colon: int) -> AttributionDraft | None:
    """The draft of "Smith: “…”": only a name precedes the colon."""
    s = reading.sentence
    if colon > _MAX_NAME_WORDS:
        return None
    start = skip_leading_adverbials(s, 0, colon)
    if has_finite(s, start, colon) or not can_name_source(s, start, colon) or not s.is_capitalised(start):
        return None
    if any(find_complement(s, cue, research=False) is not None for cue in reading.cues if cue.last < colon):
        return None
    return _draft(reading, (start, colon), colon, 0.6)


def _draft_for_subject(reading: SentenceReading, colon: int) -> AttributionDraft | None:
    """The draft of "The minister defended the plan: “…”": the subject of the clause speaks."""
    s = reading.sentence
    subject = leading_subject(s, colon)
    if subject is None or subject[0] > 12:
        return None
    verb = subject[1]
    while verb < colon and (s.lows[verb] in ADVERBS or s.lows[verb] in AUXILIARIES) and not is_finite(s, verb):
        verb += 1
    if verb >= colon or s.lows[verb] in RELATIVES or s.lows[verb] in COORDINATORS or s.lows[verb] == ",":
        return None
    named = any(s.is_capitalised(k) for k in range(*subject)) or s.lows[subject[0]] in ("he", "she", "they")
    return _draft(reading, subject, verb, 0.5) if named else None


def _draft(reading: SentenceReading, source: WordRange, cue: int, confidence: float) -> AttributionDraft:
    """A draft still without content, whose cue is one word."""
    words = reading.text_range((cue, cue + 1))
    return AttributionDraft(
        reading.text_range(source), words, [], QuoteForm.DIRECT, Act.ASSERT, "say", confidence=confidence
    )
