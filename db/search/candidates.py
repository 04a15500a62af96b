"""Candidates of a search: for each kind of row, the newest rows that match, up to as many as will be ranked.

FTS5 goes to the very first match before it applies a bound on rowid, however far away that is. So one query over all
kinds runs before those for each kind: it finds everything where there is little, and tells which kinds have no match.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence

from db.dataclass import dataclass
from db.model.ids import CaseId, ClaimId
from db.queries.cases import SMALL_CASE, is_small
from db.search.query import Query
from db.store.fts import IndexedKind, row_of_index_id
from db.store.progress import Progress
from db.store.reader import Reader, Row


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How much one search reads, however large the store."""

    ranked: int = 200
    """The newest matching rows of each kind that are ranked."""
    ranked_texts: int = 40
    """The same for the texts of reports, which are long."""
    looked_through: int = 20_000
    """Matching rows that are read at most to find those of one case."""
    first: int = 50
    """Rows of each kind that are read before the first results are shown."""
    first_texts: int = 10
    """The same for the texts of reports."""
    few: int = 60
    """Up to this many matching rows, one query finds those of all kinds."""
    small_case: int = SMALL_CASE
    """Claims, reports and statements, each, up to which only the ids of a case are searched."""


Sieve = Callable[[Sequence[ClaimId]], list[ClaimId]]
"""Keeps the claims that also meet the conditions of a query."""


class Candidates:
    """The matching rows of one kind, the newest first, read in steps."""

    def __init__(
        self,
        record: Reader,
        place: IndexedKind,
        asked: str,
        case: CaseId | None,
        sieve: Sieve | None,
        limits: SearchLimits,
    ) -> None:
        self._limits = limits
        self._record, self._asked, self._case, self._sieve = record, asked, case, sieve
        self.place = place
        self._first, self._below = place.span
        self._lowest = self._first
        self._looked = 0
        self._rows: list[Row] = []
        self._is_whole = False

    def none(self) -> None:
        """Record that no row of this kind matches."""
        self._is_whole = True

    def all_are(self, ids: Sequence[int]) -> None:
        """Take the ids of all matching rows, the newest first."""
        self._take_rows(ids, len(ids))
        self._is_whole = True

    def within(self, low: int | None, high: int | None) -> None:
        """Search only between two ids; None for both means that there are no rows."""
        if low is None or high is None:
            self._is_whole = True
        else:
            self._lowest, self._below = self._first + low, self._first + high

    @property
    def most(self) -> int:
        """How many rows of this kind are ranked."""
        return self._limits.ranked_texts if self.place is IndexedKind.CAPTURE else self._limits.ranked

    @property
    def ranked(self) -> list[Row]:
        """The rows to rank that were read so far."""
        return self._rows[: self.most]

    @property
    def is_capped(self) -> bool:
        """Whether more rows match, or may match, than are ranked."""
        return not self._is_whole or len(self._rows) > self.most

    def begin(self) -> None:
        """Read the first rows."""
        if not self._is_whole:
            first = self._limits.first_texts if self.place is IndexedKind.CAPTURE else self._limits.first
            self._look_through(min(self.most, first) + 1)

    def finish(self) -> None:
        """Read on until there are enough rows to rank, or the limit is reached."""
        up_to = self._limits.looked_through
        while not self._is_whole and len(self._rows) <= self.most and self._looked < up_to:
            missing = self.most + 1 - len(self._rows)
            self._look_through(
                min(max(missing, 10 * self._looked if self._is_mostly_rejected else 0), up_to - self._looked)
            )

    @property
    def _is_mostly_rejected(self) -> bool:
        """Whether some of the rows read so far were not kept."""
        return len(self._rows) < self._looked

    def _look_through(self, up_to: int) -> None:
        ids = self._record.column(
            """SELECT rowid - :first FROM words WHERE words MATCH :asked AND rowid BETWEEN :lowest AND :below
               ORDER BY rowid DESC LIMIT :most""",
            first=self._first,
            lowest=self._lowest,
            below=self._below,
            asked=self._asked,
            most=up_to,
        )
        self._is_whole = len(ids) < up_to
        if ids:
            self._below = self._first + ids[-1] - 1
            self._take_rows(ids, self.most + 1 - len(self._rows))

    def _take_rows(self, ids: Sequence[int], most: int) -> None:
        self._looked += len(ids)
        left = self._sieve([ClaimId(id) for id in ids]) if self._sieve is not None else ids
        self._rows += rows_in_case(self._record, self.place, self._case, left, most)


def search_candidates(
    record: Reader,
    asked: str,
    case: CaseId | None,
    places: Collection[IndexedKind],
    sieve: Sieve | None,
    progress: Progress | None,
    limits: SearchLimits,
) -> Iterator[list[Candidates]]:
    """The matching rows of each kind: first a few of each; then, where there are more, all that will be ranked.

    :param asked: the FTS5 query.
    :param sieve: the further conditions on claims; None for none.
    :raises QueryStopped: the search was cancelled.
    """
    found = [Candidates(record, place, asked, case, sieve, limits) for place in IndexedKind if place in places]
    _survey_kinds(record, asked, found, limits.few)
    if case is not None and is_small(record, case, limits.small_case):
        for each in found:
            if each.place in _ENDS and each.is_capped:
                each.within(*record.rows(_ENDS[each.place], case)[0])
    for each in found:
        _stop_if_cancelled(progress)
        each.begin()
    yield found
    if any(each.is_capped for each in found):
        for each in found:
            _stop_if_cancelled(progress)
            each.finish()
        yield found


def _survey_kinds(record: Reader, asked: str, found: Sequence[Candidates], few: int) -> None:
    """Give all ids to kinds with few matching rows, and mark the kinds that have none."""
    newest = record.column(
        "SELECT rowid FROM words WHERE words MATCH :asked ORDER BY rowid DESC LIMIT :most", asked=asked, most=few
    )
    lowest, highest = -1, -1
    if len(newest) == few:
        oldest = record.column("SELECT rowid FROM words WHERE words MATCH :asked ORDER BY rowid LIMIT 1", asked=asked)
        lowest, highest = row_of_index_id(oldest[0])[0], row_of_index_id(newest[-1])[0]
    ids: dict[IndexedKind, list[int]] = {}
    for number in newest:
        place, id = row_of_index_id(number)
        ids.setdefault(place, []).append(id)
    for each in found:
        if each.place < lowest:
            each.none()
        elif each.place > highest:
            each.all_are(ids.get(each.place, []))


def _stop_if_cancelled(progress: Progress | None) -> None:
    if progress is not None:
        progress.go_on(progress.done)


_ON = """(SELECT coalesce(ca.key, so.key, re.key, st.key, c.key) FROM (SELECT 1)
  LEFT JOIN cases ca ON ca.id = n.on_case LEFT JOIN sources so ON so.id = n.on_source
  LEFT JOIN reports re ON re.id = n.on_report LEFT JOIN statements st ON st.id = n.on_statement
  LEFT JOIN claims c ON c.id = n.on_claim)"""

_ON_CASE = """(SELECT coalesce(n.on_case, so."case", re."case", st."case", c."case") FROM (SELECT 1)
  LEFT JOIN sources so ON so.id = n.on_source LEFT JOIN reports re ON re.id = n.on_report
  LEFT JOIN statements st ON st.id = n.on_statement LEFT JOIN claims c ON c.id = n.on_claim)"""

_OF = "FROM json_each(:ids) j CROSS JOIN"

_ROWS = {
    IndexedKind.CASE: f"""SELECT n.id, n.id AS "case", n.key, '' AS about,
      n.title || coalesce(char(10) || n.place, '') || coalesce(char(10) || n.summary, ''), NULL, NULL
      {_OF} cases n ON n.id = j.value WHERE TRUE""",
    IndexedKind.SOURCE: f"""SELECT n.id, n."case", n.key, n.kind, n.name || coalesce(' (' || n.short || ')', ''),
      NULL, NULL
      {_OF} sources n ON n.id = j.value WHERE TRUE""",
    IndexedKind.REPORT: f"""SELECT n.id, n."case", n.key, coalesce(so.short, so.name), n.title, NULL, NULL
      {_OF} reports n ON n.id = j.value JOIN sources so ON so.id = n.outlet WHERE TRUE""",
    IndexedKind.CAPTURE: f"""SELECT n.id, re."case", re.key, coalesce(so.short, so.name), n.text, n.id, 0
      {_OF} captures n ON n.id = j.value
      JOIN reports re ON re.id = n.report JOIN sources so ON so.id = re.outlet WHERE TRUE""",
    IndexedKind.STATEMENT: f"""SELECT n.id, n."case", n.key, coalesce(so.short, so.name), n.summary, NULL, NULL
      {_OF} statements n ON n.id = j.value JOIN sources so ON so.id = n.source WHERE TRUE""",
    IndexedKind.QUOTE: f"""SELECT n.id, st."case", st.key, coalesce(so.short, so.name), n.exact, n.capture, n.start
      {_OF} quotes n ON n.id = j.value
      JOIN statements st ON st.id = n.statement JOIN sources so ON so.id = st.source WHERE TRUE""",
    IndexedKind.CLAIM: f"""SELECT n.id, n."case", n.key, '', n.text, NULL, NULL
      {_OF} claims n ON n.id = j.value WHERE n.joined_into IS NULL""",
    IndexedKind.NOTE: f"""SELECT n.id, {_ON_CASE} AS "case", n.key, {_ON}, n.text, NULL, NULL
      {_OF} notes n ON n.id = j.value WHERE TRUE""",
    IndexedKind.TASK: f"""SELECT n.id, {_ON_CASE} AS "case", n.key, {_ON}, n.text, NULL, NULL
      {_OF} tasks n ON n.id = j.value WHERE TRUE""",
}
"""By kind: id, case, key, subject, text, and for words of a capture its id and their offset in it."""

_CASE_OF = {
    IndexedKind.CASE: "n.id = :case",
    IndexedKind.SOURCE: '(n."case" IS NULL OR n."case" = :case)',
    IndexedKind.REPORT: 'n."case" = :case',
    IndexedKind.CAPTURE: 're."case" = :case',
    IndexedKind.STATEMENT: 'n."case" = :case',
    IndexedKind.QUOTE: 'st."case" = :case',
    IndexedKind.CLAIM: 'n."case" = :case',
    IndexedKind.NOTE: f"coalesce({_ON_CASE}, :case) = :case",
    IndexedKind.TASK: f"coalesce({_ON_CASE}, :case) = :case",
}


_ENDS = {
    IndexedKind.REPORT: 'SELECT min(id), max(id) FROM reports WHERE "case" = ?',
    IndexedKind.CAPTURE: """SELECT min(n.id), max(n.id) FROM reports re CROSS JOIN captures n ON n.report = re.id
      WHERE re."case" = ?""",
    IndexedKind.STATEMENT: 'SELECT min(id), max(id) FROM statements WHERE "case" = ?',
    IndexedKind.QUOTE: """SELECT min(n.id), max(n.id) FROM statements st CROSS JOIN quotes n ON n.statement = st.id
      WHERE st."case" = ?""",
    IndexedKind.CLAIM: 'SELECT min(id), max(id) FROM claims WHERE "case" = ?',
}
"""First and last id of a case's rows: for a small case in a large store, only the rows between them are searched."""


def rows_in_case(record: Reader, place: IndexedKind, case: CaseId | None, ids: Sequence[int], most: int) -> list[Row]:
    """Those of some rows that belong to a case, in the order given, with the columns of ``_ROWS``."""
    if not ids:
        return []
    condition, named = (f"AND {_CASE_OF[place]}", {"case": case}) if case is not None else ("", {})
    return record.rows(
        f"{_ROWS[place]} {condition} ORDER BY j.key LIMIT :most", ids=json.dumps(ids), most=most, **named
    )


def row_by_key(
    record: Reader, query: Query, case: CaseId | None, places: Collection[IndexedKind]
) -> Iterator[tuple[IndexedKind, Row]]:
    """The row with a key, where a key is all that was typed. Keys that each case numbers anew need a case."""
    typed = query.typed.strip()
    place = _LETTERS.get(typed[:1].upper())
    if place is None or place not in places or not _KEY.fullmatch(typed):
        return
    if case is None and place in (IndexedKind.REPORT, IndexedKind.STATEMENT, IndexedKind.CLAIM):
        return
    condition = f"AND {_CASE_OF[place]}" if case is not None else ""
    named = {"case": case} if case is not None else {}
    key = typed[:1].upper() + typed[1:].lower()
    ids = record.column(f"SELECT n.id FROM {place.table} n WHERE n.key = :key {condition}", key=key, **named)
    for row in rows_in_case(record, place, case, ids, 1):
        yield place, row


_LETTERS = {
    "K": IndexedKind.CASE, "W": IndexedKind.SOURCE, "R": IndexedKind.REPORT, "S": IndexedKind.STATEMENT,
    "C": IndexedKind.CLAIM, "N": IndexedKind.NOTE, "T": IndexedKind.TASK,
}  # fmt: skip
_KEY = re.compile("[KWRSCNTkwrscnt][0-9]{1,12}[A-Za-z]{0,6}", re.ASCII)
