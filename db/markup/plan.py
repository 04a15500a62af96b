"""What a line of mark-up will write, step by step, before any of it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from db.markup.parser import MarkupLine
from db.model.enums import Act, Basis, Certainty, Naming, Polarity, QuoteForm, RelayMode, SourceKind, Voice
from db.model.ids import CaptureId, CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.times import When


@dataclass(frozen=True, slots=True)
class MarkupContext:
    """What a person reads and has selected when they mark it up."""

    case: CaseId
    report: ReportId
    """The report we read in: the last station of every line."""
    capture: CaptureId | None = None
    """The copy of its text in which the words stand; needed where there are words."""
    spans: tuple[tuple[int, int], ...] = ()
    """The selected words: code points of the capture, end exclusive; none where they can't be kept."""
    form: QuoteForm = QuoteForm.DIRECT
    cue: str | None = None
    """The word that says whose they are: "said", "denied"."""
    lang: str | None = None
    """The language of the words; the report's where not said."""
    summary: str | None = None
    """What was said, in the desk's own words."""
    said: When | None = None
    """When it was said; it was out before the report we read in, unless bounds say otherwise."""
    through: StatementId | None = None
    """The statement on record whose words hold these: it passes them on to the report we read in."""
    inside: tuple[StatementId, ...] = ()
    """Statements on record whose words stand within these: they are passed on."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """What an earlier step of the plan makes."""

    step: int
    """Its place among the steps, from 0."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be entered."""

    sentence: str
    name: str
    short: str | None
    kind: SourceKind
    naming: Naming
    case: CaseId | None
    """The only case it belongs to: nobody knows whether the unnamed source of another is the same."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to be entered that we know only through the one we read."""

    sentence: str
    outlet: SourceId | StepResult
    published: When


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim to be entered, or a detail of one."""

    sentence: str
    text: str
    parent: ClaimId | None


@dataclass(frozen=True, slots=True)
class NewStance:
    """How a new statement bears on a claim."""

    claim: ClaimId | StepResult
    polarity: Polarity
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to be entered, with what it bears on and what it passes on."""

    sentence: str
    source: SourceId | StepResult
    report: ReportId | StepResult | None
    act: Act
    voice: Voice
    basis: Basis
    stances: tuple[NewStance, ...]
    summary: str | None = None
    said: When | None = None
    parent: StatementId | StepResult | None = None
    """The statement it passes on."""
    relaying: RelayMode | None = None
    """How it passes it on."""


@dataclass(frozen=True, slots=True)
class NewQuote:
    """Words to be anchored on a statement."""

    sentence: str
    statement: StatementId | StepResult
    start: int
    exact: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class NewRelay:
    """That a statement passes on another, where one of them was on record before."""

    sentence: str
    child: StatementId | StepResult
    parent: StatementId | StepResult
    relaying: RelayMode


@dataclass(frozen=True, slots=True)
class AddStance:
    """What a statement on record bears on, since it passes on another."""

    sentence: str
    statement: StatementId
    stances: tuple[NewStance, ...]
    """Those that come, and those that change."""
    only_passes_on: bool = False
    """Whether nothing is left that it says in its own voice."""


Step: TypeAlias = NewSource | NewReport | NewClaim | NewStatement | NewQuote | NewRelay | AddStance


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a line of mark-up will write."""

    line: MarkupLine
    reading: MarkupContext
    words: str
    """What the journal will call it: "mark up Ahmed Khalaf in R1"."""
    steps: tuple[Step, ...]
    """In the order they are written; each has a sentence."""
    doubts: tuple[str, ...]
    """What a person should look at first; none of it keeps the plan from being written."""
    first: StatementId | StepResult
    """The statement of whoever says it."""
