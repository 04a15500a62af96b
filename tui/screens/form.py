"""A form over the screen, one field under the other. What is typed is never lost: it is kept as a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from db.errors import OnRecordError
from db.model.times import is_time_zone
from db.queries.cases import case_by_id
from db.queries.lookup import written_name
from tui.actions.registry import ActionScope, bindings, commands, keyed
from tui.forms.conflicts import Decision, EditConflict, save_form
from tui.forms.model import (
    CONFIRMED,
    Ask,
    ChoiceAsk,
    ClaimWords,
    DateAsk,
    Form,
    Long,
    Pick,
    Unanswered,
    Unconfirmed,
    ZoneAsk,
)
from tui.forms.source import new_source_form
from tui.screens.base.modal import Modal
from tui.screens.base.requests import OpenConflict, OpenForm, open_screen
from tui.system.app_editor import edit_in_editor
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.targets import Row, RowKind
from tui.widgets.bars import KeyBar
from tui.widgets.form_fields import ChoiceField, FieldRow, LineField, LongField
from tui.widgets.lookup_field import LookupField
from tui.widgets.near_claims import ClaimWordsField, NearClaims
from tui.widgets.zone_field import ZoneField
from tui.workers.drafts import Drafts
from tui.workers.notify import notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteWorker

_INITIAL_VALUES_KEY = ""
"""Key in a draft for the initial values of the form; no field has this name."""

KEEP_AFTER = 1.5
"""Seconds from the last key until the draft is kept, in case the terminal goes away."""


class FormScreen(Modal[Row | None]):
    """Asks, and saves the answers or keeps them as a draft. Its answer is the row that was written."""

    BINDINGS = bindings(ActionScope.FORM)
    AUTO_FOCUS = ""

    def __init__(self, reading: ReadWorker | None, writing: WriteWorker, form: Form, left: Mapping[str, str]) -> None:
        """Take the form.

        :param left: its draft; empty where there is none.
        """
        super().__init__()
        self._asking = reading
        self._tz = "UTC"
        """The time zone of the case, in which dates are understood."""
        self._writing = writing
        self._drafts = Drafts(writing)
        self._form = form
        self._left = {name: value for name, value in left.items() if name != _INITIAL_VALUES_KEY}
        self._was: Mapping[str, str] = (
            json.loads(left[_INITIAL_VALUES_KEY]) if form.again and _INITIAL_VALUES_KEY in left else form.values
        )
        """Initial values from the record, also where they come from a draft."""
        self._blank: dict[str, str] = {}
        self._note = Static(id="form-note")
        self._rows = [FieldRow(ask, _make_field(ask, reading, form)) for ask in form.asks]
        self._refused_answers: dict[str, str] = {}
        """The answers when the form was last refused."""
        self._asked = ""
        """The question that was asked when the form was last saved."""
        self._later: Timer | None = None
        self._is_done = False

    @property
    def answers(self) -> dict[str, str]:
        """Contents of the fields, by name."""
        return {row.ask.name: row.field.answer for row in self._rows}  # type: ignore[attr-defined]

    def compose(self) -> ComposeResult:
        """A line for notices, the fields, and the keys."""
        with VerticalScroll(id="form-box", can_focus=False):
            yield self._note
            yield from self._rows
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the fields, and notify where a draft is restored."""
        self.query_one("#form-box").border_title = Content(self._form.title)
        has_text = any(isinstance(row.field, LongField | ClaimWordsField) for row in self._rows)
        offered = commands(ActionScope.FORM)
        self.query_one(KeyBar).offered = tuple(each for each in offered if has_text or each.id != "form.editor")
        for row in self._rows:
            row.complain(None)
        self._fill({**self._form.values, **self._left})
        if self._left:
            self._show_note(f"{Mark.DRAFT} {keyed('restored where you left off · {form.anew} clears the form')}")
        else:
            self._show_note("")
        self._go_to(self._first_empty() if self._left else 0)
        if any(isinstance(row.ask, DateAsk) for row in self._rows):
            self._read_zone()

    def on_unmount(self) -> None:
        """Keep the draft where the desk closes under the form."""
        if self._blank and not self._is_done and self._is_typed:
            self._drafts.keep_at_once(self._form.name, self._form.case, self._draft)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceField.ChoiceChanged)
    def _answered(self, event: Message) -> None:
        event.stop()
        self._take_back_errors()
        self._say_understood()
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(KEEP_AFTER, self._keep_meanwhile)

    def _take_back_errors(self) -> None:
        """Hide each error whose field has changed since, and an error of the whole form once any has."""
        answers = self.answers
        for row in self._rows:
            if self._refused_answers and answers[row.ask.name] != self._refused_answers.get(row.ask.name):
                row.complain(None)
        if self._refused_answers and answers != self._refused_answers and self._note.has_class("wrong"):
            self._show_note("")

    def _say_understood(self) -> None:
        tz = self.answers.get("tz", self._tz)
        for row in self._rows:
            row.say_understood(tz if is_time_zone(tz) else "UTC")

    @work
    async def _read_zone(self) -> None:
        if self._asking is not None and self._form.case is not None:
            case = await self._asking.ask("the form's case", case_by_id, self._form.case)
            self._tz = case.tz if case is not None else self._tz
            self._say_understood()

    @on(LongField.EdgeReached)
    def _edge(self, event: LongField.EdgeReached) -> None:
        self._go_to(self._here + event.by)

    @on(NearClaims.ClaimTaken)
    async def _taken(self, event: NearClaims.ClaimTaken) -> None:
        """Close with nothing written, and go to the claim on record that was chosen instead."""
        self._close()
        await self._drafts.drop(self._form.name, self._form.case)
        row = Row(RowKind.CLAIM, event.claim)
        said = f"{event.key} is already on record: no new claim was added."
        self.app.notify(said, timeout=4)
        self.app.post_message(Changed("", row))
        self.dismiss(row)

    @on(LookupField.NewSourceWanted)
    def _wanted(self, event: LookupField.NewSourceWanted) -> None:
        if self._form.case is not None and event.field.makes is not None:
            form = new_source_form(self._form.case, event.name, event.field.makes)
            take = partial(self._fill_added, event.field)
            open_screen(self.app, OpenForm(event.field.reading, self._writing, form, {}, take))

    async def _fill_added(self, field: LookupField, row: Row | None) -> None:
        """Fill a field with the source that was added for it."""
        if row is not None:
            field.answer = await self._writing.do(written_name, row.kind, row.id)

    def action_next(self) -> None:
        """Go to the next field."""
        self._go_to(self._here + 1)

    def action_previous(self) -> None:
        """Go to the previous field."""
        self._go_to(self._here - 1)

    async def action_enter(self) -> None:
        """Go to the next field; at the last one, save."""
        if self._here == len(self._rows) - 1:
            await self.action_save()
        else:
            self.action_next()

    async def action_save(self) -> None:
        """Write the answers; an error is shown, and the fields stay as they are."""
        await self._save(None)

    async def _save(self, decision: Decision | None) -> None:
        confirmed = self._asked if self.answers == self._refused_answers else ""
        for row in self._rows:
            row.complain(None)
        self._show_note("")
        answers = {**self.answers, CONFIRMED: confirmed}
        try:
            made = await self._writing.make(
                save_form, self._form, answers, was=self._was, blank=self._blank, decision=decision
            )
        except EditConflict as found:
            open_screen(self.app, OpenConflict(found, self._save_decided))
            return
        except OnRecordError as error:
            self._show_error(error)
            return
        self._close()
        await self._drafts.drop(self._form.name, self._form.case)
        self.app.post_message(Changed(made.words, made.result))
        self.dismiss(made.result)

    async def _save_decided(self, decision: Decision | None) -> None:
        """Save with the decision on a conflict; None goes back to the fields."""
        if decision is not None:
            await self._save(decision)

    async def action_anew(self) -> None:
        """Drop what was typed, and fill the fields from the record."""
        await self._drafts.drop(self._form.name, self._form.case)
        self._was = self._form.values
        self._fill(self._form.values)
        for row in self._rows:
            row.complain(None)
        self._show_note("")
        self._go_to(0)

    def action_editor(self) -> None:
        """Edit the focused long text, else the first one, in the person's own editor."""
        texts = [row for row in self._rows if isinstance(row.field, LongField | ClaimWordsField)]
        row = next((each for each in texts if each.has_focus_within), next(iter(texts), None))
        if row is None:
            return
        try:
            with edit_in_editor(self.app, row.field.answer, row.ask.label).kept() as text:  # type: ignore[attr-defined]
                row.field.answer = text  # type: ignore[attr-defined]
        except OnRecordError as error:
            notify_error(self.app, error)

    async def action_leave(self) -> None:
        """Close, and keep the draft."""
        self._close()
        try:
            if self._is_typed:
                await self._drafts.keep(self._form.name, self._form.case, self._draft)
                self.app.notify("Your text is kept and will be offered again.", timeout=3)
            else:
                await self._drafts.drop(self._form.name, self._form.case)
        except OnRecordError as error:
            notify_error(self.app, error)
        self.dismiss(None)

    @property
    def _is_typed(self) -> bool:
        """Whether the fields differ from their initial values."""
        answers = self.answers
        return any(answers[name] != self._blank.get(name) for name in answers)

    @property
    def _draft(self) -> dict[str, str]:
        """The draft: contents of the fields, and the initial values where another program may change them."""
        return {**self.answers, _INITIAL_VALUES_KEY: json.dumps(dict(self._was))} if self._form.again else self.answers

    @property
    def _here(self) -> int:
        """Index of the focused field."""
        return next((at for at, row in enumerate(self._rows) if row.has_focus_within), 0)

    def _close(self) -> None:
        self._is_done = True
        if self._later is not None:
            self._later.stop()

    @work(exclusive=True, group="drafts")  # a handler that waits for the writer would hold up the keys
    async def _keep_meanwhile(self) -> None:
        if self._is_done or not self._is_typed:
            return
        try:
            await self._drafts.keep(self._form.name, self._form.case, self._draft)
        except OnRecordError:
            return  # closing the form tries again, and shows the error

    def _fill(self, values: Mapping[str, str]) -> None:
        blank = self._was
        for row in self._rows:
            row.field.answer = blank.get(row.ask.name, "")  # type: ignore[attr-defined]
        self._blank = self.answers  # as the fields give them back, normalized
        for row in self._rows:
            if row.ask.name in values:
                row.field.answer = values[row.ask.name]  # type: ignore[attr-defined]

    def _show_error(self, error: OnRecordError) -> None:
        """Show an error beside its field, and go there; above the fields where it is of none."""
        self._refused_answers = self.answers
        self._asked = error.message if isinstance(error, Unconfirmed) else ""
        wrong = error.ask if isinstance(error, Unanswered) else error.field
        for at, row in enumerate(self._rows):
            if wrong and wrong in (row.ask.name, row.ask.of_field):
                row.complain(error)
                self._go_to(at)
                self.call_after_refresh(row.scroll_visible, animate=False)
                return
        self._show_note(f"{Mark.WRONG} {line(error.message)} {line(error.hint)}", wrong=True)

    def _show_note(self, words: str, *, wrong: bool = False) -> None:
        self._note.update(Content(words))
        self._note.display = bool(words)
        self._note.set_class(wrong, "wrong")

    def _first_empty(self) -> int:
        """Index of the first empty field; 0 where none is empty."""
        answers = self.answers
        return next((at for at, row in enumerate(self._rows) if not answers[row.ask.name].strip()), 0)

    def _go_to(self, at: int) -> None:
        """Focus a field; past the ends, nothing happens."""
        if 0 <= at < len(self._rows):
            field = self._rows[at].field
            self.set_focus(field.line if isinstance(field, LookupField | ClaimWordsField) else field)


def _make_field(ask: Ask, reading: ReadWorker | None, form: Form) -> Widget:
    if isinstance(ask, ClaimWords):
        return ClaimWordsField(ask, reading, form.case)
    if isinstance(ask, Long):
        return LongField(ask)
    if isinstance(ask, ChoiceAsk):
        return ChoiceField(ask)
    if isinstance(ask, ZoneAsk):
        return ZoneField(ask, reading, form.case)
    if isinstance(ask, Pick):
        return LookupField(ask, reading, form.case)
    return LineField(ask)
