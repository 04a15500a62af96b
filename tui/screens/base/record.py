"""Bases of the screens that show the record: add, edit, remove, undo and redo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from textual.await_complete import AwaitComplete

from db.errors import OnRecordError
from db.model.ids import CaseId, StatementId
from db.queries.cases import Case, cases
from db.queries.statements import statements
from db.store.reader import Reader
from tui.actions.registry import keyed
from tui.screens.base.modal import is_open
from tui.screens.base.requests import OpenAddMenu, OpenDetail, OpenForm, OpenMenu, open_screen
from tui.screens.base.sized import Sized
from tui.system.textual_private import HeldScreen
from tui.text.safe import line
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.widgets.menu import MenuRow
from tui.workers.notify import notifies_errors, notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteWorker

if TYPE_CHECKING:
    from db.journal.writer import Writer
    from db.queries.dependents import DependentRow
    from tui.forms.model import Form

P = ParamSpec("P")

LETTERS = "123456789abcdefghijklmnoprstuvwxyz"
"""Keys for the rows of a menu; q closes it."""


class RecordScreen(HeldScreen, Sized):
    """A screen on which the record can be changed.

    It has no id: Textual refuses two of one id, and one that was closed may not be removed yet when it opens again.
    """

    def __init__(self, writing: WriteWorker) -> None:
        super().__init__()
        self._writing = writing

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the screen, unless that was done before."""
        return super().dismiss(result) if is_open(self) else AwaitComplete()

    def read_again(self, came: Row | None) -> object:  # noqa: ARG002
        """Refresh, since the record has changed.

        :param came: a new row, to put the cursor on.
        """
        return None

    def is_refused(self) -> bool:
        """Whether nothing can be written; a notice says why."""
        refusal = self._writing.refusal
        if refusal is not None:
            notify_error(self.app, refusal)
        return refusal is not None

    def action_back(self) -> None:
        """Close, back to the screen below."""
        self.dismiss()

    async def action_new_case(self) -> None:
        """Open the form of a new case."""
        from tui.forms.case import new_case_form  # kept out of start-up

        await self.show_form(new_case_form(), None)

    async def action_undo(self) -> None:
        """Undo the last change."""
        await self._undo_or_redo("undo", "Undone", keyed("{redo} redoes"))

    async def action_redo(self) -> None:
        """Redo the last change that was undone."""
        await self._undo_or_redo("redo", "Redone", keyed("{undo} undoes"))

    async def _undo_or_redo(self, name: str, title: str, hint: str) -> None:
        from db.journal.undo import UndoRefused  # kept out of start-up

        try:
            words, came = await self._writing.do(_step_in_journal, name, frozenset(self._writing.passed))
        except UndoRefused as error:
            if name == "undo":
                self._writing.passed.add(error.action)
                error.hint = "u again skips it and undoes your change before it."
            notify_error(self.app, error)
            return
        except OnRecordError as error:
            self._writing.passed.clear()
            notify_error(self.app, error)
            return
        self.app.post_message(Changed(words, came, title, hint))

    @notifies_errors()
    async def ask(
        self, reading: ReadWorker | None, make: Callable[Concatenate[Writer, P], Form], *args: P.args, **named: P.kwargs
    ) -> None:
        """Open a form that is filled from the record.

        :param make: makes the form; it takes a writer first, then the other arguments.
        """
        form = await self._writing.do(make, *args, **named)
        await self.show_form(form, reading)

    @notifies_errors()
    async def show_form(self, form: Form, reading: ReadWorker | None) -> None:
        """Open a form over the screen, with its draft."""
        from tui.workers.drafts import Drafts  # kept out of start-up

        left = await Drafts(self._writing).left(form.name, form.case)
        await open_screen(self.app, OpenForm(reading, self._writing, form, left, self.show_added))

    def show_added(self, row: Row | None) -> None:
        """Select what a form added.

        :param row: None where nothing was added.
        """

    @notifies_errors()
    async def change(self, change: Callable[Concatenate[Writer, P], object], *args: P.args, **named: P.kwargs) -> None:
        """Change the record, and notify.

        :param change: a function of :mod:`db` that takes a writer first, then the other arguments.
        """
        made = await self._writing.make(change, *args, **named)
        if made.words:
            self.app.post_message(Changed(made.words))


class CaseScreen(RecordScreen):
    """A screen of an open case."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case) -> None:
        super().__init__(writing)
        self._reading = reading
        self._case = case

    @property
    def reads(self) -> tuple[ReadWorker, WriteWorker, Case]:
        """The workers and the case, for a screen over this one."""
        return self._reading, self._writing, self._case

    def selected_row(self) -> Row | None:
        """The row of the record under the cursor."""
        raise NotImplementedError

    def row_with_address(self) -> Row | None:
        """The row whose report has the address to open."""
        return self.selected_row()

    def action_add(self) -> None:
        """Open the menu of what to add."""
        if self.is_refused():
            return
        here = [row.kind for row in (self.selected_row(), self.adds_to("part")) if row is not None]
        fitting = list(dict.fromkeys(name for kind in here for name in _FIRST_ENTRIES.get(kind, ())))
        offered = [name for name in _ENTRIES if name in fitting or name not in _NEED_SELECTION]
        open_screen(self.app, OpenAddMenu(fitting, offered, self.action_add_here))

    async def action_add_here(self, what: str | None) -> None:
        """Open the form for something new.

        :param what: a :class:`tui.forms.registry.AddedKind`, by its value; None for nothing.
        """
        if what == "article":
            await self.app.run_action("import_article")
        elif what is not None:
            from tui.forms.registry import AddedKind, form_to_add  # kept out of start-up

            await self.ask(self._reading, form_to_add, self._case.id, AddedKind(what), self.adds_to(what))

    def adds_to(self, what: str) -> Row | None:  # noqa: ARG002
        """The row that something new is added to.

        :param what: a :class:`tui.forms.registry.AddedKind`, by its value.
        """
        return self.selected_row()

    async def action_edit(self) -> None:
        """Edit the selection; ask which row where one line stands for several."""
        await self._choose_row("Edit", self._edit)

    async def action_remove(self) -> None:
        """Remove the selection; ask which row where one line stands for several."""
        await self._choose_row("Remove", self._remove)

    @notifies_errors()
    async def action_case(self) -> None:
        """Open the menu of the case, which lists the other cases too."""
        own = Row(RowKind.CASE, self._case.id)
        title = f"{self._case.key} {line(self._case.title)}"
        entries = [
            MenuRow("e", "edit", "this case: its title, place, time zone, day, summary", partial(self._edit, own)),
            MenuRow("d", "remove", "this case, if nothing depends on it", partial(self._remove, own)),
            MenuRow("n", "new case", "", partial(self.action_add_here, "case")),
            MenuRow("l", "look", "this case: what it is about, its tags, notes and tasks", self._look_at_case),
            MenuRow("w", "tasks", "of all cases, the longest overdue first", partial(self.app.run_action, "tasks")),
        ]
        others = [each for each in await self._reading.ask("other-cases", cases) if each.id != self._case.id]
        free = [key for key in LETTERS if key not in "ednlw"]
        for key, each in zip(free, others, strict=False):
            entries.append(MenuRow(key, f"open {each.key}", line(each.title), partial(self._open_case, each.id)))
        open_screen(self.app, OpenMenu(title, entries, run_chosen))

    async def _look_at_case(self) -> None:
        open_screen(self.app, OpenDetail(*self.reads, Thing(ThingKind.CASE, self._case.id)))

    async def _open_case(self, case: CaseId) -> None:
        self.app.post_message(Changed("", Row(RowKind.CASE, case)))

    async def _choose_row(self, verb: str, act: Callable[[Row], Awaitable[None]]) -> None:
        if self.is_refused():
            return
        row = self.selected_row()
        if row is None:
            self.app.notify("Nothing is selected.", severity="warning")
            return
        key = ""
        dependents: list[DependentRow] = []
        if row.kind is RowKind.STATEMENT:
            try:
                key, dependents = await self._reading.ask("hanging", _dependents_of, StatementId(row.id))
            except OnRecordError as error:
                notify_error(self.app, error)
                return
        if not dependents:
            await run_chosen(partial(act, row))
            return
        note = "the statement, with everything attached to it" if verb == "Remove" else "the statement"
        whole = MenuRow("s", key, note, partial(act, row))
        free = [key for key in LETTERS if key != "s"]
        rest = [
            MenuRow(key, line(each.words), "", partial(act, Row(RowKind(each.table), each.id)))
            for key, each in zip(free, dependents, strict=False)
        ]
        open_screen(self.app, OpenMenu(f"{verb} which part of {key}?", [whole, *rest], run_chosen))

    async def _edit(self, row: Row) -> None:
        from tui.forms.registry import form_to_edit  # kept out of start-up

        await self.ask(self._reading, form_to_edit, self._case.id, row)

    async def _remove(self, row: Row) -> None:
        from db.write.remove import remove  # kept out of start-up

        await self.change(remove, row.kind, row.id, seen=self._writing.seen)


OF_STATEMENT = ("stance", "quote", "relay", "link", "same")
"""Entries that are added to a statement."""

_ENTRIES = (
    *("article", "source", "affiliation", "report", "excerpt", "claim", "part", "party"),
    *("denial", "statement", *OF_STATEMENT, "case"),
)
"""Entries of the menu, in order."""

_NEED_SELECTION = {"part", *OF_STATEMENT}
"""Entries that need a selection."""

_FIRST_ENTRIES = {
    RowKind.SOURCE: ("source", "affiliation", "report", "denial", "statement"),
    RowKind.CLAIM: ("claim", "part", "party", "denial"),
    RowKind.STATEMENT: (*OF_STATEMENT, "denial", "statement"),
    RowKind.REPORT: ("report", "excerpt", "denial", "statement"),
    RowKind.AFFILIATION: ("affiliation",),
    RowKind.PARTY: ("party",),
}
"""Entries that come first, by the kind of the selection."""


def _dependents_of(record: Reader, statement: StatementId) -> tuple[str, list[DependentRow]]:
    """The key of a statement, and the rows without a key that depend on it."""
    from db.queries.dependents import dependent_rows  # kept out of start-up

    found = statements(record, [statement])
    return (found[0].key, dependent_rows(record, statement)) if found else ("", [])


async def run_chosen(chosen: Callable[[], Awaitable[None]] | None) -> None:
    """Run the function of the chosen menu row."""
    if chosen is not None:
        await chosen()


_MOST_ROWS = 2_000
"""Rows of an action that are read to find the one for the cursor; an import may have a million."""


def _step_in_journal(writer: Writer, name: str, passing: frozenset[int] = frozenset()) -> tuple[str, Row | None]:
    """Undo or redo an action: its words in the journal, and a row that came back, for the cursor."""
    from db.journal.entries import Op  # kept out of start-up
    from db.journal.log import entries_of_action
    from db.journal.undo import redo, undo

    redoes = name == "redo"
    done = redo(writer) if redoes else undo(writer, passing=passing)
    changed = entries_of_action(writer, done.id, most=_MOST_ROWS)
    back = reversed([each for each in changed if each.op is Op.DELETE]) if name == "undo" else iter(changed)
    first = next((each for each in back if name == "undo" or each.op is Op.INSERT), None)
    is_shown = first is not None and first.table in {str(kind) for kind in RowKind} - {RowKind.CASE, RowKind.STEP}
    return done.words, Row(RowKind(first.table), first.row) if first is not None and is_shown else None
