"""Reports and outlets of appearances: those on record, and new ones.

A row without an address finds its report by what the table gives instead, which is kept with each of its statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.attribution.naming import guess_source
from db.csv_import.appearance_rows import NO_DETAILS, AppearanceRow
from db.csv_import.base import identity_hash, read_by_keys
from db.csv_import.values import RejectedRow
from db.dataclass import dataclass
from db.journal.writer import Writer
from db.model.enums import Holding, Naming, SourceKind
from db.model.ids import CaseId
from db.text.normalize import casefold_words

OUTLET_NOT_RECORDED = "outlet not recorded"
"""The one source of a case for articles whose outlet no row gives."""


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report on record."""

    id: int
    outlet: int
    edtf: str | None


class AppearanceReports:
    """The reports and outlets of one case, as the rows of a chunk need them."""

    def __init__(self, case: CaseId) -> None:
        self._case = case
        self._outlets: dict[str, list[tuple[int, str]]] = {}
        """Id and key of the outlets by name."""
        self._as_of = -1
        self._reports: dict[str, KnownReport] = {}
        self.new: set[int] = set()
        """The reports that were added for the rows of this chunk."""

    def look_up(self, writer: Writer, rows: Sequence[AppearanceRow]) -> None:
        """Find the reports on record of a chunk's rows, and the outlets."""
        urls = [row.url for row in rows if row.url]
        wanted = [*urls, *(url.partition("#")[0] for url in urls if "#" in url)]
        self._reports, self.new = {}, set()
        for id, url, outlet, edtf in read_by_keys(writer, _BY_URL, self._case, wanted):
            if url not in self._reports or id < self._reports[url].id:
                self._reports[url] = KnownReport(id, outlet, edtf)
        others = {report_identity(row): row.report for row in rows if not row.url}
        for identity, id, outlet, edtf in read_by_keys(writer, _BY_IDENTITY, self._case, list(others)):
            self._reports.setdefault(others[identity], KnownReport(id, outlet, edtf))
        self._refresh_outlets(writer)

    def of_row(self, row: AppearanceRow) -> KnownReport | None:
        """The report of a row, with or without the fragment of its address; None where it is not on record."""
        return self._reports.get(row.report) or (
            self._reports.get(row.url.partition("#")[0]) if "#" in row.url else None
        )

    def check_outlet(self, row: AppearanceRow) -> None:
        """Check that the outlet of a row can be told.

        :raises RejectedRow: several outlets have the name.
        """
        named = self._outlets.get(row.outlet_name, []) if row.outlet else []
        if len(named) > 1 and not self.of_row(row):
            keys = ", ".join(key for _, key in named)
            raise RejectedRow(
                "several outlets have the name", f"“{row.outlet}” is the name of several outlets: {keys}."
            )

    def add_missing(self, writer: Writer, rows: Sequence[AppearanceRow], added: Counter[str]) -> None:
        """Add reports for rows that have none, and sources for new outlets; and fill in what known ones lack.

        :param added: rows added, by table.
        """
        missing: dict[str, list[AppearanceRow]] = {}
        for row in rows:
            if known := self.of_row(row):
                self._fill_in(writer, row, known)
                continue
            report = row.report
            if "#" in row.url and (without_fragment := row.url.partition("#")[0]) in missing:
                report = without_fragment
            missing.setdefault(report, []).append(row)
        outlets = self._add_outlets(writer, [same[0] for same in missing.values()], added)
        number = int(writer.next_key("reports", "R", self._case)[1:])
        values = []
        for place, same in enumerate(missing.values(), number):
            first, outlet = same[0], outlets[same[0].outlet_name]
            holding = Holding.EXCERPT if any(row.details.words for row in same) else Holding.CITED
            values.append(
                (
                    *(f"R{place}", self._case, outlet, first.url or None, holding.value),
                    *_article_columns(same),
                    *(first.when.raw, first.when.edtf, first.when.lo, first.when.hi),
                )
            )
        ids = writer.insert_many("reports", _REPORT, values)
        for id, (report, same), value in zip(ids, missing.items(), values, strict=True):
            self._reports[report] = KnownReport(id, value[2], same[0].when.edtf)
        self.new = set(ids)
        added["reports"] += len(ids)

    def _add_outlets(self, writer: Writer, rows: Sequence[AppearanceRow], added: Counter[str]) -> dict[str, int]:
        """The sources of the outlets of some rows, by name; new ones are added."""
        new: dict[str, tuple[str, str, str, int | None]] = {}
        found: dict[str, int] = {}
        for row in rows:
            name = row.outlet_name
            if name in found or name in new:
                continue
            if not row.outlet:
                unrecorded = writer.row(_UNRECORDED, self._case, OUTLET_NOT_RECORDED)
                if unrecorded:
                    found[name] = unrecorded[0]
                else:
                    new[name] = (OUTLET_NOT_RECORDED, _OUTLET, Naming.UNATTRIBUTED.value, self._case)
            elif known := self._outlets.get(name):
                found[name] = known[0][0]
            else:
                naming = _naming_of_outlet(row)
                new[name] = (row.outlet, _OUTLET, naming.value, None if naming is Naming.NAMED else self._case)
        number = int(writer.next_key("sources", "W")[1:]) if new else 0
        values = [(f"W{place}", *each) for place, each in enumerate(new.values(), number)]
        ids = writer.insert_many("sources", ("key", "name", "kind", "naming", "case"), values)
        for id, name, (key, *_) in zip(ids, new, values, strict=True):
            found[name] = id
            if name:
                self._outlets[name] = [(id, key)]
        added["sources"] += len(new)
        return found

    @staticmethod
    def _fill_in(writer: Writer, row: AppearanceRow, report: KnownReport) -> None:
        """Fill in the headline, author and language that a report on record lacks."""
        if row.details is NO_DETAILS:
            return
        given = dict(zip(_ARTICLE, _article_columns([row]), strict=True))
        if any(given.values()):
            now = writer.whole_row("reports", report.id)
            writer.update("reports", report.id, **{name: v for name, v in given.items() if v and now[name] is None})

    def _refresh_outlets(self, writer: Writer) -> None:
        """Read the names of the outlets, again whenever another program wrote to the store."""
        (now,) = writer.column("PRAGMA data_version")
        if now == self._as_of:
            return
        self._as_of, self._outlets = now, {}
        for id, key, *names in writer.rows(_OUTLETS, self._case):
            for name in {casefold_words(name).removeprefix("www.") for name in names if name}:
                self._outlets.setdefault(name, []).append((id, key))


def report_identity(row: AppearanceRow) -> bytes:
    """The hash by which the report of a row without an address is found again."""
    return identity_hash("report", row.report)


def _article_columns(rows: Sequence[AppearanceRow]) -> tuple[str | None, str | None, str | None]:
    """Headline, author and language of an article: the first of each that a row gives."""
    details = [row.details for row in rows if row.details is not NO_DETAILS]
    if not details:
        return None, None, None
    return (
        next((each.headline for each in details if each.headline), None),
        next((each.author for each in details if each.author), None),
        next((each.lang for each in details if each.lang), None),
    )


def _naming_of_outlet(row: AppearanceRow) -> Naming:
    """How well an outlet is known: by name, unless the column only says what some outlets are called together."""
    if row.outlet == row.outlet_name and "." in row.outlet:
        return Naming.NAMED
    naming = guess_source(row.outlet, publishes=True, lang=row.details.lang).naming
    return naming if naming in (Naming.UNATTRIBUTED, Naming.COLLECTIVE) else Naming.NAMED


_OUTLET = SourceKind.OUTLET.value
_ARTICLE = ("title", "author", "lang")
_REPORT = (
    *("key", "case", "outlet", "url", "holding"),
    *_ARTICLE,
    *("published_raw", "published_edtf", "published_lo", "published_hi"),
)

_BY_URL = 'SELECT id, url, outlet, published_edtf FROM reports WHERE "case" = ? AND url IN ({keys})'

_BY_IDENTITY = """
SELECT b.identity, re.id, re.outlet, re.published_edtf FROM appearances_brought b
JOIN statements st ON st.id = b.statement JOIN reports re ON re.id = st.report
WHERE b."case" = ? AND b.identity IN ({keys}) ORDER BY re.id"""

_OUTLETS = """
SELECT id, key, name, short FROM sources WHERE kind = 'outlet' AND ("case" IS NULL OR "case" = ?) ORDER BY id"""

_UNRECORDED = """
SELECT id FROM sources WHERE "case" = ? AND name = ? AND kind = 'outlet' AND naming = 'unattributed' ORDER BY id"""
