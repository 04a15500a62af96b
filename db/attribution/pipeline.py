"""Our own rules over a text: by paragraphs and sentences, and into what is quoted. No rule stands here."""

from __future__ import annotations

from db.attribution.candidates import Draft, SentenceReading
from db.attribution.continued_quotes import Speech
from db.attribution.cues import Cue, CueKind, cues
from db.attribution.paragraphs import paragraphs
from db.attribution.quote_marks import quotations
from db.attribution.rule_according_to import according, phrases
from db.attribution.rule_active import say
from db.attribution.rule_citing import citing
from db.attribution.rule_colon import colon, introduced
from db.attribution.rule_nouns import nouns
from db.attribution.rule_passive import passive
from db.attribution.rule_quoting import quotes_another
from db.attribution.sentences import Sentence, TextWords, read_words, sentences
from db.model.enums import QuoteForm

_DEEPEST = 3
"""Quotations inside one another that are read."""
_LONGEST_HEADLINE = 130


def drafts(text: str) -> list[Draft]:
    """Attributions of a text, in the order they are found.

    :param text: an article's words.
    """
    ranges = paragraphs(text)
    words = read_words(text)
    speech = Speech()
    for number, ((start, end), quotes) in enumerate(zip(ranges, quotations(text, ranges), strict=True)):
        here = len(speech.found)
        waiting = None
        for sentence in sentences(text, words, start, end, quotes):
            waiting = introduced(_read(sentence, words, speech))
        speech.waiting = waiting
        if number == 0 and _is_headline(text, start, end):
            for draft in speech.found[here:]:
                draft.form = QuoteForm.HEADLINE if draft.form is QuoteForm.INDIRECT else draft.form
    return speech.found


def _read(sentence: Sentence, words: TextWords, speech: Speech) -> SentenceReading:
    """Add what one sentence attributes, then what is attributed inside its quotations."""
    reading = SentenceReading(sentence, cues(sentence))
    around = phrases(reading)
    reading.stops = [first - (sentence.low(first - 1) == ",") for first, _ in around if first > 0]
    for cue in reading.cues:
        _apply(reading, cue)
    for phrase in around:
        according(reading, phrase)
    nouns(reading)
    colon(reading)
    citing(reading)
    speech.go_on(reading)
    for draft in reading.drafts:
        draft.inner = sentence.depth > 0
        speech.hold(reading, draft)
    if sentence.depth < _DEEPEST:
        for quote in sentence.quotes.values():
            for inner in sentences(sentence.text, words, quote.inner_start, quote.inner_end, quote.children):
                inner.depth = sentence.depth + 1
                _read(inner, words, speech)
    return reading


def _apply(reading: SentenceReading, cue: Cue) -> None:
    """Read one cue by the rule for its kind."""
    if cue.at in reading.used:
        return
    if cue.kind is CueKind.PASSIVE:
        passive(reading, cue)
    elif "z" in cue.takes:
        quotes_another(reading, cue)
    else:
        say(reading, cue)


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether the first paragraph is a title: one short line that ends no sentence, with more below it."""
    title = text[start:end]
    return (
        "\n" not in title
        and len(title) <= _LONGEST_HEADLINE
        and title[-1:] not in '.!?:;,”"…'
        and "\n" in text[end : end + 2]
    )
