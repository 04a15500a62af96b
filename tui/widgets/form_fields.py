"""The fields of a form: one line, several lines, or a choice among words; and the row with label and error."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static, TextArea

from db.dataclass import dataclass
from db.errors import OnRecordError
from db.text.normalize import normalize_line, normalize_text
from tui.actions.registry import ActionScope, bindings
from tui.forms.model import Ask, ChoiceAsk, DateAsk, Long, Unconfirmed
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import in_place, line
from tui.text.strips import index_at
from tui.widgets.safe_input import SafeInput

ENTER = [binding for binding in bindings(ActionScope.FORM) if getattr(binding, "id", "") == "form.enter"]
"""The form's enter key, for fields that have an enter key of their own."""

_GAP = 2
"""Cells between two words of a choice."""


class LineField(SafeInput):
    """One line of text."""

    BINDINGS = ENTER

    def __init__(self, ask: Ask, *, select_on_focus: bool = False) -> None:
        """Make the field.

        :param select_on_focus: whether typing replaces the present text.
        """
        super().__init__(placeholder=ask.hint, compact=True, select_on_focus=select_on_focus)

    @property
    def answer(self) -> str:
        """The typed text."""
        return self.value

    @answer.setter
    def answer(self, text: str) -> None:
        self.value = normalize_line(text)
        self.cursor_position = len(self.value)


class LongField(TextArea):
    """Text of several lines. Up in the first row and down in the last one leave the field."""

    @dataclass
    class EdgeReached(Message):
        """The cursor was moved beyond the first or the last row."""

        by: int
        """-1 or 1."""

    def __init__(self, ask: Long) -> None:
        super().__init__(placeholder=ask.hint, compact=True, tab_behavior="focus", soft_wrap=True)
        self.styles.height = ask.rows

    @property
    def answer(self) -> str:
        """The typed text."""
        return self.text

    @answer.setter
    def answer(self, text: str) -> None:
        self.text = normalize_text(text)
        self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """A line as drawn: with visible marks for control characters."""
        return Text(in_place(self.document.get_line(line_index)), end="", no_wrap=True)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a row, or to the previous field."""
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

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, except where undo has just removed its line: Textual puts it elsewhere only then."""
        if self.selection.end[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    async def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text without its control characters."""
        event.stop()
        event.prevent_default()
        self.replace(normalize_text(event.text), *self.selection)


class ChoiceField(Widget, can_focus=True):
    """A choice among a few words, all visible."""

    BINDINGS = bindings(ActionScope.CHOICE)

    index: reactive[int] = reactive(0)
    """Index of the chosen word."""

    @dataclass
    class ChoiceChanged(Message):
        """Another word was chosen."""

        field: ChoiceField

    def __init__(self, ask: ChoiceAsk) -> None:
        super().__init__()
        self._values = [value for value, _ in ask.among]
        self._words = [word for _, word in ask.among]

    @property
    def answer(self) -> str:
        """The chosen value."""
        return self._values[self.index]

    @answer.setter
    def answer(self, value: str) -> None:
        if value in self._values:
            self.index = self._values.index(value)

    def watch_index(self) -> None:
        """Report the choice."""
        self.post_message(self.ChoiceChanged(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of rows that the words take."""
        return len(self._layout(width))

    def render(self) -> RenderResult:
        """Draw every word, with a sign that shows which is chosen."""
        rows = []
        for row in self._layout(self.size.width):
            pieces: list[str | tuple[str, str]] = []
            for at in row:
                chosen = at == self.index
                style = ("bold reverse" if self.has_focus else "bold") if chosen else "$text-muted"
                pieces += [(self._label(at), style), " " * _GAP]
            rows.append(Content.assemble(*pieces))
        return Content("\n").join(rows)

    def action_turn(self, by: int) -> None:
        """Choose the next or the previous word, in a circle."""
        self.index = (self.index + by) % len(self._words)

    def on_key(self, event: events.Key) -> None:
        """Choose the next word that begins with the typed letter."""
        letter = (event.character or "").casefold()
        after = [*range(self.index + 1, len(self._words)), *range(self.index + 1)]
        found = next((at for at in after if letter and self._words[at].startswith(letter)), None)
        if found is not None and event.is_printable and letter != " ":
            event.stop()
            self.index = found

    def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        rows = self._layout(self.size.width)
        row = rows[event.y] if event.y < len(rows) else []
        found = index_at(event.x, [len(self._label(at)) + _GAP for at in row])
        if found is not None:
            self.index = row[found]

    def _label(self, at: int) -> str:
        return f"{Mark.CHOSEN if at == self.index else Mark.NOT_CHOSEN} {self._words[at]}"

    def _layout(self, width: int) -> list[list[int]]:
        """The indexes of the words in each row."""
        rows: list[list[int]] = [[]]
        used = 0
        for at in range(len(self._words)):
            size = len(self._label(at))
            if rows[-1] and used + size > width:
                rows.append([])
                used = 0
            rows[-1].append(at)
            used += size + _GAP
        return rows


class FieldRow(Vertical):
    """A field with its label on the left, and an error under it."""

    def __init__(self, ask: Ask, field: Widget) -> None:
        super().__init__()
        self.ask = ask
        self.field = field
        self._label = Static(Content(ask.label), classes="label")
        self._wrong = Static(classes="wrong")
        self._understood = Static(classes="understood")
        self._understood.display = False
        self.offered = ""
        """What is shown under a date while it is empty, safe to show."""

    def compose(self) -> ComposeResult:
        """Label and field; under them what a date is understood as, and the error."""
        with Horizontal():
            yield self._label
            yield self.field
        yield self._understood
        yield self._wrong

    def on_descendant_focus(self) -> None:
        """Highlight the label while the field has the focus."""
        self._label.add_class("here")

    def on_descendant_blur(self) -> None:
        """Remove the highlight."""
        self._label.remove_class("here")

    def say_understood(self, tz: str) -> None:
        """Show what a typed date is understood as.

        :param tz: the time zone of the case.
        """
        if isinstance(self.ask, DateAsk) and isinstance(self.field, LineField):
            words = wording.understood(self.field.answer, tz) if self.field.answer else self.offered
            self._understood.display = bool(words)
            self._understood.update(Content(words))

    def complain(self, error: OnRecordError | None) -> None:
        """Show an error of the answer; None to remove it."""
        self._wrong.display = error is not None
        if error is not None:
            hint = f" {line(error.hint)}" if error.hint else ""
            mark = Mark.ATTENTION if isinstance(error, Unconfirmed) else Mark.WRONG
            self._wrong.update(Content(f"{mark} {line(error.message)}{hint}"))
