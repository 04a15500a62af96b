"""One source under several forms of its name: one by default in a report, offered across reports, undone by a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from db.journal.undo import undo
from db.journal.writer import Writer
from db.markup.apply import apply_plan
from db.markup.plan import MarkupContext, Plan
from db.markup.planner import plan_line
from db.markup.proposal_rows import stored_proposals
from db.markup.proposals import accept_proposal, add_proposals, line_of_proposal, plan_proposal
from db.model.enums import Holding, Method, Naming, PartyRole, SourceKind
from db.model.ids import CaptureId, ClaimId, ReportId
from db.queries.origins import origin_counts
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim, add_party
from db.write.reports import add_report
from db.write.sources import add_source


class Desk:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.case = add_case(writer, "A fire", tz="UTC")
        self.claim: ClaimId = add_claim(writer, self.case, "the house burnt")
        self.reports = [self.report(name) for name in ("Gazette", "Herald")]

    def report(self, name: str) -> ReportId:
        outlet = add_source(self.writer, name, kind=SourceKind.OUTLET, naming=Naming.NAMED)
        return add_report(self.writer, self.case, outlet, holding=Holding.HELD, lang="en")

    def plan(self, line: str, report: int = 0) -> Plan:
        return plan_line(self.writer, line, MarkupContext(self.case, self.reports[report], summary="It burnt."))

    def mark_up(self, line: str, report: int = 0) -> None:
        apply_plan(self.writer, self.plan(line, report))

    def propose(self, text: str, report: int = 0) -> CaptureId:
        capture = add_capture(self.writer, self.reports[report], text, method=Method.PASTE)
        add_proposals(self.writer, capture)
        return capture

    @property
    def names(self) -> list[str]:
        return self.writer.column("SELECT name FROM sources WHERE kind <> 'outlet' ORDER BY id")

    @property
    def named(self) -> int:
        return origin_counts(self.writer, [self.claim])[self.claim].supporting.named


@pytest.fixture
def desk() -> Iterator[Desk]:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "desk") as writer:
        yield Desk(writer)


@pytest.mark.parametrize(
    "forms",
    [
        ("Steve Whitmore", "Whitmore", "Mr Whitmore"),
        ("Mr Whitmore", "Steve Whitmore", "S. Whitmore"),
        ("Mustafa al-Kadhimi", "Kadhimi", "Prime Minister Mustafa Al Kadhimi"),
        ("Сергей Шойгу", "господин Шойгу", "Шойгу"),
    ],
)
def test_forms_in_one_report_are_one(desk: Desk, forms: tuple[str, ...]) -> None:
    for form in forms:
        desk.mark_up(f"{form} : +C1")
    assert (len(desk.names), desk.named) == (1, 1)


def test_longer_form_replaces_name(desk: Desk) -> None:
    desk.mark_up("Mr Whitmore : +C1")
    plan = desk.plan("Steve Whitmore : -C1")
    assert "W3 Mr Whitmore is called Steve Whitmore from now on" in [step.sentence for step in plan.steps]
    assert any("“(another)”" in doubt for doubt in plan.doubts)
    apply_plan(desk.writer, plan)
    assert desk.names == ["Steve Whitmore"]
    undo(desk.writer)
    assert desk.names == ["Mr Whitmore"]


def test_another_is_another(desk: Desk) -> None:
    desk.mark_up("Steve Whitmore : +C1")
    desk.mark_up("Whitmore (another) : +C1")
    assert desk.names == ["Steve Whitmore", "Whitmore"]
    assert str(desk.plan("Whitmore (another, person) : +C1").line) == "Whitmore (person, another) : +C1"


def test_two_possible_forms_are_neither(desk: Desk) -> None:
    desk.mark_up("Steve Whitmore : +C1")
    desk.mark_up("Anna Whitmore : +C1")
    desk.mark_up("Whitmore : +C1")
    assert len(desk.names) == 3


def test_other_report_is_only_offered(desk: Desk) -> None:
    desk.mark_up("Steve Whitmore : +C1")
    plan = desk.plan("Mr Whitmore : +C1", 1)
    assert any("W3 Steve Whitmore" in doubt for doubt in plan.doubts)
    apply_plan(desk.writer, plan)
    assert desk.named == 2


def test_surname_of_other_report_is_doubted(desk: Desk) -> None:
    desk.mark_up("Whitmore (named) : +C1")
    doubt = "“Whitmore” is taken for W3, who speaks in another report: “(another)” makes it another."
    assert doubt in desk.plan("Whitmore : +C1", 1).doubts
    assert doubt not in desk.plan('Whitmore : +"nobody was in it"').doubts
    assert doubt not in desk.plan("Whitmore (another) : +C1", 1).doubts


def test_body_under_longer_name(desk: Desk) -> None:
    embassy = add_source(desk.writer, "US embassy in Baghdad", kind=SourceKind.BODY, naming=Naming.NAMED)
    add_source(desk.writer, "Iraqi News Agency (INA)", kind=SourceKind.OUTLET, naming=Naming.NAMED, short="INA")
    add_party(desk.writer, desk.claim, embassy, PartyRole.ACCUSED)
    desk.mark_up("the US embassy : +C1")
    desk.mark_up("Fire brigade of Basra @ the official Iraqi News Agency (INA) : +C1", 1)
    assert desk.names == ["US embassy in Baghdad", "Fire brigade of Basra"]
    assert desk.writer.column("SELECT count(*) FROM sources WHERE kind = 'outlet'") == [3]


def test_embassy_of_other_case_is_not_taken(desk: Desk) -> None:
    add_source(desk.writer, "US embassy in Kabul", kind=SourceKind.BODY, naming=Naming.NAMED)
    desk.mark_up("the US embassy : +C1")
    assert len(desk.names) == 2


def test_proposal_takes_whole_name(desk: Desk) -> None:
    text = (
        "Mr Whitmore said the house had burned down. Later, Steve Whitmore, a spokesman, said it had burned twice. "
        "Whitmore said the house had burned down."
    )
    capture = desk.propose(text)
    kept = stored_proposals(desk.writer, capture)
    assert [line_of_proposal(desk.writer, each).who.text for each in kept] == ["Steve Whitmore"] * 3
    assert plan_proposal(desk.writer, kept[0]).doubts[0] == "“Mr Whitmore” is taken for Steve Whitmore: a guess."
    for each in kept:
        accept_proposal(desk.writer, each.id, f"{line_of_proposal(desk.writer, each)} : +C1")
    assert desk.named == 1


def test_surname_alone_is_a_person(desk: Desk) -> None:
    capture = desk.propose("Rathbun said the house had burned down. Few had seen Rathbun there.")
    (kept,) = stored_proposals(desk.writer, capture)
    accept_proposal(desk.writer, kept.id)
    assert desk.writer.rows("SELECT kind, naming FROM sources WHERE name = 'Rathbun'") == [("person", "named")]
