"""The order of the rules: paragraph by paragraph, sentence by sentence, and into the quotations of each."""

from __future__ import annotations

from db.attribution.cues import Cue, CueKind, find_cues
from db.attribution.drafts import AttributionDraft, SentenceReading
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
from db.attribution.text_reading import TextDrafts
from db.attribution.verbs import Frame
from db.model.enums import QuoteForm

_MAX_NESTING = 3
"""How many quotations deep sentences are read."""
_MAX_HEADLINE = 130
"""Code points of a headline."""


def find_drafts(text: str) -> list[AttributionDraft]:
    """The attributions of a text, in the order in which the rules find them.

    :param text: the words of an article.
    """
    ranges = split_paragraphs(text)
    words = split_words(text)
    so_far = TextDrafts()
    for number, ((start, end), quotes) in enumerate(zip(ranges, find_quotations(text, ranges), strict=True)):
        first = len(so_far.drafts)
        waiting = None
        for sentence in split_sentences(text, words, start, end, quotes):
            waiting = draft_for_next_paragraph(_read_sentence(sentence, words, so_far))
        so_far.waiting = waiting
        if number == 0 and _is_headline(text, start, end):
            for draft in so_far.drafts[first:]:
                draft.form = QuoteForm.HEADLINE if draft.form is QuoteForm.INDIRECT else draft.form
    return so_far.drafts


def _read_sentence(sentence: Sentence, words: TextWords, so_far: TextDrafts) -> SentenceReading:
    """Add the drafts of a sentence, then those of the sentences inside its quotations."""
    reading = SentenceReading(sentence, find_cues(sentence))
    phrases = find_according_phrases(sentence)
    reading.content_ends = [first - (sentence.low(first - 1) == ",") for first, _ in phrases if first > 0]
    for cue in reading.cues:
        if cue.at not in reading.used_verbs:
            _apply_rule(reading, cue)
    for phrase in phrases:
        propose_according_to(reading, phrase)
    propose_from_nouns(reading)
    propose_after_colon(reading)
    propose_cited(reading)
    so_far.continue_quotations(reading)
    for draft in reading.drafts:
        draft.in_quotation = sentence.depth > 0
        so_far.add_draft(reading, draft)
    if sentence.depth < _MAX_NESTING:
        for quote in sentence.quotes.values():
            for inner in split_sentences(sentence.text, words, *quote.inner, quote.children):
                inner.depth = sentence.depth + 1
                _read_sentence(inner, words, so_far)
    return reading


def _apply_rule(reading: SentenceReading, cue: Cue) -> None:
    """Add the drafts of a cue by the rule for its construction."""
    if cue.kind is CueKind.PASSIVE:
        propose_passive(reading, cue)
    elif Frame.QUOTED_SPEAKER in cue.takes:
        propose_quoted_speaker(reading, cue)
    else:
        propose_active(reading, cue)


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether the first paragraph is a headline: one short line without a full stop, and more text below it."""
    title = text[start:end]
    if "\n" in title or len(title) > _MAX_HEADLINE or title[-1:] in '.!?:;,”"…':
        return False
    return "\n" in text[end : end + 2]
