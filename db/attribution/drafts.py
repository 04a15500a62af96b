"""Drafts: attributions as the rules of one sentence find them, before they become proposals."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.attribution.cues import Cue
from db.attribution.paragraphs import TextRange
from db.attribution.quote_marks import Quotation
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.model.enums import Act, QuoteForm


@dataclass(slots=True, eq=False)
class Draft:
    """One attribution found, in places of the text."""

    source: TextRange | None
    cue: TextRange | None
    content: list[TextRange]
    form: QuoteForm
    act: Act
    lemma: str = ""
    """The verb of the cue, which the act is read with."""
    outlet: TextRange | None = None
    time: TextRange | None = None
    confidence: float = 0.7
    denies: bool = False
    answers: TextRange | None = None
    antecedent: TextRange | None = None
    """Whom a pronoun or "the agency" stands for."""
    act_is_final: bool = False
    """Whether the act is final and content does not change it."""
    answers_earlier: bool = False
    """Whether it denies something said before ("denied this")."""
    in_quotation: bool = False
    """Whether it stands inside a quotation."""
    parent: Draft | None = None
    """What it is part of, where its words do not show it ("…, citing police")."""
    is_remark: bool = False
    """Whether it takes back the very words another says ("…, a charge the ministry denied")."""
    last_quote: Quotation | None = None
    """The quotation its content ends with, which a following one may continue."""

    @property
    def start(self) -> int:
        """Where its outermost words begin."""
        return min(part[0] for part in self._parts())

    @property
    def end(self) -> int:
        """Where its outermost words end."""
        return max(part[1] for part in self._parts())

    def _parts(self) -> list[TextRange]:
        if self.cue is None:
            return self.content
        return [part for part in (self.source, self.cue) if part is not None] + self.content


@dataclass(slots=True)
class SentenceReading:
    """One sentence with its cues, while the rules go over it."""

    sentence: Sentence
    cues: list[Cue]
    drafts: list[Draft] = field(default_factory=list)
    used_verbs: set[int] = field(default_factory=set)
    """Indices of verbs that belong to a cue already read ("quoted … as saying")."""
    held_quotes: set[int] = field(default_factory=set)
    """Indices of quotations that some draft holds."""
    last_source: WordRange | None = None
    """Source of the verb before, which "and added" shares."""
    content_ends: list[int] = field(default_factory=list)
    """Places where "according to" ends what is said before it."""

    def text_range(self, pair: WordRange) -> TextRange:
        """Place in the text of a stretch of words."""
        return (self.sentence.starts[pair[0]], self.sentence.ends[pair[1] - 1])

    def content(self, start: int, end: int) -> tuple[list[TextRange], QuoteForm, Quotation | None]:
        """Content ranges and form of a stretch of words that is said.

        A lone quotation is direct and gives the words inside its marks; one that stands in a clause makes it mixed.
        """
        s = self.sentence
        held = [k for k in range(start, end) if s.lows[k] == QUOTE_TOKEN]
        self.held_quotes.update(held)
        if not held:
            return [self.text_range((start, end))], QuoteForm.INDIRECT, None
        if held == list(range(start, end)):
            parts: list[TextRange] = []
            for k in held:
                parts.extend(quote_parts(s.quotes[k]))
            return parts, QuoteForm.DIRECT, s.quotes[held[-1]]
        return [self.text_range((start, end))], QuoteForm.MIXED, s.quotes[held[-1]] if held[-1] == end - 1 else None


def quote_parts(quote: Quotation) -> list[TextRange]:
    """The words inside the marks of a quotation in this paragraph."""
    return [(quote.inner_start, quote.inner_end)]


def is_utterance(s: Sentence, at: int) -> bool:
    """Whether a quotation reads as an utterance rather than as a few borrowed words."""
    quote = s.quotes.get(at)
    if quote is None:
        return False
    words = s.text[quote.inner_start : min(quote.inner_end, quote.inner_start + 200)].split()
    if not words:
        return False
    ended = s.text[quote.inner_end - 1] in ".!?,…—–-" or not quote.closed
    capital = next((c for c in words[0] if c.isalnum()), "a").isupper()
    return (capital and (ended or len(words) >= 4)) or (len(words) >= 5 and ended) or len(words) >= 8
