"""Searching everything: claims, exact words, reports' texts, sources, notes, titles; ranked, with the words lit.

However large the store, a search looks at a bounded number of rows: the newest of each kind that have the words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from db.cases import is_small
from db.reader import Reader, Row
from db.search.filtering import WrongFilter, those_left
from db.search.folding import searched
from db.search.index import Place, words_beginning
from db.search.lighting import Excerpt, Sought, excerpt, sought
from db.search.query import Query, expression
from db.terms import CaptureId, CaseId

RANKED = 200
"""Rows of each kind that are ranked, the newest that have the words."""

RANKED_TEXTS = 40
"""The same of reports' texts, which are long."""

LOOKED_THROUGH = 20_000
"""Rows with the words that are looked through for those of one case."""

COMPLETED = 100
"""Words that a beginning is looked for as."""

_STEPS = (RANKED, 4_000, LOOKED_THROUGH)
_MOST = 50
_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    place: Place
    id: int
    """Its row; of exact words the quote's, of a report's text the capture's."""
    case: CaseId | None
    """None for a source of no case."""
    key: str
    """What a person calls it: C3; of exact words the statement's, of a text the report's."""
    about: str
    """Who says or publishes it, or what it is on; empty where its own words say all."""
    excerpt: Excerpt
    capture: CaptureId | None
    """The capture in which the words stand, of exact words and of a report's text."""
    at: tuple[int, int] | None
    """Where the first of the words stands in that capture, in code points, end exclusive."""
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the best first."""

    hits: tuple[Hit, ...]
    capped: tuple[Place, ...]
    """Kinds of which more have the words than were ranked."""
    cut: tuple[str, ...]
    """Beginnings that so many words have that not all were looked for."""
    more: bool
    """Whether more was ranked than is shown."""

    @property
    def words(self) -> str:
        """What was left out, in a sentence or two; empty where nothing was."""
        told = []
        if self.cut:
            begun = ", ".join(f"“{each}…”" for each in self.cut)
            told.append(f"So many words begin with {begun} that the first {COMPLETED} were looked for; type on.")
        if self.capped:
            kinds = ", ".join(_CALLED[place] for place in self.capped)
            told.append(
                f"So many {kinds} have these words that only the newest were ranked; more words find the others."
            )
        return " ".join(told)


def find(
    record: Reader,
    query: Query,
    case: CaseId | None = None,
    *,
    places: Collection[Place] = tuple(Place),
    most: int = _MOST,
    width: int = _WIDTH,
) -> Found:
    """What has all of some words, the best first. It finds nothing without plain words.

    Words with a colon ask of claims, so with one of them only claims are found.

    :param case: only what belongs to it; sources of no case belong to all.
    :param places: only these kinds.
    :param most: how many hits.
    :param width: code points of an excerpt, about.
    :raises WrongFilter: something in the query can't be asked.
    """
    if query.wrong:
        raise WrongFilter(query)
    completing = _Completing(record)
    asked = expression(query.plain, completing)
    if asked is None:
        return Found((), (), (), more=False)
    for term in query.without:
        if (without := expression((term,), completing)) is not None:
            asked = f"({asked}) NOT {without}"
    terms = sought(query.plain)
    ranked: list[tuple[float, int, Place, Row]] = []
    capped: list[Place] = []
    for place in Place:
        if place not in places or (query.conditions and place is not Place.CLAIM):
            continue
        rows, is_capped = _candidates(record, place, asked, case, query)
        ranked += [(_score(place, row, terms), row[0], place, row) for row in rows]
        capped += [place] if is_capped else []
    ranked += [(_KEYED, row[0], place, row) for place, row in _by_key(record, query, case, places)]
    ranked.sort(key=lambda each: (-each[0], -each[1], each[2]))
    ranked = _once_a_report(ranked)
    hits = tuple(_hit(place, row, terms, score, width) for score, _, place, row in ranked[:most])
    return Found(hits, tuple(capped), tuple(completing.cut), more=len(ranked) > most)


class _Completing:
    """The words that a beginning may become, and which have more than are asked for."""

    def __init__(self, record: Reader) -> None:
        self._record = record
        self.cut: list[str] = []

    def __call__(self, begun: str) -> Sequence[str]:
        found = words_beginning(self._record, begun, COMPLETED + 1)
        if len(found) > COMPLETED:
            self.cut.append(begun)
        return found[:COMPLETED]


_KEYED = 100.0
"""What a thing counts whose key is all that was typed."""

_LETTERS = {
    "K": Place.CASE, "W": Place.SOURCE, "R": Place.REPORT, "S": Place.STATEMENT,
    "C": Place.CLAIM, "N": Place.NOTE, "T": Place.TASK,
}  # fmt: skip
_KEY = re.compile("[KWRSCNTkwrscnt][0-9]{1,12}[A-Za-z]{0,6}", re.ASCII)

_CALLED = {
    Place.CASE: "cases",
    Place.SOURCE: "sources",
    Place.REPORT: "titles",
    Place.CAPTURE: "reports' texts",
    Place.STATEMENT: "statements",
    Place.QUOTE: "exact words",
    Place.CLAIM: "claims",
    Place.NOTE: "notes",
    Place.TASK: "tasks",
}

_WEIGHT = {
    Place.CASE: 2.0,
    Place.SOURCE: 2.0,
    Place.CLAIM: 1.8,
    Place.QUOTE: 1.4,
    Place.REPORT: 1.4,
    Place.NOTE: 1.2,
    Place.STATEMENT: 1.0,
    Place.TASK: 1.0,
    Place.CAPTURE: 0.6,
}
"""What a kind counts before its words are looked at: what is short and the desk's own comes before long texts."""

_ON = """(SELECT coalesce(ca.key, so.key, re.key, st.key, c.key) FROM (SELECT 1)
  LEFT JOIN cases ca ON ca.id = n.on_case LEFT JOIN sources so ON so.id = n.on_source
  LEFT JOIN reports re ON re.id = n.on_report LEFT JOIN statements st ON st.id = n.on_statement
  LEFT JOIN claims c ON c.id = n.on_claim)"""

_ON_CASE = """(SELECT coalesce(n.on_case, so."case", re."case", st."case", c."case") FROM (SELECT 1)
  LEFT JOIN sources so ON so.id = n.on_source LEFT JOIN reports re ON re.id = n.on_report
  LEFT JOIN statements st ON st.id = n.on_statement LEFT JOIN claims c ON c.id = n.on_claim)"""

_OF = "FROM json_each(:ids) j CROSS JOIN"

_ROWS = {
    Place.CASE: f"""SELECT n.id, n.id AS "case", n.key, '' AS about,
      n.title || coalesce(char(10) || n.place, '') || coalesce(char(10) || n.summary, ''), NULL, NULL
      {_OF} cases n ON n.id = j.value WHERE TRUE""",
    Place.SOURCE: f"""SELECT n.id, n."case", n.key, n.kind, n.name || coalesce(' (' || n.short || ')', ''), NULL, NULL
      {_OF} sources n ON n.id = j.value WHERE TRUE""",
    Place.REPORT: f"""SELECT n.id, n."case", n.key, coalesce(so.short, so.name), n.title, NULL, NULL
      {_OF} reports n ON n.id = j.value JOIN sources so ON so.id = n.outlet WHERE TRUE""",
    Place.CAPTURE: f"""SELECT n.id, re."case", re.key, coalesce(so.short, so.name), n.text, n.id, 0
      {_OF} captures n ON n.id = j.value
      JOIN reports re ON re.id = n.report JOIN sources so ON so.id = re.outlet WHERE TRUE""",
    Place.STATEMENT: f"""SELECT n.id, n."case", n.key, coalesce(so.short, so.name), n.summary, NULL, NULL
      {_OF} statements n ON n.id = j.value JOIN sources so ON so.id = n.source WHERE TRUE""",
    Place.QUOTE: f"""SELECT n.id, st."case", st.key, coalesce(so.short, so.name), n.exact, n.capture, n.start
      {_OF} quotes n ON n.id = j.value
      JOIN statements st ON st.id = n.statement JOIN sources so ON so.id = st.source WHERE TRUE""",
    Place.CLAIM: f"""SELECT n.id, n."case", n.key, '', n.text, NULL, NULL
      {_OF} claims n ON n.id = j.value WHERE n.joined_into IS NULL""",
    Place.NOTE: f"""SELECT n.id, {_ON_CASE} AS "case", n.key, {_ON}, n.text, NULL, NULL
      {_OF} notes n ON n.id = j.value WHERE TRUE""",
    Place.TASK: f"""SELECT n.id, {_ON_CASE} AS "case", n.key, {_ON}, n.text, NULL, NULL
      {_OF} tasks n ON n.id = j.value WHERE TRUE""",
}
"""Of each kind: id, case, key, what it is about, its words, and the capture they stand in and where."""

_CASE_OF = {
    Place.CASE: "n.id = :case",
    Place.SOURCE: '(n."case" IS NULL OR n."case" = :case)',
    Place.REPORT: 'n."case" = :case',
    Place.CAPTURE: 're."case" = :case',
    Place.STATEMENT: 'n."case" = :case',
    Place.QUOTE: 'st."case" = :case',
    Place.CLAIM: 'n."case" = :case',
    Place.NOTE: f"coalesce({_ON_CASE}, :case) = :case",
    Place.TASK: f"coalesce({_ON_CASE}, :case) = :case",
}


_ENDS = {
    Place.REPORT: 'SELECT min(id), max(id) FROM reports WHERE "case" = ?',
    Place.CAPTURE: """SELECT min(n.id), max(n.id) FROM reports re CROSS JOIN captures n ON n.report = re.id
      WHERE re."case" = ?""",
    Place.STATEMENT: 'SELECT min(id), max(id) FROM statements WHERE "case" = ?',
    Place.QUOTE: """SELECT min(n.id), max(n.id) FROM statements st CROSS JOIN quotes n ON n.statement = st.id
      WHERE st."case" = ?""",
    Place.CLAIM: 'SELECT min(id), max(id) FROM claims WHERE "case" = ?',
}
"""The first and the last row of a small case: in a large store it is not looked for among the rows of all."""


def _candidates(record: Reader, place: Place, asked: str, case: CaseId | None, query: Query) -> tuple[list[Row], bool]:
    """The rows of a kind that are ranked, newest first, and whether there may be more with the words."""
    most = RANKED_TEXTS if place is Place.CAPTURE else RANKED
    first, below = place.span
    lowest = first
    if case is not None and place in _ENDS and is_small(record, case):
        low, high = record.rows(_ENDS[place], case)[0]
        if low is None:
            return [], False
        lowest, below = first + low, first + high
    kept: list[Row] = []
    looked = 0
    for up_to in _STEPS:
        ids = record.column(
            """SELECT rowid - :first FROM words WHERE words MATCH :asked AND rowid BETWEEN :lowest AND :below
               ORDER BY rowid DESC LIMIT :most""",
            first=first,
            lowest=lowest,
            below=below,
            asked=asked,
            most=up_to - looked,
        )
        is_all = len(ids) < up_to - looked
        looked += len(ids)
        if ids:
            below = first + ids[-1] - 1
            left = those_left(record, query, ids) if query.conditions else ids
            kept += _rows(record, place, case, left, most + 1 - len(kept))
        if is_all or len(kept) > most:
            return kept[:most], len(kept) > most
    return kept, True


def _rows(record: Reader, place: Place, case: CaseId | None, ids: Sequence[int], most: int) -> list[Row]:
    condition, named = (f"AND {_CASE_OF[place]}", {"case": case}) if case is not None else ("", {})
    return record.rows(
        f"{_ROWS[place]} {condition} ORDER BY j.key LIMIT :most", ids=json.dumps(ids), most=most, **named
    )


def _by_key(
    record: Reader, query: Query, case: CaseId | None, places: Collection[Place]
) -> Iterator[tuple[Place, Row]]:
    """The thing with a key, where a key is all that was typed; keys of a case are looked up in one case alone."""
    typed = query.typed.strip()
    place = _LETTERS.get(typed[:1].upper())
    if place is None or place not in places or not _KEY.fullmatch(typed):
        return
    if case is None and place in (Place.REPORT, Place.STATEMENT, Place.CLAIM):
        return
    condition = f"AND {_CASE_OF[place]}" if case is not None else ""
    named = {"case": case} if case is not None else {}
    key = typed[:1].upper() + typed[1:].lower()
    ids = record.column(f"SELECT n.id FROM {place.table} n WHERE n.key = :key {condition}", key=key, **named)
    for row in _rows(record, place, case, ids, 1):
        yield place, row


def _score(place: Place, row: Row, terms: tuple[tuple[Sought, ...], ...]) -> float:
    """How good a hit is: whole words before beginnings, the words side by side, early, in a short text."""
    text = row[4] or ""
    folded = f" {searched(text[:_SCORED])} "
    whole = sum(any(f" {' '.join(way.words)} " in folded for way in ways) for ways in terms) / len(terms)
    together = " ".join(" ".join(ways[0].words) for ways in terms)
    side_by_side = len(terms) > 1 and f" {together}" in folded
    opens = folded.startswith(f" {together}")
    is_all = folded.strip() == together
    length = log2(2 + len(text) / 40)
    return _WEIGHT[place] + 2 * whole + 1.5 * side_by_side + 0.5 * opens + 2 * is_all + 1 / length


_SCORED = 20_000
"""Code points of a text that are looked at to rank it."""


def _once_a_report(ranked: Sequence[tuple[float, int, Place, Row]]) -> list[tuple[float, int, Place, Row]]:
    """Of several captures of one report the best alone."""
    seen: set[tuple[int, str]] = set()
    kept = []
    for each in ranked:
        if each[2] is Place.CAPTURE:
            report = (each[3][1], each[3][2])
            if report in seen:
                continue
            seen.add(report)
        kept.append(each)
    return kept


def _hit(place: Place, row: Row, terms: tuple[tuple[Sought, ...], ...], score: float, width: int) -> Hit:
    id, case, key, about, text, capture, offset = row
    shown = excerpt(text or "", terms, width)
    first = shown.first
    at = (offset + first[0], offset + first[1]) if capture is not None and first else None
    return Hit(place, id, case, key, about or "", shown, capture, at, score)
