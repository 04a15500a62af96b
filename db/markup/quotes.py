"""The quote of a line: the selected words, anchored on a statement."""

from __future__ import annotations

from db.markup.plan import NewQuote, StepResult
from db.markup.plan_builder import PlanBuilder
from db.model.ids import StatementId
from db.text.quotation import in_quotes

_SHOWN = 60
"""Code points of a quote that are shown in the sentence of its step."""


def plan_quote(builder: PlanBuilder, on: StatementId | StepResult) -> None:
    """Plan the quote: the selected words on a statement, unless it has them already."""
    context, key = builder.context, builder.report.key
    for start, end in builder.spans:
        exact = builder.text[start:end]
        shown = exact if len(exact) <= _SHOWN else f"{exact[:_SHOWN]}…"
        if not isinstance(on, StepResult) and builder.record.row(
            'SELECT 1 FROM quotes WHERE statement = ? AND capture = ? AND start = ? AND "end" = ?',
            on,
            context.capture,
            start,
            end,
        ):
            builder.doubt(f"{in_quotes(shown)} is quoted on it already.")
            continue
        sentence = f"{in_quotes(shown)} quoted from {key}, {start}–{end} ({context.form})"
        builder.add(NewQuote(sentence, on, start, exact, context.lang or builder.report.lang))
