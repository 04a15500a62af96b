"""What a report's own view says: what we have of it, its capture with the quotes marked, and its statements."""

from __future__ import annotations

from itertools import pairwise

from textual.content import Content

from db.model.enums import Form
from db.model.ids import ReportId
from db.queries.citations import cited_report
from db.queries.provenance import passages
from db.queries.reports import Capture, Marked, Report, capture_count, captures, cited_in, marks, reports
from db.queries.statements import said_in
from db.store.reader import Reader
from tui.text import wording
from tui.text.safe import block, line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.assessments import marks_for, report_lines
from tui.views.blocks import Block, View
from tui.views.chain_step import HOLDING_GLYPH
from tui.views.parts import fact, heading, passage_block, plain

_MOST = 300


def report_view(record: Reader, id: ReportId) -> View:
    """Read a report, its newest capture and its statements."""
    report = reports(record, [id])[0]
    ids = said_in(record, id)
    kept = captures(record, id, most=1)
    blocks = [
        plain((line(report.outlet.name), "bold"), (f"   {report.key}", DIM), row=Row(RowKind.REPORT, id)),
        *([plain((line(report.title), "bold"))] if report.title else []),
        *([fact("signed", line(report.author))] if report.author else []),
        fact("published", wording.when(report.published)),
        fact("we have", f"{HOLDING_GLYPH[report.holding]} {wording.holding(report)}", target=_via(report)),
        *([fact("address", line(report.url))] if report.url else []),
        *_citing(record, report),
        *report_lines(record, id),
    ]
    if kept:
        blocks += _changed(record, id)
        blocks += _capture(kept[0], capture_count(record, id), marks(record, kept[0].id))
    else:
        blocks.append(plain("○ No text of it is held: get the original.", gap=True))
    blocks.append(heading("What it says", f"{wording.counted(len(ids), 'statement')} on record"))
    beside = marks_for(record, ids[:_MOST])
    blocks += [
        passage_block(each, report, opens_report=False, marks=beside.get(each.statement.id, ()))
        for each in passages(record, ids[:_MOST])
    ]
    if len(ids) > _MOST:
        blocks.append(plain(f"… and {len(ids) - _MOST} more: onrecord report {report.key} prints them all.", gap=True))
    return View(f"{report.key}  {line(report.label)}", tuple(blocks), cited_report(report))


def _via(report: Report) -> Thing | None:
    """The report through which alone we know it."""
    return Thing(ThingKind.REPORT, report.known_via_id) if report.known_via_id is not None else None


def _citing(record: Reader, report: Report) -> list[Block]:
    return [
        fact("cites" if number == 0 else "", line(each.label), target=Thing(ThingKind.REPORT, each.id))
        for number, each in enumerate(cited_in(record, report.id)[:_MOST])
    ]


def _changed(record: Reader, id: ReportId) -> list[Block]:
    """What leads to the quotes that the newest text has otherwise or no longer."""
    from db.queries.quote_places import (  # brings what writes, which the first key must not wait for
        lost_quotes,
        open_places,
    )

    changed, gone = len(open_places(record, report=id)), len(lost_quotes(record, report=id))
    said = [f"≠ {wording.counted(changed, 'quote')} changed in the newest text"] if changed else []
    said += [f"✗ {wording.counted(gone, 'quote')} gone from it"] if gone else []
    if not said:
        return []
    words = (" · ".join(said), "bold $warning" if changed else "")
    return [plain(words, (": enter to look", DIM), target=Thing(ThingKind.CHANGED, id), gap=True)]


def _capture(capture: Capture, count: int, quotes: list[Marked]) -> list[Block]:
    """The text of a capture, one block a paragraph, each quote marked with the key of its statement."""
    note = f"{capture.method}, captured {line(capture.captured_at[:10])}, SHA-256 {capture.text_sha256[:12]}…"
    which = f"; the newest of {wording.counted(count, 'capture')}" if count > 1 else ""
    head = heading("Its text", note + which, Row(RowKind.CAPTURE, capture.id))
    blocks = [head, *(fact(name, said) for name, said in wording.capture(capture))]
    if any(quote.carried for quote in quotes):
        blocks.append(fact("⟦→S1⟧", "taken from an earlier capture, and found in this one"))
    start = 0
    for paragraph in capture.text.split("\n")[: 20 * _MOST]:
        end = start + len(paragraph)
        if paragraph:
            inside = [quote for quote in quotes if quote.start < end and quote.end > start]
            blocks.append(_paragraph(paragraph, start, inside))
        start = end + 1
    return blocks


def _paragraph(paragraph: str, offset: int, quotes: list[Marked]) -> Block:
    """A paragraph, cut where quotes begin and end so that marks stay true to what is shown."""
    edges = {0, len(paragraph)}
    for quote in quotes:
        edges |= {max(0, quote.start - offset), min(len(paragraph), quote.end - offset)}
    cuts = sorted(edges)
    pieces: list[str | tuple[str, str]] = []
    for start, end in pairwise(cuts):
        over = [quote for quote in quotes if quote.start - offset < end and quote.end - offset > start]
        text = block(paragraph[start:end])
        pieces.append((text, QUOTE_STYLE[over[0].form]) if over else text)
        closing = " ".join(dict.fromkeys(_key(quote) for quote in over if quote.end - offset == end))
        if closing:
            pieces.append((f" ⟦{closing}⟧", "$accent"))
    return Block(Content.assemble(*pieces), indent=2, gap=True)


def _key(quote: Marked) -> str:
    """The key of a quote's statement, with a sign where the quote was taken from an earlier capture."""
    return f"→{quote.statement_key}" if quote.carried else quote.statement_key


QUOTE_STYLE = {
    Form.DIRECT: "underline $success",
    Form.MIXED: "underline $success",
    Form.INDIRECT: "underline $secondary",
    Form.HEADLINE: "underline bold",
}
"""How the words of a quote stand out in a text."""
