"""Blocks of a sheet: paragraphs that can be opened and copied, and a whole view made of them."""

from __future__ import annotations

from textual.content import EMPTY_CONTENT, Content

from db.dataclass import dataclass
from tui.text.targets import Row, Thing


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a sheet."""

    content: Content
    indent: int = 0
    """Cells from the left edge."""
    lead: Content = EMPTY_CONTENT
    """Text before the first line; the other lines hang under the content."""
    target: Thing | None = None
    """What it opens."""
    citation: str = ""
    """The line it is copied as."""
    row: Row | None = None
    """The row of the record that it stands for, to edit or remove."""
    gap: bool = False
    """Whether an empty line stands before it."""
    alike: str = ""
    """What it shares with blocks that repeat it: a sheet folds a long run of them."""

    @property
    def stops(self) -> bool:
        """Whether the cursor stops at it."""
        return self.target is not None or self.row is not None or bool(self.citation)


@dataclass(frozen=True, slots=True)
class View:
    """A thing's own view."""

    title: str
    """The title bar's text, safe to show."""
    blocks: tuple[Block, ...]
    citation: str
    """The whole thing as one line to paste."""
    head: int = 0
    """Number of blocks before its alarms, which are added once they are found."""
