"""The markup line: one typed line makes a statement of selected words. Its plan is shown while a person types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from db.dataclass import replace
from db.errors import OnRecordError
from db.markup.completion import MarkupCompletion, completions
from db.markup.name_changes import NameChange, next_kind, next_naming
from db.markup.parser import SIGNS, UnreadableLine
from db.markup.plan import MarkupContext as Selected
from db.markup.plan import Plan
from db.model.enums import QuoteForm
from db.store.reader import Reader
from db.text.quotation import in_quotes
from tui.actions.registry import ActionScope, bindings, commands, keyed
from tui.screens.base.lower_half import LowerHalf
from tui.screens.base.requests import TypedMarkup
from tui.state.repeat_answer import next_answer
from tui.system.textual_private import OPENS
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.markup_plan import MARKUP_EXAMPLES, draw_completion, error_blocks, plan_blocks
from tui.widgets.bars import KeyBar
from tui.widgets.card import Card
from tui.widgets.safe_input import SafeInput
from tui.widgets.sheet import Sheet
from tui.workers.drafts import Drafts
from tui.workers.notify import notify_error, notify_question
from tui.workers.reads import ReadWorker

OFFERS = 5
"""Completions shown at a time."""

Planned = Callable[[Reader, str, Selected], Plan]
"""The plan for a line over selected words."""

Write = Callable[[Plan], Awaitable[None]]
"""Writes a plan, or raises the error."""


class MarkupField(SafeInput):
    """One of the inputs."""

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
        typed: TypedMarkup,
        *,
        planned: Planned,
        write: Write,
        title: str,
        marked: int = 0,
    ) -> None:
        """Take the selected words.

        :param selected: the report, the range of the words and their form.
        :param words: the words; empty where none are selected.
        :param typed: initial values.
        :param marked: letters at the beginning of the line to select, so that typing replaces them.
        """
        super().__init__()
        self._reading = reading
        self._drafts = drafts
        self._selected = selected
        self._words = words
        self._first = typed
        self._planned = planned
        self._write = write
        self._title = title
        self._marked = marked
        self._left: TypedMarkup | None = None
        self._plan: Plan | None = None
        self._offers: tuple[MarkupCompletion, ...] = ()
        self._at = 0
        self._is_writing = False
        self._asked = ""
        """The question on the plan that was asked before."""
        self._is_done = False
        self._filled: TypedMarkup | None = None
        self._taken = typed.line
        self.field = MarkupField(
            typed.line, placeholder="Who > through whom : +C1 -C2 ?C3", compact=True, id="markup-line"
        )
        """The line."""
        self.cue = MarkupField(typed.cue, placeholder="said, denied …", compact=True, id="markup-cue")
        """The cue, the word that marks whose words they are."""
        self.summary = MarkupField(typed.summary, placeholder="if there is no quote", compact=True, id="markup-summary")
        """The summary, in our words."""
        self.sheet = Sheet(id="markup-plan")
        """The plan."""
        self.sheet.can_focus = False
        self.sheet.tight = True

    def compose(self) -> ComposeResult:
        """The words, the line, completions, the other fields, plan, keys."""
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
        """Show the words, and plan the line so far."""
        self.query_one("#markup-box").border_title = Content(self._title)
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.MARKUP))
        words = in_quotes(line(self._words)) if self._words else "no words selected: write it in our words below"
        self.query_one("#markup-words", Static).update(Content.assemble((words, "" if self._words else DIM)))
        self._show_form()
        self._show_completions(())
        self.field.select_on_focus = False
        self.field.selection = Selection(0, self._marked) if self._marked else Selection.cursor(len(self._first.line))
        self._offer_draft()
        self._plan_line()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._plan_line()
        if event.input is self.field:
            self._complete()

    def action_write(self) -> None:
        """Write the plan."""
        if not self._is_writing:
            self._is_writing = True
            self._write_plan()

    def action_take(self) -> None:
        """Take the chosen completion, or go to the next field."""
        if self._offers and self.field.has_focus:
            taken = self._offers[self._at]
            value = self.field.value
            words = f"{taken.insert} " if taken.insert[0] in SIGNS and len(taken.insert) > 1 else taken.insert
            self._taken = value[: taken.start] + words + value[taken.end :]
            self.field.value = self._taken
            self.field.cursor_position = taken.start + len(words)
            self._show_completions(())
        else:
            self.focus_next(MarkupField)

    def action_previous_field(self) -> None:
        """Go to the previous field."""
        self.focus_previous(MarkupField)

    def action_choose(self, by: int) -> None:
        """Choose the next completion; in an empty line, restore the draft."""
        if self._offers:
            self._at = (self._at + by) % len(self._offers)
            self._show_completions(self._offers, self._at)
        elif self._left is not None and not self.field.value:
            self._fill(self._left)

    def action_form(self) -> None:
        """Set the next form of the words."""
        order = list(QuoteForm)
        form = order[(order.index(self._selected.form) + 1) % len(order)]
        self._selected = replace(self._selected, form=form)
        self._show_form()
        self._plan_line()

    def action_same(self) -> None:
        """Choose which statement on record the words repeat, or none."""
        answer = next_answer(self._plan) if self._plan is not None else None
        if answer is None:
            self.app.notify("This repeats no statement on record.")
            return
        self._selected = answer.in_context(self._selected)
        self._plan_line()

    def action_kind(self) -> None:
        """Give the new speaker the next kind, in the brackets after its name."""
        if self._plan is not None:
            self._change_name(NameChange(kind=next_kind(self._plan)))

    def action_naming(self) -> None:
        """Say otherwise how well the new speaker is known, in the brackets after its name."""
        if self._plan is not None:
            self._change_name(NameChange(naming=next_naming(self._plan)))

    def action_another(self) -> None:
        """Add another source with the same name as one on record."""
        self._change_name(NameChange(another=True))

    def _change_name(self, change: NameChange) -> None:
        if self._plan is None or change == NameChange():
            self.app.notify(keyed("The speaker is already on record: {edit} edits it there."), markup=False)
            return
        self._taken = str(change.apply(self._plan.line))
        self.field.value = self._taken
        self.field.cursor_position = len(self._taken)

    def action_back(self) -> None:
        """Hide the completions; else close, and keep the draft."""
        if self._offers:
            self._show_completions(())
        else:
            self._close_with_draft()

    @property
    def typed(self) -> TypedMarkup:
        """Contents of the fields."""
        return TypedMarkup(self.field.value, self.cue.value, self.summary.value)

    def _fill(self, typed: TypedMarkup) -> None:
        self._filled = typed
        self._taken = typed.line
        self.cue.value, self.summary.value, self.field.value = typed.cue, typed.summary, typed.line
        self.field.cursor_position = len(typed.line)

    def _selection(self) -> Selected:
        """The selected words with cue and summary from the fields."""
        typed = self.typed
        return replace(self._selected, cue=typed.cue.strip() or None, summary=typed.summary.strip() or None)

    def _show_form(self) -> None:
        form = Content.assemble((" form ", DIM), (str(self._selected.form), "bold"), (" ^f ", DIM))
        self.query_one("#markup-form", Static).update(form)

    def _show_completions(self, offers: tuple[MarkupCompletion, ...], at: int = 0) -> None:
        self._offers, self._at = offers, at
        card = self.query_one("#markup-offers", Card)
        card.display = bool(offers)
        card.styles.height = len(offers) or 1
        card.show([draw_completion(each, place == at) for place, each in enumerate(offers)])

    def _show_error_place(self, error: OnRecordError | None) -> None:
        """Point at the place of a syntax error."""
        caret = self.query_one("#markup-caret", Static)
        if not isinstance(error, UnreadableLine) or not self.field.value:
            caret.update(Content.assemble(self._draft_offer()))
            return
        before = cell_len(line(self.field.value[: error.offset])) - self.field.scroll_offset.x
        caret.update(Content.assemble((" " * max(0, min(before, self.size.width - 4)) + Mark.CARET, "bold $error")))

    def _draft_offer(self) -> tuple[str, str]:
        if self._left is None or self.field.value:
            return "", ""
        return f"↑ brings back your last text: {line(self._left.line or self._left.summary)}", DIM

    @work(exclusive=True, group="recall")
    async def _offer_draft(self) -> None:
        """Offer the draft."""
        try:
            left = await self._drafts.left(self._form_name, self._selected.case)
        except OnRecordError:
            return  # a store that can't be written has no drafts; writing shows the error
        if not left:
            return
        typed = TypedMarkup(left.get("line", ""), left.get("cue", ""), left.get("summary", ""))
        self._left = typed
        if left.get("words") == repr(self._selected.spans) and self.typed == self._first:
            self._fill(typed)
            if left.get("form"):
                self._selected = replace(self._selected, form=QuoteForm(left["form"]))
                self._show_form()
        self._show_error_place(None)

    @property
    def _form_name(self) -> str:
        return f"markup {self._selected.report}"

    @work(exclusive=True, group="think")
    async def _plan_line(self) -> None:
        """Plan the line so far."""
        typed, selected = self.typed, self._selection()
        self._plan = None
        if not typed.line.strip():
            self._show_error_place(None)
            self.sheet.show(MARKUP_EXAMPLES)
            return
        try:
            self._plan = await self._reading.ask("plan", self._planned, typed.line, selected)
        except OnRecordError as error:
            self._show_error_place(error)
            self.sheet.show(error_blocks(error))
            return
        self._show_error_place(None)
        self.sheet.show(plan_blocks(self._plan))

    @work(exclusive=True, group="complete")
    async def _complete(self) -> None:
        try:
            found = await self._reading.ask(
                "complete", completions, self._selected.case, self.field.value, self.field.cursor_position
            )
        except OnRecordError:
            return  # the plan shows the error
        typed = [each for each in found if each.end > each.start] if self.field.value != self._taken else []
        self._show_completions(tuple(typed[:OFFERS]))

    @work(group=OPENS)
    async def _write_plan(self) -> None:
        try:
            plan = await self._reading.ask("write", self._planned, self.typed.line, self._selection())
            if plan.question and plan.question != self._asked:
                self._asked = plan.question
                notify_question(self.app, plan.question)
                return
            await self._write(plan)
            await self._drafts.drop(self._form_name, self._selected.case)
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        finally:
            self._is_writing = False
        self._is_done = True
        self.dismiss(True)

    @work(group=OPENS)
    async def _close_with_draft(self) -> None:
        """Close, and keep the draft where anything was typed."""
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
        """Keep the draft where the desk closes."""
        if not self._is_done and self.typed != self._first:
            self._drafts.keep_at_once(self._form_name, self._selected.case, self._draft)

    @property
    def _draft(self) -> dict[str, str]:
        typed = self.typed
        if typed == TypedMarkup():
            return {}
        where = {"form": str(self._selected.form), "words": repr(self._selected.spans)}
        return {"line": typed.line, "cue": typed.cue, "summary": typed.summary, **where}
