"""A sheet of text blocks, drawn line by line: the detail view of a thing, and the step under the chain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from db.algorithms.grouping import MANY
from db.dataclass import dataclass
from tui.actions.registry import ActionScope, bindings
from tui.text.marks import Mark
from tui.text.strips import clean
from tui.text.targets import Row, Thing, ThingKind
from tui.views.blocks import Block
from tui.widgets.strip import render_strip

NARROWEST = 8
"""The least width of a block's text, in cells; a block that would be narrower is not indented."""

WIDEST_LEAD = 0.4
"""The widest lead with a hanging indent, as a share of the width; a wider one is part of the first line."""

_GAP_LINE = -2
"""The block index of an empty line. It differs from -1, that of a cursor on no block."""


class Sheet(ScrollView, can_focus=True, inherit_bindings=False):
    """Text blocks wrapped to the width, with a cursor that stops at those that can be opened or copied."""

    COMPONENT_CLASSES = {"sheet--text", "sheet--cursor"}
    BINDINGS = bindings(ActionScope.LIST, ActionScope.SHEET)

    cursor: reactive[int] = reactive(-1)
    """Index of the block under the cursor; -1 for none."""
    tight: reactive[bool] = reactive(False)
    """Whether to leave out the empty lines between blocks, for a small window."""

    @dataclass
    class BlockOpened(Message):
        """A person opened a block."""

        target: Thing

    def __init__(self, *, id: str, leads: bool = False) -> None:
        """Make an empty sheet.

        :param leads: whether the cursor shows without focus, as when an input line moves it.
        """
        super().__init__(id=id)
        self._leads = leads
        self.blocks: tuple[Block, ...] = ()
        """The blocks as they are shown, with folds."""
        self._unfolded: set[str] = set()
        self._given: tuple[Block, ...] = ()
        self._lines: list[tuple[int, Content]] = []
        self._starts: list[int] = []
        self._width = -1

    @property
    def selected(self) -> Block | None:
        """The block under the cursor."""
        return self.blocks[self.cursor] if 0 <= self.cursor < len(self.blocks) else None

    def place_of(self, row: Row) -> int | None:
        """The index of the block of a row; None for none."""
        return next((at for at, block in enumerate(self.blocks) if block.row == row), None)

    @property
    def shows_cursor(self) -> bool:
        """Whether the block under the cursor is in view."""
        return self.cursor in self._visible_stops()

    def is_below(self, index: int) -> bool:
        """Whether a block begins below the first line in view, and can still be scrolled to."""
        return self.scroll_offset.y < self._starts[index] and self.scroll_offset.y < self.max_scroll_y

    def show_from(self, index: int) -> None:
        """Scroll until a block is the first in view, as far as there is text below it."""
        self._scroll(self._starts[index])

    def step(self, lines: int) -> None:
        """Go to the next block that opens where the cursor is in view and the block is near; else scroll."""
        steps = range(self.cursor + lines, len(self.blocks) if lines > 0 else -1, lines)
        goal = next((at for at in steps if self.blocks[at].stops), None)
        if goal is not None and self.shows_cursor and not self._is_far(goal, self.scrollable_content_region.height):
            self.cursor = goal
        else:
            self._scroll(self.scroll_offset.y + lines)

    def show(self, blocks: Sequence[Block], *, stay: bool = False) -> None:
        """Show these blocks.

        :param stay: whether to keep the cursor and the scroll position, and not begin at the top.
        """
        before = self.selected
        self._given = tuple(blocks)
        self.blocks = tuple(_folded(self._given, self._unfolded))
        self._lay_out()
        if stay:
            self.set_reactive(Sheet.cursor, self._find_again(before))
        else:
            self.set_reactive(Sheet.cursor, next((at for at, block in enumerate(self.blocks) if block.stops), -1))
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()

    def watch_tight(self) -> None:
        """Lay out the blocks again."""
        self._lay_out()

    def watch_cursor(self) -> None:
        """Keep the block under the cursor visible, as far as it fits."""
        if 0 <= self.cursor < len(self._starts):
            self.scroll_to_region(self._region(self.cursor), animate=False, force=True, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        at = y + self.scroll_offset.y
        plain = self.get_visual_style("sheet--text")
        if at >= len(self._lines):
            return Strip.blank(width, plain.rich_style)
        index, content = self._lines[at]
        here = index == self.cursor and (self.has_focus or self._leads)
        under = self.get_visual_style("sheet--text", "sheet--cursor") if here else plain
        return render_strip(self, Content.assemble((Mark.SELECTED if here else " ", "$accent"), content), width, under)

    def action_move(self, blocks: int) -> None:
        """Go to the next block that can be opened or copied; scroll if there is none nearby."""
        steps = range(self.cursor + blocks, len(self.blocks) if blocks > 0 else -1, blocks)
        goal = next((at for at in steps if self.blocks[at].stops), None)
        height = self.scrollable_content_region.height
        if goal is None or self._is_far(goal, height):
            self._scroll(self.scroll_offset.y + blocks * max(1, height // 2))
            return
        self.cursor = goal

    def action_page(self, pages: int) -> None:
        """Scroll by a screenful."""
        height = max(1, self.scrollable_content_region.height - 1)
        self._scroll(self.scroll_offset.y + pages * height)

    def action_half(self, halves: int) -> None:
        """Scroll by half a screenful."""
        self._scroll(self.scroll_offset.y + halves * max(1, self.scrollable_content_region.height // 2))

    def action_edge(self, side: int) -> None:
        """Go to the top or the bottom."""
        self._scroll(0 if side < 0 else self.virtual_size.height)
        if visible := self._visible_stops():
            self._set_cursor(visible[0 if side < 0 else -1])

    def action_open(self) -> None:
        """Open the block under the cursor; show what it folds."""
        target = self.selected.target if self.selected else None
        if target is None:
            return
        if target.kind is ThingKind.FOLD:
            self._unfolded.add(target.name)
            self.show(self._given, stay=True)
        else:
            self.post_message(self.BlockOpened(target))

    def on_click(self, event: events.Click) -> None:
        """Select the clicked block; a double click opens it."""
        at = event.y + self.scroll_offset.y
        if at >= len(self._lines):
            return
        index = self._lines[at][0]
        if index < 0:
            return
        if event.chain > 1 and index == self.cursor:
            self.action_open()
        elif self.blocks[index].stops:
            self.cursor = index

    def _scroll(self, y: int) -> None:
        """Scroll, and take the cursor along to a visible block: no key acts on a block that is out of view."""
        before = self.scroll_offset.y
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        visible = self._visible_stops()
        if visible and not visible[0] <= self.cursor <= visible[-1]:
            self._set_cursor(visible[0 if self.scroll_offset.y >= before else -1])

    def _visible_stops(self) -> list[int]:
        """Indexes of the visible blocks that the cursor stops at."""
        top = self.scroll_offset.y
        bottom = top + self.scrollable_content_region.height
        return [at for at, start in enumerate(self._starts) if self.blocks[at].stops and top <= start < bottom]

    def _set_cursor(self, index: int) -> None:
        """Put the cursor on a visible block without scrolling to the rest of it."""
        self.set_reactive(Sheet.cursor, index)
        self.refresh()

    def _find_again(self, before: Block | None) -> int:
        """The cursor among new blocks: on the same block as before, else at the same index or the nearest above."""
        stops = [at for at, block in enumerate(self.blocks) if block.stops]
        if before is not None and before.stops:
            same = [at for at in stops if _is_same(before, self.blocks[at])]
            if same:
                return min(same, key=lambda at: abs(at - self.cursor))
        return max((at for at in stops if at <= self.cursor), default=stops[0] if stops else -1)

    def _lay_out(self) -> None:
        self._width = width = self.scrollable_content_region.width
        self._lines, self._starts = [], []
        for index, block in enumerate(self.blocks):
            if block.gap and self._lines and not self.tight:
                self._lines.append((_GAP_LINE, Content("")))
            self._starts.append(len(self._lines))
            self._lines += [(index, line) for line in _wrap(block, width - 1)]
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def _region(self, index: int) -> Region:
        start = self._starts[index]
        following = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._lines)
        return Region(0, start, 1, max(1, following - start))

    def _is_far(self, index: int, height: int) -> bool:
        """Whether a block is more than a screenful away, so that a jump to it would skip unread lines."""
        top = self.scroll_offset.y
        return not top - height <= self._starts[index] < top + 2 * height


def count_lines(blocks: Sequence[Block], width: int, *, gaps: bool) -> int:
    """The lines that blocks take in a sheet, below other blocks.

    :param width: cells of the sheet.
    :param gaps: whether empty lines stand between blocks.
    """
    return sum(len(_wrap(block, width - 1)) + (block.gap and gaps) for block in blocks)


def _folded(blocks: Sequence[Block], unfolded: Collection[str]) -> Iterator[Block]:
    """The blocks with each long run of blocks alike folded."""
    for alike, run in groupby(blocks, key=lambda block: block.alike):
        own = list(run)
        if not alike or alike in unfolded or len(own) < MANY:
            yield from own
            continue
        yield own[0]
        words = Content.assemble((f"… and {len(own) - 1:,} like it: enter shows them", "$text-muted"))
        yield Block(words, own[0].indent + 2, target=Thing(ThingKind.FOLD, 0, alike))


def _is_same(before: Block, block: Block) -> bool:
    """Whether two blocks are the same: by row, else by citation, else by target and text."""
    if before.row is not None:
        return block.row == before.row
    if before.citation:
        return block.row is None and block.citation == before.citation
    return (block.target, block.content.plain) == (before.target, before.content.plain)


def _wrap(block: Block, width: int) -> list[Content]:
    """Wrap a block to lines, with its indent and its lead where the width allows them."""
    if width < 1:
        return []
    first, body = clean(block.lead, one_line=True), clean(block.content)
    lead = first.cell_length
    indent = block.indent if width - block.indent - lead > NARROWEST else 0
    hang = lead if lead <= (width - indent) * WIDEST_LEAD else 0
    content = body if hang or not lead else Content.assemble(first.rstrip(), "  ", body)
    lines = content.wrap(max(1, width - indent - hang))
    firsts = [first, *[Content(" " * hang)] * (len(lines) - 1)] if hang else [Content("")] * len(lines)
    return [Content.assemble(" " * indent, begin, line) for begin, line in zip(firsts, lines, strict=True)]
