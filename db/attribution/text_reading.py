"""Quotations that continue: after their cue, in the next paragraph, or before their cue over several paragraphs."""

from __future__ import annotations

from db.attribution.drafts import AttributionDraft, SentenceReading, is_utterance
from db.attribution.quote_marks import Quotation
from db.attribution.sentences import QUOTE_TOKEN
from db.dataclass import dataclass, field
from db.model.enums import Act, QuoteForm

_MAX_CLOSING_PHRASE = 80
"""Code points of a phrase between a cue and the next quotation: "he said at a briefing on Monday. “…”"."""
_CONFIDENCE = 0.55


@dataclass(slots=True)
class TextDrafts:
    """The drafts of a text so far, and which of them holds each quotation."""

    drafts: list[AttributionDraft] = field(default_factory=list)
    """In the order they are found."""
    holders: dict[int, AttributionDraft] = field(default_factory=dict)
    """Draft that holds a quotation, by the `id()` of the quotation."""
    waiting: AttributionDraft | None = None
    """A draft whose quotation should be the next paragraph: "The minister said:"."""

    def add_draft(self, reading: SentenceReading, draft: AttributionDraft) -> None:
        """Add a draft, note which quotations it holds, and add to it the earlier paragraphs of each."""
        self.drafts.append(draft)
        for quote in reading.sentence.quotes.values():
            if any(start <= quote.inner_start and quote.inner_end <= end for start, end in draft.content):
                self.holders.setdefault(id(quote), draft)
                if draft.form is QuoteForm.DIRECT:
                    self._take_earlier_paragraphs(draft, quote)
        if draft.last_quote is not None:
            self.holders[id(draft.last_quote)] = draft

    def continue_quotations(self, reading: SentenceReading) -> None:
        """Give the quotations of a sentence that no cue holds to whoever was speaking before it."""
        s = reading.sentence
        for at in sorted(s.quotes):
            if at in reading.held_quotes:
                continue
            earlier = s.quotes[at].continues
            if earlier is not None:
                self._add_quotation(reading, at, self.holders.get(id(earlier)))
            elif at == 0 and self.waiting is not None:
                self._add_quotation(reading, at, self.waiting)
                self.drafts.append(self.waiting)
                self.waiting = None
            elif at == 0 and is_utterance(s, at) and all(low in (QUOTE_TOKEN, ".") for low in s.lows):
                self._continue_speaker(reading, at)

    def _take_earlier_paragraphs(self, draft: AttributionDraft, quote: Quotation) -> None:
        """Put the earlier paragraphs of a quotation before a draft's content, unless another cue holds them."""
        earlier = quote.continues
        while earlier is not None:
            holder = self.holders.get(id(earlier))
            if holder is not None and (holder is draft or holder.cue is not None):
                return
            if holder is not None:
                holder.content = [part for part in holder.content if part != earlier.inner]
            draft.content.insert(0, earlier.inner)
            self.holders[id(earlier)] = draft
            earlier = earlier.continues

    def _add_quotation(self, reading: SentenceReading, at: int, holder: AttributionDraft | None) -> None:
        """Add the quotation at an index to the content of a draft."""
        if holder is None:
            return
        quote = reading.sentence.quotes[at]
        holder.content.append(quote.inner)
        holder.last_quote = quote
        self.holders[id(quote)] = holder
        reading.held_quotes.add(at)

    def _continue_speaker(self, reading: SentenceReading, at: int) -> None:
        """Add a quotation that stands alone: more of the last content, or a new draft of the same speaker.

        "“It fell,” she said. “Nobody saw it.”" is one draft; a quotation that is a paragraph of its own is a new one.
        """
        s = reading.sentence
        quote = s.quotes[at]
        speaker = self._last_speaker(s.text, quote)
        if speaker is None:
            return
        if "\n" not in s.text[speaker.end : quote.start]:
            self._add_quotation(reading, at, speaker)
            return
        if s.text[quote.end : quote.end + 2].strip(" \t\r.")[:1] not in ("", "\n"):
            return
        act = Act.REPORT if speaker.act is Act.REPORT else Act.ASSERT
        following = AttributionDraft(speaker.source, None, [], QuoteForm.DIRECT, act, "say", confidence=_CONFIDENCE)
        following.antecedent = speaker.antecedent
        self._add_quotation(reading, at, following)
        self.drafts.append(following)

    def _last_speaker(self, text: str, quote: Quotation) -> AttributionDraft | None:
        """The last draft outside quotations, if its content ends with a quotation just before this one."""
        draft = next((draft for draft in reversed(self.drafts) if not draft.in_quotation), None)
        if draft is None or draft.form not in (QuoteForm.DIRECT, QuoteForm.MIXED) or draft.last_quote is None:
            return None
        between = text[draft.end : quote.start]
        touches = not between.strip(' .,\n\t”"’»')
        return draft if touches or _is_closing_phrase(between) else None


def _is_closing_phrase(between: str) -> bool:
    """Whether the words between a cue and a quotation only close the cue's sentence: "at a briefing on Monday."."""
    return len(between) < _MAX_CLOSING_PHRASE and between.count(".") <= 1 and between.rstrip().endswith(".")
