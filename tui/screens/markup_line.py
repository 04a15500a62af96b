"""The mark-up line: selected words turned into a statement by one typed line, planned as one types, then written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from db.errors import OnRecordError
from db.markup.completion import MarkupCompletion, completions
from db.markup.parser import SIGNS, Unread
from db.markup.plan import MarkupContext as Selected
from db.markup.plan import Plan
from db.model.enums import QuoteForm
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.lower_half import LowerHalf
from tui.screens.base.requests import Typed
from tui.text.safe import line
from tui.text.strips import Piece
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.markup_plan import error_blocks, plan_blocks
from tui.widgets.bars import KeyBar
from tui.widgets.card import Card
from tui.widgets.safe_input import SafeInput
from tui.widgets.sheet import Sheet
from tui.workers.drafts import Drafts
from tui.workers.notify import notify_error
from tui.workers.reads import ReadWorker

OFFERS = 5
"""Names and claims that are offered at a time."""

Planned = Callable[[Reader, str, Selected], Plan]
"""What a line over selected words will write, or why nothing."""

Write = Callable[[Plan], Awaitable[None]]
"""Writes a plan, or raises why it can't."""


class Field(SafeInput):
    """One of the lines that are typed on."""

    BINDINGS = bindings(ActionScope.MARKUP)


class MarkupScreen(LowerHalf):
    """One line over the lower part of the reader; its answer is whether anything was written."""

    BOX = "markup-box"
    AUTO_FOCUS = "#markup-line"

    def __init__(
        self,
        reading: ReadWorker,
        drafts: Drafts,
        selected: Selected,
        words: str,
        typed: Typed,
        *,
        planned: Planned,
        write: Write,
        title: str,
        marked: int = 0,
    ) -> None:
        """Ask for a line.

        :param selected: the report, the words and the form they have.
        :param words: the words themselves; empty where none are selected.
        :param typed: what stands in the fields at first.
        :param marked: letters at the beginning of the line that are to be typed over.
        """
        super().__init__(id="markup")
        self._reading = reading
        self._drafts = drafts
        self._selected = selected
        self._words = words
        self._first = typed
        self._planned = planned
        self._write = write
        self._title = title
        self._marked = marked
        self._left: Typed | None = None
        self._plan: Plan | None = None
        self._offers: tuple[MarkupCompletion, ...] = ()
        self._at = 0
        self._is_writing = False
        self._is_done = False
        self._filled: Typed | None = None
        self._taken = typed.line
        self.field = Field(typed.line, placeholder="Who > through whom : +C1 -C2 ?C3", compact=True, id="markup-line")
        """The line."""
        self.cue = Field(typed.cue, placeholder="said, denied …", compact=True, id="markup-cue")
        """The word that says whose they are."""
        self.summary = Field(typed.summary, placeholder="if the words can't be kept", compact=True, id="markup-summary")
        """What is said, in the desk's words."""
        self.sheet = Sheet(id="markup-plan")
        """What will be written."""
        self.sheet.can_focus = False
        self.sheet.tight = True

    def compose(self) -> ComposeResult:
        """The words, the line, what is offered, the other fields, what will be written, keys."""
        with Vertical(id="markup-box", classes="over-text"):
            yield Static(id="markup-words")
            yield self.field
            yield Static(id="markup-caret")
            yield Card(id="markup-offers")
            with Horizontal(id="markup-fields"):
                yield Static(id="markup-form")
                yield Static(" cue ", classes="label")
                yield self.cue
                yield Static(" in our words ", classes="label")
                yield self.summary
            yield self.sheet
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the words, and what the line stands for so far."""
        self.query_one("#markup-box").border_title = Content(self._title)
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.MARKUP))
        words = f"“{line(self._words)}”" if self._words else "no words are selected: say it in the desk's words below"
        self.query_one("#markup-words", Static).update(Content.assemble((words, "" if self._words else DIM)))
        self._show_form()
        self._offer(())
        self.field.select_on_focus = False
        self.field.selection = Selection(0, self._marked) if self._marked else Selection.cursor(len(self._first.line))
        self._recall()
        self._think()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._think()
        if event.input is self.field:
            self._complete()

    def action_write(self) -> None:
        """Write what the line stands for."""
        if not self._is_writing:
            self._is_writing = True
            self._write_plan()

    def action_take(self) -> None:
        """Take what is offered, or go to the next field."""
        if self._offers and self.field.has_focus:
            taken = self._offers[self._at]
            value = self.field.value
            words = f"{taken.insert} " if taken.insert[0] in SIGNS and len(taken.insert) > 1 else taken.insert
            self._taken = value[: taken.start] + words + value[taken.end :]
            self.field.value = self._taken
            self.field.cursor_position = taken.start + len(words)
            self._offer(())
        else:
            self.focus_next(Field)

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous(Field)

    def action_choose(self, by: int) -> None:
        """Go along what is offered; with nothing typed, take the line that was left before."""
        if self._offers:
            self._at = (self._at + by) % len(self._offers)
            self._offer(self._offers, self._at)
        elif self._left is not None and not self.field.value:
            self._fill(self._left)

    def action_form(self) -> None:
        """Say that the words have the next form."""
        order = list(QuoteForm)
        form = order[(order.index(self._selected.form) + 1) % len(order)]
        self._selected = replace(self._selected, form=form)
        self._show_form()
        self._think()

    def action_scroll_plan(self, lines: int) -> None:
        """Scroll what will be written."""
        self.sheet.scroll_to(y=self.sheet.scroll_offset.y + lines, animate=False, immediate=True)

    def action_back(self) -> None:
        """Put away what is offered; then leave, with the line kept."""
        if self._offers:
            self._offer(())
        else:
            self._leave()

    @property
    def typed(self) -> Typed:
        """What stands in the fields."""
        return Typed(self.field.value, self.cue.value, self.summary.value)

    def _fill(self, typed: Typed) -> None:
        self._filled = typed
        self._taken = typed.line
        self.cue.value, self.summary.value, self.field.value = typed.cue, typed.summary, typed.line
        self.field.cursor_position = len(typed.line)

    def _selection(self) -> Selected:
        """The words with all that the fields say of them."""
        typed = self.typed
        return replace(self._selected, cue=typed.cue.strip() or None, summary=typed.summary.strip() or None)

    def _show_form(self) -> None:
        form = Content.assemble((" form ", DIM), (str(self._selected.form), "bold"), (" ^f ", DIM))
        self.query_one("#markup-form", Static).update(form)

    def _offer(self, offers: tuple[MarkupCompletion, ...], at: int = 0) -> None:
        self._offers, self._at = offers, at
        card = self.query_one("#markup-offers", Card)
        card.display = bool(offers)
        card.styles.height = len(offers) or 1
        card.show([_row(each, place == at) for place, each in enumerate(offers)])

    def _say_where(self, error: OnRecordError | None) -> None:
        """Point at the place that can't be read."""
        caret = self.query_one("#markup-caret", Static)
        if not isinstance(error, Unread) or not self.field.value:
            caret.update(Content.assemble(self._recalled()))
            return
        before = cell_len(line(self.field.value[: error.offset])) - self.field.scroll_offset.x
        caret.update(Content.assemble((" " * max(0, min(before, self.size.width - 4)) + "▲", "bold $error")))

    def _recalled(self) -> tuple[str, str]:
        if self._left is None or self.field.value:
            return "", ""
        return f"↑ takes what was left here: {line(self._left.line or self._left.summary)}", DIM

    @work(exclusive=True, group="recall")
    async def _recall(self) -> None:
        """Offer what was typed before and left."""
        try:
            left = await self._drafts.left(self._form_name, self._selected.case)
        except OnRecordError:
            return  # a store that can't be written keeps no drafts, and says so when something is written
        if not left:
            return
        typed = Typed(left.get("line", ""), left.get("cue", ""), left.get("summary", ""))
        self._left = typed
        if left.get("words") == repr(self._selected.spans) and self.typed == self._first:
            self._fill(typed)
            if left.get("form"):
                self._selected = replace(self._selected, form=QuoteForm(left["form"]))
                self._show_form()
        self._say_where(None)

    @property
    def _form_name(self) -> str:
        return f"markup {self._selected.report}"

    @work(exclusive=True, group="think")
    async def _think(self) -> None:
        """Plan what is typed so far."""
        typed, selected = self.typed, self._selection()
        self._plan = None
        if not typed.line.strip():
            self._say_where(None)
            self.sheet.show(HOW)
            return
        try:
            self._plan = await self._reading.ask("plan", self._planned, typed.line, selected)
        except OnRecordError as error:
            self._say_where(error)
            self.sheet.show(error_blocks(error))
            return
        self._say_where(None)
        self.sheet.show(plan_blocks(self._plan))

    @work(exclusive=True, group="complete")
    async def _complete(self) -> None:
        try:
            found = await self._reading.ask(
                "complete", completions, self._selected.case, self.field.value, self.field.cursor_position
            )
        except OnRecordError:
            return  # what is wrong is said when it is planned
        typed = [each for each in found if each.end > each.start] if self.field.value != self._taken else []
        self._offer(tuple(typed[:OFFERS]))

    @work
    async def _write_plan(self) -> None:
        try:
            await self._write(await self._reading.ask("write", self._planned, self.typed.line, self._selection()))
            await self._drafts.drop(self._form_name, self._selected.case)
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        finally:
            self._is_writing = False
        self._is_done = True
        self.dismiss(True)

    @work
    async def _leave(self) -> None:
        """Keep what was typed; what was there from the beginning needn't be."""
        self._is_done = True
        try:
            if self.typed != self._first:
                await self._drafts.keep(self._form_name, self._selected.case, self._draft)
            elif self._left is not None and self._left == self._filled:
                await self._drafts.drop(self._form_name, self._selected.case)
        except OnRecordError as error:
            notify_error(self.app, error)
        self.dismiss(False)

    def on_unmount(self) -> None:
        """Keep what was typed where the desk goes away."""
        if not self._is_done and self.typed != self._first:
            self._drafts.keep_at_once(self._form_name, self._selected.case, self._draft)

    @property
    def _draft(self) -> dict[str, str]:
        typed = self.typed
        if typed == Typed():
            return {}
        where = {"form": str(self._selected.form), "words": repr(self._selected.spans)}
        return {"line": typed.line, "cue": typed.cue, "summary": typed.summary, **where}


def _row(offer: MarkupCompletion, here: bool) -> list[Piece]:
    """One thing that is offered, with what it is."""
    mark = ("▌", "$accent") if here else (" ", "")
    return [mark, (line(offer.insert), "bold" if here else ""), (f"   {line(offer.label)}", DIM)]


def _help(sign: str, words: str) -> Block:
    return Block(Content.assemble((words, DIM)), lead=Content.assemble((f"{sign:<27}", "bold")))


HOW = (
    _help("Ahmed Khalaf : +C1 ?C3", "he says it, for C1, neither way on C3"),
    _help("Ahmed Khalaf > Anadolu", "Anadolu passes on what he says; this report comes last and needn't be named"),
    _help("Command @ INA", "the command says it, INA publishes it"),
    _help('Khalaf : -C2 +"new claim"', "against C2, for a claim that is not on record yet"),
)
"""What can be typed, shown while nothing is."""
