"""Searching everything: what has the words shows as they are typed, the best first; enter lands on the very words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.errors import OnRecordError
from db.model.ids import CaseId, ReportId
from db.queries.cases import Case, case_of
from db.search.locate import HitLocation, landing
from db.search.query import Query, parse
from db.search.search import Hit, SearchResults, search_progressively
from db.store.progress import Progress
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.record import RecordScreen
from tui.screens.base.requests import OpenDetail, OpenReader, open_screen
from tui.screens.base.sized import too_small
from tui.system.terminal import LEAST_ROWS
from tui.text.safe import line
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.search_hits import found_blocks
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.safe_input import SafeInput
from tui.widgets.sheet import Sheet
from tui.workers.notify import notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteWorker

_OPENED = {
    "cases": ThingKind.CASE,
    "sources": ThingKind.SOURCE,
    "claims": ThingKind.CLAIM,
    "reports": ThingKind.REPORT,
}
"""What has a view of its own, by its table."""


class SearchLine(SafeInput):
    """The line that words are typed into; the keys that walk what was found pass it by."""

    BINDINGS = bindings(ActionScope.SEARCH)


class SearchScreen(RecordScreen):
    """Words, and what has them."""

    AUTO_FOCUS = "#search-line"

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case | None) -> None:
        """Take where to search.

        :param case: the case one comes from; None to search the whole store.
        """
        super().__init__(writing, id="search")
        self._reading = reading
        self._own = case
        self._case = case
        self._hits: tuple[Hit, ...] = ()
        self._line = SearchLine(placeholder="words, “exact words”, -without, status:new denied:yes …", id="search-line")
        self._said = Static(id="search-said")
        self.sheet = Sheet(id="found", leads=True)

    def compose(self) -> ComposeResult:
        """Head, line, what is the matter with it, what was found, keys."""
        yield TitleBar()
        yield self._line
        yield self._said
        yield self.sheet
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Say where it searches."""
        self._offer()
        self._retitle("")
        self._say("Claims, exact words, reports' texts, sources, notes, titles: in any order, beginnings too.")

    def fit(self, height: int) -> None:
        """Hits stand without empty lines between them in a low window."""
        self.sheet.tight = height < LEAST_ROWS * 3

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Search again, since the record has changed."""
        self._search(stay=True)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._search()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    def action_walk(self, by: int) -> None:
        """Go to the next of what was found, or to the one before."""
        self.sheet.action_move(by)

    def action_page(self, by: int) -> None:
        """Go on by a few."""
        for _ in range(5):
            self.sheet.action_move(by)

    def action_scope(self) -> None:
        """Search the whole store in place of the case, or the case again."""
        if self._own is None:
            return
        self._case = None if self._case is not None else self._own
        self._search()

    def action_back(self) -> None:
        """Go back to where it was opened from."""
        self.dismiss()

    @work(exclusive=True, group="land")
    async def action_land(self) -> None:
        """Open what the cursor is at, at the very words."""
        if not 0 <= self.sheet.cursor < len(self._hits):
            return
        try:
            there = await self._reading.ask("land", landing, self._hits[self.sheet.cursor])
            found = self._own
            if there.case is not None and (found is None or there.case != found.id):
                found = await self._reading.ask("search-case", case_of, there.case)
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        if found is not None:
            self._land(there, found)
        else:
            self.app.notify("It belongs to no case: open one, and search from there.", markup=False)

    def _land(self, there: HitLocation, case: Case) -> None:
        if there.table == "cases" and there.at is None:
            self.dismiss()
            self.app.post_message(Changed("", Row(RowKind.CASE, there.id)))
        elif there.capture is not None:
            report = ReportId(there.id)
            at = (there.capture, there.words) if there.words is not None else None
            open_screen(self.app, OpenReader(self._reading, self._writing, case, report, at))
        else:
            at_row = Row(RowKind(there.at[0]), there.at[1]) if there.at is not None else None
            thing = Thing(_OPENED[there.table], there.id)
            open_screen(self.app, OpenDetail(self._reading, self._writing, case, thing, at_row))

    @work(exclusive=True, group="search")
    async def _search(self, *, stay: bool = False) -> None:
        query = parse(self._line.value)
        self._offer()
        if query.wrong:
            self._say(f"✗ {line(str(query.wrong[0]))}", wrong=True)
            return
        where = self._case.id if self._case is not None else None
        self._retitle("looking …" if query.terms else "")
        so_far: SearchResults | None = None
        try:
            async for found, cases in self._reading.ask_each(_sought, query, where, progress=Progress()):
                has_moved = so_far is not None and self.sheet.cursor > 0
                so_far, self._hits = found, found.hits
                self.sheet.show(found_blocks(found, cases), stay=stay or has_moved)
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        nothing = self._nothing() if query.terms and not self._hits else ""
        self._say(line(str(query.problems[0])) if query.problems else nothing)
        more = "+" if so_far is not None and so_far.more else ""
        self._retitle(f"{len(self._hits)}{more} found" if query.terms else "")

    def _nothing(self) -> str:
        """Where nothing is, with a way on."""
        if self._case is not None:
            return f"Nothing in {self._case.key} has these words: tab searches the whole store."
        return "Nothing in the whole store has these words. Try fewer of them, or the beginning of one."

    def _offer(self) -> None:
        offered = commands(ActionScope.SEARCH)
        self.query_one(KeyBar).offered = tuple(each for each in offered if self._own or each.id != "search.scope")

    def _retitle(self, tally: str) -> None:
        where = f"in {self._case.key} {line(self._case.title)}" if self._case is not None else "in the whole store"
        self.query_one(TitleBar).heading = f"Search {where}"
        self.query_one(TitleBar).tally = tally

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._said.update(Content(words))
        self._said.set_class(wrong, "wrong")


def _sought(
    record: Reader, query: Query, case: CaseId | None, *, progress: Progress
) -> Iterator[tuple[SearchResults, dict[int, str]]]:
    """What was found, as it comes; and the keys of its cases, where it is of several."""
    if query.terms and not query.plain:
        from db.search.filter_claims import filter_claims  # kept out of start-up
        from db.search.search import claims_found

        some: Iterable[SearchResults] = (claims_found(record, filter_claims(record, query, case, progress).ids),)
    else:
        some = search_progressively(record, query, case, progress=progress)
    keys: dict[int, str] = {}
    for found in some:
        for id in {hit.case for hit in found.hits if hit.case is not None} - keys.keys() if case is None else ():
            if (one := case_of(record, id)) is not None:
                keys[id] = one.key
        yield found, keys
