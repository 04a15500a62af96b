"""The fields of a form: a line, several lines, a choice among words. What can be answered wrongly is said under it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static, TextArea

from db.errors import OnRecordError
from db.text.normalize import normalize_line, normalize_text
from tui.actions.registry import ActionScope, bindings
from tui.forms.model import Ask, ChoiceAsk, Long
from tui.text.safe import in_place, line
from tui.widgets.safe_input import SafeInput

ENTER = [binding for binding in bindings(ActionScope.FORM) if getattr(binding, "id", "") == "form.enter"]
"""Enter as the form has it, for fields that would take it themselves."""

_GAP = 2
"""Cells between two words of a choice."""


class LineField(SafeInput):
    """One line of text."""

    BINDINGS = ENTER

    def __init__(self, ask: Ask, *, select_on_focus: bool = False) -> None:
        """Take what is asked.

        :param select_on_focus: whether what is typed takes the place of what stands there.
        """
        super().__init__(placeholder=ask.hint, compact=True, select_on_focus=select_on_focus)

    @property
    def answer(self) -> str:
        """What is typed."""
        return self.value

    @answer.setter
    def answer(self, text: str) -> None:
        self.value = normalize_line(text)
        self.cursor_position = len(self.value)


class LongField(TextArea):
    """Text of several lines. The keys up and down leave it at its edges."""

    @dataclass
    class EdgeReached(Message):
        """A person goes on beyond the first or the last row."""

        by: int

    def __init__(self, ask: Long) -> None:
        super().__init__(placeholder=ask.hint, compact=True, tab_behavior="focus", soft_wrap=True)
        self.styles.height = ask.rows

    @property
    def answer(self) -> str:
        """What is typed."""
        return self.text

    @answer.setter
    def answer(self, text: str) -> None:
        self.text = normalize_text(text)
        self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return Text(in_place(self.document.get_line(line_index)), end="", no_wrap=True)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a row, or to the field before."""
        if not select and self.navigator.is_first_wrapped_line(self.selection.end):
            self.post_message(self.EdgeReached(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a row, or to the next field."""
        if not select and self.navigator.is_last_wrapped_line(self.selection.end):
            self.post_message(self.EdgeReached(1))
        else:
            super().action_cursor_down(select)

    async def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted without what a terminal would obey."""
        event.stop()
        event.prevent_default()
        self.replace(normalize_text(event.text), *self.selection)


class ChoiceField(Widget, can_focus=True):
    """A few words, all in sight, one of them chosen."""

    BINDINGS = bindings(ActionScope.CHOICE)

    index: reactive[int] = reactive(0)
    """Which word is chosen."""

    @dataclass
    class ChoiceChanged(Message):
        """Another word is chosen."""

        field: ChoiceField

    def __init__(self, ask: ChoiceAsk) -> None:
        super().__init__()
        self._values = [value for value, _ in ask.among]
        self._words = [word for _, word in ask.among]

    @property
    def answer(self) -> str:
        """The value that is chosen."""
        return self._values[self.index]

    @answer.setter
    def answer(self, value: str) -> None:
        if value in self._values:
            self.index = self._values.index(value)

    def watch_index(self) -> None:
        """Say that another word is chosen."""
        self.post_message(self.ChoiceChanged(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the words take."""
        return len(self._rows(width))

    def render(self) -> RenderResult:
        """Every word, with a sign before it that says which is chosen."""
        rows = []
        for row in self._rows(self.size.width):
            pieces: list[str | tuple[str, str]] = []
            for at in row:
                chosen = at == self.index
                style = ("bold reverse" if self.has_focus else "bold") if chosen else "$text-muted"
                pieces += [(self._drawn(at), style), " " * _GAP]
            rows.append(Content.assemble(*pieces))
        return Content("\n").join(rows)

    def action_turn(self, by: int) -> None:
        """Choose the next word, or the one before."""
        self.index = (self.index + by) % len(self._words)

    def on_key(self, event: events.Key) -> None:
        """Choose the next word that begins with the letter."""
        letter = (event.character or "").casefold()
        after = [*range(self.index + 1, len(self._words)), *range(self.index + 1)]
        found = next((at for at in after if letter and self._words[at].startswith(letter)), None)
        if found is not None and event.is_printable and letter != " ":
            event.stop()
            self.index = found

    def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        edge = 0
        rows = self._rows(self.size.width)
        for at in rows[event.y] if event.y < len(rows) else ():
            edge += len(self._drawn(at)) + _GAP
            if event.x < edge:
                self.index = at
                return

    def on_focus(self) -> None:
        """The chosen word is turned round where keys reach it."""
        self.refresh()

    def on_blur(self) -> None:
        """The chosen word is turned round where keys reach it."""
        self.refresh()

    def _drawn(self, at: int) -> str:
        return f"{'●' if at == self.index else '○'} {self._words[at]}"

    def _rows(self, width: int) -> list[list[int]]:
        """Which words stand on which row."""
        rows: list[list[int]] = [[]]
        used = 0
        for at in range(len(self._words)):
            size = len(self._drawn(at))
            if rows[-1] and used + size > width:
                rows.append([])
                used = 0
            rows[-1].append(at)
            used += size + _GAP
        return rows


class FieldRow(Vertical):
    """A field with its label before it, and under it what is wrong with the answer."""

    def __init__(self, ask: Ask, field: Widget) -> None:
        super().__init__()
        self.ask = ask
        self.field = field
        self._label = Static(Content(ask.label), classes="label")
        self._wrong = Static(classes="wrong")

    def compose(self) -> ComposeResult:
        """Label and field, then the error."""
        with Horizontal():
            yield self._label
            yield self.field
        yield self._wrong

    def on_descendant_focus(self) -> None:
        """The label stands out where the keys are."""
        self._label.add_class("here")

    def on_descendant_blur(self) -> None:
        """The label stands out where the keys are."""
        self._label.remove_class("here")

    def complain(self, error: OnRecordError | None) -> None:
        """Say what is wrong with the answer; None for nothing."""
        self._wrong.display = error is not None
        if error is not None:
            hint = f" {line(error.hint)}" if error.hint else ""
            self._wrong.update(Content(f"✗ {line(error.message)}{hint}"))
