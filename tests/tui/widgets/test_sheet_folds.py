"""A sheet folds what repeats: the first block stands, and a line opens onto the others."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from tui.text.targets import Row, RowKind
from tui.views.blocks import Block
from tui.widgets.sheet import Sheet


class _SheetApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Sheet(id="sheet")


def blocks(*alike: str) -> list[Block]:
    return [
        Block(Content(f"{name or 'alone'} {at}"), row=Row(RowKind.CLAIM, at + 1), alike=name)
        for at, name in enumerate(alike)
    ]


def shown(sheet: Sheet) -> list[str]:
    return [block.content.plain for block in sheet.blocks]


async def test_long_run_is_folded() -> None:
    app = _SheetApp()
    async with app.run_test():
        sheet = app.query_one(Sheet)
        sheet.show(blocks("a", "a", "a", "b", "b", "b", "b", "b", "", "", "", ""))
        assert shown(sheet)[:5] == ["a 0", "a 1", "a 2", "b 3", "… and 4 like it: enter shows them"]
        assert len(shown(sheet)) == 9


async def test_enter_shows_what_is_folded() -> None:
    app = _SheetApp()
    async with app.run_test() as pilot:
        sheet = app.query_one(Sheet)
        sheet.focus()
        sheet.show(blocks("b", "b", "b", "b", "b"))
        sheet.action_move(1)
        sheet.action_open()
        await pilot.pause()
        assert shown(sheet) == ["b 0", "b 1", "b 2", "b 3", "b 4"]
        sheet.show(blocks("b", "b", "b", "b", "b", "b"), stay=True)
        assert len(shown(sheet)) == 6, "it stays open when the record is read again"
