"""Drift and the timeline as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from db.analysis.drift import Drift, QuotePair, Wording
from db.analysis.timeline import Event, EventKind, Timeline
from db.as_of.as_of import AsOf
from db.model.ids import CaseId
from db.queries.cases import Case
from db.queries.statements import mark_words
from db.store.reader import Reader
from db.text.quotation import in_quotes
from db.text.word_classes import ClassedSpan
from db.text.word_diff import AlignedWords, WordChange
from tui.text import wording
from tui.text.marks import Mark
from tui.text.paragraphs import BLANK, Paragraph


def drifts_text(found: Iterable[Drift]) -> Iterator[Paragraph]:
    """Pairs of statements with their words side by side, and what changed from the first to the second."""
    any_found = False
    for drift in found:
        if any_found:
            yield BLANK
        any_found = True
        yield from _pair_text(drift)
    if not any_found:
        yield Paragraph("No statement is on record in two wordings here.", heading=True)


def _pair_text(drift: Drift) -> Iterator[Paragraph]:
    pair = drift.pair
    both = pair.one_key if pair.one == pair.other else f"{pair.one_key} and {pair.other_key}"
    parent = f", {pair.parent_key}" if pair.parent_key else ""
    yield Paragraph(f"{both}: {pair.why.word}{parent}.", heading=True)
    if not drift.beside:
        yield Paragraph("No quote recorded.", 2)
    for each in drift.beside:
        yield from _wordings(each)


def _wordings(each: QuotePair) -> Iterator[Paragraph]:
    for words in (each.one, each.other):
        if words is not None:
            yield Paragraph(_wording(words), 2, 2)
    if each.why_not is not None:
        yield Paragraph(f"Not compared: {each.why_not}.", 2, 2)
    elif not each.changed:
        yield Paragraph("The same words.", 2, 2)
    for piece in each.pieces:
        if piece.shift is not WordChange.KEPT:
            yield Paragraph(_change_text(piece), 4, 2)


def _wording(words: Wording) -> str:
    return f"{words.statement}, seen in {words.read_in}: {mark_words(words.form, words.exact)}"


def _change_text(piece: AlignedWords) -> str:
    """One change as a sentence: before, after, and the classes of the words."""
    before, after = (text.strip() for text in (piece.before, piece.after))
    gone, new = _word_classes(piece.before, piece.gone), _word_classes(piece.after, piece.new)
    if piece.shift is WordChange.REPLACED:
        return f"replaced: {before}{gone} {Mark.BECAME} {after}{new}"
    return f"dropped: {before}{gone}" if piece.shift is WordChange.DROPPED else f"added: {after}{new}"


def _word_classes(text: str, spans: Sequence[ClassedSpan]) -> str:
    """The classes of words: " [hedge: by accident; name: US]"."""
    said = "; ".join(f"{span.mark}: {text[span.start : span.end]}" for span in spans)
    return f" [{said}]" if said else ""


def event_counts(record: Reader, case: CaseId) -> str:
    """How many reports and statements a timeline has: "4 reports, 23 statements"."""
    return ", ".join(
        wording.pluralize(record.column(f'SELECT count(*) FROM {kind}s WHERE "case" = ?', case)[0], kind.value)
        for kind in EventKind
    )


def timeline_text(case: Case, counts: str, pages: Iterable[Timeline], known: AsOf | None) -> Iterator[Paragraph]:
    """The timeline of a case in its own time zone, each report with the statements of the same time.

    :param counts: how many reports and statements it has.
    :param pages: its parts, in order; a small case has one.
    :param known: the moment the case was read as of.
    """
    zone = ZoneInfo(case.tz)
    yield Paragraph(f"Timeline of {case.title}, times of {case.tz}: {counts}.", heading=True)
    if known is not None:
        yield Paragraph(wording.as_of_text(known, zone), 2, 2)
    contradictions: list[Paragraph] = []
    for page in pages:
        yield from _events_text(page, zone)
        contradictions += [Paragraph(f"Contradiction: {each.sentence}", 2, 2) for each in page.contradictions]
    yield from contradictions


def _events_text(found: Timeline, zone: ZoneInfo) -> Iterator[Paragraph]:
    spans = {event.key: (event.lo, event.hi) for event in found.events if event.kind is EventKind.REPORT}
    inside: dict[str, list[str]] = {}
    for event in found.events:
        if event.report is not None and spans.get(event.report) == (event.lo, event.hi):
            inside.setdefault(event.report, []).append(event.key)
    within = {key for keys in inside.values() for key in keys}
    for event in found.events:
        if event.key not in within:
            yield Paragraph(_event_text(event, inside.get(event.key, ()), zone), 2, 4)


def _event_text(event: Event, inside: Sequence[str], zone: ZoneInfo) -> str:
    what = event.label + ("" if event.kind is EventKind.REPORT else ", statement")
    what += f" in {event.report}" if event.report else ""
    says = f"; says {wording.list_keys(list(inside))}" if inside else ""
    raw = f", {in_quotes(event.raw)}" if event.raw else ""
    by = [key for key in event.tightened_by if key != event.report]
    narrowed = f", narrowed by {' and '.join(by)}" if by else ""
    clash = f"; conflicts with {' and '.join(event.contradicts)}" if event.contradicts else ""
    return f"{wording.span(event.lo, event.hi, zone)}{raw}{narrowed}: {event.key} {what}{says}{clash}."
