"""Requests of a screen to open another one. :mod:`tui.navigation` opens the screen that a request names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.message import Message

from db.dataclass import dataclass
from db.model.ids import ReportId, StatementId
from tui.text.targets import RowKind, ThingKind

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import ScreenResultCallbackType
    from textual.widget import AwaitMount

    from db.analysis.alarms import Alarm
    from db.markup.name_changes import NameChange
    from db.markup.parser import StanceText
    from db.markup.plan import MarkupContext as Selected
    from db.markup.plan import Plan
    from db.model.ids import CaptureId, CaseId, ClaimId
    from db.queries.cases import Case
    from db.store.reader import Reader
    from tui.forms.conflicts import Decision, EditConflict
    from tui.forms.model import Form
    from tui.state.claim_choices import ClaimChoices
    from tui.state.highlights import Range
    from tui.state.repeat_answer import RepeatAnswer
    from tui.text.targets import Row, Thing
    from tui.views.blocks import Block
    from tui.views.import_result import Came
    from tui.widgets.menu import MenuRow
    from tui.workers.drafts import Drafts
    from tui.workers.past import Moment
    from tui.workers.reads import ReadWorker
    from tui.workers.writes import WriteWorker


@runtime_checkable
class OpensScreens(Protocol):
    """An app that opens the screens its screens ask for."""

    def open_screen(self, request: Request) -> AwaitMount:
        """Open the screen that a request names."""


def open_screen(app: App[object], request: Request) -> AwaitMount:
    """Open a screen over the one that asks. It is there when this returns, and gets the next key.

    A message in Textual's queue would come after keys that are in it already, and they would go to the wrong screen.

    :returns: await it where the screen must be mounted before one goes on.
    """
    assert isinstance(app, OpensScreens)
    return app.open_screen(request)


@runtime_checkable
class NamesReport(Protocol):
    """A screen that is about a report, or has one selected."""

    def row_with_address(self) -> Row | None:
        """The report, or a statement in it; another row, or None, where it has neither."""


@runtime_checkable
class NamesReportToGet(Protocol):
    """A screen on which an article that is brought in may be the text of a report at hand."""

    def report_to_get(self) -> ReportId | None:
        """The report; None where the cursor is on none."""


@dataclass(frozen=True, slots=True)
class _OfCase:
    """A request for a screen of a case."""

    reading: ReadWorker
    """Reads the store: as it is now, or as of a moment."""
    writing: WriteWorker
    case: Case


@dataclass(frozen=True, slots=True)
class OpenDetail(_OfCase):
    """A thing's own view."""

    thing: Thing
    at: Row | None = None
    """The row in it to put the cursor on."""


@dataclass(frozen=True, slots=True)
class OpenReader(_OfCase):
    """The text of a report; where none is held, its words in the text through which they are known."""

    report: ReportId
    at: tuple[CaptureId, Range] | None = None
    """Words of a capture to select, in code points, end exclusive."""
    decides: bool = False
    """Whether to begin at the first open proposal."""


@dataclass(frozen=True, slots=True)
class OpenWords(_OfCase):
    """The text in which the words of a statement stand, at the words."""

    statement: StatementId
    read_in: str = ""
    """The key of the report to read them in, where several have them."""


@dataclass(frozen=True, slots=True)
class OpenGraph(_OfCase):
    """The relay graph of a claim."""

    claim: ClaimId | None
    """None for that of the whole case."""


@dataclass(frozen=True, slots=True)
class OpenManualPage:
    """A page of the manual."""

    topic: str
    """A name in :func:`tui.manual.pages.topics`."""


@dataclass(frozen=True, slots=True)
class OpenPresentation(_OfCase):
    """The presentation of a case."""

    seconds: float
    """The time that auto-play stays at a screenful."""


@dataclass(frozen=True, slots=True)
class OpenDrift(_OfCase):
    """The wording drift of a claim."""

    claim: ClaimId | None
    """None for that of the whole case."""


@dataclass(frozen=True, slots=True)
class OpenChangedQuotes(_OfCase):
    """The quotes whose words a newer text changes."""

    report: ReportId | None = None
    """None for those of the whole case."""


@dataclass(frozen=True, slots=True)
class OpenAlarm(_OfCase):
    """One alarm."""

    key: str
    """See :attr:`db.analysis.alarms.Alarm.key`."""
    known: Alarm | None = None
    """The alarm as it was just found."""


@dataclass(frozen=True, slots=True)
class OpenClaimJoin(_OfCase):
    """Joining a claim into another, or setting it apart."""

    claim: ClaimId


@dataclass(frozen=True, slots=True)
class OpenImportResult(_OfCase):
    """The result of an import."""

    came: Sequence[Came]


@dataclass(frozen=True, slots=True)
class OpenPast:
    """The desk as of a moment."""

    reading: ReadWorker
    """Reads the store as of that moment; closed with the screen."""
    case: Case
    moment: Moment


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """A menu."""

    title: str
    """Safe to show."""
    entries: Sequence[MenuRow]
    then: ScreenResultCallbackType[Any]
    """Gets the value of the entry that is chosen; None where none is."""


@dataclass(frozen=True, slots=True)
class OpenAddMenu:
    """The menu of what can be added."""

    fitting: Sequence[str]
    """What comes first, by the words of :class:`tui.forms.registry.AddedKind`."""
    offered: Sequence[str]
    """All that is offered."""
    then: ScreenResultCallbackType[str]
    """Gets what is chosen."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form."""

    reading: ReadWorker | None
    writing: WriteWorker
    form: Form
    left: Mapping[str, str]
    """Answers that were typed before and left, by field."""
    then: ScreenResultCallbackType[Row | None] | None = None
    """Gets the row that was written; None where none was."""


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """Two edits of one thing, to decide between."""

    found: EditConflict
    then: ScreenResultCallbackType[Decision | None]


@dataclass(frozen=True, slots=True)
class OpenClaimChoices:
    """The claims that a proposal bears on."""

    reading: ReadWorker
    case: Case
    words: str
    """The words of the proposal, to find similar claims by."""
    choices: ClaimChoices
    planned: Callable[[Reader, tuple[StanceText, ...], RepeatAnswer, NameChange], Plan]
    """The plan for some claims, for what the words repeat, and for changes of the speaker."""
    write: Callable[[Plan], Awaitable[None]]
    then: ScreenResultCallbackType[bool]
    """Gets whether anything was written."""


@dataclass(frozen=True, slots=True)
class TypedMarkup:
    """Values of the fields of a markup line."""

    line: str = ""
    cue: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class OpenMarkupLine:
    """A markup line over selected words."""

    reading: ReadWorker
    drafts: Drafts
    selected: Selected
    """The report, the selected words and their form."""
    words: str
    """The selected words; empty where none are."""
    typed: TypedMarkup
    """Initial values."""
    planned: Callable[[Reader, str, Selected], Plan]
    """The plan for a line."""
    write: Callable[[Plan], Awaitable[None]]
    then: ScreenResultCallbackType[bool]
    """Gets whether anything was written."""
    title: str = "Mark up"
    marked: int = 0
    """Letters at the beginning of the line to select, so that typing replaces them."""


CaseRequest = (
    OpenDetail
    | OpenReader
    | OpenWords
    | OpenGraph
    | OpenDrift
    | OpenPresentation
    | OpenChangedQuotes
    | OpenAlarm
    | OpenClaimJoin
    | OpenImportResult
    | OpenPast
)
"""A request for a screen that shows a case."""


def request_of(reading: ReadWorker, writing: WriteWorker, case: Case, thing: Thing) -> OpenDetail | OpenWords:
    """The request that opens a thing: its own view, or the text in which its words stand."""
    if thing.kind is ThingKind.WORDS:
        return OpenWords(reading, writing, case, StatementId(thing.id), thing.name)
    return OpenDetail(reading, writing, case, thing, thing.at)


def open_text_of(app: App[object], reading: ReadWorker, writing: WriteWorker, case: Case, block: Block | None) -> None:
    """Open the text that a line is about: at the words of its statement, or that of its report."""
    row = (block.row or (block.target.row if block.target else None)) if block is not None else None
    if block is not None and block.target is not None and block.target.kind is ThingKind.WORDS:
        open_screen(app, request_of(reading, writing, case, block.target))
    elif row is not None and row.kind is RowKind.STATEMENT:
        open_screen(app, OpenWords(reading, writing, case, StatementId(row.id)))
    elif row is not None and row.kind is RowKind.REPORT:
        open_screen(app, OpenReader(reading, writing, case, ReportId(row.id)))
    else:
        app.notify("This line is about no report: enter opens it.", markup=False)


Question = OpenMenu | OpenAddMenu | OpenForm | OpenConflict | OpenClaimChoices | OpenMarkupLine
"""A request for a screen that has an answer."""

Request = CaseRequest | Question | OpenManualPage


@dataclass
class CaseChosen(Message):
    """A person wants the desk of a case."""

    case: CaseId
    alarms: bool = False
    """And its alarms right away."""
    triage: bool = False
    """And its undecided claims right away."""
