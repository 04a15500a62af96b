"""Quotations that go on: after the cue, in the next paragraph, before the cue over several paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.attribution.drafts import Draft, SentenceReading, is_utterance, quote_parts
from db.attribution.quote_marks import Quotation
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.model.enums import Act, QuoteForm

_MAX_CLOSING_PHRASE = 80
"""Characters that the rest of a closing phrase may have ("at a briefing on Monday")."""
_CONFIDENCE = 0.55


@dataclass(slots=True)
class TextReading:
    """What has been said so far in a text, and by which draft each quotation is held."""

    drafts: list[Draft] = field(default_factory=list)
    """Drafts in the order they are found."""
    holders: dict[int, Draft] = field(default_factory=dict)
    """The draft of a quotation, by the identity of the quotation."""
    waiting: Draft | None = None
    """A draft whose quotation is to stand in the next paragraph."""

    def continue_quotations(self, reading: SentenceReading) -> None:
        """Give the quotations of a sentence that nobody is said to say to whoever was speaking."""
        s = reading.sentence
        for at in sorted(s.quotes):
            if at in reading.held_quotes:
                continue
            quote = s.quotes[at]
            if quote.continues is not None:
                self._add_quotation(reading, at, self.holders.get(id(quote.continues)))
            elif at == 0 and self.waiting is not None:
                self._add_quotation(reading, at, self.waiting)
                self.drafts.append(self.waiting)
                self.waiting = None
            elif at == 0 and is_utterance(s, at) and all(low in (QUOTE_TOKEN, ".") for low in s.lows):
                self._continue_speaker(reading, at)

    def add_draft(self, reading: SentenceReading, draft: Draft) -> None:
        """Remember which quotations a draft has, and give it the paragraphs they go on from."""
        self.drafts.append(draft)
        for quote in reading.sentence.quotes.values():
            if any(start <= quote.inner_start and quote.inner_end <= end for start, end in draft.content):
                self.holders.setdefault(id(quote), draft)
                if draft.form is QuoteForm.DIRECT:
                    self._take_earlier_paragraphs(draft, quote)
        if draft.last_quote is not None:
            self.holders[id(draft.last_quote)] = draft

    def _take_earlier_paragraphs(self, draft: Draft, quote: Quotation) -> None:
        """Put before what a draft says the paragraphs that its quotation goes on from."""
        before = quote.continues
        while before is not None:
            holder = self.holders.get(id(before))
            if holder is not None and (holder is draft or holder.cue is not None):
                return
            parts = quote_parts(before)
            if holder is not None:
                holder.content = [part for part in holder.content if part not in parts]
            draft.content[:0] = parts
            self.holders[id(before)] = draft
            before = before.continues

    def _add_quotation(self, reading: SentenceReading, at: int, holder: Draft | None) -> None:
        if holder is None:
            return
        quote = reading.sentence.quotes[at]
        holder.content.extend(quote_parts(quote))
        holder.last_quote = quote
        self.holders[id(quote)] = holder
        reading.held_quotes.add(at)

    def _continue_speaker(self, reading: SentenceReading, at: int) -> None:
        """Read a quotation that stands alone: more of what was just said, or a new one of the same speaker."""
        s = reading.sentence
        quote = s.quotes[at]
        speaker = _last_speaker(s, quote, self.drafts)
        if speaker is None:
            return
        if "\n" not in s.text[speaker.end : quote.start]:
            self._add_quotation(reading, at, speaker)
            return
        if s.text[quote.end : quote.end + 2].strip(" \t\r.")[:1] not in ("", "\n"):
            return
        act = Act.REPORT if speaker.act is Act.REPORT else Act.ASSERT
        following = Draft(speaker.source, None, [], QuoteForm.DIRECT, act, "say")
        following.antecedent, following.confidence = speaker.antecedent, _CONFIDENCE
        following.outlet = None
        self._add_quotation(reading, at, following)
        self.drafts.append(following)


def _last_speaker(s: Sentence, quote: Quotation, found: Sequence[Draft]) -> Draft | None:
    """The outermost draft that ends right before a quotation and said something in quotation marks."""
    for draft in reversed(found):
        if draft.in_quotation:
            continue
        if draft.form not in (QuoteForm.DIRECT, QuoteForm.MIXED) or draft.last_quote is None:
            return None
        between = s.text[draft.end : quote.start]
        closed = not between.strip(' .,\n\t”"’»')
        return draft if closed or _is_closing_phrase(between) else None
    return None


def _is_closing_phrase(between: str) -> bool:
    """Whether no more than the rest of a closing phrase stands in between, such as "at a briefing"."""
    return len(between) < _MAX_CLOSING_PHRASE and between.count(".") <= 1 and between.rstrip().endswith(".")
