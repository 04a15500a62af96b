"""The alarms of a case by kind, and one alarm with the rows behind it. A person may set it aside, with a reason."""

from __future__ import annotations

from collections import Counter

from textual import on, work

from db.analysis.alarms import Alarm, AlarmKind
from db.errors import OnRecordError
from db.queries.cases import Case
from db.store.progress import Progress
from tui.actions.registry import ActionScope, bindings, commands
from tui.forms.source_judgement import alarm_decision_form
from tui.screens.base.requests import OpenAlarm, open_screen, open_text_of, request_of
from tui.screens.base.sheet import SheetScreen
from tui.text import wording
from tui.text.marks import Mark
from tui.text.targets import Thing, ThingKind
from tui.views.alarms import MOST, AlarmsView, alarm_view, alarms_view, cite_alarm
from tui.views.citations import cite_thing
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.sheet import Sheet
from tui.workers.alarms import MOST_OF_KIND, alarm_of_large_case, alarms_of, is_large, pages_of_alarms
from tui.workers.notify import notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class _AlarmsBase(SheetScreen):
    """Base of the list and of the view of one alarm."""

    BINDINGS = bindings(ActionScope.ALARMS, ActionScope.RECORD)

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case) -> None:
        super().__init__(reading, writing, name="alarms")
        self._case = case

    def on_mount(self) -> None:
        """Read the alarms."""
        here = (ActionScope.ALARMS, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE)
        self.query_one(KeyBar).offered = tuple(each for each in commands(*here) if each.id != "import")
        self.sheet.focus()
        self.load()

    @property
    def alarm(self) -> Alarm | None:
        """The alarm to set aside or to cite."""
        raise NotImplementedError

    async def action_set_aside(self) -> None:
        """Ask for the reason to set the alarm aside, or to take it up again."""
        alarm = self.alarm
        if alarm is None:
            self.app.notify("No alarm is selected.", severity="warning", timeout=3)
            return
        await self.show_form(alarm_decision_form(alarm), self._reading)

    @on(Sheet.BlockOpened)
    def _opened(self, event: Sheet.BlockOpened) -> None:
        self.open(event.target)

    def open(self, thing: Thing) -> None:
        """Open a thing."""
        if thing.kind is ThingKind.ALARM:
            known = self.alarm if self.alarm is not None and self.alarm.key == thing.name else None
            open_screen(self.app, OpenAlarm(self._reading, self._writing, self._case, thing.name, known))
        else:
            open_screen(self.app, request_of(self._reading, self._writing, self._case, thing))

    def action_read(self) -> None:
        """Open the text that the line under the cursor is about."""
        open_text_of(self.app, self._reading, self._writing, self._case, self.sheet.selected)

    @work(exclusive=True)
    async def load(self) -> None:
        try:
            if await is_large(self._reading, self._case.id):
                await self.show_large()
            else:
                await self.show(await alarms_of(self._reading, self._case.id))
        except OnRecordError as error:
            notify_error(self.app, error)

    async def show(self, found: list[Alarm]) -> None:
        """Show the alarms.

        :raises OnRecordError: the store can't be read.
        """
        raise NotImplementedError

    async def show_large(self) -> None:
        """Look for the alarms of a large case, and show them as they are found. Leaving the screen stops it.

        :raises OnRecordError: the store can't be read.
        """
        raise NotImplementedError


MOST_OF_KIND_AT_FIRST = 20
"""Alarms of each kind of a large case that are laid out at first."""


class AlarmsScreen(_AlarmsBase):
    """The alarms of a case by kind, those that are set aside last."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case) -> None:
        super().__init__(reading, writing, case)
        self._view: AlarmsView | None = None
        self._found: list[Alarm] = []
        self._most = MOST
        self._is_large = False
        self._unfinished: set[AlarmKind] = set()
        """Kinds of which there may be more than were found."""

    def on_mount(self) -> None:
        """Set the heading."""
        self.query_one(TitleBar).heading = f"{self._case.title} · alarms"

    @property
    def alarm(self) -> Alarm | None:
        """The alarm under the cursor."""
        target = self.sheet.selected.target if self.sheet.selected is not None else None
        key = target.name if target is not None and target.kind is ThingKind.ALARM else None
        return next((alarm for alarm in self._found if alarm.key == key), None)

    def open(self, thing: Thing) -> None:
        """Open an alarm; at the last line, show more."""
        if thing.kind is not ThingKind.MORE:
            super().open(thing)
            return
        self._most *= 5
        self._lay_out()

    async def show(self, found: list[Alarm]) -> None:
        """List the alarms; the cursor stays at its line."""
        self._found, self._is_large = found, False
        self._unfinished.clear()
        self._lay_out()

    async def show_large(self) -> None:
        """List the alarms of a large case as they are found, the first ones of each kind."""
        if not self._is_large:
            self._most, self._is_large = MOST_OF_KIND_AT_FIRST, True
        found: list[Alarm] = []
        counts = Counter[AlarmKind]()
        self._unfinished = set(AlarmKind)
        progress = Progress()
        async for page in pages_of_alarms(self._reading, self._case.id, progress):
            self._unfinished -= {kind for kind in counts if kind is not page.kind and counts[kind] < MOST_OF_KIND}
            counts[page.kind] += len(page.alarms)
            found += page.alarms
            if page.alarms or not found:
                self._found = found
                self._lay_out(progress.words)
        self._found = found
        self._unfinished = {kind for kind, count in counts.items() if count >= MOST_OF_KIND}
        self._lay_out()

    def _lay_out(self, progress: str = "") -> None:
        again = self._view is not None
        view = self._view = alarms_view(
            self._found, self._most, of_each_kind=self._is_large, unfinished=self._unfinished
        )
        aside = f" · {Mark.SET_ASIDE} {view.aside:,} dismissed" if view.aside else ""
        count = f"{'>' if self._unfinished else ''}{wording.pluralize(view.standing, 'alarm')}"
        looking = f" · {progress} looked through" if progress else ""
        self.query_one(TitleBar).tally = f"{Mark.ALARM} {count}{aside}{looking}"
        self.sheet.show(self._view.blocks, stay=again)

    async def citation(self) -> str:
        """The alarm under the cursor as a line to cite."""
        return cite_alarm(self.alarm) if self.alarm is not None else ""


class AlarmScreen(_AlarmsBase):
    """One alarm: its sentence, how to settle it, and the rows behind it."""

    def __init__(
        self, reading: ReadWorker, writing: WriteWorker, case: Case, key: str, known: Alarm | None = None
    ) -> None:
        """Take the alarm.

        :param key: see :attr:`db.analysis.alarms.Alarm.key`.
        :param known: the alarm as it was just found; in a large case it is not looked for again.
        """
        super().__init__(reading, writing, case)
        self._key = key
        self._just_found = known
        self._alarm: Alarm | None = None
        self.is_gone = False
        """Whether the alarm is settled."""

    def on_screen_resume(self) -> None:
        """Close, where the alarm was settled in the meantime."""
        if self.is_gone:
            self.dismiss()

    @property
    def alarm(self) -> Alarm | None:
        """The alarm."""
        return self._alarm

    async def show(self, found: list[Alarm]) -> None:
        """Show the alarm; where it is settled, notify and close."""
        await self._show_alarm(next((each for each in found if each.key == self._key), None))

    async def show_large(self) -> None:
        """Show the alarm as it was listed, and look for it again where the record changed."""
        known, self._just_found = self._just_found, None
        await self._show_alarm(known or await alarm_of_large_case(self._reading, self._case.id, self._key))

    async def _show_alarm(self, alarm: Alarm | None) -> None:
        again, self._alarm = self._alarm is not None, alarm
        if alarm is None:
            self.app.notify(f"{self._key} is settled: the record no longer raises it.", timeout=4)
            self.is_gone = True
            if self.is_current:
                self.dismiss()
            return
        blocks = await self._reading.ask("alarm", alarm_view, alarm)
        self.query_one(TitleBar).heading = f"{Mark.ALARM} {alarm.kind.word} · {alarm.subject}"
        self.query_one(TitleBar).tally = f"{Mark.SET_ASIDE} dismissed" if alarm.set_aside is not None else ""
        self.sheet.show(blocks, stay=again)

    async def citation(self) -> str:
        """The line under the cursor, or the alarm, as a line to cite."""
        block = self.sheet.selected
        if block is not None and block.citation:
            return block.citation
        if block is not None and block.target is not None:
            return await self._reading.ask("cite", cite_thing, block.target)
        return cite_alarm(self._alarm) if self._alarm is not None else ""
