"""A case of papers whose texts are held, and everything in them accepted as a person would accept it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Self

from db.analysis.alarms.echo import echoes
from db.errors import Refused
from db.journal.writer import Writer
from db.markup.apply import AppliedPlan
from db.markup.plan import Plan
from db.markup.proposal_rows import StoredProposal, stored_proposal, stored_proposals
from db.markup.proposals import (
    accept_proposal,
    add_proposals,
    context_of_proposal,
    line_of_proposal,
    plan_proposal,
)
from db.model.enums import Holding, Method, Naming, SourceKind
from db.model.ids import CaptureId, ReportId
from db.queries.origins import OriginCounts, origin_counts
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.reports import add_report
from db.write.sources import add_source


class Papers:
    """A case with two claims, in memory."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.case = add_case(writer, "A drone", tz="UTC")
        self.claim = add_claim(writer, self.case, "a drone was shot down")
        self.other = add_claim(writer, self.case, "it was a mistake")
        self.refused: list[Refused] = []
        """Refusals of proposals, which were left open."""

    @classmethod
    @contextmanager
    def in_memory(cls) -> Iterator[Self]:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA foreign_keys = ON")
        with Writer(connection, "desk") as writer:
            yield cls(writer)

    def add(self, text: str, outlet: str) -> CaptureId:
        """Add a report of an outlet, with its text."""
        known = self.writer.column("SELECT id FROM sources WHERE name = ?", outlet)
        by = known[0] if known else add_source(self.writer, outlet, kind=SourceKind.OUTLET, naming=Naming.NAMED)
        report: ReportId = add_report(self.writer, self.case, by, holding=Holding.HELD, lang="en")
        capture = add_capture(self.writer, report, text, method=Method.PASTE)
        add_proposals(self.writer, capture)
        return capture

    def proposals(self, capture: CaptureId) -> list[StoredProposal]:
        return stored_proposals(self.writer, capture)

    def plan(self, kept: StoredProposal, stances: str = "+C1", **answer: object) -> Plan:
        line = f"{line_of_proposal(self.writer, kept)} : {stances}" if stances else None
        context = replace(context_of_proposal(self.writer, kept), **answer)  # type: ignore[arg-type]
        return plan_proposal(self.writer, kept, line, context)

    def accept(self, kept: StoredProposal, stances: str = "+C1", **answer: object) -> AppliedPlan:
        return accept_proposal(self.writer, kept.id, self.plan(kept, stances, **answer))

    def accept_all(self, capture: CaptureId, stances: str = "+C1", *, backwards: bool = False) -> None:
        """Accept all proposals of a text; those that are refused stay open."""
        every = self.proposals(capture)
        for kept in reversed(every) if backwards else every:
            try:
                self.accept(stored_proposal(self.writer, kept.id), stances)
            except Refused as refusal:
                self.refused.append(refusal)

    def read(self, text: str, outlet: str, stances: str = "+C1", *, backwards: bool = False) -> CaptureId:
        """Add a report, and accept all proposals in it."""
        capture = self.add(text, outlet)
        self.accept_all(capture, stances, backwards=backwards)
        return capture

    @property
    def counts(self) -> OriginCounts:
        return origin_counts(self.writer, [self.claim])[self.claim]

    @property
    def support(self) -> tuple[int, int, int]:
        """Named, anonymous and unrecorded origins for the first claim."""
        side = self.counts.supporting
        return side.named, side.anonymous, side.not_recorded

    @property
    def echoes(self) -> list[str]:
        return [each.sentence for each in echoes(self.writer, self.case)]

    def keys(self, table: str) -> list[str]:
        return self.writer.column(f"SELECT key FROM {table} ORDER BY id")
