"""Drafts: attributions as the rules find them in a sentence, before :mod:`.assembly` makes proposals of them."""

from __future__ import annotations

from typing import overload

from db.attribution.cues import Cue
from db.attribution.paragraphs import TextRange
from db.attribution.quote_marks import Quotation
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.dataclass import dataclass, field
from db.model.enums import Act, QuoteForm


@dataclass(slots=True, eq=False)
class AttributionDraft:
    """One attribution. Its ranges are code points of the text, end exclusive."""

    source: TextRange | None
    cue: TextRange | None
    content: list[TextRange]
    form: QuoteForm
    act: Act
    lemma: str = ""
    """Lemma of the cue verb, from which :mod:`.speech_acts` reads the act."""
    outlet: TextRange | None = None
    time: TextRange | None = None
    confidence: float = 0.7
    antecedent: TextRange | None = None
    """The earlier source that "he" or "the agency" stands for, where a rule knows it already."""
    act_is_final: bool = False
    """Whether the act stays as it is, whatever the content says."""
    answers_earlier: bool = False
    """Whether it denies earlier content: "denied this"."""
    in_quotation: bool = False
    """Whether it is part of a quotation."""
    parent: AttributionDraft | None = None
    """The draft that it belongs to, though its words are outside that one: "…, citing police"."""
    is_remark: bool = False
    """Whether its content is another draft's, which it denies or confirms: "…, a charge the ministry denied"."""
    last_quote: Quotation | None = None
    """The quotation at the end of the content, which the next one may continue."""

    @property
    def start(self) -> int:
        """Start of the first of its ranges."""
        return min(part[0] for part in self._parts())

    @property
    def end(self) -> int:
        """End of the last of its ranges, exclusive."""
        return max(part[1] for part in self._parts())

    def _parts(self) -> list[TextRange]:
        if self.cue is None:
            return self.content
        return [part for part in (self.source, self.cue) if part is not None] + self.content


@dataclass(slots=True)
class SentenceReading:
    """One sentence with its cues and the drafts that the rules add."""

    sentence: Sentence
    cues: list[Cue]
    drafts: list[AttributionDraft] = field(default_factory=list)
    used_verbs: set[int] = field(default_factory=set)
    """Indexes of verbs that another cue includes: "saying" of "quoted … as saying"."""
    held_quotes: set[int] = field(default_factory=set)
    """Indexes of quotations that are the content of a draft."""
    last_source: WordRange | None = None
    """Source of the previous cue, which "and added" shares."""
    content_ends: list[int] = field(default_factory=list)
    """Indexes at which "according to" ends the content before it."""

    @overload
    def text_range(self, words: WordRange) -> TextRange: ...
    @overload
    def text_range(self, words: WordRange | None) -> TextRange | None: ...
    def text_range(self, words: WordRange | None) -> TextRange | None:
        """The range in the text of some words of the sentence."""
        if words is None:
            return None
        return (self.sentence.starts[words[0]], self.sentence.ends[words[1] - 1])

    def take_content(self, start: int, end: int) -> tuple[list[TextRange], QuoteForm, Quotation | None]:
        """Content made of some words, its form, and the quotation at its end; its quotations become held.

        Quotations alone are direct, and their content is the words inside the marks; with other words they are mixed.
        """
        s = self.sentence
        held = [k for k in range(start, end) if s.lows[k] == QUOTE_TOKEN]
        self.held_quotes.update(held)
        if not held:
            return [self.text_range((start, end))], QuoteForm.INDIRECT, None
        if len(held) == end - start:
            return [s.quotes[k].inner for k in held], QuoteForm.DIRECT, s.quotes[held[-1]]
        return [self.text_range((start, end))], QuoteForm.MIXED, s.quotes[held[-1]] if held[-1] == end - 1 else None


def is_utterance(s: Sentence, at: int) -> bool:
    """Whether a quotation reads as a whole utterance rather than as a few borrowed words."""
    quote = s.quotes.get(at)
    if quote is None:
        return False
    words = s.text[quote.inner_start : min(quote.inner_end, quote.inner_start + 200)].split()
    if not words:
        return False
    ended = s.text[quote.inner_end - 1] in ".!?,…—–-" or not quote.closed
    capitalised = next((c for c in words[0] if c.isalnum()), "a").isupper()
    return (capitalised and (ended or len(words) >= 4)) or (len(words) >= 5 and ended) or len(words) >= 8
