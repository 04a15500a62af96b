"""Import of appearances: rows that say where a claim appeared, on which day, and for or against it.

Each outlet becomes a source, each address a cited report, each row a statement in the outlet's own voice. The basis of
the statement is not recorded, so it counts as no origin, with or without words: a headline is said by its outlet, and
doesn't tell who knows of it. Words and headlines are quoted from an excerpt of the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.csv_import.appearance_reports import AppearanceReports, report_identity
from db.csv_import.appearance_rows import AppearanceParser, AppearanceRow
from db.csv_import.appearance_words import StatementWords, WordsCheck, quote_words
from db.csv_import.base import RowImporter, RowResult, is_of_run, is_undone, read_by_keys
from db.csv_import.mapping import Columns, TableRowKind
from db.csv_import.rows import TableReader, TableRow
from db.csv_import.values import RejectedRow
from db.dataclass import replace
from db.journal.writer import Writer
from db.model.enums import Basis, Voice
from db.model.ids import CaseId, ClaimId, StatementId
from db.model.times import When
from db.write.statements import add_stance


class AppearanceImporter(RowImporter):
    """Imports appearances of the claims of one case."""

    rows_are = TableRowKind.APPEARANCES

    def __init__(self, case: CaseId, table: TableReader, columns: Columns, tz: str, *, dry: bool = False) -> None:
        """Set up the import, as :class:`RowImporter` does.

        :param tz: the time zone of the case.
        """
        super().__init__(case, table, columns, dry=dry)
        self._parser = AppearanceParser(columns, self.at, tz)
        self._reports = AppearanceReports(case)
        self._words = WordsCheck()

    def read(self, row: TableRow) -> AppearanceRow:
        """Read an appearance from a row."""
        return self._parser.parse(row.cells)

    def prepare(self, writer: Writer) -> None:
        """Create the temporary table of a dry run."""
        writer.rows("CREATE TEMP TABLE appearances_met (identity BLOB PRIMARY KEY, told TEXT, line INTEGER)")

    def add_rows(self, writer: Writer, rows: Sequence[tuple[TableRow, object]]) -> RowResult:
        """Add the appearances that are not on record yet."""
        read = [(row, said) for row, said in rows if isinstance(said, AppearanceRow)]
        out = RowResult(0, 0, [], Counter())
        claims = self._claims_by_external_id(writer, [said.claim for _, said in read])
        further = [said.identity_with_words for _, said in read if said.details.words]
        met = self._earlier_appearances(writer, [*(said.identity for _, said in read), *further])
        self._reports.look_up(writer, [said for _, said in read])
        new: list[tuple[TableRow, AppearanceRow]] = []
        for row, found in read:
            said = _told_apart(found, met) if found.details.words else found
            try:
                if self._is_new(writer, said, claims, met):
                    met[said.identity] = (said.told, f"line {row.line}")
                    new.append((row, said))
                else:
                    out.already_there += 1
                    out.repeated += said.identity in met and is_of_run(met[said.identity][1])
            except RejectedRow as rejected:
                out.rejected.append((row, rejected))
        out.added = len(new)
        if self.dry:
            for row, said in new:
                writer.rows("INSERT INTO temp.appearances_met VALUES (?, ?, ?)", said.identity, said.told, row.line)
        elif new:
            self._write_appearances(writer, new, claims, out)
        return out

    def _is_new(
        self,
        writer: Writer,
        said: AppearanceRow,
        claims: dict[str, tuple[int, bool] | None],
        met: dict[bytes, tuple[str | None, str]],
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
                reason = "It was removed since; undoing that brings it back."
                raise RejectedRow("the appearance was removed", reason)
            date, _, _ = told.partition(" ")
            if date != (said.when.edtf or ""):
                reason = f"The same claim, address and stance came with another date, {date or 'none'} ({where})."
                raise RejectedRow("came already with another date", reason)
            return False
        self._reports.check_outlet(said)
        if said.details.words:
            known = self._reports.of_row(said)
            self._words.check(writer, said, known.id if known else None)
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

    def _write_appearances(
        self,
        writer: Writer,
        new: Sequence[tuple[TableRow, AppearanceRow]],
        claims: dict[str, tuple[int, bool] | None],
        out: RowResult,
    ) -> None:
        self._reports.add_missing(writer, [said for _, said in new], out.rows_added)
        number = int(writer.next_key("statements", "S", self.case)[1:])
        rows = []
        for place, (_, said) in enumerate(new, number):
            report = self._reports.of_row(said)
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
        words: dict[int, list[StatementWords]] = {}
        for id, (_, said), row in zip(ids, new, rows, strict=True):
            if said.details.words:
                words.setdefault(row[3], []).append(StatementWords(id, said.details))
        if words:
            quote_words(writer, words, self._reports.new, out.rows_added)
        self._remember(writer, ids, new)
        out.rows_added.update({"statements": len(new)})

    def _remember(self, writer: Writer, ids: range, new: Sequence[tuple[TableRow, AppearanceRow]]) -> None:
        """Keep what another run knows the rows by, and the reports of rows without an address."""
        run = self.ensure_run(writer)
        writer.replace_many(
            "appearances_brought",
            ("case", "identity", "statement", "told", "brought", "line"),
            [
                *(
                    (self.case, said.identity, id, said.told, run, row.line)
                    for id, (row, said) in zip(ids, new, strict=True)
                ),
                *(
                    (self.case, report_identity(said), id, "", run, row.line)
                    for id, (row, said) in zip(ids, new, strict=True)
                    if not said.url
                ),
            ],
        )


def _told_apart(said: AppearanceRow, met: dict[bytes, tuple[str | None, str]]) -> AppearanceRow:
    """A row with words, under the identity that it has or gets: further words of a report have one of their own.

    A row that an earlier run brought without words is the same with words, so that a table is not brought in twice.
    """
    if said.identity not in met:
        return said
    own = replace(said, identity=said.identity_with_words)
    told, where = met[said.identity]
    if own.identity in met or told is None:
        return own if own.identity in met else said
    words = told.partition(" ")[2]
    return said if words == said.words_hash or (not words and not is_of_run(where)) else own


_VOICE = (Voice.OWN.value, Basis.NOT_RECORDED.value)
_STATEMENTS = (
    *("key", "case", "source", "report", "act", "voice", "basis"),
    *("said_raw", "said_edtf", "said_lo", "said_hi"),
)

_CLAIMS = """
SELECT b.external, b.claim, c.key, c.joined_into FROM claims_brought b LEFT JOIN claims c ON c.id = b.claim
WHERE b."case" = ? AND b.external IN ({keys}) ORDER BY c.id IS NOT NULL"""

_KNOWN = """
SELECT b.identity, b.told, b.statement, s.key, b.line, b.brought
FROM appearances_brought b LEFT JOIN statements s ON s.id = b.statement
WHERE b."case" = ? AND b.identity IN ({keys}) ORDER BY s.id IS NOT NULL"""

_MET = "SELECT identity, told, line FROM temp.appearances_met WHERE ? AND identity IN ({keys})"
