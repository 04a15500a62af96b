"""Blocks that several views share: headings, named facts, a statement with its words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content, Span

from db.model.enums import Polarity
from db.queries.citations import cited_passage
from db.queries.provenance import TracedStatement
from db.queries.reports import Report
from db.queries.statements import Stance, Statement, StatementLink
from db.queries.step_diff import StepChanges
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import block, line
from tui.text.styles import CHANGED, DIM, SIDE_STYLE
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.blocks import Block

Piece = str | tuple[str, str] | Content


def heading_block(text: str, note: str = "", row: Row | None = None) -> Block:
    """A heading inside a view.

    :param text: safe to show.
    :param note: drawn after it, dimmed.
    :param row: the row it heads, to remove.
    """
    return Block(Content.assemble((text, "bold $primary"), (f"  {note}" if note else "", DIM)), row=row, gap=True)


def text_block(
    *pieces: Piece, indent: int = 0, target: Thing | None = None, row: Row | None = None, gap: bool = False
) -> Block:
    """A paragraph.

    :param pieces: safe text, alone or with a style.
    """
    return Block(Content.assemble(*pieces), indent=indent, target=target, row=row, gap=gap)


def fact(name: str, *pieces: Piece, target: Thing | None = None, row: Row | None = None) -> Block:
    """A line with a name before it: "kind   outlet"."""
    return Block(Content.assemble(*pieces), lead=Content.assemble((f"{name:<12} ", DIM)), target=target, row=row)


def report_fact(report: Report) -> Block:
    """A report under its key: its label, its time, and how it is known."""
    return fact(
        line(report.key),
        (line(report.label), "bold"),
        (f"   {wording.time_words(report.published)}, {wording.holding_words(report)}", DIM),
        target=Thing(ThingKind.REPORT, report.id),
    )


def passage_block(
    passage: TracedStatement,
    report: Report | None,
    *,
    changes: StepChanges | None = None,
    indent: int = 0,
    lead: Piece = "",
    head: str = "",
    gap: bool = True,
    opens_report: bool = True,
    marks: Sequence[Piece] = (),
) -> Block:
    """A statement: speaker, words with their cue, and the claims it is for and against.

    :param report: the report it stands in, for its citation.
    :param changes: the words to mark as changed.
    :param lead: text before the head.
    :param head: text in place of the way it came to us.
    :param opens_report: see :func:`opened_by`.
    :param marks: how it is rated, and what is kept beside it.
    """
    statement = passage.statement
    place = f", in {statement.report_key}" if statement.report_key else ", not in a report on record"
    parts: list[Piece] = [
        lead,
        (head or wording.way(passage), "bold"),
        (f"   {statement.key}{place}", DIM),
        "\n",
        words_of_statement(statement, changes),
        "\n",
        (_manner(passage), DIM),
        *_stances(statement.stances),
        *_links(statement.links),
        *([(" · " if statement.stances else "\n", DIM), *marks] if marks else ()),
    ]
    return Block(
        Content.assemble(*parts),
        indent=indent,
        target=opened_by(passage, opens_report=opens_report),
        citation=cited_passage(passage, report),
        row=Row(RowKind.STATEMENT, statement.id),
        gap=gap,
    )


def opened_by(passage: TracedStatement, *, opens_report: bool) -> Thing:
    """What a statement opens: the text in which its words stand.

    :param opens_report: whether one without words opens its report, where there is one, or its speaker.
    """
    statement = passage.statement
    if statement.quotes:
        return Thing(ThingKind.WORDS, statement.id)
    if opens_report and statement.report is not None:
        return Thing(ThingKind.REPORT, statement.report)
    return Thing(ThingKind.SOURCE, passage.speaker.id)


def _links(links: tuple[StatementLink, ...]) -> list[Piece]:
    """What a statement does to others and others to it, with when that was said."""
    return [(f"\n{Mark.RELATED} {line(wording.link(each))}", "$warning" if each.is_passive else DIM) for each in links]


def words_of_statement(statement: Statement, changes: StepChanges | None = None) -> Content:
    """The exact words of a statement, or that there are none; then the desk's summary."""
    summary = f"In our words: {block(statement.summary)}" if statement.summary else ""
    if not statement.quotes:
        return Content.assemble(("No quote on record. ", "italic $text-muted"), (summary, "italic"))
    said: list[Content] = []
    for quote in statement.quotes:
        text = Content(line(quote.exact))
        if changes is not None and line(quote.exact) == quote.exact:
            text = text.add_spans([Span(start, end, CHANGED) for start, end in changes.spans(quote.exact)])
        said.append(Content.assemble(quote.marked[0], text, quote.marked[-1]))
    translated = "".join(
        f"\n{Mark.TRANSLATION} {wording.translation(each.translation)}" for each in statement.quotes if each.translation
    )
    return Content.assemble(
        Content(" … ").join(said), (translated, "italic"), (f"\n{summary}" if summary else "", "italic $text-muted")
    )


def _manner(passage: TracedStatement) -> str:
    """The cue of the words, direct or indirect speech, and the voice."""
    statement = passage.statement
    cues = [line(quote.cue) for quote in statement.quotes if quote.cue]
    forms = list(dict.fromkeys(line(quote.form_words) for quote in statement.quotes))
    return " · ".join([*(f"cue “{cue}”" for cue in cues), *forms, wording.voice(passage)])


def _stances(stances: tuple[Stance, ...]) -> list[Piece]:
    """The claims a statement is for and against, each side in its colour with its sign and word."""
    pieces: list[Piece] = []
    for polarity in Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER:
        for certainty in dict.fromkeys(each.certainty for each in stances if each.polarity is polarity):
            keys = [each.key for each in stances if (each.polarity, each.certainty) == (polarity, certainty)]
            sign = wording.POLARITY_GLYPH[polarity]
            pieces += [
                "\n" if not pieces else " · ",
                (f"{sign} {polarity.word} {' '.join(keys)}", SIDE_STYLE[polarity]),
            ]
            pieces.append((f" {certainty}", DIM))
    return pieces
