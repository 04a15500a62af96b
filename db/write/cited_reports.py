"""The report that an imported article turns out to be: one of its outlet, known until now only through copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused
from db.model.ids import CaseId, ReportId, SourceId
from db.model.times import When, parse_edtf_bounds
from db.search.similar import content_words
from db.store.reader import Reader
from db.text.normalize import casefold_words
from db.write.publishers import outlet_on_record
from db.write.validate import case_tz

if TYPE_CHECKING:
    from db.intake.article import Article
    from db.journal.writer import Writer

_SHARED = 1 / 3
"""The part of the words of a quote or a claim that the article must have."""

_READ = 200
"""Quotes and claims that are compared at most."""


def cited_report(writer: Writer, case: CaseId, article: Article, given: SourceId | str | None) -> ReportId | None:
    """The one report of the article's outlet that is only cited, and whose words and time may be the article's.

    :param given: the outlet that a person names: a source, or a name.
    """
    outlet = given if isinstance(given, int) else outlet_on_record(writer, case, article, given)
    if outlet is None:
        return None
    found = writer.rows(
        """SELECT id, published_hi, lang FROM reports re WHERE re.outlet = ? AND re."case" = ?
           AND re.holding = 'cited' AND re.url IS NULL
           AND (re.title IS NULL OR folded(CAST(re.title AS BLOB)) = ?)
           AND NOT EXISTS (SELECT 1 FROM captures ca WHERE ca.report = re.id)""",
        outlet,
        case,
        casefold_words(article.title or ""),
    )
    fits = [ReportId(id) for id, hi, _ in found if _is_before(article.published, hi, case_tz(writer, case))]
    fits = [id for id in fits if _may_hold_words(writer, id, article)]
    return fits[0] if len(fits) == 1 else None


def note_on_cited(record: Reader, report: ReportId) -> str:
    """A note that an article was taken for a report which was only cited."""
    (key, via), *_ = record.rows(
        "SELECT re.key, via.key FROM reports re LEFT JOIN reports via ON via.id = re.known_via WHERE re.id = ?", report
    )
    known = f" seen only in {via}" if via else " only cited"
    return f"{key} was{known} until now; this article is taken to be it. --new-report keeps them separate."


def _is_before(published: When, latest: str | None, tz: str) -> bool:
    """Whether an article may have been published before the report that cites it."""
    try:
        earliest = parse_edtf_bounds(published, tz).lo
    except Refused:
        return True  # a time that can't be read says nothing
    return earliest is None or latest is None or earliest <= latest


def _may_hold_words(record: Reader, report: ReportId, article: Article) -> bool:
    """Whether an article has words of what its copies say of the report; words of another language tell nothing."""
    rows = record.rows(
        """WITH RECURSIVE said(node) AS (
             SELECT id FROM statements WHERE report = :report
             UNION SELECT r.parent FROM said JOIN relays r ON r.child = said.node LIMIT :most)
           SELECT q.exact, q.lang FROM said JOIN quotes q ON q.statement = said.node
           UNION
           SELECT c.text, NULL FROM said JOIN stances s ON s.statement = said.node JOIN claims c ON c.id = s.claim
           LIMIT :most""",
        report=report,
        most=_READ,
    )
    langs = {lang for _, lang in rows if lang}
    if not rows or (article.lang and langs and article.lang.partition("-")[0] not in {_base(each) for each in langs}):
        return True
    there = _stems(article.text)
    return any(len(words & there) >= _SHARED * len(words) for words in (_stems(text) for text, _ in rows))


def _base(lang: str) -> str:
    return lang.partition("-")[0]


def _stems(text: str) -> set[str]:
    """The beginnings of the words of a text, function words left out: their endings may differ."""
    return {word[:5] for word in content_words(text).split()}
