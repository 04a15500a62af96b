"""The document of a denial: its words, what it denies, what it leaves standing, and who passes it on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.analysis.alarms.denial_scope import ScopeLine, ScopeMark, scope
from db.dataclass import replace
from db.model.ids import StatementId
from db.queries.citations import cited_denial
from db.queries.denials import Denial, denial_relays
from db.queries.origins import OriginCounts, origin_counts
from db.queries.provenance import TracedStatement, passages
from db.store.reader import Reader
from tui.documents.judgements import denial_judgements
from tui.documents.model import (
    NONE_ON_RECORD,
    Document,
    Fact,
    Phrase,
    Section,
    SectionName,
    StatementFact,
    heading,
    named_fact,
    printed_heading,
)
from tui.documents.statements import statement_list
from tui.text import wording
from tui.text.marks import Mark
from tui.text.paragraphs import Paragraph
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind, Thing, ThingKind

MOST = 300
"""Claims of its scope, and statements that pass it on, that the desk shows."""


def denial_document(record: Reader, denial: Denial, most: int | None = None) -> Document:
    """A denial, its scope and its silence.

    :param denial: read with all its silences.
    :param most: claims, and statements, for the desk; None for all, to be printed.
    """
    id = denial.statement
    own = passages(record, [id])[0]
    judgements = denial_judgements(record, id, own.statement.stances, whole=most is None)
    sections = (
        Section(SectionName.TITLE, _title(denial)),
        Section(SectionName.WORDS, [StatementFact(own, denial.report, printed=tuple(denial_words(denial, own, 2)))]),
        Section(SectionName.JUDGED, judgements),
        Section(SectionName.SCOPE, _scope(record, id, most)),
        Section(SectionName.ALARMS, ()),
        Section(SectionName.PASSED_ON, _passed_on(record, denial_relays(record, id), most)),
    )
    return Document(f"Denial {denial.key}  {line(denial.source.name)}", sections, cited_denial(denial, own))


def denial_title(denial: Denial) -> str:
    """Who denies, through whom, as a sentence in print."""
    via = f", published by {line(denial.publisher.name)}" if denial.publisher else ""
    return f"{denial.key} {line(denial.source.name)}{via}."


def denial_words(denial: Denial, passage: TracedStatement, indent: int) -> Iterator[Paragraph]:
    """The words of a denial in print, the keys of what it denies and of what it is silent on."""
    for quote in passage.statement.quotes:
        yield Paragraph(quote.marked, indent, 2)
    if passage.statement.summary:
        yield Paragraph(f"In our words: {wording.end_sentence(passage.statement.summary)}", indent, 2)
    yield Paragraph(f"{denial.verb.capitalize()} {' '.join(denial.denies)}.", indent, 2)
    silent = f"Silent on {' '.join(denial.silent_on)}." if denial.silent_on else "Silent on no related claim."
    yield Paragraph(silent, indent, 2)
    if denial.elsewhere:
        yield Paragraph(
            f"In other statements its source mentions {', '.join(each.words for each in denial.elsewhere)}.", indent, 2
        )


def _title(denial: Denial) -> Iterator[Fact]:
    yield Fact(
        ((line(denial.source.name), "bold"), (f" {denial.verb} {' '.join(denial.denies)}", "$error")),
        (Paragraph(denial_title(denial), 0, 4),),
        row=Row(RowKind.STATEMENT, denial.statement),
    )
    if denial.report is None:
        yield named_fact("published", "not in a report on record")
    else:
        target = Thing(ThingKind.REPORT, denial.report.id)
        yield named_fact("published by", line(denial.report.outlet.name), target=target)


_MARKS = {
    ScopeMark.DENIED: (f"{Mark.AGAINST} denied", "$error"),
    ScopeMark.SILENT: (f"{Mark.SILENT} silent", "$warning"),
    ScopeMark.NOBODY_CLAIMS: (f"{Mark.UNCLAIMED} unclaimed", "$accent"),
}
"""Glyph, word and colour of a cell."""


def _scope(record: Reader, id: StatementId, most: int | None) -> Iterator[Fact]:
    """Claims by what the denial does with each: denies it, is silent on it, denies it though nobody claims it."""
    rows = scope(record, id)
    used = [mark for mark in ScopeMark if mark is not ScopeMark.NOBODY_CLAIMS or any(row.mark is mark for row in rows)]
    count = {mark: sum(row.mark is mark for row in rows) for mark in ScopeMark}
    words = f"denies {count[ScopeMark.DENIED]:,}, is silent on {count[ScopeMark.SILENT]:,}"
    if count[ScopeMark.NOBODY_CLAIMS]:
        words += f", denies {count[ScopeMark.NOBODY_CLAIMS]:,} that nobody claims"
    title = heading("Scope", f"{words}; among related claims", printed="")
    yield title if most is not None else replace(title, printed=_printed_scope(rows))
    support = origin_counts(record, [row.claim.id for row in rows[:MOST]])
    yield from (_cells(row, used, support[row.claim.id]) for row in rows[:MOST])
    if not count[ScopeMark.SILENT]:
        yield Fact((("Silent on nothing: its source mentions every related claim", DIM),))
    yield Fact(((wording.STANDINGS_EXPLAINED, DIM),))
    if len(rows) > MOST:
        yield Fact((f"… and {len(rows) - MOST} more: onrecord denials --json lists them all.",), gap=True)


def _printed_scope(rows: Sequence[ScopeLine]) -> tuple[Paragraph, ...]:
    """Two lists: what it denies, and what it is silent on."""
    silent = [row.claim for row in rows if row.mark is ScopeMark.SILENT]
    denied = [row.claim for row in rows if row.mark is not ScopeMark.SILENT]
    return tuple(
        paragraph
        for title, claims in (("Denies", denied), ("Silent on", silent))
        for paragraph in (
            *printed_heading(f"{title} ({len(claims):,})"),
            *(Paragraph(f"{claim.key} {wording.end_sentence(claim.text)}", 2, 4) for claim in claims),
        )
    )


def _cells(row: ScopeLine, used: list[ScopeMark], both: OriginCounts) -> Fact:
    """A claim's line of the matrix, with what is for it."""
    cells: list[Phrase] = [(f"{line(row.claim.key):<5} ", "bold")]
    for mark in used:
        word, style = _MARKS[mark]
        cells.append((f"{word:<{len(word) + 1}}", style) if row.mark is mark else (f"{'·':<{len(word) + 1}}", DIM))
    return Fact(
        (line(row.claim.text), (f"   for {wording.side_words(both.supporting)}", DIM)),
        lead=(*cells, " "),
        target=Thing(ThingKind.CLAIM, row.claim.id),
    )


def _passed_on(record: Reader, ids: Sequence[StatementId], most: int | None) -> Iterator[Fact | StatementFact]:
    if ids:
        yield from statement_list(record, heading("Relayed by"), ids, most, gap=False)
    else:
        yield from (Fact(printed=printed_heading("Relayed by")), NONE_ON_RECORD)
