"""The shapes of what ``--json`` prints. Keys are only ever added. :mod:`db.serialize.records` makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from db.serialize.assessments_part2 import (
    AssessmentShape,
    BesideShape,
    JudgedShape,
    PairOnShape,
    PairShape,
    RatingShape,
)

if TYPE_CHECKING:
    from db.serialize.alarms import AlarmShape, SidesShape


class WhenShape(TypedDict):
    """A time, as far as it is known."""

    raw: str | None
    """The words as given."""
    edtf: str | None
    """The same in EDTF (ISO 8601-2:2019)."""
    lo: str | None
    """Not before, in UTC."""
    hi: str | None
    """Not after, in UTC."""


class SupportShape(TypedDict):
    """The three numbers of one side of a claim; none of them is ever given alone."""

    named: int
    anonymous: int
    not_recorded: int


class CaseShape(TypedDict):
    """One case, and how much it holds."""

    key: str
    title: str
    place: str | None
    tz: str
    day: str | None
    summary: str | None
    claims: int
    denials: int
    reports: int
    to_get: int
    """Reports known only through another: originals to get."""


class SourceShape(TypedDict):
    """Whoever speaks or publishes."""

    key: str
    name: str
    kind: str
    naming: str
    boundary: bool
    letter: str | None
    """How far it can be relied on, ``A`` to ``F``; ``F`` cannot be judged, and null is not rated."""


class AffiliationShape(TypedDict):
    """One source's belonging to another, by key."""

    member: str
    kind: str
    org: str
    org_name: str
    valid: str | None
    depth: int
    """1 for the source's own, more for those further up."""


class QuoteShape(TypedDict):
    """The exact words of a statement."""

    exact: str
    cue: str | None
    """The word that says whose they are."""
    form: str
    lang: str | None
    read_in: str
    """Key of the report whose capture has the words."""


class StanceShape(TypedDict):
    """How a statement bears on a claim."""

    statement: str
    claim: str
    polarity: Literal[-1, 0, 1]
    certainty: str


class StatementShape(TypedDict):
    """One act of saying, with its way to us."""

    statement: str
    report: str | None
    outlet: str | None
    source: str
    """Who said it first, as far up as relays are recorded."""
    act: str
    """What the source did in saying it."""
    beginning: str
    """``found``; ``ring`` or ``deeper`` where the source is not known to be the first."""
    via: list[str]
    """Through whom, from the source's side to where we read it."""
    teller: str
    """Whose statement this is: the source itself, or whoever passes it on."""
    voice: str
    basis: str
    said: WhenShape
    summary: str | None
    quotes: list[QuoteShape]
    stances: list[StanceShape]


class BearingShape(StatementShape):
    """A statement, as it bears on one claim."""

    polarity: Literal[-1, 0, 1]
    certainty: str
    standing: str | None
    """How well the source is known, where the statement is itself an origin of the claim."""
    origins: list[str]
    """Keys of the statements it rests on."""
    rating: PairShape


_Sides = TypedDict("_Sides", {"for": SupportShape, "against": SupportShape})


class ClaimShape(_Sides, JudgedShape):
    """A claim, as ``claims`` lists it."""

    key: str
    text: str
    parent: str | None
    part: str | None
    background: bool
    outlets: int


class PartyShape(TypedDict):
    """Whom a claim is about, and whether it has a statement of its own on record."""

    role: str
    source: str
    name: str
    heard: bool


class JoinShape(TypedDict):
    """That two claims are joined: the other one, and who joined them."""

    claim: str
    reason: str | None
    who: str
    at: str


class WholeClaimShape(ClaimShape, BesideShape):
    """A claim with every statement that bears on it, as ``claim KEY`` prints it."""

    independence: Literal["not established", "judged"]
    """``judged`` where a person judged every two origins of a side; ``support`` has what."""
    parties: list[PartyShape]
    support: SidesShape
    """Whose the numbers are, in which organisations, carried by whom."""
    alarms: Iterable[AlarmShape]
    """The alarms that bear on it."""
    assessments: list[AssessmentShape]
    """All of them, the newest first."""
    joined_into: JoinShape | None
    """The claim it is joined into, which has its statements too; lists leave it out."""
    with_it: list[JoinShape]
    """The claims that are joined into it."""
    statements: Iterable[BearingShape]


class DenialShape(TypedDict):
    """A denial, as ``denials`` lists it."""

    statement: str
    source: str
    outlet: str | None
    report: str | None
    denies: list[str]
    silent_on: list[str]


class WholeDenialShape(DenialShape, BesideShape):
    """A denial with its words and who passes it on, as ``denial KEY`` prints it."""

    ratings: list[PairOnShape]
    """One for each claim that it bears on."""

    quotes: list[QuoteShape]
    summary: str | None
    passed_on: Iterable[StatementShape]


class WholeSourceShape(SourceShape, BesideShape):
    """A source with where it belongs and what it says, as ``source KEY`` prints it."""

    ratings: list[RatingShape]
    """All of them, the newest first."""

    affiliations: list[AffiliationShape]
    statements: Iterable[StatementShape]


class ReportShape(TypedDict):
    """One published work."""

    report: str
    outlet: str
    label: str
    title: str | None
    url: str | None
    author: str | None
    lang: str | None
    published: WhenShape
    holding: str
    known_via: str | None


class HopShape(TypedDict):
    """An address on the way to a page."""

    url: str
    status: int


class CaptureShape(TypedDict):
    """An immutable copy of a report's text; what came over the web says how."""

    captured_at: str
    method: str
    text: str
    text_sha256: str
    raw_sha256: str | None
    tool: str | None
    tool_version: str | None
    final_url: str | None
    status: int | None
    redirects: list[HopShape]


class WholeReportShape(ReportShape, BesideShape):
    """A report with its captures and statements, as ``report KEY`` prints it."""

    captures: list[CaptureShape]
    cites: list[str]
    """Keys of the reports known only through this one."""
    statements: Iterable[StatementShape]


class SpokenShape(TypedDict):
    """Words at a step of the chain, and whose they are."""

    exact: str
    source: str
    act: str
    beginning: str
    """``found``; ``ring`` or ``deeper`` where the source is not known to be the first."""
    via: list[str]
    statement: str
    cue: str | None
    form: str
    lang: str | None


class UnquotedShape(TypedDict):
    """A statement at a step of the chain whose words we don't have."""

    statement: str
    source: str
    act: str
    beginning: str
    """``found``; ``ring`` or ``deeper`` where the source is not known to be the first."""
    via: list[str]
    summary: str | None


class LinkShape(TypedDict):
    """What links a step to the step before."""

    kind: str
    names: list[str]


class StepShape(TypedDict):
    """One step of the chain, as ``chain`` lists it."""

    step: int
    report: str
    outlet: str
    known_via: str | None
    published: WhenShape
    quotes: list[SpokenShape]
    stances: list[StanceShape]
    unquoted: list[UnquotedShape]
    title: str | None
    url: str | None
    holding: str
    note: str | None
    links: list[LinkShape]


class ChangeShape(TypedDict):
    """One changed row of an action."""

    op: str
    table: str
    row: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class DoneShape(TypedDict):
    """One action of a person, as ``history`` lists it."""

    action: int
    at: str
    who: str
    words: str
    undone: bool
    undoes: int | None
    redoes: int | None
    rows: int
    """How many rows it changed."""
    changes: list[ChangeShape]
    """The first 1,000 of them."""


class PlaceInText(TypedDict):
    """Where words stand: code points of the NFC text, end exclusive."""

    start: int
    end: int


class WordsShape(PlaceInText):
    """Words with their place; empty words where the text has none."""

    text: str


class ProposalShape(TypedDict):
    """Who says what, as rules propose it, as ``propose`` lists it."""

    source: WordsShape
    """Empty where the text names nobody."""
    cue: WordsShape
    """Empty where a quotation goes on without any."""
    content: list[PlaceInText]
    form: str
    act: str
    within: int | None
    """Index, in this list, of the proposal whose content holds this one."""
    denies: bool
    antecedent: WordsShape | None
    """Whom "he" or "the agency" likely stands for: a guess."""
    outlet: WordsShape | None
    time: WordsShape | None
    confidence: float
    """Good for order, and for nothing else."""


class KeptShape(ProposalShape):
    """A proposal in a report, as ``proposals`` lists it."""

    number: int
    """What ``accept`` and ``reject`` call it by."""
    state: str
    statement: str | None
    """Key of the statement it became."""
    text: str
    """The words that are said."""


class OpenPlaceShape(TypedDict):
    """A quote whose words changed in a later capture, as ``places`` lists it."""

    place: int
    statement: str
    report: str
    before: str
    after: str
    start: int
    end: int
    likeness: float
    difference: list[list[str]]
    """Pieces in order: ``kept``, ``dropped`` or ``added``, and the words."""
