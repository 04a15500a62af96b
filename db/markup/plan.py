"""The plan of a line of mark-up: the rows to write, step by step."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from db.dataclass import dataclass
from db.markup.parser import MarkupLine
from db.model.enums import Act, Basis, Certainty, Naming, Polarity, QuoteForm, RelayMode, SourceKind, Voice
from db.model.ids import CaptureId, CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.times import When


@dataclass(frozen=True, slots=True)
class MarkupContext:
    """What a person reads and has selected, as context of a line of mark-up."""

    case: CaseId
    report: ReportId
    """The report that is read: the last station of every line."""
    capture: CaptureId | None = None
    """The capture with the selected words; needed where there are words."""
    spans: tuple[tuple[int, int], ...] = ()
    """The selected words as spans of the capture: code points, end exclusive."""
    form: QuoteForm = QuoteForm.DIRECT
    cue: str | None = None
    """The word that attributes them: "said", "denied"."""
    lang: str | None = None
    """The language of the words; the report's where None."""
    summary: str | None = None
    """What was said, in our words."""
    said: When | None = None
    """The time of the statement; before the report was published, unless its bounds say otherwise."""
    through: StatementId | None = None
    """The statement on record whose words enclose these: it passes them on to the report."""
    inside: tuple[StatementId, ...] = ()
    """Statements on record whose words are within these: they are passed on."""
    same_as: StatementId | None = None
    """The statement on record that these words repeat, as a person says. Without it, a clear repeat is found."""
    republishes: bool = False
    """Whether the report that is read has the words as a copy."""
    is_new: bool = False
    """Whether a person says that these words repeat no statement on record."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """A reference to the row that an earlier step adds."""

    step: int
    """The position of that step, from 0."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to add."""

    sentence: str
    name: str
    short: str | None
    kind: SourceKind
    naming: Naming
    case: CaseId | None
    """The only case it belongs to: an unnamed source of another case may be somebody else."""


@dataclass(frozen=True, slots=True)
class NewName:
    """A longer form of a source's name, to take the place of the one on record."""

    sentence: str
    source: SourceId
    name: str


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to add that is known only through the one that is read."""

    sentence: str
    outlet: SourceId | StepResult
    published: When


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim to add, or a detail of one."""

    sentence: str
    text: str
    parent: ClaimId | None


@dataclass(frozen=True, slots=True)
class NewStance:
    """The stance of a new statement on a claim."""

    claim: ClaimId | StepResult
    polarity: Polarity
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to add, with its stances and the statement it passes on."""

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
    """How it passes that on."""


@dataclass(frozen=True, slots=True)
class NewQuote:
    """Words to anchor on a statement."""

    sentence: str
    statement: StatementId | StepResult
    start: int
    exact: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class NewRelay:
    """A relay to add between two statements, at least one of which was on record before."""

    sentence: str
    child: StatementId | StepResult
    parent: StatementId | StepResult
    relaying: RelayMode


@dataclass(frozen=True, slots=True)
class InheritedStances:
    """Stances to add to a statement on record, since it passes on another."""

    sentence: str
    statement: StatementId
    stances: tuple[NewStance, ...]
    """Stances that are added or changed."""
    only_passes_on: bool = False
    """Whether the statement then says nothing in its own voice."""


class RepeatReason(StrEnum):
    """Why a statement on record may be the one that a line repeats."""

    SAME_WORDS = "same words"
    NEAR_WORDS = "near words"
    SAME_CLAIMS = "same claims"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A statement on record that a line repeats, or may repeat."""

    statement: StatementId
    words: str
    """The statement in words: "S3 a US official for C1"."""
    reason: RepeatReason
    is_clear: bool
    """Whether it is meant where no other may be: it is of the same source, in the place that the line names."""

    @property
    def key(self) -> str:
        """The key of the statement."""
        return self.words.partition(" ")[0]


Step: TypeAlias = NewSource | NewName | NewReport | NewClaim | NewStatement | NewQuote | NewRelay | InheritedStances


@dataclass(frozen=True, slots=True)
class PlannedSpeaker:
    """The first speaker of a line, as the plan takes it."""

    name: str
    """Its name in the line, or its key."""
    kind: SourceKind
    naming: Naming
    is_new: bool
    """Whether it is a source to add."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a line of mark-up will write."""

    line: MarkupLine
    context: MarkupContext
    words: str
    """The name of the action in the journal: "mark up Ahmed Khalaf in R1"."""
    steps: tuple[Step, ...]
    """In the order they are written; each describes itself in a sentence."""
    doubts: tuple[str, ...]
    """What a person should check first; the plan can be written all the same."""
    first: StatementId | StepResult
    """The first speaker's statement."""
    repeats: tuple[Repeat, ...] = ()
    """The statements on record that the line may repeat, the likeliest first."""
    repeated: Repeat | None = None
    """The one that it repeats: its statement, and the source behind it, are not written again."""
    question: str = ""
    """What a person is asked before it is written, since it is likely a mistake; empty for nothing."""
    speaker: PlannedSpeaker | None = None
    """The first speaker; None where the line begins with a statement on record, or repeats one."""

    @property
    def is_undecided(self) -> bool:
        """Whether a person has to say first which statement on record is repeated, if any."""
        return bool(self.repeats) and self.repeated is None and not self.context.is_new
