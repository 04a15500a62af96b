"""Entering reports, captures of their text, and the chain a person sets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Holding, Method
from db.model.ids import CaptureId, CaseId, ReportId, SourceId
from db.model.times import When, bounded
from db.text.normalize import cleaned
from db.write.validate import entering, line

ELISION = "\n\n[…]\n\n"
"""What stands between two passages of an excerpt."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said when a page was fetched."""

    final_url: str
    """Where the page was in the end."""
    status: int
    headers: tuple[tuple[str, str], ...]
    redirects: tuple[tuple[str, int], ...]
    """Each address on the way with its status."""

    def columns(self) -> dict[str, object]:
        """As the store has it."""
        return {
            "final_url": line(self.final_url),
            "status": self.status,
            "headers": json.dumps([[cleaned(name), cleaned(value)] for name, value in self.headers]),
            "redirects": json.dumps([[cleaned(url), status] for url, status in self.redirects]),
        }


def record_report(
    writer: Writer,
    case: CaseId,
    outlet: SourceId,
    *,
    holding: Holding,
    title: str | None = None,
    url: str | None = None,
    lang: str | None = None,
    author: str | None = None,
    published: When | None = None,
    known_via: ReportId | None = None,
) -> ReportId:
    """Enter one published work of an outlet.

    :param holding: whether we have its text, an excerpt, or only a citation of it.
    :param published: its time; bounds are filled from EDTF in the case's time zone.
    :param known_via: the report that cites it, where that is all we have.
    :raises Refused: the time is no time, or the citing report is of another case.
    """
    when = bounded(published or When(), case_tz(writer, case))
    with entering(writer):
        return ReportId(
            writer.insert(
                "reports",
                key=writer.next_key("reports", "R", case),
                case=case,
                outlet=outlet,
                title=line(title),
                author=line(author),
                url=line(url),
                lang=line(lang),
                published_raw=line(when.raw),
                published_edtf=when.edtf,
                published_lo=when.lo,
                published_hi=when.hi,
                holding=Holding(holding),
                known_via=known_via,
            )
        )


def keep_capture(
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
    fetched: Answer | None = None,
) -> CaptureId:
    """Keep a copy of a report's text, never to be edited. The same words again add nothing.

    :param text: the text; it is cleaned and NFC-normalised, and quotes count its code points.
    :param raw: the bytes it was made from, kept as they are.
    :param captured_at: when; now if not said.
    :param supersedes: the earlier capture of the same page.
    :param tool: what made the text of the bytes, with its version.
    :param fetched: what the server said, where it came over the web.
    :raises Refused: there is no text.
    """
    kept = cleaned(text)
    if not kept.strip():
        raise Refused("There is no text to keep.", "Nothing was written.")
    digest = sha256(kept.encode()).hexdigest()
    known = writer.row("SELECT id FROM captures WHERE report = ? AND text_sha256 = ?", report, digest)
    if known:
        return CaptureId(known[0])
    moment = (captured_at or datetime.now(UTC)).astimezone(UTC)
    with entering(writer):
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
                tool=line(tool),
                tool_version=line(tool_version),
                **(fetched.columns() if fetched else {}),
            )
        )


def keep_excerpt(
    writer: Writer, report: ReportId, passages: Sequence[str], *, captured_at: datetime | None = None
) -> CaptureId:
    """Keep some of a report's words: its passages in order, with a mark where text is left out.

    :param passages: the words of each, as published.
    :param captured_at: when; now if not said.
    """
    return keep_capture(writer, report, ELISION.join(passages), method=Method.EXCERPT, captured_at=captured_at)


def set_chain(writer: Writer, case: CaseId, steps: Sequence[tuple[ReportId, str | None]]) -> None:
    """Set the walk through a case's reports, in place of the one before.

    :param steps: each report with a note, or None.
    :raises Refused: a report is of another case, or is there twice.
    """
    with entering(writer):
        for step in writer.column('SELECT id FROM chain_steps WHERE "case" = ? ORDER BY position DESC', case):
            writer.delete("chain_steps", step)
        for position, (report, note) in enumerate(steps, 1):
            writer.insert("chain_steps", case=case, position=position, report=report, note=line(note))


def case_tz(writer: Writer, case: CaseId) -> str:
    """The time zone of a case.

    :raises Refused: there is no such case.
    """
    found = writer.row("SELECT tz FROM cases WHERE id = ?", case)
    if not found:
        raise Refused("There is no such case.", "Open the case first.")
    return str(found[0])
