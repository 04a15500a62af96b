"""The prompt of quick triage: a question, an input line, and completions under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.text.normalize import casefold_words
from tui.actions.registry import ActionScope, bindings
from tui.text.safe import line
from tui.widgets.safe_input import SafeInput

MOST_OFFERED = 8
"""The most completions shown."""


class TriageLine(SafeInput):
    """The input line."""

    BINDINGS = bindings(ActionScope.TRIAGE_LINE)


class TriagePrompt(Vertical):
    """A question, an input line, and completions."""

    def __init__(self) -> None:
        super().__init__(id="triage-asks")
        self.line = TriageLine(compact=True, id="triage-line")
        """The input line."""
        self._then: Callable[[str], object] | None = None
        self._known: Sequence[str] = ()
        self._begun = ""
        self._taken = -1

    def compose(self) -> ComposeResult:
        """The three, one under the other."""
        yield Static("", id="triage-prompt", markup=False)
        yield self.line
        yield Static("", id="triage-offers", markup=False)

    def on_mount(self) -> None:
        """Hide the prompt at first."""
        self.display = False

    def ask(self, prompt: str, then: Callable[[str], object]) -> None:
        """Ask for a line of text.

        :param prompt: the question, safe to show.
        :param then: called with the answer by the screen.
        """
        self._then, self._known, self._begun, self._taken = then, (), "", -1
        self.query_one("#triage-prompt", Static).update(Content(f" {prompt}"))
        self.line.value = ""
        self._offer()
        self.display = True
        self.screen.set_focus(self.line)  # Widget.focus comes too late: the next key belongs to the line already

    def offer(self, known: Sequence[str]) -> None:
        """Set the words to complete from."""
        self._known = known
        self._offer()

    def answer(self) -> tuple[Callable[[str], object] | None, str]:
        """Hide the prompt.

        :returns: what :meth:`ask` was to call, and the typed text.
        """
        then, typed = self._then, self.line.value
        self.put_away()
        return then, typed

    def put_away(self) -> None:
        """Hide the prompt."""
        self._then = None
        self.display = False

    def complete(self) -> None:
        """Fill in the next completion."""
        offered = self._completions()
        if offered:
            self._taken = (self._taken + 1) % len(offered)
            with self.line.prevent(Input.Changed):
                self.line.value = offered[self._taken]
            self.line.cursor_position = len(self.line.value)
            self._offer()

    @on(Input.Changed)
    def _complete_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._begun, self._taken = event.value, -1
        self._offer()

    def _completions(self) -> list[str]:
        """Known words that begin with the typed text, then those that contain it."""
        begun = casefold_words(self._begun.strip().lstrip("#"))
        begins = [each for each in self._known if casefold_words(each).startswith(begun)]
        holds = [each for each in self._known if begun in casefold_words(each) and each not in begins]
        return [*begins, *holds][:MOST_OFFERED]

    def _offer(self) -> None:
        pieces: list[tuple[str, str]] = [(" ", "")]
        for at, each in enumerate(self._completions()):
            pieces += [(f"#{line(each)}", "reverse" if at == self._taken else "$accent"), ("  ", "")]
        self.query_one("#triage-offers", Static).update(Content.assemble(*pieces))
