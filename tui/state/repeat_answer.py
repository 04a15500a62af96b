"""The answer of a person to "which statement on record do these words repeat?"."""

from __future__ import annotations

from db.dataclass import dataclass, replace
from db.markup.plan import MarkupContext, Plan
from db.model.ids import StatementId


@dataclass(frozen=True, slots=True)
class RepeatAnswer:
    """A statement, or that the words are another; neither while nothing was answered."""

    same_as: StatementId | None = None
    """The statement that is repeated."""
    is_new: bool = False
    """Whether the words repeat none."""

    def in_context(self, context: MarkupContext) -> MarkupContext:
        """A context of mark-up with this answer."""
        return replace(context, same_as=self.same_as, is_new=self.is_new)


def next_answer(plan: Plan) -> RepeatAnswer | None:
    """The answer after the one that a plan shows: each statement in turn, then another. None where nothing is asked."""
    if not plan.repeats:
        return None
    answers = [*(RepeatAnswer(each.statement) for each in plan.repeats), RepeatAnswer(is_new=True)]
    if plan.context.is_new:
        return answers[0]
    if plan.repeated is None:
        return answers[0]
    shown = RepeatAnswer(plan.repeated.statement)
    return answers[(answers.index(shown) + 1) % len(answers)] if shown in answers else answers[0]
