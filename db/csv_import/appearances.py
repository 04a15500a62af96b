"""Import of appearances: rows that say where a claim appeared, on which day, and for or against it.

Each outlet becomes a source, each address a cited report, each row a statement in the outlet's own voice. The basis of
the statement is not recorded, so it counts as no origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from db.csv_import.base import RowImporter, RowResult, identity_hash, is_of_run, is_undone, read_by_keys
from db.csv_import.mapping import Columns, TableRowKind
from db.csv_import.rows import TableReader, TableRow
from db.csv_import.values import RejectedRow, StanceValue, date_parser, parse_host, parse_stance, value_parser
from db.journal.writer import Writer
from db.model.enums import Basis, Holding, Naming, SourceKind, Voice
from db.model.ids import CaseId, ClaimId, StatementId
from db.model.times import When
from db.text.normalize import casefold_words, normalize_line
from db.write.statements import add_stance


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """An appearance, as read from a row."""

    claim: str
    """The id that the tables give the claim."""
    url: str
    outlet: str
    """The host of the address."""
    side: StanceValue
    when: When
    identity: bytes
    """Hash of claim, address and the word of the stance: it tells whether another run has the same appearance."""


@dataclass(frozen=True, slots=True)
class _KnownReport:
    """A report on record with an address."""

    id: int
    outlet: int
    edtf: str | None


class AppearanceImporter(RowImporter):
    """Imports appearances of the claims of one case."""

    rows_are = TableRowKind.APPEARANCES

    def __init__(self, case: CaseId, table: TableReader, columns: Columns, tz: str, *, dry: bool = False) -> None:
        """Set up the import, as :class:`RowImporter` does.

        :param tz: the time zone of the case.
        """
        super().__init__(case, table, columns, dry=dry)
        self._stance = value_parser("stance", columns["stance"])
        self._sides = {meaning: parse_stance(meaning) for meaning in columns["stance"].values.values()}
        self._date = date_parser(columns["date"], tz) if "date" in columns else None
        self._outlets: dict[str, list[tuple[int, str]]] = {}
        self._as_of = -1

    def read(self, row: TableRow) -> AppearanceRow:
        """Read an appearance from a row."""
        cells, at = row.cells, self.at
        claim, url, word = normalize_line(cells[at["claim"]]), cells[at["url"]].strip(), cells[at["stance"]]
        if not claim:
            raise RejectedRow("the claim's id is empty", "The claim's id is empty.")
        outlet = parse_host(url)
        meaning = self._stance(word)
        assert meaning is not None
        when = self._date(cells[at["date"]]) if self._date else When()
        identity = identity_hash(claim, url, normalize_line(word))
        return AppearanceRow(claim, url, outlet, self._sides[meaning], when, identity)

    def prepare(self, writer: Writer) -> None:
        """Create the temporary table of a dry run."""
        writer.rows("CREATE TEMP TABLE appearances_met (identity BLOB PRIMARY KEY, told TEXT, line INTEGER)")

    def add_rows(self, writer: Writer, rows: Sequence[tuple[TableRow, object]]) -> RowResult:
        """Add the appearances that are not on record yet."""
        read = [(row, said) for row, said in rows if isinstance(said, AppearanceRow)]
        out = RowResult(0, 0, [], Counter())
        claims = self._claims_by_external_id(writer, [said.claim for _, said in read])
        met = self._earlier_appearances(writer, [said.identity for _, said in read])
        on_record = self._reports_by_url(writer, [said.url for _, said in read])
        self._refresh_outlet_names(writer)
        new: list[tuple[TableRow, AppearanceRow]] = []
        for row, said in read:
            try:
                if self._is_new(said, claims, met, on_record):
                    met[said.identity] = (said.when.edtf or "", f"line {row.line}")
                    new.append((row, said))
                else:
                    out.already_there += 1
                    out.repeated += said.identity in met and is_of_run(met[said.identity][1])
            except RejectedRow as rejected:
                out.rejected.append((row, rejected))
        out.added = len(new)
        if self.dry:
            for row, said in new:
                values = (said.identity, said.when.edtf or "", row.line)
                writer.rows("INSERT INTO temp.appearances_met VALUES (?, ?, ?)", *values)
        elif new:
            self._write_appearances(writer, new, claims, on_record, out)
        return out

    def _is_new(
        self,
        said: AppearanceRow,
        claims: dict[str, tuple[int, bool] | None],
        met: dict[bytes, tuple[str | None, str]],
        on_record: dict[str, _KnownReport],
    ) -> bool:
        """Whether an appearance is not on record yet.

        :raises Rejected: it contradicts what is on record.
        """
        if said.claim not in claims:
            raise RejectedRow(
                "no claim has that id", f"No claim of this case came from a table with the id {said.claim}."
            )
        if claims[said.claim] is None:
            raise RejectedRow("the claim was removed", f"Claim {said.claim} was removed from the record.")
        if said.identity in met:
            told, where = met[said.identity]
            if told is None:
                reason = "It was on record and was removed since; undoing that brings it back."
                raise RejectedRow("the appearance was removed", reason)
            if told != (said.when.edtf or ""):
                reason = f"The same claim, address and stance came with another date, {told or 'none'} ({where})."
                raise RejectedRow("came already with another date", reason)
            return False
        named = self._outlets.get(said.outlet, [])
        if len(named) > 1 and not self._report_at_url(said.url, on_record):
            keys = ", ".join(key for _, key in named)
            raise RejectedRow(
                "several outlets have the name", f"“{said.outlet}” is the name of several outlets: {keys}."
            )
        return True

    def _claims_by_external_id(self, writer: Writer, externals: Sequence[str]) -> dict[str, tuple[int, bool] | None]:
        """Claims on record by external id, with whether each is joined into another; None for removed ones."""
        found: dict[str, tuple[int, bool] | None] = {}
        for external, claim, key, joined in read_by_keys(writer, _CLAIMS, self.case, externals):
            if key is not None:
                found[external] = (claim, joined is not None)
            elif not is_undone(writer, "claims", claim):
                found[external] = None
        return found

    def _earlier_appearances(self, writer: Writer, identities: Sequence[bytes]) -> dict[bytes, tuple[str | None, str]]:
        """The dates of earlier rows by identity, each with the place of the row; no date for what was removed."""
        found: dict[bytes, tuple[str | None, str]] = {}
        for identity, told, statement, key, line, run in read_by_keys(writer, _KNOWN, self.case, identities):
            if key is not None:
                found[identity] = (told, self.where(key, line, run))
            elif not is_undone(writer, "statements", statement):
                found[identity] = (None, "")
        if self.dry:
            for identity, told, line in read_by_keys(writer, _MET, self.case, identities):
                found[identity] = (told, f"line {line}")
        return found

    def _reports_by_url(self, writer: Writer, urls: Sequence[str]) -> dict[str, _KnownReport]:
        """The first report on record at each address, with or without its fragment."""
        wanted = [*urls, *(url.partition("#")[0] for url in urls if "#" in url)]
        found: dict[str, _KnownReport] = {}
        for id, url, outlet, edtf in read_by_keys(writer, _REPORTS, self.case, wanted):
            if url not in found or id < found[url].id:
                found[url] = _KnownReport(id, outlet, edtf)
        return found

    def _report_at_url(self, url: str, on_record: dict[str, _KnownReport]) -> _KnownReport | None:
        return on_record.get(url) or on_record.get(url.partition("#")[0])

    def _refresh_outlet_names(self, writer: Writer) -> None:
        """Read the names of the outlets, again whenever another program wrote to the store."""
        (now,) = writer.column("PRAGMA data_version")
        if now == self._as_of:
            return
        self._as_of, self._outlets = now, {}
        for id, key, *names in writer.rows(_OUTLETS, self.case):
            for name in {casefold_words(name).removeprefix("www.") for name in names if name}:
                self._outlets.setdefault(name, []).append((id, key))

    def _write_appearances(
        self,
        writer: Writer,
        new: Sequence[tuple[TableRow, AppearanceRow]],
        claims: dict[str, tuple[int, bool] | None],
        on_record: dict[str, _KnownReport],
        out: RowResult,
    ) -> None:
        self._write_reports(writer, [said for _, said in new], on_record, out)
        number = int(writer.next_key("statements", "S", self.case)[1:])
        rows = []
        for place, (_, said) in enumerate(new, number):
            report = self._report_at_url(said.url, on_record)
            assert report is not None
            own = said.when if said.when.edtf and said.when.edtf != report.edtf else When()
            rows.append(
                (
                    *(f"S{place}", self.case, report.outlet, report.id, said.side.act.value, *_VOICE),
                    *(own.raw, own.edtf, own.lo, own.hi),
                )
            )
        ids = writer.insert_many("statements", _STATEMENTS, rows)
        stances: list[tuple[int, int, int, str]] = []
        joined: list[tuple[int, int, int, str]] = []
        for id, (_, said) in zip(ids, new, strict=True):
            claim, is_joined = claims[said.claim] or (0, False)
            bearing = (id, claim, int(said.side.polarity), said.side.certainty.value)
            (joined if is_joined else stances).append(bearing)
        writer.insert_many("stances", ("statement", "claim", "polarity", "certainty"), stances)
        for statement, claim, *_ in joined:  # a joined claim brings its stances to the claim it is joined into
            side = new[statement - ids.start][1].side
            add_stance(writer, StatementId(statement), ClaimId(claim), side.polarity, side.certainty)
        run = self.ensure_run(writer)
        writer.replace_many(
            "appearances_brought",
            ("case", "identity", "statement", "told", "brought", "line"),
            [
                (self.case, said.identity, id, said.when.edtf or "", run, row.line)
                for id, (row, said) in zip(ids, new, strict=True)
            ],
        )
        out.rows_added.update({"statements": len(new)})

    def _write_reports(
        self, writer: Writer, new: Sequence[AppearanceRow], on_record: dict[str, _KnownReport], out: RowResult
    ) -> None:
        """Add reports for new addresses, and sources for new outlets."""
        missing: dict[str, AppearanceRow] = {}
        for said in new:
            if not self._report_at_url(said.url, on_record) and said.url.partition("#")[0] not in missing:
                missing.setdefault(said.url, said)
        cited = list(missing.values())
        hosts = [name for name in dict.fromkeys(said.outlet for said in cited) if not self._outlets.get(name)]
        if hosts:
            number = int(writer.next_key("sources", "W")[1:])
            named = [(f"W{place}", name, *_OUTLET) for place, name in enumerate(hosts, number)]
            for id, (key, name, *_) in zip(
                writer.insert_many("sources", ("key", "name", "kind", "naming"), named), named, strict=True
            ):
                self._outlets[name] = [(id, key)]
        number = int(writer.next_key("reports", "R", self.case)[1:])
        rows = [
            (
                *(f"R{place}", self.case, self._outlets[said.outlet][0][0], said.url, Holding.CITED.value),
                *(said.when.raw, said.when.edtf, said.when.lo, said.when.hi),
            )
            for place, said in enumerate(cited, number)
        ]
        for id, said, row in zip(writer.insert_many("reports", _REPORT, rows), cited, rows, strict=True):
            on_record[said.url] = _KnownReport(id, row[2], said.when.edtf)
        out.rows_added.update({"sources": len(hosts), "reports": len(cited)})


_VOICE = (Voice.OWN.value, Basis.NOT_RECORDED.value)
_OUTLET = (SourceKind.OUTLET.value, Naming.NAMED.value)
_STATEMENTS = (
    *("key", "case", "source", "report", "act", "voice", "basis"),
    *("said_raw", "said_edtf", "said_lo", "said_hi"),
)
_REPORT = (
    *("key", "case", "outlet", "url", "holding"),
    *("published_raw", "published_edtf", "published_lo", "published_hi"),
)

_CLAIMS = """
SELECT b.external, b.claim, c.key, c.joined_into FROM claims_brought b LEFT JOIN claims c ON c.id = b.claim
WHERE b."case" = ? AND b.external IN ({keys}) ORDER BY c.id IS NOT NULL"""

_KNOWN = """
SELECT b.identity, b.told, b.statement, s.key, b.line, b.brought
FROM appearances_brought b LEFT JOIN statements s ON s.id = b.statement
WHERE b."case" = ? AND b.identity IN ({keys}) ORDER BY s.id IS NOT NULL"""

_MET = "SELECT identity, told, line FROM temp.appearances_met WHERE ? AND identity IN ({keys})"

_REPORTS = 'SELECT id, url, outlet, published_edtf FROM reports WHERE "case" = ? AND url IN ({keys})'

_OUTLETS = """
SELECT id, key, name, short FROM sources WHERE kind = 'outlet' AND ("case" IS NULL OR "case" = ?) ORDER BY id"""
