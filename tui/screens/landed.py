"""What became of an import: which reports came, what the reading noted, where the quotes of an earlier text stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from db.cases import Case
from tui import wording
from tui.blocks import Block
from tui.commands import Scope, bindings, commands
from tui.reading import Reading
from tui.sheets.parts import DIM, plain
from tui.text import line
from tui.widgets.bars import KeyBar
from tui.widgets.sheet import Sheet
from tui.writing import Writing

if TYPE_CHECKING:
    from db.importing import Landed

MOST_TOLD = 200
"""Reports of a feed that are told one by one."""


class LandedScreen(ModalScreen[None]):
    """Tells it, and leads on: to the text, and to the quotes that a person must decide on."""

    BINDINGS = bindings(Scope.LANDED)

    def __init__(self, reading: Reading, writing: Writing, case: Case, landed: Sequence[Landed]) -> None:
        super().__init__()
        self._reading = reading
        self._writing = writing
        self._case = case
        self._landed = landed
        self.sheet = Sheet(id="landed")

    def compose(self) -> ComposeResult:
        """What is told, and the keys."""
        with Vertical(id="landed-box"):
            yield self.sheet
        yield KeyBar()

    def on_mount(self) -> None:
        """Tell it."""
        self.query_one("#landed-box").border_title = Content(told(self._landed))
        offered = [each for each in commands(Scope.LANDED) if each.id != "landed.changed" or self._doubtful]
        self.query_one(KeyBar).offered = tuple(each for each in offered if each.id != "landed.read" or self._is_one)
        blocks = _blocks(self._landed)
        self.sheet.show(blocks)
        self.sheet.focus()

    def action_read(self) -> None:
        """Open the text of the report; of several, close it."""
        self.dismiss()
        if self._is_one:
            from tui.screens.reader import ReaderScreen

            self.app.push_screen(ReaderScreen(self._reading, self._writing, self._case, self._landed[0].report))

    def action_changed(self) -> None:
        """Decide on the quotes whose words changed."""
        if self._doubtful:
            from tui.screens.changed import ChangedScreen

            self.dismiss()
            report = self._landed[0].report if self._is_one else None
            self.app.push_screen(ChangedScreen(self._reading, self._writing, self._case, report))

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss()

    @property
    def _is_one(self) -> bool:
        return len(self._landed) == 1

    @property
    def _doubtful(self) -> bool:
        return any(each.lookup is not None and each.lookup.fuzzy + each.lookup.orphan for each in self._landed)


def told(landed: Sequence[Landed]) -> str:
    """What became of an import in one line, safe to show."""
    if len(landed) == 1:
        return f"{landed[0].key} {landed[0].how}"
    counted = Counter(each.how for each in landed)
    return f"{wording.counted(len(landed), 'article')}: " + ", ".join(f"{n:,} {how}" for how, n in counted.items())


def told_at_once(landed: Sequence[Landed]) -> str:
    """The same for a notice: also whether there is anything to undo."""
    nothing = all(each.how == "on record already" for each in landed)
    return f"{told(landed)}: nothing was written" if nothing else f"{told(landed)} · u undoes"


def is_told_at_once(landed: Sequence[Landed]) -> bool:
    """Whether a line says it all: one article, nothing to know of it, no quotes to look after."""
    return len(landed) == 1 and not landed[0].notes and landed[0].lookup is None


def _blocks(landed: Sequence[Landed]) -> list[Block]:
    blocks: list[Block] = []
    notes: dict[str, list[str]] = {}
    for each in landed[:MOST_TOLD]:
        if len(landed) > 1:
            blocks.append(plain((f"{each.key} ", "bold $accent"), str(each.how)))
        if each.lookup is not None:
            found = each.lookup
            blocks += [
                plain((f"Quotes of {each.key}'s earlier text, in this one", "bold $primary"), gap=True),
                plain(f"= {found.exact} in place"),
                plain(f"→ {found.moved} moved"),
                plain((f"≠ {found.fuzzy} changed", "$warning" if found.fuzzy else ""), _decide(found.fuzzy)),
                plain((f"✗ {found.orphan} gone", "$error" if found.orphan else "")),
            ]
        for note in each.notes:
            notes.setdefault(note, []).append(each.key)
    if len(landed) > MOST_TOLD:
        blocks.append(plain((f"… and {len(landed) - MOST_TOLD:,} more", DIM)))
    if notes:
        blocks.append(plain(("Before you trust the text", "bold $primary"), gap=True))
    for note, keys in notes.items():
        where = f"  {wording.counted(len(keys), 'article')}" if len(landed) > 1 else ""
        blocks.append(plain(("! ", "bold $warning"), line(note), (where, DIM)))
    return blocks


def _decide(fuzzy: int) -> tuple[str, str]:
    return (": c shows what was, what is, and lets you decide" if fuzzy else "", DIM)
