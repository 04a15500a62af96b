"""Proposals: stored once, accepted, rejected, opened again, and undone whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

import db.attribution
from db.attribution.proposal import Proposal, Span
from db.errors import Refused
from db.journal.log import history
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.markup.proposal_rows import ProposalState, StoredProposal, stored_proposals
from db.markup.proposals import (
    accept_proposal,
    add_proposals,
    line_of_proposal,
    plan_proposal,
    reject_proposal,
    reopen_proposal,
)
from db.markup.resolve import require_statement
from db.model.enums import Act, Holding, Method, Naming, QuoteForm, SourceKind, Voice
from db.model.ids import CaptureId, CaseId, ClaimId
from db.model.things import RowKind
from db.queries.origins import Support, origin_counts
from db.queries.statements import Statement
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.remove import remove
from db.write.reports import add_report
from db.write.sources import add_source

TEXT = (
    "Bas News wrote on Monday that Captain Ahmed Khalaf told reporters that the embassy had apologised. "
    "“It fell by night,” he said.\n\nThe Ministry of Defence, which owns the drone, denied this in a statement "
    "published by the Iraqi News Agency (INA). It was reported that two people saw it."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(words, start, start + len(words))


def proposal(
    source: str | None,
    cue: str,
    content: str | None,
    act: Act = Act.ASSERT,
    form: QuoteForm = QuoteForm.INDIRECT,
    within: int | None = None,
    **spans: str,
) -> Proposal:
    known = {name: span(words) for name, words in spans.items()}
    return Proposal(
        source=span(source) if source else None,
        cue=span(cue),
        content=(span(content),) if content else (),
        form=form,
        act=act,
        within=within,
        antecedent=known.get("antecedent"),
        outlet=known.get("outlet"),
        time=known.get("time"),
        denies=act is Act.DENY,
        confidence=0.9,
        answers=known.get("answers"),
    )


INNER = "the embassy had apologised"
OUTER = f"Captain Ahmed Khalaf told reporters that {INNER}"
PROPOSALS = [
    proposal("Bas News", "wrote", OUTER, time="on Monday"),
    proposal("Captain Ahmed Khalaf", "told reporters", INNER, within=0),
    proposal("he", "said", "It fell by night", form=QuoteForm.DIRECT, antecedent="Captain Ahmed Khalaf"),
    proposal(
        "The Ministry of Defence, which owns the drone",
        "denied this",
        None,
        Act.DENY,
        outlet="the Iraqi News Agency (INA)",
        answers=INNER,
    ),
    proposal(None, "It was reported", "two people saw it", Act.REPORT),
]


def rules(text: str) -> list[Proposal]:
    assert text == TEXT
    return PROPOSALS


class Read:
    """An article of Gazette with its proposals, in a case with two claims."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.case: CaseId = add_case(writer, "A drone", tz="UTC")
        self.outlet = add_source(writer, "The Gazette", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        self.report = add_report(writer, self.case, self.outlet, holding=Holding.HELD, lang="en")
        self.capture: CaptureId = add_capture(writer, self.report, TEXT, method=Method.PASTE)
        self.apology: ClaimId = add_claim(writer, self.case, "the embassy apologised")
        self.night: ClaimId = add_claim(writer, self.case, "the drone fell by night")
        add_proposals(writer, self.capture, rules)

    def __getitem__(self, number: int) -> StoredProposal:
        return stored_proposals(self.writer, self.capture)[number]

    def line(self, number: int) -> str:
        return str(line_of_proposal(self.writer, self[number]))

    def accept(self, number: int, stances: str = "") -> Statement:
        line = f"{self.line(number)} : {stances}" if stances else None
        accept_proposal(self.writer, self[number].id, line)
        return self.statement(self[number].statement_key or "")

    def statement(self, key: str) -> Statement:
        return require_statement(self.writer, self.case, key)

    def keys(self, table: str = "statements") -> list[str]:
        return self.writer.column(f"SELECT key FROM {table} ORDER BY id")

    def support(self, claim: ClaimId) -> Support:
        return origin_counts(self.writer, [claim])[claim].supporting

    def relays(self) -> list[tuple[str, str]]:
        return self.writer.rows(
            """SELECT c.key, p.key FROM relays r JOIN statements c ON c.id = r.child
               JOIN statements p ON p.id = r.parent ORDER BY r.id"""
        )


@pytest.fixture
def read() -> Iterator[Read]:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    with Writer(connection, "desk") as writer:
        yield Read(writer)


def whole(read: Read) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the record itself."""
    return {
        table: read.writer.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in ("sources", "reports", "claims", "statements", "relays", "quotes", "stances", "proposals")
    }


# --- kept ---


def test_kept_round_trip(read: Read) -> None:
    kept = stored_proposals(read.writer, read.capture)
    numbered = [replace(each, within=None if each.within is None else each.within + 1) for each in PROPOSALS]
    assert [each.proposal for each in kept] == numbered
    assert [each.number for each in kept] == [1, 2, 3, 4, 5]
    assert kept[1].within == kept[0].id
    assert all(each.is_open and each.statement is None for each in kept)
    assert stored_proposals(read.writer, CaptureId(99)) == []


def test_proposed_once_by_nobody(read: Read) -> None:
    before = [done.words for done in history(read.writer)]
    assert add_proposals(read.writer, read.capture, rules) == 0
    assert len(stored_proposals(read.writer, read.capture)) == 5
    assert add_proposals(read.writer, read.capture, rules, proposer="another") == 5
    assert [done.words for done in history(read.writer)] == before
    assert not any("propos" in words for words in before)


def test_outer_may_come_later(read: Read) -> None:
    turned = [PROPOSALS[1], PROPOSALS[0]]
    turned[0] = proposal("Captain Ahmed Khalaf", "told reporters", INNER, within=1)
    add_proposals(read.writer, read.capture, lambda _: turned, proposer="another")
    assert read[5].within == read[6].id
    with pytest.raises(Refused, match="no such capture"):
        add_proposals(read.writer, CaptureId(99), rules)


def test_default_rules_propose(read: Read) -> None:
    if not hasattr(db.attribution, "propose"):
        pytest.skip("The rules are not there yet.")
    assert add_proposals(read.writer, read.capture, proposer="own") > 0


# --- the line it stands for ---


def test_proposal_becomes_line(read: Read) -> None:
    assert [read.line(number) for number in range(5)] == [
        'Bas News (said "on Monday")',
        "Ahmed Khalaf > Bas News (outlet, named)",
        "Ahmed Khalaf",
        "Ministry of Defence (deny) @ Iraqi News Agency (INA)",
        "source not named (report, group, unattributed)",
    ]


def test_source_by_any_name(read: Read) -> None:
    add_source(read.writer, "Captain Ahmed Khalaf", kind=SourceKind.PERSON, naming=Naming.NAMED)
    assert read.line(1).startswith("Captain Ahmed Khalaf > ")
    add_source(read.writer, "Ahmad Khalaf", kind=SourceKind.PERSON, naming=Naming.NAMED)
    assert read.line(1).startswith("Captain Ahmed Khalaf > ")


def test_pronoun_is_doubted(read: Read) -> None:
    assert plan_proposal(read.writer, read[2]).doubts[0] == "“he” is taken for Ahmed Khalaf: a guess."
    assert not any("guess" in doubt for doubt in plan_proposal(read.writer, read[2], "Ali Hassan : +C2").doubts)


def test_cue_stands_for_content(read: Read) -> None:
    accepted = read.accept(3, "-C1")
    assert [quote.exact for quote in accepted.quotes] == ["denied this"]
    assert (accepted.act, accepted.report_key) == (Act.DENY, "R2")
    assert read.writer.column("SELECT short FROM sources WHERE name = 'Iraqi News Agency (INA)'") == ["INA"]


# --- accepted, rejected, opened again ---


def test_accept_is_one_action(read: Read) -> None:
    accepted = read.accept(2, "+C2")
    assert (accepted.source.name, accepted.voice) == ("Ahmed Khalaf", Voice.OWN)
    assert [(quote.exact, quote.form, quote.cue, quote.lang) for quote in accepted.quotes] == [
        ("It fell by night", QuoteForm.DIRECT, "said", "en")
    ]
    assert read.relays() == [("S2", "S1")]
    assert (read[2].state, read[2].statement) == (ProposalState.ACCEPTED, accepted.id)
    assert history(read.writer)[0].words == "accept proposal 3: mark up Ahmed Khalaf in R1"
    assert read.support(read.night) == Support(named=1)


def test_undo_opens_it_again(read: Read) -> None:
    before = whole(read)
    read.accept(2, '+C2 +"a new one"')
    after = whole(read)
    undo(read.writer)
    assert whole(read) == before
    assert read[2].is_open
    redo(read.writer)
    assert whole(read) == after


def test_removal_opens_it_again(read: Read) -> None:
    accepted = read.accept(2, "+C2")
    remove(read.writer, RowKind.STATEMENT, accepted.id, whole=True)
    assert read[2].is_open


def test_reject_and_reopen(read: Read) -> None:
    reject_proposal(read.writer, read[2].id)
    assert read[2].state is ProposalState.REJECTED
    assert history(read.writer)[0].words == "reject proposal 3 in R1"
    undo(read.writer)
    assert read[2].is_open
    redo(read.writer)
    reopen_proposal(read.writer, read[2].id)
    assert read[2].is_open
    assert read.keys() == []


def test_decided_stays_decided(read: Read) -> None:
    reject_proposal(read.writer, read[2].id)
    with pytest.raises(Refused, match="Proposal 3 is rejected already"):
        accept_proposal(read.writer, read[2].id)
    with pytest.raises(Refused, match="Proposal 3 is rejected already"):
        reject_proposal(read.writer, read[2].id)
    read.accept(0, "+C1")
    for decide in (accept_proposal, reject_proposal):
        with pytest.raises(Refused, match="Proposal 1 is accepted already: S1"):
            decide(read.writer, read[0].id)
    with pytest.raises(Refused, match="S1 came from proposal 1"):
        reopen_proposal(read.writer, read[0].id)
    with pytest.raises(Refused, match="no such proposal"):
        reject_proposal(read.writer, 99)


def test_failed_line_stays_open(read: Read) -> None:
    before = whole(read)
    for line in ("x : +C9", "x : C1", "S9", "x > R7 : +C1"):
        with pytest.raises(Exception, match=r"\w"):
            accept_proposal(read.writer, read[0].id, line)
    assert whole(read) == before


def test_shown_plan_is_written(read: Read) -> None:
    shown = plan_proposal(read.writer, read[2], "Ahmed Khalaf : +C2")
    add_source(read.writer, "Ahmed Khalaf", kind=SourceKind.PERSON, naming=Naming.NAMED)
    with pytest.raises(Refused, match="has changed since this was shown"):
        accept_proposal(read.writer, read[2].id, shown)
    assert read[2].is_open
    accept_proposal(read.writer, read[2].id, plan_proposal(read.writer, read[2], "Ahmed Khalaf : +C2"))
    assert read[2].statement_key == "S1"


# --- one within another ---


def test_inner_first_via_outer(read: Read) -> None:
    accepted = read.accept(1, "+C1")
    assert accepted.source.name == "Ahmed Khalaf"
    assert read.relays() == [("S2", "S1"), ("S3", "S2")]
    assert [read.statement(key).source.name for key in ("S2", "S3")] == ["Bas News", "The Gazette"]
    assert read.support(read.apology) == Support(named=1)


def test_outer_second_passes_on(read: Read) -> None:
    read.accept(1, "+C1")
    plan = plan_proposal(read.writer, read[0], f"{read.line(0)} : +C1")
    assert [step.sentence for step in plan.steps] == [f"“{OUTER[:60]}…” quoted from R1, 30–97 (indirect)"]
    assert "S2 says this already: it relays what is within these words." in plan.doubts
    assert read.accept(0, "+C1").key == "S2"
    assert read.keys() == ["S1", "S2", "S3"]
    assert read.support(read.apology) == Support(named=1)


def test_outer_adds_its_own_voice(read: Read) -> None:
    read.accept(1, "+C1")
    accepted = read.accept(0, "+C1 +C2")
    assert (accepted.key, accepted.voice, accepted.report_key) == ("S4", Voice.OWN, "R2")
    assert read.support(read.night) == Support(not_recorded=1)


def test_inner_second_is_relayed(read: Read) -> None:
    outer = read.accept(0, "+C1")
    assert read.support(read.apology) == Support(not_recorded=1)
    plan = plan_proposal(read.writer, read[1], f"{read.line(1)} : +C1 +C2")
    assert [step.sentence for step in plan.steps] == [
        "new source Ahmed Khalaf: person, named",
        "new statement: Ahmed Khalaf, own voice, assert, insider, a guess: for C1 C2 (certain)",
        "S1 Bas News in R2 relays it (paraphrases)",
        "S1 Bas News in R2, relayed and no longer in its own voice: for C1 C2 (uncommitted)",
        "S2 The Gazette in R1: for C2 (uncommitted)",
        f"“{INNER}” quoted from R1, 71–97 (indirect)",
    ]
    inner = read.accept(1, "+C1 +C2")
    assert (inner.key, [quote.exact for quote in inner.quotes]) == ("S3", [INNER])
    assert read.relays() == [("S2", "S1"), ("S1", "S3")]
    assert read.statement(outer.key).voice is Voice.RELAYED
    assert read.support(read.apology) == read.support(read.night) == Support(named=1)


def test_outer_own_line_stays(read: Read) -> None:
    outer = read.accept(0, "+C1 +C2")
    read.accept(1, "+C1")
    assert read.statement(outer.key).voice is Voice.OWN
    assert [(stance.key, stance.certainty) for stance in read.statement(outer.key).stances] == [
        ("C1", "uncommitted"),
        ("C2", "certain"),
    ]
    assert read.support(read.apology) == Support(named=1)
    assert read.support(read.night) == Support(not_recorded=1)


def test_nested_undo_is_whole(read: Read) -> None:
    read.accept(0, "+C1")
    before = whole(read)
    read.accept(1, "+C1 +C2")
    undo(read.writer)
    assert whole(read) == before


def test_rejected_outer_holds_none(read: Read) -> None:
    reject_proposal(read.writer, read[0].id)
    assert read.line(1) == "Ahmed Khalaf"
    read.accept(1, "+C1")
    assert read.relays() == [("S2", "S1")]


def test_marked_inner_later_relayed(read: Read) -> None:
    accept_proposal(read.writer, read[1].id, "Ahmed Khalaf : +C1")
    outer = read.accept(0, "+C1")
    assert (outer.key, outer.voice) == ("S3", Voice.RELAYED)
    assert ("S3", "S1") in read.relays()
    assert read.support(read.apology) == Support(named=1)


def test_no_self_relay(read: Read) -> None:
    add_proposals(
        read.writer,
        read.capture,
        lambda _: [PROPOSALS[0], proposal("Bas News", "told reporters", INNER, within=0)],
        proposer="another",
    )
    assert read.line(6) == "Bas News"
    read.accept(5, "+C1")
    read.accept(6, "+C2")
    assert ("S1", "S3") not in read.relays()


# --- going and coming back with the text ---


def test_decisions_return_with_report(read: Read) -> None:
    read.accept(0)
    reject_proposal(read.writer, read[2].id)
    before = whole(read)
    remove(read.writer, RowKind.REPORT, read.report, whole=True)
    assert read.writer.column("SELECT count(*) FROM proposals") == [0]
    undo(read.writer)
    assert whole(read) == before
    undo(read.writer)
    assert read[2].is_open
    undo(read.writer)
    assert read[0].is_open


def test_decisions_return_with_import(read: Read) -> None:
    with read.writer.action("bring in another"):
        other = add_report(read.writer, read.case, read.outlet, holding=Holding.HELD)
        capture = add_capture(read.writer, other, f"{TEXT}\n\nUpdated.", method=Method.FILE)
    add_proposals(read.writer, capture, lambda _: PROPOSALS[:1])
    reject_proposal(read.writer, stored_proposals(read.writer, capture)[0].id)
    before = whole(read)
    undo(read.writer)
    undo(read.writer)
    add_proposals(read.writer, read.capture, rules, proposer="another")
    held = stored_proposals(read.writer, read.capture)
    redo(read.writer)
    redo(read.writer)
    assert stored_proposals(read.writer, read.capture) == held
    assert [each.state for each in stored_proposals(read.writer, capture)] == [ProposalState.REJECTED]
    assert {table: rows for table, rows in whole(read).items() if table != "proposals"} == {
        table: rows for table, rows in before.items() if table != "proposals"
    }


def test_cascades_are_journaled(read: Read) -> None:
    """The writer itself deletes what the schema would cascade to."""
    held = set(read.writer.column("SELECT id FROM proposals"))
    assert read.writer.column("SELECT id FROM proposals WHERE within IS NOT NULL")
    with read.writer.action("take the text out"):
        read.writer.delete("captures", read.capture)
    gone = """SELECT "row" FROM journal WHERE "table" = 'proposals' AND op = 'delete'"""
    assert set(read.writer.column(gone)) == held
