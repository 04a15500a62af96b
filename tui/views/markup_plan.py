"""A plan of mark-up as blocks of a sheet: what it will write, or why a line can't be read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from db.errors import OnRecordError
from db.markup.completion import MarkupCompletion
from db.markup.plan import Plan, Repeat
from db.queries.claims import Claim
from db.text.quotation import in_quotes
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import Piece
from tui.text.styles import DIM
from tui.views.blocks import Block


def plan_blocks(plan: Plan, undecided: Sequence[Claim] = ()) -> list[Block]:
    """The mark-up, the sentences of its plan, and what a person should look at first.

    :param undecided: new claims that are left out, since no side is taken on them.
    """
    waiting = [f"no stance on {in_quotes(claim.text)}: it will not be saved" for claim in undecided]
    return [
        *_repeat_blocks(plan),
        Block(Content.assemble((line(str(plan.line)), "bold")), lead=Content.assemble(("preview  ", DIM))),
        *(_signed_line(f"{Mark.ATTENTION} ", line(doubt), "bold $warning") for doubt in (*plan.doubts, *waiting)),
        *(_signed_line(f"{Mark.RELATED} ", line(step.sentence), "bold $success") for step in plan.steps),
    ]


def _repeat_blocks(plan: Plan) -> list[Block]:
    """The statements on record that the words may repeat, and which of them is taken."""
    if not plan.repeats:
        return []
    if plan.is_undecided:
        said = Content.assemble(("may already be on record: ", "bold $warning"), ("“same” chooses which", DIM))
    elif plan.repeated is None:
        said = Content.assemble(("another statement ", "bold"), ("from those below; “same” changes it", DIM))
    else:
        said = Content.assemble(
            (f"same statement as {line(plan.repeated.key)} ", "bold"), ("“same” chooses another, or none", DIM)
        )
    return [
        Block(said, lead=Content.assemble((f"{Mark.SAME} ", "bold $accent"))),
        *(_repeat_block(plan, each) for each in plan.repeats),
    ]


def _repeat_block(plan: Plan, repeat: Repeat) -> Block:
    taken = plan.repeated == repeat
    return Block(
        Content.assemble((line(repeat.words), "bold" if taken else ""), (f"  {repeat.reason}", DIM)),
        lead=Content.assemble((f"{Mark.CHOSEN} " if taken else f"{Mark.NOT_CHOSEN} ", "$accent")),
        indent=2,
    )


def error_blocks(error: OnRecordError) -> list[Block]:
    """Why nothing can be written, and what to do."""
    said = Content.assemble((line(error.message), "$error"), "  ", (line(error.hint), DIM))
    return [Block(said, lead=Content.assemble((f"{Mark.WRONG} can't read: ", "bold $error")))]


def _signed_line(sign: str, words: str, style: str) -> Block:
    return Block(Content(words), lead=Content.assemble((sign, style)), indent=2)


def draw_completion(offer: MarkupCompletion, here: bool) -> list[Piece]:
    """A completion with its label, as styled pieces."""
    mark = (Mark.SELECTED, "$accent") if here else (" ", "")
    return [mark, (line(offer.insert), "bold" if here else ""), (f"   {line(offer.label)}", DIM)]


def _example(sign: str, words: str) -> Block:
    return Block(Content.assemble((words, DIM)), lead=Content.assemble((f"{sign:<27}", "bold")))


MARKUP_EXAMPLES = (
    _example("Ahmed Khalaf : +C1 ?C3", "Khalaf says it: for C1, neither on C3"),
    _example("Ahmed Khalaf > Anadolu", "Anadolu relays what he says; this report comes last, no need to name it"),
    _example("Command @ INA", "the command says it, INA publishes it"),
    _example('Khalaf : -C2 +"new claim"', "against C2, for a new claim"),
)
"""Examples, shown while nothing is typed."""
