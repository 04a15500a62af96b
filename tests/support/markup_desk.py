"""A case with the shipped article's excerpt and claims, to be marked up by lines."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from db.journal.writer import Writer
from db.maintenance.case_file import shipped_case
from db.markup.apply import AppliedPlan, apply_plan
from db.markup.plan import MarkupContext, Plan
from db.markup.planner import plan_line
from db.model.enums import Holding, Naming, PartRole, QuoteForm, SourceKind
from db.model.times import When
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.excerpts import add_excerpt_capture
from db.write.reports import add_report
from db.write.sources import add_source

TABLES: Mapping[str, Any] = tomllib.loads(shipped_case())


class MarkupDesk:
    """The article R1 of an unnamed outlet, open in the reader."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.case = add_case(writer, "Drone over al-Harthiya", tz="Asia/Baghdad", day="2020-12-16")
        outlet = TABLES["source"][0]
        self.outlet = add_source(
            writer, outlet["name"], short=outlet["short"], kind=SourceKind.OUTLET, naming=Naming.ANONYMOUS
        )
        self.article = add_report(
            writer,
            self.case,
            self.outlet,
            holding=Holding.EXCERPT,
            lang="en",
            published=When(**TABLES["report"][0]["published"]),
        )
        self.capture = add_excerpt_capture(writer, self.article, TABLES["excerpt"][0]["passages"])
        self.text: str = writer.column("SELECT text FROM captures")[0]

    @classmethod
    @contextmanager
    def in_memory(cls) -> Iterator[Self]:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA foreign_keys = ON")
        with Writer(connection, "desk") as writer:
            yield cls(writer)

    def add_claims(self) -> None:
        ids = {}
        for row in TABLES["claim"]:
            ids[row["id"]] = add_claim(
                self.writer,
                self.case,
                row["text"],
                parent=ids.get(row.get("parent")),
                part=PartRole(row["part"]) if "part" in row else None,
                background=row.get("background", False),
            )

    def context(self, *words: str, form: QuoteForm = QuoteForm.DIRECT, **known: Any) -> MarkupContext:
        """The context of mark-up in the article, with some of its words selected."""
        starts = [self.text.index(each) for each in words]
        spans = tuple((start, start + len(each)) for start, each in zip(starts, words, strict=True))
        return MarkupContext(self.case, self.article, self.capture if words else None, spans, form, **known)

    def plan(self, line: str, *words: str, form: QuoteForm = QuoteForm.DIRECT, **known: Any) -> Plan:
        return plan_line(self.writer, line, self.context(*words, form=form, **known))

    def mark_up(self, line: str, *words: str, form: QuoteForm = QuoteForm.DIRECT, **known: Any) -> AppliedPlan:
        return apply_plan(self.writer, self.plan(line, *words, form=form, **known))
