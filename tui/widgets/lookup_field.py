"""A form field that looks things up in the record while typing, and offers matches under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on, work
from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from db.dataclass import dataclass
from db.errors import OnRecordError
from db.model.enums import SourceKind
from db.model.ids import CaseId
from db.queries.lookup import LookupMatch, is_source_key
from tui.actions.registry import ActionScope, bindings
from tui.forms.model import Pick, lookup_matches
from tui.forms.new_sources import makes_source
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import row
from tui.widgets.form_fields import ENTER, LineField
from tui.workers.reads import ReadWorker


class LookupLine(LineField):
    """The input line for a key or a name."""

    BINDINGS = [*bindings(ActionScope.OFFERED), *ENTER]

    def __init__(self, ask: Pick, offered: OfferedMatches) -> None:
        super().__init__(ask, select_on_focus=True)
        self._offered = offered

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys of the matches while none are offered."""
        if action in ("mark", "take", "complete", "fold"):
            return self._offered.display
        return super().check_action(action, parameters)

    def action_mark(self, by: int) -> None:
        """Mark the next or the previous row."""
        self._offered.marked = (self._offered.marked + by) % max(1, self._offered.count)

    async def action_take(self) -> None:
        """Take the marked match, and go to the next field; or ask for a new source."""
        known = self._offered.take()
        if known:
            await self.run_action("screen.next")

    async def action_complete(self) -> None:
        """Take the marked row if it is a match, and go to the next field."""
        if self._offered.is_known:
            self._offered.take()
        await self.run_action("screen.next")

    def action_fold(self) -> None:
        """Hide the matches."""
        self._offered.fold()


class OfferedMatches(Widget):
    """The matches, a row each; the last row may offer a new source."""

    found: reactive[tuple[LookupMatch, ...]] = reactive((), layout=True)
    """Matches in the record."""
    making: reactive[str] = reactive("", layout=True)
    """The name of the new source on offer; empty for none."""
    makes: str = "source"
    """What the new one is called: its kind, or a source."""
    marked: reactive[int] = reactive(0)
    """The row that enter takes."""

    @dataclass
    class MatchTaken(Message):
        """A person took a row: a match, or with None the new source."""

        known: LookupMatch | None
        making: str

    @property
    def is_known(self) -> bool:
        """Whether the marked row is a match in the record."""
        return self.marked < len(self.found)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.found) + bool(self.making)

    def offer(self, found: Sequence[LookupMatch], making: str) -> None:
        """Offer these, with the first marked; hide the list for none.

        :param making: the name for a new source; empty for none.
        """
        self.found, self.making, self.marked = tuple(found), making, 0
        self.display = bool(self.count)

    def fold(self) -> None:
        """Offer nothing."""
        self.offer([], "")

    def take(self) -> bool:
        """Take the marked row.

        :returns: whether it is a match in the record.
        """
        known = self.found[self.marked] if self.is_known else None
        self.post_message(self.MatchTaken(known, self.making))
        return known is not None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row for each."""
        return self.count

    def render(self) -> RenderResult:
        """Draw key and name of each."""
        rows = []
        for at in range(self.count):
            here = at == self.marked
            mark, style = (f"{Mark.CURSOR} ", "bold") if here else ("  ", "")
            if at < len(self.found):
                known = self.found[at]
                pieces = [(mark, "$accent"), (f"{known.key} ", "bold $primary"), (line(known.name), style)]
            else:
                pieces = [(mark, "$accent"), (f"new {self.makes} ", "bold $success"), (f"“{line(self.making)}”", style)]
            rows.append(row([*pieces], "", self.size.width))
        return Content("\n").join(rows)

    def on_click(self, event: events.Click) -> None:
        """Take the row under the mouse."""
        event.stop()
        if event.y < self.count:
            self.marked = event.y
            self.take()


class LookupField(Vertical):
    """An input line with the matches under it."""

    @dataclass
    class NewSourceWanted(Message):
        """A person wants to add a new source."""

        field: LookupField
        name: str

    def __init__(self, ask: Pick, reading: ReadWorker | None, case: CaseId | None) -> None:
        super().__init__()
        self._ask = ask
        self.reading = reading
        """Reads the matches; None while there is no store."""
        self.makes = ask.makes
        """Default values of a new source made for this field."""
        self._case = case
        self._settled = ""
        self._new = Static(classes="understood")
        self._unknown = ""
        """The typed name for which the record has no match."""
        self._offered = OfferedMatches()
        if ask.makes is SourceKind.OUTLET:
            self._offered.makes = str(ask.makes)
        self.line = LookupLine(ask, self._offered)
        """The input line."""

    def compose(self) -> ComposeResult:
        """The input line, and under it the matches."""
        yield self.line
        yield self._new
        yield self._offered

    def on_mount(self) -> None:
        """Offer nothing at first."""
        self._offered.fold()
        self._show_new()

    @property
    def answer(self) -> str:
        """The typed text, or key and name of the match that was taken."""
        return self.line.value

    @answer.setter
    def answer(self, text: str) -> None:
        self.line.answer = text
        self._settled = self.line.value

    @on(Input.Changed)
    def _offer_matches(self, event: Input.Changed) -> None:
        self._unknown = ""
        self._show_new()
        if event.value.strip() and event.value != self._settled:
            self._look_up(event.value)
        else:
            self.workers.cancel_node(self)
            self._offered.fold()

    @on(Input.Blurred)
    def _hide_matches(self) -> None:
        self._offered.fold()
        self._show_new()

    def _show_new(self) -> None:
        """Show, once the field is left, that its name will be added."""
        is_new = bool(self._unknown) and self._unknown == self.line.value
        self._new.display = is_new
        if is_new:
            self._new.update(Content(f"{Mark.SAME} new {self._offered.makes}, added when you save"))

    @on(OfferedMatches.MatchTaken)
    def _fill_in(self, event: OfferedMatches.MatchTaken) -> None:
        event.stop()
        if event.known is None:
            self.post_message(self.NewSourceWanted(self, event.making))
        else:
            self.answer = event.known.written
        self._offered.fold()

    @work(exclusive=True)
    async def _look_up(self, typed: str) -> None:
        if self.reading is None:
            return
        try:
            found = await self.reading.ask(f"offer-{self._ask.name}", lookup_matches, self._case, self._ask.of, typed)
        except OnRecordError:
            return  # an error of the store is shown when the form is saved
        name = " ".join(typed.split()) if makes_source(self._ask) else ""
        if self.line.value == typed:
            self._unknown = typed if name and not found and not is_source_key(name) else ""
            if self.line.has_focus:
                self._offered.offer(found, name)
            else:
                self._show_new()
