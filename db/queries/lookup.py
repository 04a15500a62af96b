"""Look up sources, claims and reports by a typed key or name: suggestions while typing, and the one that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from db.dataclass import dataclass
from db.errors import NotFound, OnRecordError
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.queries.claims import CLAIM_ORDER, claim
from db.queries.reports import report
from db.queries.sources import source
from db.queries.statements import statement_id_by_key
from db.store.reader import Reader, Row
from db.text.normalize import casefold_words, normalize_line

MOST = 6
"""The most suggestions at a time."""


@dataclass(frozen=True, slots=True)
class LookupMatch:
    """A suggestion for typed text."""

    id: int
    key: str
    name: str
    """A source's name, a claim's text, or a report's outlet and title."""
    short: str | None = None
    """A shorter name, if there is one."""

    @property
    def written(self) -> str:
        """The text to put into a field: the key first, so that it is found again whatever its name."""
        return f"{self.key} {self.name}"


_SOURCES = """
SELECT so.id, so.key, so.name, so.short FROM sources so
WHERE (so."case" IS NULL OR so."case" = :case)
  AND instr(folded(CAST(so.key || ' ' || so.name || ' ' || coalesce(so.short, '') AS BLOB)), :part)
ORDER BY instr(folded(CAST(so.name AS BLOB)), :part) <> 1, so.id LIMIT :most"""

_CLAIMS = f"""
SELECT c.id, c.key, c.text FROM claims c
WHERE c."case" = :case AND c.joined_into IS NULL AND instr(folded(CAST(c.key || ' ' || c.text AS BLOB)), :part)
ORDER BY {CLAIM_ORDER} LIMIT :most"""

_REPORTS = """
SELECT re.id, re.key, coalesce(so.short, so.name) || coalesce(': ' || re.title, ''), coalesce(so.short, so.name)
FROM reports re
JOIN sources so ON so.id = re.outlet
WHERE re."case" = :case
  AND instr(folded(CAST(re.key || ' ' || so.name || ' ' || coalesce(so.short, '') || ' ' || coalesce(re.title, '')
                        AS BLOB)), :part)
ORDER BY re.id LIMIT :most"""

_STATEMENT_NAME = """coalesce(so.short, so.name) || coalesce(': ' || coalesce(
  (SELECT q.exact FROM quotes q WHERE q.statement = st.id ORDER BY q.id LIMIT 1), st.summary), '')"""

_SHORT_STATEMENT_NAME = f"""CASE WHEN length({_STATEMENT_NAME}) > 52
  THEN substr({_STATEMENT_NAME}, 1, 51) || '…' ELSE {_STATEMENT_NAME} END"""
"""Short enough that a field shows it with its key."""

_STATEMENTS = f"""
SELECT st.id, st.key, {_SHORT_STATEMENT_NAME} FROM statements st JOIN sources so ON so.id = st.source
WHERE st."case" = :case
  AND instr(folded(CAST(st.key || ' ' || so.name || ' ' || {_STATEMENT_NAME} AS BLOB)), :part)
ORDER BY st.id LIMIT :most"""


def sources_like(record: Reader, case: CaseId | None, typed: str, most: int = MOST) -> list[LookupMatch]:
    """Sources of a case, or shared ones, whose key or name contains typed text; names that begin with it come first."""
    return _matches_by_text(record, _SOURCES, case, typed, most)


def claims_like(record: Reader, case: CaseId | None, typed: str, most: int = MOST) -> list[LookupMatch]:
    """Claims of a case whose key or text contains typed text."""
    return _matches_by_text(record, _CLAIMS, case, typed, most)


def reports_like(record: Reader, case: CaseId | None, typed: str, most: int = MOST) -> list[LookupMatch]:
    """Reports of a case whose key, outlet or title contains typed text."""
    return _matches_by_text(record, _REPORTS, case, typed, most)


def statements_like(record: Reader, case: CaseId | None, typed: str, most: int = MOST) -> list[LookupMatch]:
    """Statements of a case whose key, speaker or first quote contains typed text."""
    return _matches_by_text(record, _STATEMENTS, case, typed, most)


def resolve_source(record: Reader, case: CaseId | None, typed: str) -> SourceId:
    """The source with a key or a whole name.

    :param typed: such as ``W5``, ``Bas News``, or a suggestion as :attr:`LookupMatch.written`.
    :raises NotFound: there is none, or several.
    """
    return SourceId(_resolve_id(typed, "W", lambda key: source(record, key).id, sources_like(record, case, typed, -1)))


def resolve_claim(record: Reader, case: CaseId, typed: str) -> ClaimId:
    """The claim with a key or a whole text.

    :raises NotFound: there is none, or several.
    """
    return ClaimId(
        _resolve_id(typed, "C", lambda key: claim(record, case, key).id, claims_like(record, case, typed, -1))
    )


def resolve_report(record: Reader, case: CaseId, typed: str) -> ReportId:
    """The report with a key or a whole outlet name.

    :raises NotFound: there is none, or several.
    """
    return ReportId(
        _resolve_id(typed, "R", lambda key: report(record, case, key).id, reports_like(record, case, typed, -1))
    )


def resolve_statement(record: Reader, case: CaseId, typed: str) -> StatementId:
    """The statement with a key, or the only one with a whole text.

    :raises NotFound: there is none, or several.
    """
    return StatementId(
        _resolve_id(
            typed, "S", lambda key: statement_id_by_key(record, case, key), statements_like(record, case, typed, -1)
        )
    )


def is_source_key(typed: str) -> bool:
    """Whether typed text begins with a word that reads like the key of a source."""
    return re.match(r"\s*W\d+[a-z]*(?:\s|$)", typed, re.ASCII | re.IGNORECASE) is not None


def _matches_by_text(record: Reader, sql: str, case: CaseId | None, typed: str, most: int) -> list[LookupMatch]:
    rows: list[Row] = record.rows(sql, case=case, part=casefold_words(normalize_line(typed)), most=most)
    return [LookupMatch(*row) for row in rows]


_NOUNS = {"W": "source", "C": "claim", "R": "report", "S": "statement"}


def _resolve_id(typed: str, letter: str, by_key: Callable[[str], int], offered: Sequence[LookupMatch]) -> int:
    words = normalize_line(typed)
    noun = _NOUNS[letter]
    first = words.partition(" ")[0]
    if re.fullmatch(rf"{letter}\d+[a-z]*", first, re.ASCII | re.IGNORECASE):
        try:
            return by_key(first)
        except OnRecordError as error:
            raise NotFound(error.message, f"Give its key, or the whole name of the {noun}.") from error
    whole = [
        each
        for each in offered
        if casefold_words(words) in (casefold_words(each.name), casefold_words(each.short or each.name))
    ]
    if len(whole) == 1:
        return whole[0].id
    keys = ", ".join(each.key for each in (whole or offered)[:MOST])
    if whole:
        raise NotFound(f"“{words}” is the name of several {noun}s: {keys}.", "Choose one of them by its key.")
    if offered:
        raise NotFound(
            f"There is no {noun} called “{words}”.", f"Some hold these words: {keys}. Choose one by its key."
        )
    raise NotFound(f"There is no {noun} called “{words}”.", f"Add the {noun} first, or type part of its name.")


def written_name(record: Reader, of: str, id: int | None) -> str:
    """A known thing as :attr:`LookupMatch.written`; empty for None.

    :param of: its table: sources, claims, reports or statements.
    """
    row = record.row(f"SELECT * FROM ({_NAMED[of]}) WHERE id = ?", id) if id is not None else None
    return LookupMatch(*row).written if row else ""


_NAMED = {
    "sources": "SELECT id, key, name FROM sources",
    "claims": "SELECT id, key, text FROM claims",
    "statements": f"""SELECT st.id, st.key, {_SHORT_STATEMENT_NAME} FROM statements st
                      JOIN sources so ON so.id = st.source""",
    "reports": """SELECT re.id, re.key, coalesce(so.short, so.name) || coalesce(': ' || re.title, '')
                  FROM reports re JOIN sources so ON so.id = re.outlet""",
}
