"""The rule of colons: "Smith: “…”", "Smith defended the plan: “…”", and a cue whose quotation is the next paragraph."""

from __future__ import annotations

from db.attribution.complements import find_complement
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import Draft, SentenceReading, is_utterance
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import ADVERBS, AUXILIARIES, COORDINATORS, RELATIVES
from db.attribution.noun_phrases import can_name_source, skip_leading_adverbials
from db.attribution.paragraphs import TextRange
from db.attribution.sentences import QUOTE_TOKEN, WordRange
from db.attribution.subjects import leading_subject, subject_before
from db.attribution.verbs import PREPOSED
from db.model.enums import Act, QuoteForm

_MAX_NAME_WORDS = 16
"""Words of a sentence in which "Smith:" can end."""
_MAX_CLAUSE_WORDS = 40
"""Words of a clause that can lead up to a quotation."""


def propose_after_colon(reading: SentenceReading) -> None:
    """Add a quotation after a colon that no cue takes."""
    s = reading.sentence
    if not s.quotes:
        return
    for at in range(1, min(len(s) - 1, _MAX_CLAUSE_WORDS)):
        if (
            s.lows[at] != ":"
            or s.lows[at + 1] != QUOTE_TOKEN
            or at + 1 in reading.held_quotes
            or not is_utterance(s, at + 1)
        ):
            continue
        draft = _draft_for_name(reading, at) or _draft_for_subject(reading, at)
        if draft is not None:
            draft.content, draft.form, draft.last_quote = reading.take_content(at + 1, at + 2)
            reading.drafts.append(draft)
        return


def draft_for_next_paragraph(reading: SentenceReading) -> Draft | None:
    """A draft without content yet, for a sentence whose colon leaves what is said to the next paragraph."""
    s = reading.sentence
    last = len(s) - 1
    if last < 1 or s.lows[last] != ":":
        return None
    for cue in reversed(reading.cues):
        source = _subject_of(reading, cue)
        if source is not None and cue.takes & PREPOSED and not cue.negated:
            if any(draft.cue == reading.text_range(cue.words) for draft in reading.drafts):
                return None
            return Draft(
                reading.text_range(source),
                reading.text_range(cue.words),
                [],
                QuoteForm.DIRECT,
                cue.act,
                cue.lemma,
            )
    return None


def _subject_of(reading: SentenceReading, cue: Cue) -> WordRange | None:
    """Who speaks, where a cue is a verb with a subject."""
    if cue.kind is not CueKind.FINITE:
        return None
    return subject_before(reading.sentence, cue.first - 1, reading.last_source)


def _draft_for_name(reading: SentenceReading, at: int) -> Draft | None:
    """ "Smith: “…”": nothing but a name before the colon."""
    s = reading.sentence
    if at > _MAX_NAME_WORDS:
        return None
    start = skip_leading_adverbials(s, 0, at)
    if (
        any(is_finite(s, k) for k in range(start, at))
        or not can_name_source(s, start, at)
        or not s.is_capitalised(start)
    ):
        return None
    if any(find_complement(s, cue, research=False) is not None for cue in reading.cues if cue.last < at):
        return None
    return _empty_draft(reading.text_range((start, at)), reading.text_range((at, at + 1)), 0.6)


def _draft_for_subject(reading: SentenceReading, at: int) -> Draft | None:
    """ "The minister defended the plan: “…”": whoever the clause is about speaks."""
    s = reading.sentence
    subject = leading_subject(s, at)
    if subject is None or subject[0] > 12:
        return None
    verb = subject[1]
    while verb < at and (s.lows[verb] in ADVERBS or s.lows[verb] in AUXILIARIES) and not is_finite(s, verb):
        verb += 1
    if verb >= at or s.lows[verb] in RELATIVES or s.lows[verb] in COORDINATORS or s.lows[verb] == ",":
        return None
    named = any(s.is_capitalised(k) for k in range(*subject)) or s.lows[subject[0]] in ("he", "she", "they")
    return _empty_draft(reading.text_range(subject), reading.text_range((verb, verb + 1)), 0.5) if named else None


def _empty_draft(source: TextRange, cue: TextRange, confidence: float) -> Draft:
    draft = Draft(source, cue, [], QuoteForm.DIRECT, Act.ASSERT, "say")
    draft.confidence = confidence
    return draft
