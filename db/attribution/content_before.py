"""What stands before a cue that closes its clause, as a draft: "“…,” he said", "…, the ministry said"."""

from __future__ import annotations

from db.attribution.candidates import SentenceReading, whole
from db.attribution.complements import Complement, clause
from db.attribution.content_end import content_end, starts_of_clause
from db.attribution.cue_context import drafted, place_beside, when_said
from db.attribution.cues import Cue
from db.attribution.lexicon import ADVERBS, PREPOSITIONS, RELATIVES, SUBORDINATORS
from db.attribution.noun_phrases import Pair, finite
from db.attribution.sentences import QUOTED
from db.model.enums import QuoteForm


def record_before(
    reading: SentenceReading, cue: Cue, source: Pair, *, after_source: bool, before: int | None = None
) -> None:
    """Add what stands before a cue that closes its clause.

    :param reading: the sentence being read.
    :param cue: the cue.
    :param source: who says it.
    :param after_source: whether the verb comes first ("said Smith").
    :param before: where what is said ends, if not right before source and cue.
    """
    s = reading.sentence
    stretch = _said_before(reading, cue, (cue.first if after_source else source[0]) if before is None else before)
    if stretch is None:
        return
    start, end = stretch
    content, form, quote = reading.said(start, end)
    if form is QuoteForm.DIRECT and end - start == 1 and not _speech(reading, start):
        form = QuoteForm.MIXED
    draft = drafted(reading, cue, source, content, form)
    draft.last_quote = quote
    tail = source[1] if after_source else cue.last + 1
    rest = _second_half(reading, tail)
    if rest is not None and form is QuoteForm.DIRECT:
        reading.taken.add(rest)
        draft.content.append((s.quotes[rest].inner_start, s.quotes[rest].inner_end))
        draft.last_quote = s.quotes[rest]
    place_beside(reading, draft, cue, source, Complement(tail, "quote", _told(reading, cue, tail)), tail)
    draft.time = draft.time or when_said(reading, [(tail, min(tail + 14, len(s)))])
    if form is not QuoteForm.DIRECT:
        draft.confidence = min(draft.confidence, _LESS_SURE)
        around = _other_half(reading, start, end, tail)
        if around is not None:
            draft.content.append(reading.at(around))
            draft.form = QuoteForm.MIXED if any(k in s.quotes for k in range(*around)) else draft.form
    reading.drafts.append(draft)


_LESS_SURE = 0.7
"""How sure a clause before its cue is at most."""


def _said_before(reading: SentenceReading, cue: Cue, end: int) -> Pair | None:
    """The stretch of words that is said, where it ends before an index; None where nothing or what is held already."""
    s = reading.sentence
    while end > 0 and s.lows[end - 1] in ADVERBS and s.lows[end - 1] not in ("here", "there"):
        end -= 1
    separated = end > 0 and s.lows[end - 1] in (",", "—", "–", "-", "?", "!")
    while end > 0 and s.lows[end - 1] in (",", "—", "–", "-"):
        end -= 1
    if end <= 0 or not (separated or s.lows[end - 1] == QUOTED):
        return None
    if s.lows[end - 1] == QUOTED:
        alone = end == 1 or s.low(end - 2) == ":" or (whole(s, end - 1) and _opens(reading, end - 1))
        return (end - 1, end) if alone else _nonempty(_clause_start(reading, end), end)
    start = _clause_start(reading, end)
    if not set("cqt") & set(cue.takes) or start >= end:
        return None
    first, last = reading.at((start, end))
    held = any(d.content[-1][1] >= last and d.content[0][0] <= first and d.lemma != "quote" for d in reading.drafts)
    return None if held else (start, end)


def _nonempty(start: int, end: int) -> Pair | None:
    return (start, end) if start < end else None


def _speech(reading: SentenceReading, at: int) -> bool:
    """Whether a lone quotation before its cue is an utterance rather than a few words."""
    s = reading.sentence
    return at == 0 or whole(s, at) or len(s.words[at].split(None, 4)) > 2


def _other_half(reading: SentenceReading, start: int, end: int, tail: int) -> Pair | None:
    """What goes on after "In May, he said, …" and "Two sank, he said, and …": the rest of the same clause."""
    s = reading.sentence
    if s.low(tail) != "," or tail + 1 >= len(s):
        return None
    following = s.lows[tail + 1]
    joined = following in ("and", "but") and clause(s, tail + 2, len(s))
    if not joined and clause(s, start, end) and s.lows[start] not in PREPOSITIONS | SUBORDINATORS:
        return None
    if (
        following in RELATIVES
        or following.endswith("ing")
        or any(c.first in (tail + 1, tail + 2) for c in reading.cues)
    ):
        return None
    if not joined and not clause(s, tail + 1, len(s)) and clause(s, start, end):
        return None
    stop = content_end(s, tail + 1, None, reading.cues, reading.stops)
    return (tail + 1, stop) if stop > tail + 1 else None


def _opens(reading: SentenceReading, at: int) -> bool:
    """Whether a quotation before a cue stands on its own ("… . “…,” he said") rather than in a clause."""
    s = reading.sentence
    return at == 0 or (s.lows[at - 1] in (",", ":", QUOTED, "—", "–") and not any(finite(s, k) for k in range(at)))


def _clause_start(reading: SentenceReading, end: int) -> int:
    s = reading.sentence
    start = starts_of_clause(s, end)
    for draft in reading.drafts:
        if (
            draft.content
            and s.starts[start] <= draft.content[0][0] < s.ends[end - 1]
            and draft.content[-1][1] < s.ends[end - 1]
        ):
            later = next(
                (k for k in range(start, end) if s.starts[k] >= draft.content[-1][1] and s.lows[k] == ","), None
            )
            if later is not None and later + 1 < end:
                start = starts_after(s.lows, later + 1, end)
    return start


def starts_after(lows: list[str], at: int, end: int) -> int:
    """First index from which a clause really begins."""
    while at < end and lows[at] in ("and", "but", ",", "while", "although"):
        at += 1
    return at


def _second_half(reading: SentenceReading, tail: int) -> int | None:
    """Index of the second half of a split quotation."""
    s = reading.sentence
    for k in range(tail, min(tail + 16, len(s))):
        if s.lows[k] == QUOTED:
            return (
                k
                if s.lows[k - 1] in (",", ":", "—", "–", "-") and not any(tail <= c.first < k for c in reading.cues)
                else None
            )
        if s.lows[k] in (".", ";"):
            return None
    return None


def _told(reading: SentenceReading, cue: Cue, tail: int) -> Pair | None:
    if "a" not in cue.takes:
        return None
    s = reading.sentence
    end = tail
    while (
        end < min(tail + 8, len(s))
        and (s.words[end][0].isalnum())
        and s.lows[end] not in PREPOSITIONS - {"of"}
        and s.lows[end] not in ("that", "when", "as", "who")
    ):
        end += 1
    return (tail, end) if end > tail else None
