"""Drift, the timeline and what to get next, in the shapes of :mod:`db.serialize.analysis_part3`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from db.analysis.drift import Beside, Drift, Wording
from db.analysis.gaps import Gap
from db.analysis.timeline import Event, Timeline
from db.as_of.as_of import AsOf
from db.as_of.visibility import Tally
from db.serialize.analysis_part3 import (
    AsOfShape,
    BesideShape,
    DriftShape,
    EventShape,
    GapShape,
    MarkShape,
    PieceShape,
    TallyShape,
    TimelineShape,
    WordsShape,
)
from db.text.word_classes import ClassedSpan
from db.text.word_diff import Aligned


def shaped_drifts(found: Iterable[Drift]) -> Iterator[DriftShape]:
    """Drifts, one by one."""
    for drift in found:
        yield {
            "one": drift.pair.one_key,
            "other": drift.pair.other_key,
            "why": drift.pair.why,
            "parent": drift.pair.parent_key,
            "changed": drift.changed,
            "beside": [_beside(each) for each in drift.beside],
        }


def shaped_timeline(found: Timeline, known: AsOf | None) -> TimelineShape:
    """A timeline.

    :param known: what the case was read as of.
    """
    return {
        "as_of": shaped_as_of(known) if known else None,
        "contradictions": [{"keys": list(each.keys), "sentence": each.sentence} for each in found.contradictions],
        "events": [_event(each) for each in found.events],
    }


def shaped_as_of(known: AsOf) -> AsOfShape:
    """What a case is read as of, and how much is left out."""
    return {
        "moment": known.moment,
        "report": known.report_key,
        "takes_in_possible": known.takes_in_possible,
        "reports": _tally(known.reports),
        "statements": _tally(known.statements),
    }


def shaped_gaps(found: Iterable[Gap]) -> Iterator[GapShape]:
    """Things to get, one by one."""
    for gap in found:
        yield {
            "kind": gap.kind,
            "key": gap.key,
            "sentence": gap.sentence,
            "could_change": list(gap.could_change),
            "alarms": list(gap.alarms),
            "weight": gap.weight,
            "settled_by": gap.settled_by,
        }


def _beside(each: Beside) -> BesideShape:
    return {
        "one": _words(each.one),
        "other": _words(each.other),
        "why_not": each.why_not,
        "pieces": [_piece(piece) for piece in each.pieces],
    }


def _words(words: Wording | None) -> WordsShape | None:
    if words is None:
        return None
    return {
        "statement": words.statement,
        "exact": words.exact,
        "form": words.form,
        "lang": words.lang,
        "read_in": words.read_in,
    }


def _piece(piece: Aligned) -> PieceShape:
    return {
        "shift": piece.shift,
        "before": piece.before,
        "after": piece.after,
        "marks": list(piece.marks),
        "gone": _marks(piece.before, piece.gone),
        "new": _marks(piece.after, piece.new),
    }


def _marks(text: str, spans: Sequence[ClassedSpan]) -> list[MarkShape]:
    return [
        {"text": text[span.start : span.end], "mark": span.mark, "start": span.start, "end": span.end} for span in spans
    ]


def _event(event: Event) -> EventShape:
    return {
        "kind": event.kind,
        "key": event.key,
        "label": event.label,
        "report": event.report,
        "raw": event.raw,
        "edtf": event.edtf,
        "lo": event.lo,
        "hi": event.hi,
        "vague": event.vague,
        "tightened_by": list(event.tightened_by),
        "contradicts": list(event.contradicts),
    }


def _tally(tally: Tally) -> TallyShape:
    return {"known": tally.known, "possibly": tally.possibly, "later": tally.later, "untimed": tally.untimed}
