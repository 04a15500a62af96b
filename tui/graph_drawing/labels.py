"""Labels of a relay graph: on boxes, on lines, over columns. All of them are safe to show."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from db.analysis.graph_groups import GroupEdge, StatementGroup
from db.model.enums import Certainty, OriginStanding, Polarity
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import Piece
from tui.text.styles import DIM, SIDE_STYLE

FLIP = Mark.FLIP
ECHO = Mark.ECHO
LOOP = Mark.LOOP
CITED = Mark.CITED

STANDING_GLYPH = {
    OriginStanding.NAMED: Mark.ORIGIN,
    OriginStanding.ANONYMOUS: Mark.ORIGIN,
    OriginStanding.NOT_RECORDED: Mark.NOT_RECORDED,
}
"""Mark of an origin; its word always stands beside it."""

LEGEND = (
    f"{CITED} dashed: seen only in another report",
    f"{FLIP} flips",
    f"{ECHO} echo",
    f"{LOOP} loop",
    f"{Mark.ORIGIN} origin",
    f"{Mark.NOT_RECORDED} origin not recorded",
)


def legend_lines(width: int) -> str:
    """The legend, wrapped between its parts.

    :param width: cells.
    """
    lines = [""]
    for part in LEGEND:
        longer = f"{lines[-1]}   {part}" if lines[-1] else f" {part}"
        if lines[-1] and cell_len(longer) > width:
            lines.append(f" {part}")
        else:
            lines[-1] = longer
    return "\n".join(lines)


def box_head(group: StatementGroup, *, short: bool = False) -> str:
    """The upper edge of a box: the key, the report, and marks of what to look at.

    :param short: whether to leave the report out.
    """
    marks = _look_marks(group)
    if len(group.members) > 1:
        many = f"{len(group.members):,}" if short else wording.pluralize(len(group.members), "statement")
        return " ".join([many, *marks])
    node = group.members[0]
    outlet = node.outlet
    publisher = f" {line(outlet.short)}" if outlet is not None and outlet.id != node.source.id else ""
    place = f" · {node.report_key}{publisher}" if node.report_key and not short else ""
    return " ".join([f"{node.key}{place}", *marks])


def speaker_label(group: StatementGroup) -> str:
    """The speaker of a box."""
    if len(group.members) > 1:
        return f"{Mark.ORGANISATION} {line(group.house)}"
    node = group.members[0]
    mark = f"{STANDING_GLYPH[node.standing]} " if node.standing is not None and node.bearings else ""
    return f"{mark}{line(node.source.short)}"


def stance_label(group: StatementGroup, *, keyed: bool) -> list[Piece]:
    """The stance on the claim; in the graph of a case, on which claims; and how well an origin is known.

    :param keyed: whether to name the claims.
    """
    if len(group.members) > 1:
        return _tallied(group)
    node = group.members[0]
    pieces: list[Piece] = []
    if len(node.bearings) == 1:
        (on,) = node.bearings
        word = f"{wording.POLARITY_GLYPH[on.polarity]} {on.polarity.word}"
        pieces.append((f"{word} {on.claim}" if keyed else word, SIDE_STYLE[on.polarity]))
    else:
        for polarity in (Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER):
            keys = [on.claim for on in node.bearings if on.polarity is polarity]
            if keys:
                said = f"{wording.POLARITY_GLYPH[polarity]} {polarity.word} {' '.join(keys)}"
                pieces += [" " if pieces else "", (said, SIDE_STYLE[polarity])]
    if not pieces:
        pieces.append(("no claim", DIM))
    if node.standing is not None and node.bearings:
        pieces.append((f" · {node.standing.word}", DIM))
    elif len(node.bearings) == 1 and node.bearings[0].certainty is not Certainty.CERTAIN:
        pieces.append((f" · {node.bearings[0].certainty}", DIM))
    if node.is_withdrawn:
        pieces.append((" · withdrawn", "$warning"))
    return pieces


def side(group: StatementGroup) -> str:
    """The colour of a box: that of its side, if it is on one."""
    sides = {on.polarity for node in group.members for on in node.bearings}
    return SIDE_STYLE[sides.pop()] if len(sides) == 1 else DIM


def is_dashed(group: StatementGroup) -> bool:
    """Whether we read none of it, only what others say of it."""
    return not any(node.is_read for node in group.members)


def relay_label(strands: Sequence[GroupEdge]) -> tuple[str, str]:
    """The word before the head of an arrow, and its colour: how it is passed on, and whether it flips."""
    relays = [relay for strand in strands for relay in strand.relays]
    kinds = {str(relay.kind) for relay in relays}
    word = kinds.pop() if len(kinds) == 1 else "several ways"
    flips = sum(1 for relay in relays if relay.flips)
    if not flips:
        return word, DIM
    return f"{FLIP} flips" if flips == len(relays) else f"{FLIP} {flips} of {len(relays)} flips", "bold $error"


def column_title(layer: int, *, is_read: bool) -> str:
    """The title of a column.

    :param is_read: whether it is the last column, and we have the texts of its reports.
    """
    if layer == 0:
        return "who said it"
    return "where we read it" if is_read else "through whom"


def _look_marks(group: StatementGroup) -> list[str]:
    return [
        *([CITED] if is_dashed(group) else []),
        *([f"{ECHO} echo"] if any(node.echo for node in group.members) else []),
        *([f"{LOOP} loop"] if any(node.in_ring for node in group.members) else []),
    ]


def _tallied(group: StatementGroup) -> list[Piece]:
    pieces: list[Piece] = []
    for polarity in (Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER):
        many = sum(1 for node in group.members if any(on.polarity is polarity for on in node.bearings))
        if many:
            said = f"{wording.POLARITY_GLYPH[polarity]} {many:,} {polarity.word}"
            pieces += [" · " if pieces else "", (said, SIDE_STYLE[polarity])]
    return pieces or [("no claim", DIM)]


def plain_text(pieces: Sequence[Piece]) -> str:
    """The text of some pieces, without styles."""
    return Content.assemble(*pieces).plain
