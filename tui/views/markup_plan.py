"""A plan of mark-up as blocks of a sheet: what it will write, or why a line can't be read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from db.errors import OnRecordError
from db.markup.plan import Plan
from db.queries.claims import Claim
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.blocks import Block


def plan_blocks(plan: Plan, undecided: Sequence[Claim] = ()) -> list[Block]:
    """The mark-up, the sentences of its plan, and what a person should look at first.

    :param undecided: new claims that are left out, since no side is taken on them.
    """
    waiting = [f"no side is taken on “{claim.text}”: it is not written" for claim in undecided]
    return [
        Block(Content.assemble((line(str(plan.line)), "bold")), lead=Content.assemble(("will write  ", DIM))),
        *(_signed_line("! ", line(doubt), "bold $warning") for doubt in (*plan.doubts, *waiting)),
        *(_signed_line("+ ", line(step.sentence), "bold $success") for step in plan.steps),
    ]


def error_blocks(error: OnRecordError) -> list[Block]:
    """Why nothing can be written, and what to do."""
    said = Content.assemble((line(error.message), "$error"), "  ", (line(error.hint), DIM))
    return [Block(said, lead=Content.assemble(("✗ can't read: ", "bold $error")))]


def _signed_line(sign: str, words: str, style: str) -> Block:
    return Block(Content(words), lead=Content.assemble((sign, style)), indent=2)
