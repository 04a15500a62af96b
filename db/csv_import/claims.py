"""Import of claims: each once under its external id, with a tag or a verdict where the table has a column for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.csv_import.base import RowImporter, RowResult, identity_hash, is_of_run, is_undone, read_by_keys, utc_now
from db.csv_import.mapping import Columns, TableRowKind
from db.csv_import.rows import TableReader, TableRow
from db.csv_import.values import RejectedRow, value_parser
from db.dataclass import dataclass
from db.journal.author import default_author
from db.journal.writer import Writer
from db.model.enums import Status
from db.model.ids import CaseId
from db.text.normalize import normalize_line
from db.write.annotations import LONGEST_TAG

LONGEST_CLAIM = 20_000
"""The longest claim, in characters."""

LONGEST_ID = 500
"""The longest external id, in characters."""


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim, as read from a row."""

    external: str
    """The id that the tables give it."""
    text: str
    tag: str | None
    verdict: str | None
    said: str
    """The word in the table that the verdict comes from."""


class ClaimImporter(RowImporter):
    """Imports claims of one case, identified by their external ids."""

    rows_are = TableRowKind.CLAIMS

    def __init__(self, case: CaseId, table: TableReader, columns: Columns, *, dry: bool = False) -> None:
        super().__init__(case, table, columns, dry=dry)
        self._meanings = {name: value_parser(name, columns[name]) for name in ("tag", "verdict") if name in columns}

    def read(self, row: TableRow) -> ClaimRecord:
        """Read a claim from a row."""
        cells = {name: row.cells[place] for name, place in self.at.items()}
        external, text = normalize_line(cells["id"]), normalize_line(cells["text"])
        if not external:
            raise RejectedRow("the id is empty", "The id is empty.")
        if len(external) > LONGEST_ID:
            raise RejectedRow("the id is too long", f"The id is longer than {LONGEST_ID} characters.")
        if not text:
            raise RejectedRow("the claim has no words", "The claim has no words.")
        if len(text) > LONGEST_CLAIM:
            raise RejectedRow("the claim is too long", f"The claim is longer than {LONGEST_CLAIM:,} characters.")
        meant = {name: meaning(cells[name]) for name, meaning in self._meanings.items()}
        tag = meant.get("tag")
        if tag is not None:
            tag = normalize_line(tag.lstrip("#"))
            if not tag or len(tag) > LONGEST_TAG:
                said = f"“{tag[:LONGEST_TAG]}” is not a tag; a tag has 1 to {LONGEST_TAG} characters."
                raise RejectedRow("no tag", said)
        return ClaimRecord(external, text, tag, meant.get("verdict"), normalize_line(cells.get("verdict", "")))

    def prepare(self, writer: Writer) -> None:
        """Create the temporary table of a dry run."""
        writer.rows("CREATE TEMP TABLE claims_met (external TEXT PRIMARY KEY, told BLOB, line INTEGER)")

    def add_rows(self, writer: Writer, rows: Sequence[tuple[TableRow, object]]) -> RowResult:
        """Add the claims that are not on record yet."""
        claims = [(row, said) for row, said in rows if isinstance(said, ClaimRecord)]
        met = self._earlier_rows(writer, [said.external for _, said in claims])
        out, new = RowResult(0, 0, [], Counter()), []
        for row, said in claims:
            told = identity_hash(said.text)
            if said.external not in met:
                met[said.external] = (told, f"line {row.line}")
                new.append((row, said, told))
                continue
            before, where = met[said.external]
            if before == told:
                out.already_there += 1
                out.repeated += is_of_run(where)
            elif not before:
                reason = (
                    f"It was on record as claim {said.external} and was removed since; undoing that brings it back."
                )
                out.rejected.append((row, RejectedRow("the claim was removed", reason)))
            else:
                reason = f"Claim {said.external} has other words already ({where}); change it there."
                out.rejected.append((row, RejectedRow("the id has other words already", reason)))
        out.added = len(new)
        if self.dry:
            for row, said, told in new:
                writer.rows("INSERT INTO temp.claims_met VALUES (?, ?, ?)", said.external, told, row.line)
        elif new:
            self._write_claims(writer, new, out)
        return out

    def _earlier_rows(self, writer: Writer, externals: Sequence[str]) -> dict[str, tuple[bytes, str]]:
        """Hashes of earlier rows by external id, each with the row's place; b"" for removed claims, none for undone."""
        found: dict[str, tuple[bytes, str]] = {}
        for external, told, claim, key, line, run in read_by_keys(writer, _KNOWN, self.case, externals):
            if key is not None:
                found[external] = (told, self.where(key, line, run))
            elif not is_undone(writer, "claims", claim):
                found[external] = (b"", "")
        if self.dry:
            for external, told, line in read_by_keys(writer, _MET, self.case, externals):
                found[external] = (told, f"line {line}")
        return found

    def _write_claims(self, writer: Writer, new: Sequence[tuple[TableRow, ClaimRecord, bytes]], out: RowResult) -> None:
        number = int(writer.next_key("claims", "C", self.case)[1:])
        ids = writer.insert_many(
            "claims",
            ("key", "case", "text", "status"),
            [
                (f"C{number + place}", self.case, said.text, (Status.TRIAGED if said.verdict else Status.NEW).value)
                for place, (_, said, _) in enumerate(new)
            ],
        )
        tags = [(said.tag, id) for id, (_, said, _) in zip(ids, new, strict=True) if said.tag]
        writer.insert_many("tags", ("tag", "on_claim"), tags)
        who, at, run = default_author(writer.who), utc_now(), self.ensure_run(writer)
        verdicts = [
            (id, said.verdict, f"{self.name}, line {row.line}: “{said.said}”", who, at)
            for id, (row, said, _) in zip(ids, new, strict=True)
            if said.verdict
        ]
        writer.insert_many("assessments", ("claim", "verdict", "rationale", "who", "at"), verdicts)
        writer.replace_many(
            "claims_brought",
            ("case", "external", "claim", "told", "brought", "line"),
            [
                (self.case, said.external, id, told, run, row.line)
                for id, (row, said, told) in zip(ids, new, strict=True)
            ],
        )
        out.rows_added.update({"claims": len(new), "tags": len(tags), "assessments": len(verdicts)})


_KNOWN = """
SELECT b.external, b.told, b.claim, c.key, b.line, b.brought FROM claims_brought b LEFT JOIN claims c ON c.id = b.claim
WHERE b."case" = ? AND b.external IN ({keys}) ORDER BY c.id IS NOT NULL"""

_MET = "SELECT external, told, line FROM temp.claims_met WHERE ? AND external IN ({keys})"
