"""Statements in documents: read by the page, each with its ratings and with what is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from db.dataclass import dataclass
from db.model.ids import ClaimId, ReportId, StatementId
from db.model.things import RowKind, Target
from db.queries.annotations import Annotations, annotations_of
from db.queries.provenance import TracedStatement, passages
from db.queries.ratings import rated_pairs_by_claim, ratings_for
from db.queries.reports import Report, reports
from db.store.reader import Reader, pages
from tui.documents.judgements import kept_paragraphs, pair_phrase
from tui.documents.model import NONE_ON_RECORD, Fact, Phrase, StatementFact, heading
from tui.text import wording
from tui.text.paragraphs import Paragraph
from tui.text.safe import line
from tui.text.styles import DIM


def statement_list(
    record: Reader,
    title: Fact,
    ids: Sequence[StatementId],
    most: int | None,
    *,
    claim: ClaimId | None = None,
    indent: int = 0,
    gap: bool = True,
    opens_report: bool = True,
) -> Iterator[Fact | StatementFact]:
    """A heading and the statements under it.

    :param most: how many the desk shows; None for all, as they are printed.
    :param claim: the claim to show ratings for; None for those on all claims.
    """
    yield title
    if not ids:
        yield NONE_ON_RECORD
    for page in pages(ids[:most]):
        found = passages(record, page)
        known, beside = reports_of_statements(record, found), ratings(record, page, claim, whole=most is None)
        for passage in found:
            mine = beside.get(passage.statement.id, NO_RATINGS)
            yield StatementFact(
                passage,
                known.get(passage.statement.report),
                indent=indent,
                gap=gap,
                opens_report=opens_report,
                marks=mine.marks,
                ratings=mine.printed,
            )


def counted_heading(title: str, count: int, *, printed: str | None = None) -> Fact:
    """A heading with the number of statements below it."""
    return heading(title, f"{wording.pluralize(count, 'statement')} on record", printed=printed)


def reports_of_statements(record: Reader, found: Iterable[TracedStatement]) -> dict[ReportId | None, Report]:
    """The reports that statements stand in, by id; a statement in no report finds none."""
    ids = {passage.statement.report for passage in found if passage.statement.report is not None}
    return {report.id: report for report in reports(record, sorted(ids))}


@dataclass(frozen=True, slots=True)
class StatementRatings:
    """How a statement is rated, and what is kept beside it."""

    marks: tuple[Phrase, ...] = ()
    """In short, after the statement on the desk."""
    printed: tuple[Paragraph, ...] = ()
    """In full, under the statement in print; indented from there."""


NO_RATINGS = StatementRatings()


def ratings(
    record: Reader, statements: Sequence[StatementId], claim: ClaimId | None, *, whole: bool
) -> dict[StatementId, StatementRatings]:
    """How statements are rated, and what is kept beside each.

    :param claim: the claim to show ratings for, "not rated" too; None for every rated claim.
    :param whole: whether notes and tasks are read in full, to be printed.
    """
    marks: dict[StatementId, list[Phrase]] = {}
    printed: dict[StatementId, list[Paragraph]] = {}
    if claim is not None:
        for id, pair in ratings_for(record, claim, statements).items():
            marks[id] = [pair_phrase(pair)]
            is_rated = pair.letter or pair.digit
            printed[id] = [Paragraph(f"Rated {pair.words}." if is_rated else "Not rated.", 0, 2)]
    else:
        for id, pairs in rated_pairs_by_claim(record, statements).items():
            marks[id] = [(f"rated {', '.join(f'{pair.short} on {key}' for key, pair in pairs)}", "$accent")]
            printed[id] = [Paragraph(f"Rated on {key}: {pair.words}.", 0, 2) for key, pair in pairs]
    kept = annotations_of(record, RowKind.STATEMENT, statements)
    for id in statements:
        if id in kept:
            before = marks.setdefault(id, [])
            before += ([(" · ", DIM)] if before else []) + [(_in_short(kept[id]), "$accent")]
            if whole:
                on = Target(RowKind.STATEMENT, id)
                printed.setdefault(id, []).extend(kept_paragraphs(record, on, date.today(), 0))
    return {id: StatementRatings(tuple(marks.get(id, ())), tuple(printed.get(id, ()))) for id in {**marks, **printed}}


def _in_short(kept: Annotations) -> str:
    """Tags, and the numbers of notes and tasks: "#urgent · 2 notes · 1 open task"."""
    words = [f"#{line(tag)}" for tag in kept.tags]
    words += [wording.pluralize(kept.notes, "note")] if kept.notes else []
    words += [wording.pluralize(kept.tasks, "open task")] if kept.tasks else []
    return " · ".join(words)
