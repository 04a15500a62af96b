"""The two input fields of the article import: a line for a path or an address, and a box for the text itself."""

from __future__ import annotations

from textual import events, work
from textual.message import Message

from db.dataclass import dataclass
from db.text.normalize import normalize_text
from tui.actions.registry import ActionScope, bindings
from tui.forms.model import Ask, Long
from tui.system.paths import PathCompletion, complete_path
from tui.text.marks import Mark
from tui.widgets.form_fields import ENTER, LineField, LongField
from tui.workers.daemon_threads import in_thread

LONGEST_LOCATION = 4_096
"""The longest path or address, in characters; a longer paste counts as an article."""

MOST_EDITABLE = 50_000
"""The longest text that can be edited, in characters. A longer one is only previewed: its layout would delay keys."""

_PREVIEWED = 600
"""Characters in the preview of a text that is too long to edit."""


class LocationLine(LineField):
    """One line for a path or an address, with completion of paths."""

    BINDINGS = [*bindings(ActionScope.PLACE), *ENTER]

    @dataclass
    class CompletionsFound(Message):
        """Several names complete the typed path; they may also be none."""

        names: tuple[str, ...]

    @dataclass
    class ArticlePasted(Message):
        """The pasted text is an article, not a path or an address."""

        text: str

    def __init__(self, ask: Ask, *, files: bool = True) -> None:
        """Take the question.

        :param files: whether it takes paths, and completes them.
        """
        super().__init__(ask)
        self._files = files
        self._completed = ""

    @property
    def answer(self) -> str:
        """The typed text with its spaces, which a file name may have."""
        return self.value

    @answer.setter
    def answer(self, text: str) -> None:
        self.value = _on_one_line(text)
        self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        """Complete the path as far as it is unique; where it can't be completed, go to the next field."""
        from db.intake.urls import looks_like_url  # kept out of start-up

        if not self._files or not self.value.strip() or self.value == self._completed or looks_like_url(self.value):
            self.app.call_later(self.run_action, "screen.next")
        else:
            self._complete(self.value)

    @work(exclusive=True)
    async def _complete(self, typed: str) -> None:
        found: PathCompletion = await in_thread(lambda: complete_path(typed), "completing a path")
        if self.value != typed or not self.has_focus:
            return
        self._completed = found.typed
        if found.typed != typed:
            self.answer = found.typed
        elif not found.among:
            await self.run_action("screen.next")
            return
        self.post_message(self.CompletionsFound(found.among))

    def on_paste(self, event: events.Paste) -> None:
        """Insert a pasted path or address; report an article to the screen."""
        event.stop()
        event.prevent_default()
        text = normalize_text(event.text)
        if "\n" in text.strip() or len(text) > LONGEST_LOCATION:
            self.post_message(self.ArticlePasted(text))
        else:
            self.replace(_on_one_line(text.strip()), *sorted(self.selection))


class ArticleTextField(LongField):
    """A box for an article's text. A text too long to edit is kept whole and shown as a read-only preview."""

    def __init__(self, ask: Long) -> None:
        super().__init__(ask)
        self._held = ""

    @property
    def answer(self) -> str:
        """The whole text, also where the box shows only a preview."""
        return self._held or self.text

    @answer.setter
    def answer(self, text: str) -> None:
        self._hold(normalize_text(text))

    def take(self, text: str) -> None:
        """Insert a text at the cursor; after a text that is only previewed.

        :param text: a cleaned text.
        """
        start, end = sorted(self.selection)
        if self._held:
            self._hold(self._held + text)
        elif len(self.text) + len(text) <= MOST_EDITABLE:
            self.replace(text, start, end)
        else:
            before = self.get_text_range(self.document.start, start)
            self._hold(before + text + self.get_text_range(end, self.document.end))

    def action_delete_left(self) -> None:
        """Delete a character; of a text that is only previewed, all."""
        self._hold("") if self._held else super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete a character; of a text that is only previewed, all."""
        self._hold("") if self._held else super().action_delete_right()

    async def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text without its control characters."""
        event.stop()
        event.prevent_default()
        self.take(normalize_text(event.text))

    def _hold(self, text: str) -> None:
        """Replace the whole text."""
        self._held = text if len(text) > MOST_EDITABLE else ""
        self.read_only = bool(self._held)
        self.text = _preview(text) if self._held else text
        self.move_cursor(self.document.start if self._held else self.document.end)


def _preview(text: str) -> str:
    """The preview of a text that is too long to edit."""
    held = f"{len(text):,} characters are held whole; delete lets go of them. They begin:"
    return f"{Mark.KEEPS_TEXT} {held}\n\n{text[:_PREVIEWED]} …"


def _on_one_line(text: str) -> str:
    return normalize_text(text).replace("\n", " ").replace("\t", " ")
