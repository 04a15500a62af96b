"""Unnamed sources: what an accepted proposal or a line of mark-up makes of them, and whose they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.journal.writer import Writer
from db.markup.apply import apply_plan
from db.markup.plan import MarkupContext
from db.markup.planner import plan_line
from db.markup.proposal_rows import stored_proposals
from db.markup.proposals import accept_proposal, add_proposals, line_of_proposal
from db.model.enums import Holding, Method, Naming, SourceKind
from db.model.ids import CaseId, ClaimId, ReportId
from db.queries.origins import Support, origin_counts
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.reports import add_report
from db.write.sources import add_source


class Desk:
    """A case with one claim, and reports whose proposals are accepted."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.case: CaseId = add_case(writer, "A bridge", tz="UTC")
        self.claim: ClaimId = add_claim(writer, self.case, "the bridge fell")

    def report(self, outlet: str, text: str = "", case: CaseId | None = None) -> ReportId:
        source = add_source(self.writer, outlet, kind=SourceKind.OUTLET, naming=Naming.NAMED)
        report = add_report(self.writer, case or self.case, source, holding=Holding.HELD, lang="en")
        if text:
            add_capture(self.writer, report, text, method=Method.PASTE)
        return report

    def lines(self, outlet: str, text: str) -> list[str]:
        """The lines of the proposals of a new report."""
        report = self.report(outlet, text)
        (capture,) = self.writer.column("SELECT id FROM captures WHERE report = ?", report)
        add_proposals(self.writer, capture)
        return [str(line_of_proposal(self.writer, each)) for each in stored_proposals(self.writer, capture)]

    def accept_all(self, outlet: str, text: str) -> list[str]:
        """Accept every proposal of a new report, for the claim; return the lines."""
        report = self.report(outlet, text)
        (capture,) = self.writer.column("SELECT id FROM captures WHERE report = ?", report)
        add_proposals(self.writer, capture)
        lines = []
        for each in stored_proposals(self.writer, capture):
            lines.append(str(line_of_proposal(self.writer, each)))
            accept_proposal(self.writer, each.id, f"{lines[-1]} : +C1")
        return lines

    def mark_up(self, report: ReportId, line: str, case: CaseId | None = None) -> None:
        context = MarkupContext(case or self.case, report, summary="It fell.")
        apply_plan(self.writer, plan_line(self.writer, line, context))

    def sources(self, name: str) -> list[tuple[str, str]]:
        return self.writer.rows("SELECT key, naming FROM sources WHERE name = ? ORDER BY id", name)

    @property
    def support(self) -> Support:
        return origin_counts(self.writer, [self.claim])[self.claim].supporting


@pytest.fixture
def desk() -> Iterator[Desk]:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "desk") as writer:
        yield Desk(writer)


TWELVE = (
    "Officials", "Residents", "Many", "Iraqi media", "Telegram channels", "Recent reports", "Local fishermen",
    "A source", "Three police officers", "Some experts", "Social media posts", "Opposition activists",
)  # fmt: skip


def test_twelve_unnamed_subjects(desk: Desk) -> None:
    lines = desk.accept_all("Gazette", " ".join(f"{each} said that the bridge fell." for each in TWELVE))
    assert len(lines) == 12
    assert desk.support.named == 0
    assert desk.support.not_recorded == 4
    assert desk.support.anonymous == 8
    assert lines[:3] == ["officials", "residents", "many"]


def test_officials_of_two_reports(desk: Desk) -> None:
    desk.accept_all("Gazette", "Officials said the bridge fell. The officials said it fell at night.")
    desk.accept_all("Herald", "Officials said the bridge fell.")
    assert len(desk.sources("officials")) == 2
    assert desk.support.named == 0


@pytest.mark.parametrize("name", ["the spokesman", "the minister", "the ministry", "officials", "a newspaper"])
def test_roles_belong_to_their_report(desk: Desk, name: str) -> None:
    first, second = desk.report("Gazette"), desk.report("Herald")
    other = add_case(desk.writer, "Another bridge", tz="UTC")
    third = desk.report("Mail", case=other)
    add_claim(desk.writer, other, "the bridge stands")
    for report in (first, first, second):
        desk.mark_up(report, f"{name} : +C1")
    desk.mark_up(third, f"{name} : +C1", other)
    assert len(desk.sources(name)) == 3


def test_role_with_office_is_one(desk: Desk) -> None:
    for outlet in ("Gazette", "Herald"):
        desk.mark_up(desk.report(outlet), "the Iraqi defence minister : +C1")
    assert desk.sources("the Iraqi defence minister") == [("W2", "role")]


def test_source_added_before_is_meant(desk: Desk) -> None:
    add_source(desk.writer, "the security services", kind=SourceKind.BODY, naming=Naming.ROLE)
    desk.mark_up(desk.report("Gazette"), "the security services : +C1")
    assert len(desk.sources("the security services")) == 1


_SUBJECTS = st.sampled_from(
    [
        *TWELVE, "Witnesses", "Most", "Several diplomats", "An official", "Security sources", "One resident",
        "A US official", "Eyewitness accounts", "Rumours", "Onlookers", "Two people", "Local news outlets",
        "Stevedores", "The official", "A hospital worker", "Neighbours", "Unconfirmed reports",
        "A Turkish diplomat",        "Police sources",
    ]
)  # fmt: skip
_VERBS = st.sampled_from(["said", "claimed", "reported", "told reporters", "confirmed", "warned"])


@given(st.lists(st.lists(st.tuples(_SUBJECTS, _VERBS), min_size=1, max_size=5), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_unnamed_subjects_never_named(reports: Sequence[Sequence[tuple[str, str]]]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "desk") as writer:
        desk = Desk(writer)
        for number, sentences in enumerate(reports):
            text = " ".join(f"{who} {verb} that the bridge fell." for who, verb in sentences)
            desk.accept_all(f"Paper {number}", text)
        assert desk.support.named == 0
        assert desk.support.anonymous <= sum(len({who.lower() for who, _ in each}) for each in reports)


_WIRES = st.sampled_from(["CNN", "Reuters", "Shafaq News", "the Iraqi News Agency", "Al-Mada"])
_UNNAMED = st.sampled_from(["a US official", "two security sources", "officials", "a hospital worker", "residents"])


@given(st.integers(1, 5), st.lists(st.tuples(_WIRES, _UNNAMED), min_size=1, max_size=2, unique_by=lambda each: each[0]))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_copies_add_no_origin(copies: int, wires: Sequence[tuple[str, str]]) -> None:
    """However many papers carry a named station's report, it has its own unnamed sources and no more.

    An unnamed station ("a local newspaper") is another in each paper, so that its sources are others too.
    """
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "desk") as writer:
        desk = Desk(writer)
        text = " ".join(
            f"{wire[:1].upper()}{wire[1:]} reported, citing {who}, that the bridge fell." for wire, who in wires
        )
        for number in range(copies):
            desk.accept_all(f"Paper {number}", text)
        assert desk.support.named == 0
        assert desk.support.anonymous <= len(wires)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Shafaq reported that a US official said the bridge fell. Few read Shafaq.",
         ["Shafaq (outlet, named)", "a US official > Shafaq (outlet, named)"]),
        ("Rudaw quoted a security source as saying the bridge fell.",
         ["Rudaw (report)", "a security source > Rudaw (outlet, named)"]),
        ("Middle East Eye reported that the bridge fell.", ["Middle East Eye (outlet, named)"]),
        ("A US official told CNN that the bridge fell.", ["a US official > CNN"]),
        ("Ahmed Khalaf reported that the bridge fell.", ["Ahmed Khalaf"]),
        ("Khalaf said that the bridge fell.", ["Khalaf"]),
    ],
)  # fmt: skip
def test_outlet_is_one_thing_in_a_line(desk: Desk, text: str, lines: list[str]) -> None:
    assert desk.lines("Gazette", text) == lines


def test_ministry_of_another_case_is_another(desk: Desk) -> None:
    other = add_case(desk.writer, "Another bridge", tz="UTC")
    add_claim(desk.writer, other, "the bridge stands")
    desk.mark_up(desk.report("Gazette"), "the defence ministry : +C1")
    desk.mark_up(desk.report("Herald"), "the defence ministry : +C1")
    desk.mark_up(desk.report("Mail", case=other), "the defence ministry : +C1", other)
    assert len(desk.sources("the defence ministry")) == 2
    desk.mark_up(desk.report("Post"), "Iraqi Ministry of Defence : +C1")
    desk.mark_up(desk.report("Sun", case=other), "Iraqi Ministry of Defence : +C1", other)
    assert len(desk.sources("Iraqi Ministry of Defence")) == 1
