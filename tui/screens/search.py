"""Search in everything: hits are listed while a person types, the best first, and enter opens one at the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.model.ids import CaseId, ReportId
from db.model.things import thing_name
from db.queries.cases import Case, case_by_id
from db.search.locate import HitLocation, locate_hit
from db.search.query import Query, parse_query
from db.search.search import SearchHit, SearchResults, search_progressively
from db.store.progress import Progress
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.record import RecordScreen
from tui.screens.base.requests import OpenDetail, OpenReader, open_screen
from tui.screens.base.sized import too_small
from tui.system.terminal import LEAST_ROWS
from tui.system.textual_private import OPENS
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.search_hits import found_blocks
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.safe_input import SafeInput
from tui.widgets.sheet import Sheet
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteWorker


class SearchLine(SafeInput):
    """The input of the search; keys that move among the hits pass through it."""

    BINDINGS = bindings(ActionScope.SEARCH)


class SearchScreen(RecordScreen):
    """An input and its hits."""

    AUTO_FOCUS = "#search-line"

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case | None) -> None:
        """Take the case.

        :param case: the case to search; None for the whole store.
        """
        super().__init__(writing)
        self._reading = reading
        self._own = case
        self._case = case
        self._hits: tuple[SearchHit, ...] = ()
        self._line = SearchLine(placeholder="words, “exact words”, -without, status:new denied:yes …", id="search-line")
        self._note = Static(id="search-said")
        self.sheet = Sheet(id="found", leads=True)

    def compose(self) -> ComposeResult:
        """Head, input, note, hits, keys."""
        yield TitleBar()
        yield self._line
        yield self._note
        yield self.sheet
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Set the heading and the keys."""
        self._offer_keys()
        self._retitle("")
        self._show_note("Claims, quotes, texts, sources, notes, titles: words in any order, or their beginnings.")

    def fit(self, height: int) -> None:
        """Drop empty lines between hits in a low window."""
        self.sheet.tight = height < LEAST_ROWS * 3

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Search again."""
        self._search(stay=True)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._search()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    def action_walk(self, by: int) -> None:
        """Go to the next hit, or to the previous one."""
        self.sheet.action_move(by)

    def action_page(self, by: int) -> None:
        """Move by five hits."""
        for _ in range(5):
            self.sheet.action_move(by)

    def action_scope(self) -> None:
        """Switch between the case and the whole store."""
        if self._own is None:
            return
        self._case = None if self._case is not None else self._own
        self._search()

    @work(exclusive=True, group=OPENS)
    @notifies_errors()
    async def action_land(self) -> None:
        """Open the hit under the cursor, at its words."""
        if not 0 <= self.sheet.cursor < len(self._hits):
            return
        there = await self._reading.ask("land", locate_hit, self._hits[self.sheet.cursor])
        found = self._own
        if there.case is not None and (found is None or there.case != found.id):
            found = await self._reading.ask("search-case", case_by_id, there.case)
        if found is not None:
            self._open_hit(there, found)
        else:
            self.app.notify("It belongs to no case: open a case, and search from there.")

    def _open_hit(self, there: HitLocation, case: Case) -> None:
        if there.table == "cases" and there.at is None:
            self.dismiss()
            self.app.post_message(Changed("", Row(RowKind.CASE, there.id)))
        elif there.capture is not None:
            report = ReportId(there.id)
            at = (there.capture, there.words) if there.words is not None else None
            open_screen(self.app, OpenReader(self._reading, self._writing, case, report, at))
        else:
            at_row = Row(RowKind(there.at[0]), there.at[1]) if there.at is not None else None
            thing = Thing(ThingKind(thing_name(there.table)), there.id)
            open_screen(self.app, OpenDetail(self._reading, self._writing, case, thing, at_row))

    @work(exclusive=True, group="search")
    @notifies_errors()
    async def _search(self, *, stay: bool = False) -> None:
        query = parse_query(self._line.value)
        self._offer_keys()
        if query.wrong:
            self._show_note(f"{Mark.WRONG} {line(str(query.wrong[0]))}", wrong=True)
            return
        where = self._case.id if self._case is not None else None
        self._retitle("looking …" if query.terms else "")
        so_far: SearchResults | None = None
        async for found, cases in self._reading.ask_each(_search_parts, query, where, progress=Progress()):
            has_moved = so_far is not None and self.sheet.cursor > 0
            so_far, self._hits = found, found.hits
            self.sheet.show(found_blocks(found, cases), stay=stay or has_moved)
        nothing = self._nothing_found() if query.terms and not self._hits else ""
        self._show_note(line(str(query.problems[0])) if query.problems else nothing)
        more = "+" if so_far is not None and so_far.more else ""
        self._retitle(f"{len(self._hits)}{more} found" if query.terms else "")

    def _nothing_found(self) -> str:
        """The note where nothing was found, with a hint."""
        if self._case is not None:
            return f"No results in {self._case.key}: tab searches the whole store."
        return "No results in the whole store. Try fewer words, or only the beginning of one."

    def _offer_keys(self) -> None:
        offered = commands(ActionScope.SEARCH)
        self.query_one(KeyBar).offered = tuple(each for each in offered if self._own or each.id != "search.scope")

    def _retitle(self, tally: str) -> None:
        where = f"in {self._case.key} {line(self._case.title)}" if self._case is not None else "in the whole store"
        self.query_one(TitleBar).heading = f"Search {where}"
        self.query_one(TitleBar).tally = tally

    def _show_note(self, words: str, *, wrong: bool = False) -> None:
        self._note.update(Content(words))
        self._note.set_class(wrong, "wrong")


def _search_parts(
    record: Reader, query: Query, case: CaseId | None, *, progress: Progress
) -> Iterator[tuple[SearchResults, dict[int, str]]]:
    """Results as they come; and the keys of their cases, in a search of the whole store."""
    if query.terms and not query.plain:
        from db.search.filter_claims import filter_claims  # kept out of start-up
        from db.search.search import claims_found

        some: Iterable[SearchResults] = (claims_found(record, filter_claims(record, query, case, progress).ids),)
    else:
        some = search_progressively(record, query, case, progress=progress)
    keys: dict[int, str] = {}
    for found in some:
        for id in {hit.case for hit in found.hits if hit.case is not None} - keys.keys() if case is None else ():
            if (one := case_by_id(record, id)) is not None:
                keys[id] = one.key
        yield found, keys
