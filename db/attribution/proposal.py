"""Proposals: who says what, in which words of a text, as a proposer returns them."""

from __future__ import annotations

from collections.abc import Callable

from db.dataclass import dataclass
from db.model.enums import Act, QuoteForm


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text. Positions count code points."""

    text: str
    start: int
    end: int
    """Exclusive."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One attribution, for a person to accept or reject."""

    source: Span | None
    """Who says it, with titles and appositions; None where the text names nobody: "it was reported that"."""
    cue: Span | None
    """The words that attribute; None where a quotation continues without any."""
    content: tuple[Span, ...]
    """The words said. A quotation that is split, or runs over paragraphs, has several spans."""
    form: QuoteForm
    """Direct, indirect, mixed or headline."""
    act: Act
    """What the source does by saying it, read from cue and content."""
    within: int | None
    """Index, in the same list, of the proposal whose content encloses this one."""
    antecedent: Span | None
    """The earlier source that "he", "they" or "the agency" likely stands for. Always a guess."""
    outlet: Span | None
    """The outlet that carries it ("published by …", "told Reuters"); never the speaker."""
    time: Span | None
    """Words for when it was said: "earlier on Wednesday"."""
    denies: bool
    """Whether cue or content denies."""
    confidence: float
    """From 0 to 1; only for putting proposals in order."""
    answers: Span | None
    """Earlier content that "denied this" denies, where it is clear."""


Proposer = Callable[[str], list[Proposal]]
"""A function that finds the attributions of a text; another one can take the place of the rules."""
