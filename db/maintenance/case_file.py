"""Case files: a whole case as readable TOML, added through the same functions as a person's entries."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import (
    Act,
    AffiliationKind,
    Basis,
    Certainty,
    Ground,
    Holding,
    Naming,
    PartRole,
    PartyRole,
    Polarity,
    QuoteForm,
    RelayMode,
    SourceKind,
    Voice,
)
from db.model.ids import CaptureId, CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.times import When
from db.write.cases import add_case
from db.write.chain import set_chain
from db.write.claims import add_claim, add_party
from db.write.excerpts import add_excerpt_capture
from db.write.reports import add_report
from db.write.sources import add_affiliation, add_source
from db.write.statements import add_quote, add_relay, add_stance, add_statement
from db.write.validate import checked_action

SHIPPED = "al-harthiya-drone.toml"
"""The name of the example case file."""

_SIGNS = {"+": Polarity.FOR, "-": Polarity.AGAINST, "?": Polarity.NEITHER}


def shipped_case() -> str:
    """The text of the example case file."""
    return files("db.maintenance.shipped").joinpath(SHIPPED).read_text("utf-8")


def shipped_case_file() -> Path:
    """The file of the example case."""
    return Path(str(files("db.maintenance.shipped").joinpath(SHIPPED)))


def add_case_file(writer: Writer, text: str) -> CaseId:
    """Add a whole case from a case file: all of it, or nothing.

    :param text: TOML; ``db/maintenance/shipped/al-harthiya-drone.toml`` shows every table and word.
    :raises Refused: it is not TOML, it refers to a name it does not define, or a rule of the record refuses an entry.
    """
    try:
        tables = tomllib.loads(text)
        with checked_action(writer):
            return _CaseFileLoader(writer, tables).enter()
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The case file is not TOML: {error}.", "Nothing was saved.") from error
    except KeyError as error:
        raise Refused(f"The case file names {error}, which it does not have.", "Nothing was saved.") from error
    except ValueError as error:
        raise Refused(f"The case file has a word the record does not know: {error}.", "Nothing was saved.") from error
    except (TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"The case file does not have the form of a case: {error}.", "Nothing was saved.") from error


class _CaseFileLoader:
    """The loading of one case file, with the ids of the names it defines."""

    def __init__(self, writer: Writer, tables: Mapping[str, Any]) -> None:
        self.writer = writer
        self.tables = tables
        self.sources: dict[str, SourceId] = {}
        self.reports: dict[str, ReportId] = {}
        self.captures: dict[str, CaptureId] = {}
        self.claims: dict[str, ClaimId] = {}
        self.statements: dict[str, StatementId] = {}

    def enter(self) -> CaseId:
        case = self.tables["case"]
        self.case = add_case(
            self.writer,
            case["title"],
            tz=case["tz"],
            day=case.get("day"),
            place=case.get("place"),
            summary=case.get("summary", "").strip() or None,
        )
        self._enter_sources()
        self._enter_reports()
        self._enter_claims()
        for row in self._table_rows("statement"):
            self._enter_statement(row)
        for row in self._table_rows("statement"):
            self._enter_relays(row)
        set_chain(
            self.writer, self.case, [(self.reports[row["report"]], row.get("note")) for row in self._table_rows("step")]
        )
        return self.case

    def _table_rows(self, table: str) -> Iterator[Mapping[str, Any]]:
        yield from self.tables.get(table, ())

    def _enter_sources(self) -> None:
        for row in self._table_rows("source"):
            self.sources[row["id"]] = add_source(
                self.writer,
                row["name"],
                kind=SourceKind(row["kind"]),
                naming=Naming(row["naming"]),
                short=row.get("short"),
                boundary=row.get("boundary", False),
            )
        for row in self._table_rows("affiliation"):
            add_affiliation(
                self.writer, self.sources[row["member"]], AffiliationKind(row["kind"]), self.sources[row["org"]]
            )

    def _enter_reports(self) -> None:
        for row in self._table_rows("report"):
            self.reports[row["id"]] = add_report(
                self.writer,
                self.case,
                self.sources[row["outlet"]],
                holding=Holding(row["holding"]),
                title=row.get("title"),
                url=row.get("url"),
                lang=row.get("lang"),
                published=When(**row.get("published", {})),
                known_via=self.reports[row["known_via"]] if "known_via" in row else None,
            )
        for row in self._table_rows("excerpt"):
            self.captures[row["report"]] = add_excerpt_capture(
                self.writer, self.reports[row["report"]], row["passages"], captured_at=row["captured_at"]
            )

    def _enter_claims(self) -> None:
        for row in self._table_rows("claim"):
            claim = add_claim(
                self.writer,
                self.case,
                row["text"],
                parent=self.claims[row["parent"]] if "parent" in row else None,
                part=PartRole(row["part"]) if "part" in row else None,
                background=row.get("background", False),
            )
            self.claims[row["id"]] = claim
            for source, role in row.get("parties", {}).items():
                add_party(self.writer, claim, self.sources[source], PartyRole(role))

    def _enter_statement(self, row: Mapping[str, Any]) -> None:
        statement = add_statement(
            self.writer,
            self.case,
            self.sources[row["source"]],
            act=Act(row["act"]),
            voice=Voice(row.get("voice", "own")),
            basis=Basis(row.get("basis", "not_recorded")),
            report=self.reports[row["report"]] if "report" in row else None,
            summary=row.get("summary"),
            said=When(**row.get("said", {})),
        )
        self.statements[row["id"]] = statement
        for certainty, signed in row.get("stances", {}).items():
            for sign, *key in signed.split():
                add_stance(self.writer, statement, self.claims["".join(key)], _SIGNS[sign], Certainty(certainty))
        for quote in row.get("quotes", ()):
            add_quote(
                self.writer,
                statement,
                self.captures[quote["report"]],
                quote["exact"],
                form=QuoteForm(quote["form"]),
                cue=quote.get("cue"),
                lang=quote.get("lang"),
            )

    def _enter_relays(self, row: Mapping[str, Any]) -> None:
        for relay in row.get("relays", ()):
            add_relay(
                self.writer,
                self.statements[row["id"]],
                self.statements[relay["parent"]],
                kind=RelayMode(relay["kind"]),
                ground=Ground(relay["ground"]),
            )
