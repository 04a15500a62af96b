"""The help: what the marks mean, the keys that work here, and the manual; then the keys of the other screens."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from db.text.normalize import casefold_words
from tui.actions.in_browser import describe_action
from tui.actions.registry import COMMANDS, Action, ActionScope, all_key_labels, bindings, commands
from tui.manual.pages import topics
from tui.screens.base.modal import Modal
from tui.screens.base.requests import OpenManualPage, open_screen
from tui.text.marks import explained_marks
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block
from tui.widgets.bars import KeyBar
from tui.widgets.sheet import Sheet

_MARKS = 9
"""Cells of the column of marks."""

_KEYS = 16
"""Cells of the column of keys."""

_MOVES = (
    ActionScope.LIST,
    ActionScope.MARK,
    ActionScope.SHEET,
    ActionScope.DRAWING,
    ActionScope.RECORD,
    ActionScope.EVERYWHERE,
)
"""Scopes that many screens share: a screen's own keys are listed above them."""

PARTS = ("Marks", "Keys that work here", "Manual", "Keys of other screens")
"""The headings of the parts, in their order."""


class HelpScreen(Modal[None]):
    """A filter over everything, and a cursor on the topics of the manual."""

    BINDINGS = bindings(ActionScope.KEYS)

    def __init__(self, here: Collection[str] = ()) -> None:
        """Take the actions of the screen below.

        :param here: their ids.
        """
        super().__init__()
        self._here = here
        self._sheet = Sheet(id="keys", leads=True)
        self._sheet.can_focus = False

    def compose(self) -> ComposeResult:
        """A filter over the rows."""
        with Vertical(id="keys-box"):
            yield Input(
                placeholder="type to filter · tab next · esc back · pgdn down · ⏎ opens a manual page", compact=True
            )
            yield self._sheet
        yield KeyBar()

    def on_mount(self) -> None:
        """Show all of it."""
        self.query_one("#keys-box").border_title = Content("Help")
        self._sheet.show(_help_blocks("", self._here, self.app))
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.KEYS))
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        self._sheet.show(_help_blocks(event.value, self._here, self.app))

    def on_input_submitted(self) -> None:
        """Open the selected page of the manual."""
        self.action_open()

    def action_open(self) -> None:
        """Open the selected page of the manual."""
        if self._sheet.shows_cursor:
            self._sheet.action_open()

    @on(Sheet.BlockOpened)
    def _open_page(self, event: Sheet.BlockOpened) -> None:
        open_screen(self.app, OpenManualPage(event.target.name))

    def action_scroll(self, lines: int) -> None:
        """Go to the next page of the manual where one is in view, else scroll."""
        self._sheet.step(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by a screenful."""
        self._sheet.action_page(pages)

    def action_half(self, halves: int) -> None:
        """Scroll by half a screenful."""
        self._sheet.action_half(halves)

    def action_edge(self, side: int) -> None:
        """Go to the top, or to the end."""
        self._sheet.action_edge(side)

    def action_part(self) -> None:
        """Go to the next part; from the last to the first."""
        heads = [at for at, block in enumerate(self._sheet.blocks) if block.content.plain in PARTS]
        below = [at for at in heads if self._sheet.is_below(at)]
        if heads:
            self._sheet.show_from(below[0] if below else heads[0])


def _help_blocks(matching: str, here: Collection[str], app: object) -> list[Block]:
    """The blocks of all parts that contain a text."""
    scopes = {each.scope for each in COMMANDS if each.id in here}
    ranked = sorted(scopes, key=lambda each: (each in _MOVES, [*ActionScope].index(each)))
    others = [each for each in ActionScope if each not in scopes]
    parts = (
        _mark_blocks(matching),
        _key_blocks(matching, ranked, app),
        _topic_blocks(matching),
        _key_blocks(matching, others, app),
    )
    blocks: list[Block] = []
    for title, part in zip(PARTS, parts, strict=True):
        if found := [*part]:
            blocks += [Block(Content.assemble((title, "bold reverse $primary")), gap=True), *found]
    return blocks or [Block(Content("Nothing here has these words. Delete some of them."))]


def _has(matching: str, text: str) -> bool:
    return casefold_words(matching) in casefold_words(text)


def _mark_blocks(matching: str) -> Iterator[Block]:
    """The marks of each topic: their characters and what they mean."""
    for topic, rows in explained_marks():
        found = [row for row in rows if _has(matching, f"{topic} {' '.join(row)}")]
        if found:
            yield Block(Content.assemble((topic.value, "bold $primary")))
            for glyphs, meaning in found:
                yield Block(Content(meaning), indent=1, lead=Content.assemble((f"{glyphs:<{_MARKS}}", "bold $accent")))


def _topic_blocks(matching: str) -> Iterator[Block]:
    """The topics of the manual; each opens its page."""
    widest = max(map(len, topics())) + 2
    for name, title in topics().items():
        if _has(matching, f"{name} {title}"):
            lead = Content.assemble((f"{name:<{widest}}", "bold $accent"))
            yield Block(Content(title), lead=lead, target=Thing(ThingKind.TOPIC, 0, name))


def _key_blocks(matching: str, scopes: Collection[ActionScope], app: object) -> Iterator[Block]:
    """The actions of some scopes, each with its keys and its command."""
    for scope in scopes:
        found = [each for each in COMMANDS if each.scope is scope and _has(matching, _searched_text(each))]
        if found:
            yield Block(Content.assemble((scope.value, "bold $primary")))
            yield from (_draw_action(each, app) for each in found)


def _draw_action(command: Action, app: object) -> Block:
    twin = f"   $ {command.twin}" if command.twin else ""
    lead = Content.assemble((f"{all_key_labels(command):<{_KEYS}}", "bold $accent"))
    return Block(Content.assemble(describe_action(command, app), (twin, "$text-muted")), indent=1, lead=lead)


def _searched_text(command: Action) -> str:
    return f"{all_key_labels(command)} {command.words} {command.help} {command.twin}"
