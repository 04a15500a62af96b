"""What a proposer hands back: who says what, in which words of the text. Nothing here finds anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.model.enums import Act, QuoteForm


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text. Positions count code points, end exclusive."""

    text: str
    """The words themselves."""
    start: int
    """Where they begin."""
    end: int
    """Where they end, exclusive."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One attribution as a rule reads it, until a person accepts or rejects it."""

    source: Span | None
    """Who says it, with titles and appositions; None where the text names nobody ("it was reported that")."""
    cue: Span | None
    """The words that attribute; None where a quotation goes on without any."""
    content: tuple[Span, ...]
    """What is said. A quotation that is split, or runs over paragraphs, has several spans."""
    form: QuoteForm
    """Direct, indirect, mixed or headline."""
    act: Act
    """What the source does in saying it, read from cue and content."""
    within: int | None
    """Index, in the same list, of the proposal whose content holds this one."""
    antecedent: Span | None
    """Whom "he", "they" or "the agency" likely stands for. Always a guess."""
    outlet: Span | None
    """The channel that carries it ("published by …", "told Reuters"); never the speaker."""
    time: Span | None
    """Words that say when it was said ("earlier on Wednesday")."""
    denies: bool
    """Whether cue or content denies."""
    confidence: float
    """From 0 to 1; good for putting proposals in order and for nothing else."""
    answers: Span | None
    """Earlier content that "denied this" answers, where it can be tied."""


Proposer = Callable[[str], list[Proposal]]
"""What finds attributions in a text; another one can take the place of the rules."""
