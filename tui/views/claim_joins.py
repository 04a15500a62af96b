"""What a sheet says of joined claims: with what a claim is one, and what joining or setting apart would do."""

from __future__ import annotations

from collections.abc import Sequence

from db.errors import Refused
from db.model.ids import ClaimId
from db.queries.claim_joins import Joined, Joining, Parting, joined, joined_with
from db.queries.claims import Claim
from db.store.reader import Reader
from tui.text import wording
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Thing, ThingKind
from tui.views.assessments import claim_lines
from tui.views.blocks import Block
from tui.views.parts import fact, plain

_MOST = 20
"""Joined claims a view names; a line says how many more there are."""

_JUDGED = 3
"""Joined claims of which a view also says what the desk decided."""

_NAMED = 12


def joined_lines(record: Reader, id: ClaimId) -> list[Block]:
    """What a claim is joined into, or the claims that are joined into it."""
    into = joined(record, id)
    if into is not None:
        return _beside("joined into", into.into, into)
    found = joined_with(record, id)
    blocks = [block for each in found[:_MOST] for block in _beside("with it", each.claim, each)]
    if len(found) > _MOST:
        blocks.append(fact("", (f"… and {len(found) - _MOST:,} more", DIM)))
    return blocks


def joined_judged(record: Reader, id: ClaimId) -> list[Block]:
    """What the desk decided of the claim that one is joined into, or of those that are joined into it."""
    into = joined(record, id)
    if into is not None:
        others = [(into.into, "which it is joined into")]
    else:
        others = [(each.claim, "joined into it") for each in joined_with(record, id)[:_JUDGED]]
    blocks: list[Block] = []
    for claim, told in others:
        blocks += [plain((f"and of {claim.key}, {told}:", DIM)), *claim_lines(record, claim.id)[1:]]
    return blocks


def joining_lines(claim: Claim, into: Claim, found: Joining) -> list[Block]:
    """What joining a claim into another would do."""
    one, other = claim.key, into.key
    if found.against:
        told = [
            plain(("✗ ", "$error"), f"{each.key} is {each.polarity.word} {one} and {each.other[0].word} {other}")
            for each in found.against[:_NAMED]
            if each.other is not None
        ]
        more = len(found.against) - _NAMED
        return [
            plain((f"✗ {one} and {other} can't be joined as they stand:", "bold $error")),
            *told,
            *([plain((f"… and {more:,} more", DIM))] if more > 0 else []),
            plain(("Read those words again, and change how they bear on one of the two first.", DIM)),
        ]
    brought, shared = [each.key for each in found.brought], [each.key for each in found.shared]
    blocks = [plain(("● ", "$success"), f"{other} is kept; lists leave {one} out, and it stays on record")]
    if brought:
        come = "1 statement comes" if len(brought) == 1 else f"{len(brought):,} statements come"
        blocks.append(plain(("＋ ", "$success"), f"{come} to {other}", (f"  {_named(brought)}", DIM)))
    else:
        blocks.append(plain(("· ", DIM), f"no statement comes to {other}"))
    if shared:
        blocks.append(plain(("＝ ", DIM), f"on both already, left as on {other}", (f"  {_named(shared)}", DIM)))
    return [*blocks, plain((f"u undoes it, and = in the view of {one} sets it apart at any later time", DIM))]


def refusal_lines(refused: Refused) -> list[Block]:
    """Why two claims can't be joined at all."""
    return [plain(("✗ ", "bold $error"), line(refused.message)), plain((line(refused.hint), DIM), indent=2)]


def parting_lines(claim: Claim, into: Claim, found: Parting) -> list[Block]:
    """What setting a joined claim apart would do."""
    one, other = claim.key, into.key
    taken, edited = found.keys, found.edited_keys
    blocks = [plain(("● ", "$success"), f"{one} stands in the lists again, with all of its own statements")]
    if taken:
        goes = "1 statement it brought goes" if len(taken) == 1 else f"{len(taken):,} statements it brought go"
        blocks.append(plain(("− ", "$warning"), f"{goes} from {other}", (f"  {_named(taken)}", DIM)))
    else:
        blocks.append(plain(("· ", DIM), f"it brought no statement that goes from {other}"))
    if edited:
        stays = f"changed on {other} since, and left there"
        blocks.append(plain(("! ", "bold $warning"), stays, (f"  {_named(edited)}", DIM)))
    return blocks


def _beside(word: str, other: Claim, join: Joined) -> list[Block]:
    why = f"  “{line(join.reason)}”" if join.reason else ""
    return [
        fact(
            word,
            (f"{other.key} ", "bold"),
            line(other.text),
            (f"{why}  {line(join.who)}, {wording.day(join.at[:10])}", DIM),
            target=Thing(ThingKind.CLAIM, other.id),
        )
    ]


def _named(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _NAMED:,} more" if len(keys) > _NAMED else ""
    return " ".join(keys[:_NAMED]) + more
