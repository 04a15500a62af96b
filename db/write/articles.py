"""Importing an article: finding its report, or adding one, and adding the capture. Reading it: :mod:`db.intake`."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from db.errors import Refused
from db.model.enums import Holding, Method
from db.model.fields import REPORT
from db.model.ids import CaptureId, CaseId, ReportId, SourceId
from db.model.times import When, parse_edtf_bounds
from db.text.normalize import normalize_line, normalize_text
from db.text.quotation import in_quotes
from db.write.captures import ServerResponse, add_capture
from db.write.cited_reports import cited_report, note_on_cited
from db.write.edit import edit
from db.write.publishers import notes_on_other_publisher, publisher
from db.write.quote_places import ReanchorCounts, reanchor_quotes
from db.write.reports import add_report
from db.write.validate import case_tz, checked_action

if TYPE_CHECKING:
    from db.intake.article import Article
    from db.intake.fetch import FetchedPage
    from db.journal.writer import Writer


class ImportOutcome(StrEnum):
    """What became of an article."""

    NEW = "new report"
    CHANGED = "new capture"
    """The report was on record with another text, or without one."""
    AGAIN = "on record already"
    """Its text was on record; nothing was saved."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The report and capture of an imported article."""

    how: ImportOutcome
    report: ReportId
    key: str
    """The report's key."""
    capture: CaptureId
    lookup: ReanchorCounts | None
    """How many quotes of the previous capture were found in this one; None if there was none."""
    notes: tuple[str, ...]
    """Sentences that a person should read before trusting the text."""


def import_article(
    writer: Writer,
    case: CaseId,
    article: Article,
    *,
    fetched: FetchedPage | None = None,
    outlet: SourceId | str | None = None,
    report: ReportId | None = None,
    as_new: bool = False,
) -> ImportResult:
    """Add an article as a new report, or as a new capture of a report; an article on record adds nothing.

    The same bytes are the same capture. The same address with another text is a new capture of the same report, in
    which the quotes of the previous one are looked up. A feed's excerpt never replaces the article's own text. A report
    that is only cited becomes held by its article.

    :param fetched: the server's response, if it was fetched.
    :param outlet: the outlet to take in place of the one that the article names: a source, or a name.
    :param report: the report it is a copy of, if a person says so.
    :param as_new: whether a person says that it is none of the reports that are only cited.
    :raises Refused: there is no text, the report is of another case, or several outlets have the name.
    """
    with checked_action(writer):
        known = _capture_of_same_bytes(writer, case, article)
        if known is not None and report in (None, known[0]):
            told = (*notes_on_other_publisher(writer, case, known[0], outlet), *_note_on_newer_capture(writer, *known))
            return _import_result(writer, ImportOutcome.AGAIN, *known, article, told)
        found = report or _report_at_address(writer, case, _addresses(article, fetched))
        if found is None and known is None:
            found = _report_with_same_text(writer, case, article, fetched)
        cited = cited_report(writer, case, article, outlet) if found is None and known is None and not as_new else None
        if cited is not None:
            return _add_newer_capture(writer, cited, article, fetched, (note_on_cited(writer, cited),))
        if found is None:
            return _add_new_report(writer, case, article, fetched, outlet)
        fuller = _fuller_capture(writer, found) if article.method is Method.FEED and report is None else None
        if fuller is not None:
            return _import_result(writer, ImportOutcome.AGAIN, found, fuller, article, (_FULLER,))
        told = notes_on_other_publisher(writer, case, found, outlet)
        return _add_newer_capture(writer, found, article, fetched, told)


_FULLER = "The text on record was not brought by a feed; what the feed has of it was not taken in its place."


def _add_new_report(
    writer: Writer, case: CaseId, article: Article, fetched: FetchedPage | None, outlet: SourceId | str | None
) -> ImportResult:
    key = writer.next_key("reports", "R", case)
    with writer.action(f"import {key} {in_quotes(article.title or article.outlet or 'no title')}"):
        published_by, told = publisher(writer, case, key, article, outlet)
        report = add_report(
            writer,
            case,
            published_by,
            holding=Holding.HELD,
            title=article.title,
            author=article.author,
            url=_own_address(article, fetched),
            lang=article.lang,
            published=_parsable_time(article, case_tz(writer, case)),
        )
        capture = _add_article_capture(writer, report, article, fetched, None)
    return _import_result(writer, ImportOutcome.NEW, report, capture, article, told)


def _add_newer_capture(
    writer: Writer, report: ReportId, article: Article, fetched: FetchedPage | None, told: tuple[str, ...]
) -> ImportResult:
    before = writer.column("SELECT max(id) FROM captures WHERE report = ?", report)[0]
    row = writer.whole_row("reports", report)
    with writer.action(f"import {row['key']} again"):
        capture = _add_article_capture(writer, report, article, fetched, before)
        if before is not None and capture <= before:
            told = (*told, *_note_on_newer_capture(writer, report, capture))
            return _import_result(writer, ImportOutcome.AGAIN, report, capture, article, told)
        changes: dict[str, object] = {
            "holding": Holding.HELD,
            "known_via": None,
            "title": row["title"] or article.title,
            "author": row["author"] or article.author,
            "url": row["url"] or _own_address(article, fetched),
            "lang": row["lang"] or article.lang,
        }
        if row["published_raw"] is None and row["published_edtf"] is None:
            changes["published"] = _parsable_time(article, case_tz(writer, row["case"]))
        edit(writer, REPORT, report, **changes)
        lookup = reanchor_quotes(writer, capture) if before is not None else None
    return _import_result(writer, ImportOutcome.CHANGED, report, capture, article, told, lookup)


def _add_article_capture(
    writer: Writer, report: ReportId, article: Article, fetched: FetchedPage | None, before: CaptureId | None
) -> CaptureId:
    hops = tuple((hop.url, hop.status) for hop in fetched.redirects) if fetched else ()
    return add_capture(
        writer,
        report,
        article.text,
        method=article.method,
        captured_at=fetched.fetched_at if fetched else None,
        raw=article.raw,
        supersedes=before,
        tool=article.tool,
        tool_version=article.tool_version,
        fetched=ServerResponse(fetched.final_url, fetched.status, fetched.headers, hops) if fetched else None,
    )


def _capture_of_same_bytes(writer: Writer, case: CaseId, article: Article) -> tuple[ReportId, CaptureId] | None:
    """The capture of a case with the bytes and the text of an article."""
    found = writer.row(
        """SELECT ca.report, ca.id FROM captures ca JOIN reports re ON re.id = ca.report
           WHERE ca.raw_sha256 = ? AND ca.text_sha256 = ? AND re."case" = ?""",
        sha256(article.raw).hexdigest(),
        _text_digest(article),
        case,
    )
    return (ReportId(found[0]), CaptureId(found[1])) if found else None


def _report_at_address(writer: Writer, case: CaseId, addresses: list[str]) -> ReportId | None:
    """The report of a case that has one of these addresses, or was fetched from one."""
    for address in addresses:
        found = writer.row('SELECT id FROM reports WHERE "case" = ? AND url = ?', case, address) or writer.row(
            """SELECT re.id FROM captures ca JOIN reports re ON re.id = ca.report
               WHERE re."case" = ? AND ca.final_url = ? AND ca.method <> 'feed'""",
            case,
            address,
        )
        if found:
            return ReportId(found[0])
    return None


def _report_with_same_text(
    writer: Writer, case: CaseId, article: Article, fetched: FetchedPage | None
) -> ReportId | None:
    """The report with the text of an article that has no address."""
    if _addresses(article, fetched):
        return None
    found = writer.row(
        """SELECT re.id FROM captures ca JOIN reports re ON re.id = ca.report
           WHERE re."case" = ? AND ca.text_sha256 = ?""",
        case,
        _text_digest(article),
    )
    return ReportId(found[0]) if found else None


def _fuller_capture(writer: Writer, report: ReportId) -> CaptureId | None:
    """The newest capture of a report, if it is a whole text and not from a feed."""
    found = writer.row("SELECT id, method FROM captures WHERE report = ? ORDER BY id DESC LIMIT 1", report)
    return CaptureId(found[0]) if found and found[1] not in (Method.FEED, Method.EXCERPT) else None


def _own_address(article: Article, fetched: FetchedPage | None) -> str | None:
    """The address of an article; for an entry of a feed, the fetched address is that of the feed."""
    return article.url or (fetched.final_url if fetched and article.method is not Method.FEED else None)


def _addresses(article: Article, fetched: FetchedPage | None) -> list[str]:
    """Every address of an article, normalized, its own first; each with and without its fragment."""
    came_from = fetched if article.method is not Method.FEED else None
    given = [article.url, *([came_from.final_url, came_from.url] if came_from else [])]
    lines = [normalize_line(each) for each in given if each]
    return list(dict.fromkeys(part for each in lines for part in (each, each.partition("#")[0])))


def _text_digest(article: Article) -> str:
    return sha256(normalize_text(article.text).encode()).hexdigest()


def _parsable_time(article: Article, tz: str) -> When:
    """The article's time of publication; only its words if its EDTF can't be read."""
    try:
        parse_edtf_bounds(article.published, tz)
    except Refused:
        return When(raw=article.published.raw)
    return article.published


def _note_on_newer_capture(writer: Writer, report: ReportId, capture: CaptureId) -> tuple[str, ...]:
    """A note if the text is that of an earlier capture: the newest capture stays the one that is read."""
    (newest,) = writer.column("SELECT max(id) FROM captures WHERE report = ?", report)
    if newest == capture:
        return ()
    at = str(writer.whole_row("captures", capture)["captured_at"])
    return (f"These are the words as captured at {at}; other words came later, and those are still the newest.",)


def _import_result(
    writer: Writer,
    how: ImportOutcome,
    report: ReportId,
    capture: CaptureId,
    article: Article,
    told: tuple[str, ...],
    lookup: ReanchorCounts | None = None,
) -> ImportResult:
    key = str(writer.whole_row("reports", report)["key"])
    return ImportResult(how, report, key, capture, lookup, (*article.notes, *told))
