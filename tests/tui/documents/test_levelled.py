"""The desk, the printed text and the JSON of a thing hold the same facts, section by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from db.analysis.alarms.lookup import alarms_on
from db.journal.opening import open_writer
from db.journal.writer import Writer
from db.model import fields
from db.model.enums import (
    Act,
    AffiliationKind,
    Certainty,
    Confidence,
    Credibility,
    Ground,
    Independence,
    Likelihood,
    PartRole,
    PartyRole,
    Polarity,
    RelayMode,
    Reliability,
    Sameness,
    Verdict,
)
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.things import RowKind, Target
from db.queries.claims import claims
from db.queries.denials import denials
from db.queries.reports import reports
from db.queries.sources import sources
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.annotations import add_note, add_tag, add_task
from db.write.assessments import assess, rate_sources, rate_statements
from db.write.claim_joins import join_claims
from db.write.claims import add_claim, add_party
from db.write.edit import edit
from db.write.source_judgements import judge_independence, judge_same
from db.write.sources import add_affiliation
from db.write.statements import add_relay, add_stance, add_statement
from tests.support.cli_runner import CommandLine
from tui.cli.text.document import facts_text
from tui.documents.claim import claim_document
from tui.documents.denial import denial_document
from tui.documents.model import Document, Fact, SectionName, StatementFact
from tui.documents.report import report_document
from tui.documents.source import source_document
from tui.views.alarms import alarm_blocks
from tui.views.blocks import Block, View
from tui.views.citations import cite_thing
from tui.views.document import blocks_of, claim_view, denial_view, report_view, source_view

CASE, CLAIM, OUTLET, DENIAL, ARTICLE = CaseId(1), ClaimId(1), SourceId(2), StatementId(5), ReportId(1)
OFFICER, MINISTRY, EMBASSY = SourceId(7), SourceId(6), SourceId(9)

Rows = list[tuple[str, ...]]
"""Facts of one section in the JSON: for each row the words that the desk and the printed text must show."""

SectionFacts = Mapping[SectionName, Callable[[Any], Rows]]
"""Where the JSON of a thing holds the facts of each section of its document."""


def statements(name: str = "statements", **only: object) -> Callable[[Any], Rows]:
    """The statements of a list, by their keys, with the words of their first quote."""

    def rows(shape: Any) -> Rows:
        found = [row for row in shape[name] if all(row[key] == value for key, value in only.items())]
        return [(row["statement"], *(quote["exact"] for quote in row["quotes"][:1])) for row in found]

    return rows


def bearing(polarity: int) -> Callable[[Any], Rows]:
    """The statements on one side of a claim, but for those in a ring."""
    return lambda claim: statements(polarity=polarity)(
        {"statements": [row for row in claim["statements"] if row["origins"]]}
    )


def annotations(shape: Any) -> Rows:
    return [
        *((tag,) for tag in shape["tags"]),
        *((note["key"], note["text"]) for note in shape["notes"]),
        *((task["key"], task["text"]) for task in shape["tasks"]),
    ]


SAMENESS = {"same": "the same as", "different": "not the same as", "unsure": "perhaps the same as"}

CLAIM_FACTS: SectionFacts = {
    SectionName.TITLE: lambda claim: [(claim["text"],)],
    SectionName.SUPPORT: lambda claim: [
        row
        for side in (claim["support"]["for"], claim["support"]["against"])
        for row in (
            (f"{len(side['origins'])} origin", f"in {len(side['organisations'])} organisation"),
            *((each["reason"],) for each in side["independence"]),
        )
    ],
    SectionName.NUMBERS: lambda claim: [
        (
            side,
            *(f"{claim[side][kind]} {kind.replace('_', ' ')}" for kind in ("named", "anonymous", "not_recorded")),
            *([f"{claim[side]['withdrawn']} withdrawn"] if claim[side]["withdrawn"] else []),
        )
        for side in ("for", "against")
    ],
    SectionName.ALARMS: lambda claim: [(alarm["sentence"],) for alarm in claim["alarms"]],
    SectionName.PARENT: lambda claim: [(claim["parent"], claim["part"])],
    SectionName.PARTS: lambda claim: [
        (part["claim"], part["text"], part["part"], *([part["verdict"]] if part["verdict"] else []))
        for part in claim["parts"]
    ],
    SectionName.JOINS: lambda claim: [(join["claim"], join["reason"], join["who"]) for join in claim["with_it"]],
    SectionName.PARTIES: lambda claim: [(party["role"], party["name"]) for party in claim["parties"]],
    SectionName.JUDGED: lambda claim: [
        *((each["verdict"], each["who"]) for each in claim["assessments"]),
        *annotations(claim),
    ],
    SectionName.FOR: bearing(1),
    SectionName.AGAINST: bearing(-1),
    SectionName.NEITHER: bearing(0),
    SectionName.CIRCULAR: lambda claim: [(row["statement"],) for row in claim["statements"] if not row["origins"]],
}

SOURCE_FACTS: SectionFacts = {
    SectionName.TITLE: lambda source: [(source["key"], source["name"])],
    SectionName.KNOWN_AS: lambda source: [(source["kind"], source["naming"])],
    SectionName.AFFILIATIONS: lambda source: [
        (each["kind"].replace("_", " "), each["org_name"]) for each in source["affiliations"]
    ],
    SectionName.REPORTS: lambda source: [(each["report"], each["label"]) for each in source["reports"]],
    SectionName.PARTY_TO: lambda source: [(each["role"], each["claim"], each["text"]) for each in source["party_to"]],
    SectionName.SAME_AS: lambda source: [
        (each["source"], each["name"], SAMENESS[each["judgement"]], each["reason"], each["who"])
        for each in source["same_as"]
    ],
    SectionName.JUDGED: lambda source: [
        *((each["mark"], each["says"], each["reason"]) for each in source["ratings"]),
        *annotations(source),
    ],
    SectionName.OWN_VOICE: statements(voice="own"),
    SectionName.RELAYED: statements(voice="relayed"),
    SectionName.AS_PASSED_ON: statements("as_passed_on"),
}

DENIAL_FACTS: SectionFacts = {
    SectionName.TITLE: lambda denial: [(denial["source"], denial["outlet"])],
    SectionName.WORDS: lambda denial: [(quote["exact"],) for quote in denial["quotes"]],
    SectionName.JUDGED: lambda denial: [
        *((each["claim"], each["pair"]) for each in denial["ratings"] if each["pair"]),
        *annotations(denial),
    ],
    SectionName.SCOPE: lambda denial: [(key,) for key in (*denial["denies"], *denial["silent_on"])],
    SectionName.PASSED_ON: statements("passed_on"),
}

REPORT_FACTS: SectionFacts = {
    SectionName.TITLE: lambda report: [(report["report"], report["outlet"], report["title"])],
    SectionName.AUTHOR: lambda report: [(report["author"],)],
    SectionName.PUBLISHED: lambda report: [(report["published"]["raw"],)],
    SectionName.ADDRESS: lambda report: [(report["url"],)],
    SectionName.HOLDING: lambda report: [(report["holding"],)],
    SectionName.CITES: lambda report: [(key,) for key in report["cites"]],
    SectionName.JUDGED: annotations,
    SectionName.CAPTURES: lambda report: [
        (capture["method"], capture["text_sha256"][:12]) for capture in report["captures"]
    ],
    SectionName.STATEMENTS: statements(),
}

DRAWN_IN = {SectionName.NUMBERS: SectionName.SUPPORT}
"""Sections that the desk draws as a part of another."""

PRINTED_IN = {SectionName.PUBLISHED: SectionName.TITLE}
"""Sections that are printed as a part of another."""

LISTS = {
    SectionName.PARTS,
    SectionName.JOINS,
    SectionName.PARTIES,
    SectionName.AFFILIATIONS,
    SectionName.REPORTS,
    SectionName.PARTY_TO,
    SectionName.SAME_AS,
    SectionName.CITES,
    SectionName.FOR,
    SectionName.AGAINST,
    SectionName.NEITHER,
    SectionName.CIRCULAR,
    SectionName.OWN_VOICE,
    SectionName.RELAYED,
    SectionName.AS_PASSED_ON,
    SectionName.STATEMENTS,
    SectionName.PASSED_ON,
}
"""Sections with a row in the JSON for each of their facts."""

OF_THE_DESK = {SectionName.CHANGED_QUOTES, SectionName.JOINS_JUDGED, SectionName.NOT_HEARD}
"""Sections that lead on from the desk, and are neither printed nor in the JSON."""


@pytest.fixture
def store(demo_store: Path) -> Path:
    """The shipped case, with something in every section of four things."""
    with open_writer(demo_store, "Rana") as writer:
        _fill_claim(writer)
        add_affiliation(writer, OUTLET, AffiliationKind.PART_OF, EMBASSY)
        add_party(writer, CLAIM, OUTLET, PartyRole.QUOTED)
        judge_same(writer, OUTLET, OFFICER, Sameness.DIFFERENT, "he is no outlet")
        rate_sources(writer, [OUTLET], Reliability.B, "often right")
        rate_statements(writer, [(DENIAL, CLAIM)], Credibility.POSSIBLY_TRUE)
        edit(
            writer,
            fields.REPORT,
            ARTICLE,
            title="A drone is shot down",
            author="Ali Hassan",
            url="https://example.org/drone",
        )
        for kind, id in (
            (RowKind.CLAIM, CLAIM),
            (RowKind.SOURCE, OUTLET),
            (RowKind.STATEMENT, DENIAL),
            (RowKind.REPORT, ARTICLE),
        ):
            add_tag(writer, [Target(kind, id)], "urgent")
            add_note(writer, Target(kind, id), f"seen by {kind.word}")
            add_task(writer, Target(kind, id), "ask again", "Omar", "2031-01-01")
    return demo_store


def _fill_claim(writer: Writer) -> None:
    above = add_claim(writer, CASE, "a drone was lost")
    edit(writer, fields.CLAIM, CLAIM, parent=above, part=PartRole.DETAIL)
    part = add_claim(writer, CASE, "it flew", parent=CLAIM, part=PartRole.NECESSARY)
    assess(writer, [part], Verdict.DISPUTED)
    assess(writer, [CLAIM], Verdict.UNVERIFIED, rationale="one officer")
    assess(writer, [CLAIM], Verdict.DISPUTED, likelihood=Likelihood.LIKELY, confidence=Confidence.LOW)
    join_claims(writer, add_claim(writer, CASE, "a drone fell"), CLAIM, "the same fall")
    judge_independence(writer, OFFICER, MINISTRY, Independence.UNSURE, "one ministry above both")
    unsure, *ring = (add_statement(writer, CASE, EMBASSY, act=Act.REPORT) for _ in range(3))
    add_stance(writer, unsure, CLAIM, Polarity.NEITHER, Certainty.UNCOMMITTED)
    for child, parent in (ring, ring[::-1]):
        add_stance(writer, child, CLAIM, Polarity.FOR, Certainty.UNCOMMITTED)
        add_relay(writer, child, parent, kind=RelayMode.PARAPHRASES, ground=Ground.EXPLICIT)


@dataclass(frozen=True)
class Renderings:
    """A thing in JSON, on the desk and in print, by the sections of its document."""

    json: Mapping[SectionName, Rows]
    desk: Mapping[SectionName, str]
    print: Mapping[SectionName, str]
    counts: Mapping[SectionName, int]
    """Rows of the sections that are lists, as the document has them."""

    def gaps(self) -> list[str]:
        """Each section missing in one of the three, and each fact that one does not show."""
        found = [f"{name} is not in the JSON" for name in self.json if not self.json[name]]
        for name, rows in self.json.items():
            if self.counts.get(name, len(rows)) != len(rows):
                found.append(f"{name}: {self.counts[name]} rows in the document, {len(rows)} in the JSON")
            for where, sections, elsewhere in (("desk", self.desk, DRAWN_IN), ("print", self.print, PRINTED_IN)):
                shown = sections.get(elsewhere.get(name, name), "")
                found += [f"{name} in {where}: {fact}" for row in rows for fact in row if not _holds(shown, fact)]
        return found

    def each_without_a_section(self) -> Iterator[tuple[str, Renderings]]:
        """The three, with one section taken out of one of them."""
        for name in self.json:
            drawn, printed = DRAWN_IN.get(name, name), PRINTED_IN.get(name, name)
            yield f"{name} in JSON", replace(self, json={**self.json, name: []})
            yield f"{name} on the desk", replace(self, desk={**self.desk, drawn: ""})
            yield f"{name} in print", replace(self, print={**self.print, printed: ""})


def _holds(text: str, fact: str) -> bool:
    """Whether a text has a fact; a short one, such as a key, as a whole word."""
    end = r"(?!\w)" if len(fact) < 8 else ""
    return re.search(rf"(?<!\w){re.escape(fact)}{end}", text, re.IGNORECASE) is not None


def rendered(
    record: Reader, document: Document, view: View, printed: str, shape: Any, facts: SectionFacts
) -> Renderings:
    """Walk a document: what of each section is in the view, in what is printed, and in the JSON."""
    desk: dict[SectionName, str] = {}
    paragraphs: dict[SectionName, str] = {}
    counts: dict[SectionName, int] = {}
    for section in document.sections:
        held = list(section.facts)
        if section.name is SectionName.ALARMS:
            desk[section.name] = _drawn(record, alarm_blocks(alarms_on(record, CLAIM)))
        else:
            desk[section.name] = _drawn(record, [block for block in blocks_of(held) if block in view.blocks])
        paragraphs[section.name] = "\n".join(each.text for each in facts_text(held) if each.wrapped() in printed)
        if section.name in LISTS:
            counts[section.name] = sum(isinstance(each, StatementFact) or _is_row(each) for each in held)
        assert not held or section.name in facts or section.name in OF_THE_DESK, section.name
    return Renderings({name: read(shape) for name, read in facts.items()}, desk, paragraphs, counts)


def _is_row(fact: Fact) -> bool:
    return bool(fact.printed) and fact.target is not None


def _drawn(record: Reader, blocks: Iterable[Block]) -> str:
    """The words of some blocks, with the things that they open."""
    return "\n".join(
        f"{block.lead.plain}{block.content.plain} {cite_thing(record, block.target) if block.target else ''}"
        for block in blocks
    )


def check_levelled(found: Renderings) -> None:
    """Hold the three to the same facts, and check that a missing section is noticed."""
    assert found.gaps() == []
    for what, less in found.each_without_a_section():
        assert less.gaps(), f"nobody misses {what}"


def test_levelled_claim(store: Path) -> None:
    line = CommandLine(store)
    with open_reader(store) as record:
        document = claim_document(record, claims(record, [CLAIM])[0])
        shown = claim_view(record, CLAIM)
        found = rendered(record, document, shown, line("claim", "C1"), line.json("claim", "C1"), CLAIM_FACTS)
    check_levelled(found)


def test_levelled_source(store: Path) -> None:
    line = CommandLine(store)
    with open_reader(store) as record:
        document = source_document(record, CASE, sources(record, [OUTLET])[0])
        shown = source_view(record, CASE, OUTLET)
        found = rendered(record, document, shown, line("source", "W2"), line.json("source", "W2"), SOURCE_FACTS)
    check_levelled(found)


def test_levelled_denial(store: Path) -> None:
    line = CommandLine(store)
    with open_reader(store) as record:
        document = denial_document(record, denials(record, [DENIAL], silences=-1)[0])
        shown = denial_view(record, DENIAL)
        found = rendered(record, document, shown, line("denial", "S5"), line.json("denial", "S5"), DENIAL_FACTS)
    check_levelled(found)


def test_levelled_report(store: Path) -> None:
    line = CommandLine(store)
    with open_reader(store) as record:
        document = report_document(record, reports(record, [ARTICLE])[0])
        shown = report_view(record, ARTICLE)
        found = rendered(record, document, shown, line("report", "R1"), line.json("report", "R1"), REPORT_FACTS)
    check_levelled(found)
