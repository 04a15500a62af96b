"""Our own rules over a text: paragraph by paragraph, sentence by sentence, and into what is quoted. No rule stands here."""

from __future__ import annotations

from collections.abc import Sequence

from db.propose.according import according, phrases
from db.propose.clauses import complement
from db.propose.cues import Cue, Kind, cues
from db.propose.drafts import Draft, Range, Reading, quote_parts, whole
from db.propose.nouns import nouns
from db.propose.paragraphs import paragraphs
from db.propose.passives import passive
from db.propose.quotation import Quotation, quotations
from db.propose.quoting import quotes_another
from db.propose.saying import say
from db.propose.sentences import QUOTED, Sentence, Words, read_words, sentences
from db.propose.sources import finite, nounlike, trimmed
from db.terms import Act, Form

_DEEPEST = 3
"""Quotations inside one another that are read."""
_LONGEST_HEADLINE = 130
_BETWEEN = 3
"""Characters that may stand between two quotations of which the second goes on with the first."""


def drafts(text: str) -> list[Draft]:
    """Attributions of a text, in the order they are found."""
    ranges = paragraphs(text)
    quoted = quotations(text, ranges)
    words = read_words(text)
    found: list[Draft] = []
    holders: dict[int, Draft] = {}
    for number, ((start, end), quotes) in enumerate(zip(ranges, quoted, strict=True)):
        here = len(found)
        for sentence in sentences(text, words, start, end, quotes):
            _read(sentence, words, found, holders, 0)
        if number == 0 and _is_headline(text, start, end):
            for draft in found[here:]:
                draft.form = Form.HEADLINE if draft.form is Form.INDIRECT else draft.form
    return found


def _read(sentence: Sentence, words: Words, found: list[Draft], holders: dict[int, Draft], depth: int) -> None:
    """Add what one sentence attributes, then what is attributed inside its quotations."""
    reading = Reading(sentence, cues(sentence))
    around = phrases(reading)
    reading.stops = [first - (sentence.low(first - 1) == ",") for first, _ in around if first > 0]
    for cue in reading.cues:
        _apply(reading, cue)
    for phrase in around:
        according(reading, phrase)
    nouns(reading)
    _colon(reading)
    _go_on(reading, found, holders)
    for draft in reading.drafts:
        found.append(draft)
        _hold(reading, draft, holders)
    if depth < _DEEPEST:
        for quote in sentence.quotes.values():
            for inner in sentences(sentence.text, words, quote.inner_start, quote.inner_end, quote.children):
                inner.depth = depth + 1
                _read(inner, words, found, holders, depth + 1)


def _apply(reading: Reading, cue: Cue) -> None:
    """Read one cue by the rule for its kind."""
    if cue.kind is Kind.PASSIVE:
        passive(reading, cue)
    elif "z" in cue.takes:
        quotes_another(reading, cue)
    elif cue.lemma in ("quote", "cite"):
        return
    else:
        say(reading, cue)


def _hold(reading: Reading, draft: Draft, holders: dict[int, Draft]) -> None:
    """Remember which draft has which quotation, so that what goes on with it in the next paragraph is added to it."""
    for quote in reading.sentence.quotes.values():
        if any(start <= quote.inner_start and quote.inner_end <= end for start, end in draft.content):
            holders.setdefault(id(quote), draft)
    if draft.last_quote is not None:
        holders[id(draft.last_quote)] = draft


def _go_on(reading: Reading, found: list[Draft], holders: dict[int, Draft]) -> None:
    """Give quotations that nobody is said to say to the draft whose words they go on with."""
    s = reading.sentence
    for at in sorted(s.quotes):
        quote = s.quotes[at]
        if at in reading.taken:
            continue
        if quote.continues is not None:
            holder = holders.get(id(quote.continues))
        elif at == 0 and len([low for low in s.lows if low != "."]) == sum(low == QUOTED for low in s.lows):
            holder = _just_before(s, quote, found)
        else:
            holder = None
        if holder is None or not whole(s, at) and quote.continues is None:
            continue
        holder.content.extend(quote_parts(quote))
        holder.last_quote = quote
        holders[id(quote)] = holder
        reading.taken.add(at)


def _just_before(s: Sentence, quote: Quotation, found: Sequence[Draft]) -> Draft | None:
    """The draft that ends right before a quotation and said something in quotation marks."""
    for draft in reversed(found):
        if draft.form not in (Form.DIRECT, Form.MIXED) or draft.last_quote is None:
            return None
        gap = s.text[draft.end : quote.start]
        if len(gap.strip(' .,\n\t”"’»')) == 0 or _ends_near(s.text, draft.end, quote.start):
            return draft
        return None
    return None


def _ends_near(text: str, end: int, start: int) -> bool:
    """Whether no more than the rest of a closing phrase stands in between, such as "at a briefing"."""
    gap = text[end:start]
    return "\n\n" not in gap and len(gap) < 80 and gap.count(".") <= 1 and gap.rstrip().endswith(".")


def _colon(reading: Reading) -> None:
    """Add "Smith: “…”": a source, a colon, and a quotation that no cue takes."""
    s = reading.sentence
    for at in range(1, min(len(s) - 1, 16)):
        if s.lows[at] != ":" or s.lows[at + 1] != QUOTED or at + 1 in reading.taken or not whole(s, at + 1):
            continue
        start = trimmed(s, 0, at)
        if any(finite(s, k) for k in range(start, at)) or not nounlike(s, start, at) or not s.capital(start):
            return
        if any(complement(s, cue, False) is not None for cue in reading.cues if cue.last < at):
            return
        content, form, quote = reading.said(at + 1, at + 2)
        draft = Draft(reading.at((start, at)), reading.at((at, at + 1)), content, form, Act.ASSERT, "say")
        draft.last_quote, draft.confidence = quote, 0.6
        reading.drafts.append(draft)
        return


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether the first paragraph is a title: one short line that ends no sentence, with more below it."""
    title = text[start:end]
    return (
        "\n" not in title
        and len(title) <= _LONGEST_HEADLINE
        and title[-1:] not in '.!?:;,”"…'
        and "\n" in text[end : end + 2]
    )


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges share a place."""
    return one[0] < other[1] and other[0] < one[1]
