"""The import of an article from a path, a URL or a paste, with its progress."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, ProgressBar, Static, TextArea

from db.dataclass import dataclass
from db.errors import OnRecordError, PrivateAddress, Refused
from db.queries.cases import Case
from tui.actions.registry import ActionScope, bindings, commands
from tui.forms.import_article import (
    ADDRESS,
    NAME,
    PLACE,
    WORDS,
    ImportRequest,
    article_form,
    describe_plan,
    describe_step,
    format_bytes,
    read_import_request,
)
from tui.screens.base.requests import OpenImportResult, OpenReader, open_screen
from tui.screens.form import FormScreen
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.targets import Row, RowKind
from tui.views.import_result import Came, describe_import_at_once, fits_in_notice
from tui.widgets.article_fields import ArticleTextField, LocationLine
from tui.widgets.bars import KeyBar
from tui.widgets.form_fields import FieldRow
from tui.workers.article_loader import ArticleLoader, LoadedArticles, LoadingStopped
from tui.workers.daemon_threads import in_thread
from tui.workers.drafts import Drafts
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteWorker

_SHOWN = 80
"""Characters of the text that stand for a missing title."""

_MOST_ROWS = 16
"""Most rows of the box for pasted text."""

_AROUND = 13
"""Rows of the screen around that box."""

_BESIDE = 7
"""Rows of the screen around the fields."""


_MOST_READ = 500
"""Articles of one import that are looked through at once for who says what."""


class ImportScreen(FormScreen):
    """Asks for an article and imports it. What was typed stays until it is on record."""

    BINDINGS = bindings(ActionScope.IMPORT)

    @dataclass
    class BytesRead(Message):
        """Bytes of a page that were received so far."""

        came: int
        total: int | None

    def __init__(
        self,
        reading: ReadWorker,
        writing: WriteWorker,
        case: Case,
        left: Mapping[str, str],
        known: Mapping[str, str] | None = None,
        *,
        files: bool = True,
    ) -> None:
        """Take the case.

        :param known: answers that are known from where the import was asked for.
        :param left: the draft; empty where there is none.
        :param files: whether files can be read; not those of a machine that serves the desk.
        """
        super().__init__(reading, writing, article_form(case.id, known, files=files), left)
        self._files = files
        self._reading = reading
        self._case = case
        place = PLACE if files else ADDRESS
        self.place = LocationLine(place, files=files)
        """The field for a path or a URL."""
        self.words = ArticleTextField(WORDS)
        """The field for pasted text."""
        self._rows[:2] = [FieldRow(place, self.place), FieldRow(WORDS, self.words)]
        self._fields = VerticalScroll(id="import-fields", can_focus=False)
        self._plan = Static(id="import-plan")
        self._bar = ProgressBar(id="import-bar", show_eta=False)
        self._loader: ArticleLoader | None = None
        self._stopping = False
        self._searched = ""
        self._date_line = ""
        """A line of the text that is a date."""
        self._refused = ""
        self._allowed = ""

    @property
    def is_coming(self) -> bool:
        """Whether an import is running."""
        return self._loader is not None

    def compose(self) -> ComposeResult:
        """The fields, the plan or the progress, and the keys."""
        with Vertical(id="form-box"):
            yield self._note
            with self._fields:
                yield from self._rows
            yield self._plan
            yield self._bar
        yield KeyBar()

    def on_mount(self) -> None:
        """Hide the progress bar."""
        self._bar.display = False
        self.call_later(self._show_plan)

    def on_resize(self, event: events.Resize) -> None:
        """Give the text box the rows that are left; fields that do not fit are scrolled to."""
        self._fields.styles.max_height = max(3, event.size.height - _BESIDE)
        self.words.styles.height = max(2, min(_MOST_ROWS, event.size.height - _AROUND))

    def on_unmount(self) -> None:
        """Stop the import when the desk closes."""
        self._stop()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.place.value != self._refused:
            self._refused = self._allowed = ""
        if not self.is_coming:
            self._show_plan()
        if self.words.answer != self._searched:
            self._searched = self.words.answer
            self._find_date_line(self._searched)

    @work(exclusive=True, group="date-line")
    async def _find_date_line(self, text: str) -> None:
        """Offer a date line of the text as the date of the article."""
        from db.intake.date_line import date_line  # kept out of start-up

        self._date_line = await in_thread(lambda: date_line(text) or "", "finding a date line")
        row = self._published_row
        row.offered = f"in the text: {line(self._date_line)} · ctrl+l" if self._date_line else ""
        self._say_understood()
        self._offer_keys()

    @property
    def _published_row(self) -> FieldRow:
        return next(row for row in self._rows if row.ask.name == "published")

    def action_take_date(self) -> None:
        """Fill in the date line of the text as its date."""
        self._published_row.field.answer = self._date_line  # type: ignore[attr-defined]
        self.set_focus(self._published_row.field)

    @on(LocationLine.CompletionsFound)
    def _among(self, event: LocationLine.CompletionsFound) -> None:
        if event.names:
            self._plan.update(Content("  ".join(line(name) for name in event.names)))

    @on(LocationLine.ArticlePasted)
    def _pasted(self, event: LocationLine.ArticlePasted) -> None:
        self.words.take(event.text)
        self.set_focus(self.words)

    @on(BytesRead)
    def _coming(self, event: BytesRead) -> None:
        if self.is_coming:
            self._show_progress(event.came, event.total, format_bytes(event.came, event.total))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow a private address only after it was refused, and most keys only while no import runs."""
        if action == "allow_private":
            return bool(self._refused) and not self.is_coming
        if action == "take_date":
            return bool(self._date_line) and not self.is_coming
        if action in ("anew", "next", "previous", "enter"):
            return not self.is_coming
        return super().check_action(action, parameters)

    async def action_enter(self) -> None:
        """Import from the path or URL, where it is focused and filled in; else go to the next field."""
        if self.place.has_focus and self.place.value.strip():
            await self.action_save()
        else:
            await super().action_enter()

    async def action_save(self) -> None:
        """Import the article; an error is shown, and the fields stay as they are."""
        if self.is_coming:
            return
        for row in self._rows:
            row.complain(None)
        self._show_note("")
        try:
            order = await self._reading.ask("import", read_import_request, self._case.id, self.answers)
        except OnRecordError as error:
            self._show_error(error)
        else:
            self._import(order)

    async def action_allow_private(self) -> None:
        """Fetch from the private address that was refused, this once."""
        self._allowed = self._refused
        await self.action_save()

    async def action_leave(self) -> None:
        """Stop the import; where none runs, close."""
        if self.is_coming:
            self._stop()
        else:
            await super().action_leave()

    @work(exclusive=True, group="import")
    async def _import(self, order: ImportRequest) -> None:
        came: list[Came] = []
        allowed = bool(self._allowed) and self._allowed == order.place
        self._stopping = False
        self._loader = ArticleLoader(
            order.place,
            order.words,
            allow_private=allowed,
            files=self._files,
            progress=self._report_progress,
        )
        self._show_loading(order)
        try:
            await self._write(await self._loader.load(), order, came)
        except OnRecordError as error:
            self._show_fields()
            await self._failed(error, order, came)
        else:
            self._show_fields()
            await self._finish(came)

    def _report_progress(self, came: int, total: int | None) -> None:
        """Report progress from the loading thread, which must not touch widgets."""
        self.post_message(self.BytesRead(came, total))

    async def _write(self, loaded: LoadedArticles, order: ImportRequest, came: list[Came]) -> None:
        """Write the articles one by one, each as its own action, until a person stops it."""
        from db.write.articles import import_article  # kept out of start-up

        count = len(loaded.articles)
        if count > 1 and order.report is not None:
            raise Refused("A feed of several articles can't be a copy of one report.", "Leave “a copy of” empty.")
        if count > 1 and order.known.is_of_one:
            raise Refused(
                "A feed has several articles, each with its own title.", "Leave title, author and time empty."
            )
        for number, article in enumerate(map(order.known.of, loaded.articles)):
            self._show_progress(number, count, f"{number:,} of {count:,}")
            if self._stopping:
                raise LoadingStopped("Stopped; nothing was saved.")
            found = await self._writing.do(
                import_article,
                self._case.id,
                article,
                fetched=loaded.fetched,
                outlet=order.outlet,
                report=order.report,
            )
            came.append(Came(found, article.title or article.text[:_SHOWN]))
        await self._find_proposals(came)

    async def _find_proposals(self, came: list[Came]) -> None:
        """Look through the texts for who says what, until a person stops it; the rest is done where they are read."""
        from tui.workers.proposing import propose_for  # kept out of start-up

        for number, each in enumerate(came[:_MOST_READ]):
            if self._stopping:
                return
            self._show_progress(number, len(came), f"who says what: {number:,} of {len(came):,}")
            await propose_for(self._reading, self._writing, each.landed.capture)

    async def _failed(self, error: OnRecordError, order: ImportRequest, came: list[Came]) -> None:
        """Show the error, and how many articles were imported before it."""
        if isinstance(error, PrivateAddress):
            self._refused = order.place
            self._offer_keys()
            self._show_note(f"{Mark.WRONG} {line(error.message)} ctrl+o fetches it anyway.", wrong=True)
            return
        if not came:
            self._show_note(_error_words(error), wrong=True)
            return
        before = f"{len(came):,} were imported before that and stay; u on the desk undoes them one by one."
        words = "Stopped." if isinstance(error, LoadingStopped) else line(error.message)
        self._show_note(f"{Mark.WRONG} {words} {before}", wrong=True)
        self.app.post_message(Changed("", Row(RowKind.REPORT, came[-1].landed.report)))

    async def _finish(self, came: list[Came]) -> None:
        """Close, and show the imported text or the result."""
        self._close()
        await self._drafts.drop(NAME, self._case.id)
        app, first = self.app, came[0].landed.report
        app.post_message(Changed("", Row(RowKind.REPORT, first)))
        self.dismiss(Row(RowKind.REPORT, first))
        if fits_in_notice(came):
            open_screen(app, OpenReader(self._reading, self._writing, self._case, first, decides=True))
            app.notify(describe_import_at_once(came), timeout=6)
        else:
            open_screen(app, OpenImportResult(self._reading, self._writing, self._case, came))

    def _show_loading(self, order: ImportRequest) -> None:
        self._fields.disabled = True
        self._bar.display = True
        self._bar.update(total=None, progress=0)
        self._plan.update(Content(f"{Mark.FETCHES} {describe_step(order.place, order.words)} … · esc stops"))
        self._offer_keys()

    def _show_fields(self) -> None:
        """Show the fields again, with the focus where it was."""
        self._loader = None
        self._bar.display = False
        here = self._here
        self._fields.disabled = False
        self._go_to(here)
        self._show_plan()

    def _stop(self) -> None:
        self._stopping = True
        if self._loader is not None:
            self._loader.stop()

    def _show_progress(self, came: int, total: int | None, words: str) -> None:
        self._bar.update(total=total, progress=came)
        self._plan.update(Content(f"{Mark.FETCHES} {words} · esc stops"))

    def _show_plan(self) -> None:
        """Show what will be done with what is typed so far."""
        self._plan.update(Content(describe_plan(self.place.value.strip(), self.words.answer, files=self._files)))
        self._offer_keys()

    def _offer_keys(self) -> None:
        own = {each.id: each for each in commands(ActionScope.IMPORT)}
        if self.is_coming:
            offered = [own["import.stop"]]
        else:
            offered = [own["import.start"], *_FORM_KEYS, *([own["import.private"]] if self._refused else [])]
            offered += [own["import.date"]] if self._date_line else []
        self.query_one(KeyBar).offered = tuple(offered)


async def import_draft(writing: WriteWorker, case: Case) -> dict[str, str]:
    """The draft of the import; empty where it can't be read."""
    try:
        return await Drafts(writing).left(NAME, case.id)
    except OnRecordError:
        return {}


_FORM_KEYS = [each for each in commands(ActionScope.FORM) if each.id in ("form.next", "form.anew", "form.leave")]
"""Keys of a form that are offered beside those of the import."""


def _error_words(error: OnRecordError) -> str:
    return f"{Mark.WRONG} {line(error.message)} {line(error.hint)}".rstrip()
