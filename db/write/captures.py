"""Adding captures: copies of a report's text, never to be edited."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

from db.dataclass import dataclass
from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Method
from db.model.ids import CaptureId, ReportId
from db.text.normalize import normalize_text
from db.write.validate import checked_action, optional_line


def add_capture(
    writer: Writer,
    report: ReportId,
    text: str,
    *,
    method: Method,
    captured_at: datetime | None = None,
    raw: bytes | None = None,
    supersedes: CaptureId | None = None,
    tool: str | None = None,
    tool_version: str | None = None,
    fetched: ServerResponse | None = None,
) -> CaptureId:
    """Add a copy of a report's text. A text that the report has already adds nothing.

    :param text: the text, which is normalized to NFC; quotes count its code points.
    :param raw: the bytes that the text was made from.
    :param captured_at: now if not given.
    :param supersedes: the earlier capture of the same page.
    :param tool: the program that extracted the text from the bytes.
    :param fetched: the server's response, if it was fetched.
    :raises Refused: there is no text.
    """
    kept = normalize_text(text)
    if not kept.strip():
        raise Refused("There is no text to save.", "Nothing was saved.")
    digest = sha256(kept.encode()).hexdigest()
    known = writer.row("SELECT id FROM captures WHERE report = ? AND text_sha256 = ?", report, digest)
    if known:
        return CaptureId(known[0])
    moment = (captured_at or datetime.now(UTC)).astimezone(UTC)
    with checked_action(writer):
        return CaptureId(
            writer.insert(
                "captures",
                report=report,
                captured_at=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                method=Method(method),
                raw=raw,
                raw_sha256=sha256(raw).hexdigest() if raw is not None else None,
                text=kept,
                text_sha256=digest,
                supersedes=supersedes,
                tool=optional_line(tool),
                tool_version=optional_line(tool_version),
                **(fetched.columns() if fetched else {}),
            )
        )


@dataclass(frozen=True, slots=True)
class ServerResponse:
    """The response of a server to a fetch."""

    final_url: str
    """The address after all redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    redirects: tuple[tuple[str, int], ...]
    """The addresses of the redirects, each with its status."""

    def columns(self) -> dict[str, object]:
        """The columns of a capture that hold it."""
        return {
            "final_url": optional_line(self.final_url),
            "status": self.status,
            "headers": json.dumps([[normalize_text(name), normalize_text(value)] for name, value in self.headers]),
            "redirects": json.dumps([[normalize_text(url), status] for url, status in self.redirects]),
        }
