"""Our own rules over a text: by paragraphs and sentences, and into what is quoted. No rule stands here."""

from __future__ import annotations

from db.attribution.cues import Cue, CueKind, find_cues
from db.attribution.drafts import Draft, SentenceReading
from db.attribution.paragraphs import split_paragraphs
from db.attribution.quote_marks import find_quotations
from db.attribution.rule_according_to import find_according_phrases, propose_according_to
from db.attribution.rule_active import propose_active
from db.attribution.rule_citing import propose_cited
from db.attribution.rule_colon import draft_for_next_paragraph, propose_after_colon
from db.attribution.rule_nouns import propose_from_nouns
from db.attribution.rule_passive import propose_passive
from db.attribution.rule_quoting import propose_quoted_speaker
from db.attribution.sentences import Sentence, TextWords, split_sentences, split_words
from db.attribution.text_reading import TextReading
from db.attribution.verbs import Frame
from db.model.enums import QuoteForm

_MAX_DEPTH = 3
"""Quotations inside one another that are read."""
_MAX_HEADLINE = 130


def find_drafts(text: str) -> list[Draft]:
    """Attributions of a text, in the order they are found.

    :param text: an article's words.
    """
    ranges = split_paragraphs(text)
    words = split_words(text)
    so_far = TextReading()
    for number, ((start, end), quotes) in enumerate(zip(ranges, find_quotations(text, ranges), strict=True)):
        here = len(so_far.drafts)
        waiting = None
        for sentence in split_sentences(text, words, start, end, quotes):
            waiting = draft_for_next_paragraph(_read_sentence(sentence, words, so_far))
        so_far.waiting = waiting
        if number == 0 and _is_headline(text, start, end):
            for draft in so_far.drafts[here:]:
                draft.form = QuoteForm.HEADLINE if draft.form is QuoteForm.INDIRECT else draft.form
    return so_far.drafts


def _read_sentence(sentence: Sentence, words: TextWords, so_far: TextReading) -> SentenceReading:
    """Add what one sentence attributes, then what is attributed inside its quotations."""
    reading = SentenceReading(sentence, find_cues(sentence))
    around = find_according_phrases(reading)
    reading.content_ends = [first - (sentence.low(first - 1) == ",") for first, _ in around if first > 0]
    for cue in reading.cues:
        _apply_rule(reading, cue)
    for phrase in around:
        propose_according_to(reading, phrase)
    propose_from_nouns(reading)
    propose_after_colon(reading)
    propose_cited(reading)
    so_far.continue_quotations(reading)
    for draft in reading.drafts:
        draft.in_quotation = sentence.depth > 0
        so_far.add_draft(reading, draft)
    if sentence.depth < _MAX_DEPTH:
        for quote in sentence.quotes.values():
            for inner in split_sentences(sentence.text, words, quote.inner_start, quote.inner_end, quote.children):
                inner.depth = sentence.depth + 1
                _read_sentence(inner, words, so_far)
    return reading


def _apply_rule(reading: SentenceReading, cue: Cue) -> None:
    """Read one cue by the rule for its kind."""
    if cue.at in reading.used_verbs:
        return
    if cue.kind is CueKind.PASSIVE:
        propose_passive(reading, cue)
    elif Frame.QUOTED_SPEAKER in cue.takes:
        propose_quoted_speaker(reading, cue)
    else:
        propose_active(reading, cue)


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether the first paragraph is a title: one short line that ends no sentence, with more below it."""
    title = text[start:end]
    return (
        "\n" not in title
        and len(title) <= _MAX_HEADLINE
        and title[-1:] not in '.!?:;,”"…'
        and "\n" in text[end : end + 2]
    )
