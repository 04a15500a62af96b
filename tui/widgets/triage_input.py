"""The line of quick triage: what it asks for, where it is typed, and known words that are offered under it."""

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
"""Known words that are offered at once."""


class TriageLine(SafeInput):
    """The line itself."""

    BINDINGS = bindings(ActionScope.TRIAGE_LINE)


class TriagePrompt(Vertical):
    """A question, a line, and what is offered."""

    def __init__(self) -> None:
        super().__init__(id="triage-asks")
        self.line = TriageLine(compact=True, id="triage-line")
        """Where it is typed."""
        self._then: Callable[[str], object] | None = None
        self._known: Sequence[str] = ()
        self._begun = ""
        self._taken = -1

    def compose(self) -> ComposeResult:
        """One under the other."""
        yield Static("", id="triage-prompt", markup=False)
        yield self.line
        yield Static("", id="triage-offers", markup=False)

    def on_mount(self) -> None:
        """Nothing is asked yet."""
        self.display = False

    def ask(self, prompt: str, then: Callable[[str], object]) -> None:
        """Ask for a line.

        :param prompt: what it is for, safe to show.
        :param then: what is done with it.
        """
        self._then, self._known, self._begun, self._taken = then, (), "", -1
        self.query_one("#triage-prompt", Static).update(Content(f" {prompt}"))
        self.line.value = ""
        self._offer()
        self.display = True
        self.screen.set_focus(self.line)  # at once: the next key is for the line already

    def offer(self, known: Sequence[str]) -> None:
        """Offer known words."""
        self._known = known
        self._offer()

    def answer(self) -> tuple[Callable[[str], object] | None, str]:
        """What is done with the line, and the line; it is put away."""
        then, typed = self._then, self.line.value
        self.put_away()
        return then, typed

    def put_away(self) -> None:
        """Put the line away."""
        self._then = None
        self.display = False

    def complete(self) -> None:
        """Take the next of what is offered."""
        offered = self._offered()
        if offered:
            self._taken = (self._taken + 1) % len(offered)
            with self.line.prevent(Input.Changed):
                self.line.value = offered[self._taken]
            self.line.cursor_position = len(self.line.value)
            self._offer()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._begun, self._taken = event.value, -1
        self._offer()

    def _offered(self) -> list[str]:
        """Words that begin as typed, then those that hold it."""
        begun = casefold_words(self._begun.strip().lstrip("#"))
        begins = [each for each in self._known if casefold_words(each).startswith(begun)]
        holds = [each for each in self._known if begun in casefold_words(each) and each not in begins]
        return [*begins, *holds][:MOST_OFFERED]

    def _offer(self) -> None:
        said: list[tuple[str, str]] = [(" ", "")]
        for at, each in enumerate(self._offered()):
            said += [(f"#{line(each)}", "reverse" if at == self._taken else "$accent"), ("  ", "")]
        self.query_one("#triage-offers", Static).update(Content.assemble(*said))
