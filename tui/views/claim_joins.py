"""What joining two claims, or setting them apart, would do. The joins of one claim: :mod:`tui.documents.claim`."""

from __future__ import annotations

from collections.abc import Sequence

from db.errors import Refused
from db.queries.claim_joins import JoinPreview, SplitPreview
from db.queries.claims import Claim
from tui.actions.registry import keyed
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.parts import text_block

_NAMED = 12


def joining_blocks(claim: Claim, into: Claim, found: JoinPreview) -> list[Block]:
    """What joining a claim into another would do."""
    one, other = claim.key, into.key
    if found.against:
        told = [
            text_block(
                (f"{Mark.WRONG} ", "$error"),
                f"{each.key} is {each.polarity.word} {one} and {each.other[0].word} {other}",
            )
            for each in found.against[:_NAMED]
            if each.other is not None
        ]
        more = len(found.against) - _NAMED
        return [
            text_block((f"{Mark.WRONG} {one} and {other} can't be joined:", "bold $error")),
            *told,
            *([text_block((f"… and {more:,} more", DIM))] if more > 0 else []),
            text_block(("Check those statements, and change their stance on one of the two claims first.", DIM)),
        ]
    brought, shared = [each.key for each in found.brought], [each.key for each in found.shared]
    blocks = [text_block(f"{other} is kept; {one} is hidden in lists but stays on record")]
    if brought:
        come = "1 statement moves" if len(brought) == 1 else f"{len(brought):,} statements move"
        blocks.append(
            text_block((f"{Mark.BECAME} ", "$success"), f"{come} to {other}", (f"  {_listed_keys(brought)}", DIM))
        )
    else:
        blocks.append(text_block(f"no statement moves to {other}"))
    if shared:
        blocks.append(
            text_block(
                (f"{Mark.SAME} ", DIM), f"already on both, unchanged on {other}", (f"  {_listed_keys(shared)}", DIM)
            )
        )
    apart = f"{keyed('{undo} undoes it; {judge.join} in the view of')} {one} splits it again at any time"
    return [*blocks, text_block((apart, DIM))]


def refusal_blocks(refused: Refused) -> list[Block]:
    """Why two claims can't be joined at all."""
    return [
        text_block((f"{Mark.WRONG} ", "bold $error"), line(refused.message)),
        text_block((line(refused.hint), DIM), indent=2),
    ]


def parting_blocks(claim: Claim, into: Claim, found: SplitPreview) -> list[Block]:
    """What setting a joined claim apart would do."""
    one, other = claim.key, into.key
    taken, edited = found.keys, found.edited_keys
    blocks = [text_block(f"{one} is in the lists again, with its own statements")]
    if taken:
        goes = (
            "1 statement it brought is removed"
            if len(taken) == 1
            else f"{len(taken):,} statements it brought are removed"
        )
        blocks.append(
            text_block((f"{Mark.BECAME} ", "$warning"), f"{goes} from {other}", (f"  {_listed_keys(taken)}", DIM))
        )
    else:
        blocks.append(text_block(f"no statement is removed from {other}"))
    if edited:
        stays = f"changed on {other} since, and kept there"
        blocks.append(text_block((f"{Mark.ATTENTION} ", "bold $warning"), stays, (f"  {_listed_keys(edited)}", DIM)))
    return blocks


def _listed_keys(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _NAMED:,} more" if len(keys) > _NAMED else ""
    return " ".join(keys[:_NAMED]) + more
