"""The reader: a report's text with who says what marked in it, walked and decided by key."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from db.cases import Case
from db.citation import cited_report
from db.errors import NotFound, OnRecordError
from db.markup.steps import Plan
from db.markup.steps import Reading as Selected
from db.reader import Reader
from db.reports import Capture, Marked, Report, captures, marks, reports
from db.terms import Form, ReportId
from tui.commands import Scope, bindings, commands
from tui.drafts import Drafts
from tui.marking import Mark, Range, Tag
from tui.offers import Offers, State
from tui.reading import Reading
from tui.screens.markup import MarkupScreen, Typed
from tui.screens.over_text import OverText, rows_over_text
from tui.sheets.offer import offer_marks, offer_rows, selection_rows
from tui.sheets.report import QUOTE_STYLE
from tui.telling import tell
from tui.terminal import LEAST_COLUMNS, LEAST_ROWS
from tui.text import line
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.card import Card
from tui.widgets.passage import Passage
from tui.writing import Writing

MOST_KEYS = 4
"""Keys of statements that are shown after one place of the text; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Open:
    """What the reader has open: a report, its newest text, and the quotes on record in it."""

    report: Report
    capture: Capture
    quotes: tuple[Marked, ...]


class ReaderScreen(Screen[None]):
    """A report's text, and the proposals in it."""

    BINDINGS = bindings(Scope.READER)
    AUTO_FOCUS = "#passage"

    def __init__(self, reading: Reading, writing: Writing, case: Case, report: ReportId) -> None:
        super().__init__(id="reader")
        self._reading = reading
        self._case = case
        self._report = report
        self._open: Open | None = None
        self.offers = Offers()
        """The proposals in the text."""
        self._writing = writing
        self._drafts = Drafts(self._writing)
        self.passage = Passage(id="passage")
        """The text."""
        self.card = Card(id="card")
        """What the proposal says that a person is at, or what is selected."""

    def compose(self) -> ComposeResult:
        """Head, text, the proposal, keys."""
        yield TitleBar()
        yield self.passage
        yield self.card
        yield KeyBar()
        yield Static("Make the window larger, please.", id="too-small")

    def on_mount(self) -> None:
        """Read the report."""
        self.query_one(TitleBar).heading = line(self._case.title)
        self.query_one(KeyBar).offered = tuple(commands(Scope.READER, Scope.TEXT, Scope.EVERYWHERE))
        self._begin()

    def on_resize(self, event: events.Resize) -> None:
        """A lower window has a lower card; one too small says so."""
        width, height = event.size
        self.set_class(height < 30, "-short")
        self.set_class(height < 20, "-low")
        self.set_class(width < LEAST_COLUMNS or height < LEAST_ROWS, "-tiny")

    @on(Passage.Pointed)
    def _pointed(self, event: Passage.Pointed) -> None:
        found = self.offers.at(event.offset)
        if found is not None:
            self.offers.current = found
            self._show()

    @on(Passage.Selected)
    def _selected(self) -> None:
        self._describe()

    def action_offer(self, by: int, decided: bool = False) -> None:
        """Go to the next proposal, or the one before."""
        cursor = self.passage.pointer.cursor
        self.offers.move(by, decided=decided, at=cursor[0] if cursor else 0)
        self._show(reveal=True)

    def action_unfold(self) -> None:
        """Show the proposals inside the current one, or fold them again."""
        current = self.offers.current
        if current is not None:
            self.offers.fold(current)
            self._show(reveal=True)

    def action_markup(self) -> None:
        """Turn the selected words into a statement; where none are selected, those of the proposal."""
        if self._open is not None:
            current = self.offers.current
            content = current.content if current is not None else ()
            selected = self.passage.selection
            self._ask_line((selected,) if selected else tuple((span.start, span.end) for span in content), Typed())

    def action_back(self) -> None:
        """Drop the selection, or go back to where the reader was opened from."""
        if not self.passage.drop_selection():
            self.dismiss()

    async def citation(self) -> str:
        """The words selected, or those of the proposal, with the report they stand in; else the report."""
        if self._open is None:
            return ""
        selected, current = self.passage.selection, self.offers.current
        if selected is not None:
            words = self.passage.text[slice(*selected)]
        elif current is not None:
            words = " … ".join(span.text for span in current.content)
        else:
            return cited_report(self._open.report)
        return f"“{words}” — {cited_report(self._open.report)}"

    @work
    async def _ask_line(self, spans: tuple[Range, ...], typed: Typed) -> None:
        from db.markup.words import form_of

        assert self._open is not None
        text = self.passage.text
        selected = Selected(
            self._case.id, self._report, self._open.capture.id, spans, form_of(text, spans) if spans else Form.INDIRECT
        )
        words = " … ".join(text[start:end] for start, end in spans)
        screen = MarkupScreen(self._reading, self._drafts, selected, words, typed, write=self._write_line)
        if await self._asked(screen, spans):
            self.passage.drop_selection()
            await self._read_again()

    async def _asked(self, screen: OverText, spans: tuple[Range, ...]) -> bool:
        """Ask over the lower part of the text, with the words above it."""
        below = self.size.height - self.passage.region.bottom
        self.passage.cover(rows_over_text(self.size.height) - below)
        if spans:
            self.passage.bring(spans[0][0], spans[-1][1])
        try:
            return await self.app.push_screen(screen, wait_for_dismiss=True) or False
        finally:
            self.passage.cover(0)

    async def _write_line(self, plan: Plan) -> None:
        from db.markup.write import write

        made = await self._writing.make(write, plan)
        self.app.notify(line(made.words), title="Written", markup=False)

    async def _read_again(self) -> None:
        """Read what is on record now, and mark it."""
        self._open = await self._reading.ask("reader", _opened, self._report)
        self._show()
        self._retitle()

    @work
    async def _begin(self) -> None:
        try:
            self._open = await self._reading.ask("reader", _opened, self._report)
        except OnRecordError as error:
            tell(self.app, error)
            self.dismiss()
            return
        self.passage.show(self._open.capture.text, *self._marks())
        self._describe()
        self._retitle("looking for who says what …")

    def _show(self, *, reveal: bool = False) -> None:
        """Draw what the proposals have become, and bring the current one into sight."""
        self.passage.mark(*self._marks())
        if reveal and self.offers.current is not None:
            self.passage.drop_selection()
            self.passage.reveal(*self.offers.current.whole)
        self._describe()

    def _describe(self) -> None:
        selected = self.passage.selection
        self.card.show(selection_rows(self.passage.text, selected) if selected else offer_rows(self.offers))

    def _retitle(self, notice: str = "") -> None:
        bar = self.query_one(TitleBar)
        if self._open is not None:
            report = self._open.report
            bar.heading = f"{report.key}  {line(report.label)}"
        counted = [f"{state.glyph} {self.offers.count(state)} {state}" for state in State]
        bar.tally = notice or " · ".join(counted)

    def _marks(self) -> tuple[list[Mark], dict[int, Tag]]:
        """What stands out in the text: the words on record, and those proposed."""
        proposed, tags = offer_marks(self.offers)
        accepted = {each.statement for each in self.offers.all if each.state is State.ACCEPTED}
        quotes = self._open.quotes if self._open is not None else ()
        for quote in quotes:
            sign = " ✓" if quote.statement_key in accepted else ""
            tags.setdefault(quote.end, []).append(Tag(f"{quote.statement_key}{sign}", "$accent"))
        on_record = [Mark(quote.start, quote.end, QUOTE_STYLE[quote.form]) for quote in quotes]
        return [*on_record, *proposed], {offset: _together(here) for offset, here in tags.items()}


def _together(tags: list[Tag]) -> Tag:
    """What is shown after one place of the text."""
    words = list(dict.fromkeys(tag.text for tag in tags))
    rest = f" +{len(words) - MOST_KEYS}" if len(words) > MOST_KEYS else ""
    return Tag(f" ⟦{' '.join(words[:MOST_KEYS])}{rest}⟧", tags[0].style)


def _opened(record: Reader, report: ReportId) -> Open:
    """A report with its newest text.

    :raises NotFound: no text of it is held.
    """
    found = reports(record, [report])
    kept = captures(record, report, most=1)
    if not found or not kept:
        name = f"{found[0].key}, {found[0].label}" if found else "this report"
        raise NotFound(f"No text of {name} is held.", "Get the original: onrecord import FILE|URL.")
    return Open(found[0], kept[0], tuple(marks(record, kept[0].id)))
