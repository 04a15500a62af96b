"""Small cases, built row by row, for tests that don't need the shipped one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Self

from db.journal.writer import Writer
from db.model.enums import (
    Act,
    Basis,
    Certainty,
    Ground,
    Holding,
    LinkKind,
    Naming,
    PartRole,
    Polarity,
    QuoteForm,
    RelayMode,
    SourceKind,
    Voice,
)
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.times import When
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.excerpts import add_excerpt_capture
from db.write.reports import add_report
from db.write.sources import add_source
from db.write.statements import add_link, add_quote, add_relay, add_stance, add_statement


class CaseFactory:
    """One case, and a short method for each thing that can be added to it."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.case = self.open_case()
        self._names = count(1)

    @classmethod
    @contextmanager
    def in_memory(cls) -> Iterator[Self]:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA foreign_keys = ON")
        with Writer(connection) as writer:
            yield cls(writer)

    def open_case(self, title: str = "A case", tz: str = "UTC") -> CaseId:
        return add_case(self.writer, title, tz=tz)

    def source(
        self,
        name: str | None = None,
        naming: str = "named",
        kind: str = "person",
        short: str | None = None,
    ) -> SourceId:
        name = name or f"Source {next(self._names)}"
        return add_source(self.writer, name, kind=SourceKind(kind), naming=Naming(naming), short=short)

    def report(
        self,
        outlet: SourceId | None = None,
        *,
        published: When | None = None,
        via: ReportId | None = None,
        title: str | None = None,
        case: CaseId | None = None,
    ) -> ReportId:
        return add_report(
            self.writer,
            case or self.case,
            outlet or self.source(kind="outlet"),
            holding=Holding.CITED if via else Holding.EXCERPT,
            published=published,
            known_via=via,
            title=title,
        )

    def claim(
        self,
        text: str = "it happened",
        *,
        part_of: ClaimId | None = None,
        background: bool = False,
        case: CaseId | None = None,
    ) -> ClaimId:
        return add_claim(
            self.writer,
            case or self.case,
            text,
            parent=part_of,
            part=PartRole.DETAIL if part_of else None,
            background=background,
        )

    def says(
        self,
        source: SourceId | None = None,
        *,
        holds: ClaimId | None = None,
        denies: ClaimId | None = None,
        report: ReportId | None = None,
        relays: StatementId | None = None,
        voice: str | None = None,
        basis: str | None = None,
        words: str | None = None,
        form: QuoteForm = QuoteForm.DIRECT,
        lang: str | None = "en",
        case: CaseId | None = None,
    ) -> StatementId:
        """Add a statement. One that relays another is relayed and rests on it by default."""
        statement = add_statement(
            self.writer,
            case or self.case,
            source or self.source(),
            act=Act.DENY if denies else Act.ASSERT,
            voice=Voice(voice or ("relayed" if relays else "own")),
            basis=Basis(basis or ("relay" if relays else "official")),
            report=report,
        )
        if holds:
            self.stance(statement, holds)
        if denies:
            self.stance(statement, denies, Polarity.AGAINST)
        if relays:
            self.relay(statement, relays)
        if words:
            self.quote(statement, words, report or self.report(case=case), lang, form)
        return statement

    def stance(self, statement: StatementId, claim: ClaimId, polarity: int = 1) -> int:
        return add_stance(self.writer, statement, claim, Polarity(polarity), Certainty.CERTAIN)

    def relay(self, child: StatementId, parent: StatementId) -> int:
        return add_relay(self.writer, child, parent, kind=RelayMode.QUOTES, ground=Ground.EXPLICIT)

    def link(self, statement: StatementId, kind: str, other: StatementId) -> int:
        return add_link(self.writer, statement, LinkKind(kind), other)

    def quote(
        self,
        statement: StatementId,
        words: str,
        report: ReportId,
        lang: str | None = "en",
        form: QuoteForm = QuoteForm.DIRECT,
    ) -> int:
        capture = add_excerpt_capture(self.writer, report, [words])
        return add_quote(self.writer, statement, capture, words, form=form, lang=lang)
