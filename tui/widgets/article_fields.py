"""The two fields an article comes in by: a line for a path or an address, and a box for its words."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, work
from textual.message import Message

from db.text.normalize import normalize_text
from tui.actions.registry import ActionScope, bindings
from tui.forms.model import Ask, Long
from tui.system.paths import PathCompletion, complete_path
from tui.widgets.form_fields import ENTER, LineField, LongField
from tui.workers.article_loader import in_thread

LONGEST_LOCATION = 4_096
"""Characters of a path; what is pasted into the line and is longer is an article."""

MOST_EDITABLE = 50_000
"""Characters the box lets one edit. A longer paste is held as it is: laying it out would hold up every key."""

_PREVIEWED = 600
"""Characters of a held text that the box shows."""


class LocationLine(LineField):
    """One line for a path or an address, with completion of paths."""

    BINDINGS = [*bindings(ActionScope.PLACE), *ENTER]

    @dataclass
    class CompletionsFound(Message):
        """A path that is half typed may go on with any of these names."""

        names: tuple[str, ...]

    @dataclass
    class ArticlePasted(Message):
        """What was pasted into the line is an article, not a place."""

        text: str

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask)
        self._asked = ""

    @property
    def answer(self) -> str:
        """What is typed, blanks included: a name may hold them."""
        return self.value

    @answer.setter
    def answer(self, text: str) -> None:
        self.value = _on_one_line(text)
        self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        """Go on with a path as far as it is sure; where it can't go on, go to the next field."""
        from db.intake.urls import looks_like_url  # kept out of start-up

        if not self.value.strip() or self.value == self._asked or looks_like_url(self.value):
            self.app.call_later(self.run_action, "screen.next")
        else:
            self._complete(self.value)

    @work(exclusive=True)
    async def _complete(self, typed: str) -> None:
        found: PathCompletion = await in_thread(lambda: complete_path(typed), "completing a path")
        if self.value != typed or not self.has_focus:
            return
        self._asked = found.typed
        if found.typed != typed:
            self.answer = found.typed
        elif not found.among:
            await self.run_action("screen.next")
            return
        self.post_message(self.CompletionsFound(found.among))

    def on_paste(self, event: events.Paste) -> None:
        """Take a place as it is pasted; hand on what is an article."""
        event.stop()
        event.prevent_default()
        text = normalize_text(event.text)
        if "\n" in text.strip() or len(text) > LONGEST_LOCATION:
            self.post_message(self.ArticlePasted(text))
        else:
            self.replace(_on_one_line(text.strip()), *sorted(self.selection))


class ArticleTextField(LongField):
    """A box for an article's words, however many."""

    def __init__(self, ask: Long) -> None:
        super().__init__(ask)
        self._held = ""

    @property
    def answer(self) -> str:
        """What is typed or pasted, whole."""
        return self._held or self.text

    @answer.setter
    def answer(self, text: str) -> None:
        self._hold(normalize_text(text))

    def take(self, text: str) -> None:
        """Put a text in at the cursor; after what is held, where something is.

        :param text: clean.
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
        """Take a letter away; of what is held, all."""
        self._let_go() if self._held else super().action_delete_left()

    def action_delete_right(self) -> None:
        """Take a letter away; of what is held, all."""
        self._let_go() if self._held else super().action_delete_right()

    async def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted without what a terminal would obey."""
        event.stop()
        event.prevent_default()
        self.take(normalize_text(event.text))

    def _hold(self, text: str) -> None:
        self._held = text if len(text) > MOST_EDITABLE else ""
        self.read_only = bool(self._held)
        self.text = _preview(text) if self._held else text
        self.move_cursor(self.document.start if self._held else self.document.end)

    def _let_go(self) -> None:
        self._hold("")


def _preview(text: str) -> str:
    """What the box shows of a text that is too long to edit in it."""
    return f"▤ {len(text):,} characters are held whole; delete lets go of them. They begin:\n\n{text[:_PREVIEWED]} …"


def _on_one_line(text: str) -> str:
    return normalize_text(text).replace("\n", " ").replace("\t", " ")
