"""The rule for "citing X": in "the paper reported, citing police, that …" the police are a source too."""

from __future__ import annotations

from db.attribution.drafts import AttributionDraft, SentenceReading
from db.attribution.source_phrases import source_after
from db.model.enums import Act

_CITING = frozenset({"citing", "quoting"})
_CONFIDENCE = 0.5


def propose_cited(reading: SentenceReading) -> None:
    """Add the draft of the source that another source cites, with the same content and the other as its parent."""
    s = reading.sentence
    if _CITING.isdisjoint(s.lows):
        return
    for at, low in enumerate(s.lows):
        if low not in _CITING or s.low(at + 1) in ("", ".", ","):
            continue
        cited = source_after(s, at + 1)
        parent = _citing_draft(reading, s.starts[at])
        if cited is None or parent is None or s.low(cited[1]) == "as":
            continue
        source, cue = reading.text_range(cited), reading.text_range((at, at + 1))
        draft = AttributionDraft(
            source, cue, list(parent.content), parent.form, Act.ASSERT, "cite", confidence=_CONFIDENCE
        )
        draft.parent = parent
        reading.drafts.append(draft)
        return


def _citing_draft(reading: SentenceReading, place: int) -> AttributionDraft | None:
    """The draft that "citing" belongs to: the last that begins before it, or the first after it.

    :param place: start of "citing" in the text.
    """
    drafts = [d for d in reading.drafts if d.cue is not None and d.source is not None]
    outside = [d for d in drafts if not any(start <= place < end for start, end in d.content)]
    before = [d for d in outside if d.start <= place]
    return max(before, key=lambda d: d.start) if before else min(outside, key=lambda d: d.start, default=None)
