"""Captures with all that is stored of them: their bytes, their text, and the server's answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from db.dataclass import dataclass, fields
from db.model.enums import Method
from db.model.ids import CaptureId, ReportId
from db.store.reader import Reader, Row, ids_as_json


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """One capture, whole."""

    id: CaptureId
    ulid: str
    report: str
    """The report's key."""
    case: str
    """The key of its case."""
    title: str | None
    """The report's title."""
    captured_at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    method: Method
    raw: bytes | None
    """The bytes as they came, their content encoding decoded; None where only text was given."""
    raw_sha256: str | None
    text: str
    text_sha256: str
    supersedes: str | None
    """The ULID of the capture before it."""
    tool: str | None
    tool_version: str | None
    final_url: str | None
    """The address that answered, if it was fetched."""
    status: int | None
    headers: tuple[tuple[str, str], ...]
    """Of the answer, cleaned, without cookies."""
    redirects: tuple[tuple[str, int], ...]
    """The addresses that redirected, each with its status."""

    @property
    def is_fetched(self) -> bool:
        """Whether it is a server's answer."""
        return self.raw is not None and self.final_url is not None and self.status is not None


def stored_captures(record: Reader, reports: Sequence[ReportId]) -> Iterator[StoredCapture]:
    """The captures of some reports, in the order they were added. One is held in memory at a time.

    :param reports: any number.
    """
    for rows in record.row_pieces(_CAPTURES, 1, reports=ids_as_json(reports)):
        yield from map(_capture_from_row, rows)


def stored_capture(record: Reader, report: ReportId, digest: str = "") -> StoredCapture | None:
    """The newest capture of a report; None where there is none.

    :param digest: the beginning of the SHA-256 of its text, or of its bytes, in hex.
    """
    row = record.row(_NEWEST, report=report, digest=digest.lower())
    return _capture_from_row(row) if row else None


_SELECT = """
SELECT ca.id, ca.ulid, re.key, k.key, re.title, ca.captured_at, ca.method, ca.raw, ca.raw_sha256, ca.text,
       ca.text_sha256, be.ulid, ca.tool, ca.tool_version, ca.final_url, ca.status, ca.headers, ca.redirects
FROM captures ca JOIN reports re ON re.id = ca.report JOIN cases k ON k.id = re."case"
LEFT JOIN captures be ON be.id = ca.supersedes"""

_NAMES = tuple(each.name for each in fields(StoredCapture))
"""The attributes in the order in which the query has them."""

_NEWEST = f"""{_SELECT} WHERE ca.report = :report
  AND (substr(ca.text_sha256, 1, length(:digest)) = :digest OR substr(ca.raw_sha256, 1, length(:digest)) = :digest)
ORDER BY ca.id DESC LIMIT 1"""

_CAPTURES = f"{_SELECT} WHERE ca.report IN (SELECT value FROM json_each(:reports)) ORDER BY ca.id"


def _capture_from_row(row: Row) -> StoredCapture:
    values = dict(zip(_NAMES, row, strict=True))
    pairs = {name: _pairs(values[name]) for name in ("headers", "redirects")}
    return StoredCapture(**{**values, "method": Method(values["method"]), **pairs})


def _pairs(stored: str | None) -> tuple[tuple[str, Any], ...]:
    """Pairs as they are stored; malformed ones, which another program may have written, are skipped."""
    found = json.loads(stored) if stored else []
    pairs = found if isinstance(found, list) else []
    return tuple((each[0], each[1]) for each in pairs if _is_pair(each))


def _is_pair(each: object) -> bool:
    return isinstance(each, list) and len(each) == 2 and isinstance(each[0], str) and isinstance(each[1], (str, int))
