"""The rule of "citing": in "the paper reported, citing police, that …" the police say it too, within the paper."""

from __future__ import annotations

from db.attribution.drafts import Draft, SentenceReading
from db.attribution.source_phrases import source_after
from db.model.enums import Act

_CITING = frozenset({"citing", "quoting"})
_CONFIDENCE = 0.5


def propose_cited(reading: SentenceReading) -> None:
    """Add those whom a source of the sentence cites, with the words it says."""
    s = reading.sentence
    if _CITING.isdisjoint(s.lows):
        return
    for at, low in enumerate(s.lows):
        if low not in _CITING or s.low(at + 1) in ("", ".", ","):
            continue
        cited = source_after(s, at + 1)
        host = _citing_draft(reading, s.starts[at])
        if cited is None or host is None or s.low(cited[1]) == "as":
            continue
        draft = Draft(
            reading.text_range(cited),
            reading.text_range((at, at + 1)),
            list(host.content),
            host.form,
            Act.ASSERT,
            "cite",
            parent=host,
        )
        draft.confidence = _CONFIDENCE
        reading.drafts.append(draft)
        return


def _citing_draft(reading: SentenceReading, place: int) -> Draft | None:
    """The attribution a "citing" belongs to: the one around it, or the one that follows it."""
    drafts = [d for d in reading.drafts if d.cue is not None and d.source is not None]
    said = [d for d in drafts if not any(start <= place < end for start, end in d.content)]
    around = [d for d in said if d.start <= place]
    return min(around, key=lambda d: place - d.start) if around else min(said, key=lambda d: d.start, default=None)
