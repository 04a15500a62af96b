"""Base of the screens that assess a case: status, verdict, ratings, joins, tags, notes and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from db.model.enums import Credibility, Reliability, Status
from db.model.ids import ClaimId, SourceId, StatementId
from db.model.things import TARGET_KINDS, Target
from db.queries.statements import statements
from db.store.reader import Reader
from tui.actions.in_browser import is_served
from tui.actions.registry import keyed
from tui.screens.base.record import LETTERS, CaseScreen
from tui.screens.base.requests import OpenClaimJoin, OpenMenu, open_screen
from tui.system.app_editor import edit_in_editor, has_editor
from tui.text.assessment_labels import STATUS
from tui.text.safe import line
from tui.text.targets import Row, RowKind
from tui.widgets.menu import MenuRow
from tui.workers.notify import notifies_errors
from tui.workers.writes import Changed

if TYPE_CHECKING:
    from db.journal.writer import Writer

_STATUS_KEYS = {
    Status.NEW: "n",
    Status.TRIAGED: "t",
    Status.IN_PROGRESS: "i",
    Status.SECOND_LOOK: "e",
    Status.DONE: "d",
}


class JudgingScreen(CaseScreen):
    """A screen where a person assesses claims, sources and statements."""

    def judged_rows(self) -> Sequence[Row]:
        """The rows to assess: those that are marked, else the selected one."""
        row = self.selected_row()
        return (row,) if row is not None else ()

    @property
    def own_row(self) -> Row | None:
        """The row that the whole screen shows, if it shows one."""
        return None

    def action_status(self) -> None:
        """Ask for the status of the claim."""
        claims = self._selected_claims()
        if not claims:
            return
        entries = [MenuRow(_STATUS_KEYS[each], f"{STATUS[each][0]} {each.word}", "", each) for each in Status]
        title = f"Status of {_count_words(claims, 'claim')}"
        open_screen(self.app, OpenMenu(title, entries, partial(self._set_status, claims)))

    async def _set_status(self, claims: Sequence[ClaimId], status: Status | None) -> None:
        from db.write.assessments import set_status  # kept out of start-up

        if status is not None:
            await self.change(set_status, claims, status)

    def action_join(self) -> None:
        """Join the claim into one that says the same, or set it apart again."""
        claims = self._selected_claims()
        if len(claims) > 1:
            notice = "Claims are joined one at a time: clear the marks first."
            self.app.notify(notice, severity="warning", timeout=4)
        elif claims:
            open_screen(self.app, OpenClaimJoin(*self.reads, claims[0]))

    async def action_verdict(self) -> None:
        """Ask for a verdict on the claim."""
        from tui.forms.annotations import verdict_form  # kept out of start-up

        claims = self._selected_claims()
        if claims:
            await self.ask(self._reading, verdict_form, self._case.id, claims)

    async def action_rate(self) -> None:
        """Rate the source, or the credibility of the statement on a claim."""
        if self.is_refused():
            return
        rows = self.judged_rows()
        sources = [SourceId(row.id) for row in rows if row.kind is RowKind.SOURCE]
        statements = [StatementId(row.id) for row in rows if row.kind is RowKind.STATEMENT]
        if sources:
            self._rate_sources(sources)
        elif statements:
            await self._rate_statement(statements[0])
        else:
            notice = "You can rate a source, or a statement on a claim: open the claim and select a statement."
            self.app.notify(notice, severity="warning", timeout=5)

    def _rate_sources(self, sources: Sequence[SourceId]) -> None:
        entries = [MenuRow(each.lower(), f"{each} {each.word}", "", each) for each in Reliability]
        title = f"How reliable: {_count_words(sources, 'source')} be relied on?"
        open_screen(self.app, OpenMenu(title, entries, partial(self._rate_with, sources)))

    async def _rate_with(self, sources: Sequence[SourceId], letter: Reliability | None) -> None:
        from db.write.assessments import rate_sources  # kept out of start-up

        if letter is not None:
            await self.change(rate_sources, sources, letter)

    @notifies_errors()
    async def _rate_statement(self, statement: StatementId) -> None:
        """Rate a statement on the claim that the screen shows, else on the claim it bears on; ask which of several."""
        own = self.own_row
        bears = await self._reading.ask("bears", _claims_of_statement, statement)
        if own is not None and own.kind is RowKind.CLAIM:
            bears = [each for each in bears if each[0] == own.id] or bears
        if not bears:
            self.app.notify("It has no stance on a claim: there is nothing to rate.", severity="warning")
        elif len(bears) == 1:
            self._ask_credibility(statement, bears[0])
        else:
            entries = [MenuRow(key, each[1], "", each) for key, each in zip(LETTERS, bears, strict=False)]
            open_screen(self.app, OpenMenu("On which claim?", entries, partial(self._ask_credibility, statement)))

    def _ask_credibility(self, statement: StatementId, claim: tuple[ClaimId, str] | None) -> None:
        if claim is None:
            return
        entries = [MenuRow(str(each.value), each.word, "", each) for each in Credibility]
        title = f"How credible is what it says on {line(claim[1])}?"
        open_screen(self.app, OpenMenu(title, entries, partial(self._rate_statement_with, statement, claim[0])))

    async def _rate_statement_with(self, statement: StatementId, claim: ClaimId, digit: Credibility | None) -> None:
        from db.write.assessments import rate_statements  # kept out of start-up

        if digit is not None:
            await self.change(rate_statements, [(statement, claim)], digit)

    async def action_tag(self) -> None:
        """Edit the tags of the selection, or add tags to the marked rows."""
        from tui.forms.annotations import tags_form  # kept out of start-up

        things = self._targets()
        if things:
            await self.ask(self._reading, tags_form, self._case.id, things)

    async def action_note(self) -> None:
        """Write a note on the selection."""
        from tui.forms.annotations import new_note_form  # kept out of start-up

        things = self._targets(alone=True)
        if things:
            await self.ask(self._reading, new_note_form, self._case.id, things[0])

    async def action_task(self) -> None:
        """Set a task on the selection."""
        from tui.forms.annotations import new_task_form  # kept out of start-up

        things = self._targets(alone=True)
        if things:
            await self.ask(self._reading, new_task_form, self._case.id, things[0])

    async def _edit(self, row: Row) -> None:
        """Edit a row; a note in the person's own editor, where one is configured."""
        if row.kind is RowKind.NOTE and has_editor() and not is_served(self.app) and not self.is_refused():
            await self._edit_note(row.id)
        else:
            await super()._edit(row)

    @notifies_errors()
    async def _edit_note(self, note: int) -> None:
        from db.write.annotations import edit_note  # kept out of start-up

        key, was = await self._writing.do(_note_text, note)
        with edit_in_editor(self.app, was, key).kept() as text:
            made = await self._writing.make(edit_note, note, text, was=was)
        if made.words:
            self.app.post_message(Changed(made.words))

    def _selected_claims(self) -> list[ClaimId]:
        """The selected claims; a notice where there are none, or nothing can be written."""
        if self.is_refused():
            return []
        rows = [row for row in self.judged_rows() if row.kind is RowKind.CLAIM]
        own = self.own_row
        if not rows and own is not None and own.kind is RowKind.CLAIM:
            rows = [own]
        if not rows:
            self.app.notify(keyed("Select a claim first ({pane.claims})."), severity="warning", timeout=4)
        return [ClaimId(row.id) for row in rows]

    def _targets(self, *, alone: bool = False) -> list[Target]:
        """What a tag, note or task is put on: the selection, else the thing that the screen shows, else the case.

        :param alone: ignore the marks, for what is put on one thing.
        """
        if self.is_refused():
            return []
        here = self.selected_row()
        rows = self.judged_rows() if not alone else (here,) if here is not None else ()
        found = [Target(row.kind, row.id) for row in rows if row.kind in TARGET_KINDS]
        own = self.own_row
        if not found and own is not None and own.kind in TARGET_KINDS:
            found = [Target(own.kind, own.id)]
        return found or [Target(RowKind.CASE, self._case.id)]


def _count_words(ids: Sequence[int], what: str) -> str:
    return f"{len(ids):,} {what}s" if len(ids) > 1 else f"the {what}"


def _claims_of_statement(record: Reader, statement: StatementId) -> list[tuple[ClaimId, str]]:
    """Ids and keys of the claims that a statement bears on."""
    found = statements(record, [statement])
    return [(each.claim, each.key) for each in found[0].stances] if found else []


def _note_text(writer: Writer, note: int) -> tuple[str, str]:
    """A note's key and text."""
    row = writer.whole_row("notes", note)
    return str(row["key"]), str(row["text"])
