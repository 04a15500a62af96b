"""What stands before a cue that closes its clause, as a draft: "“…,” he said", "…, the ministry said"."""

from __future__ import annotations

from db.propose.beside import drafted, place_beside, when_said
from db.propose.clauses import Complement, clause
from db.propose.cues import Cue
from db.propose.drafts import Reading, whole
from db.propose.endings import content_end, starts_of_clause
from db.propose.lexicon import ADVERBS, PREPOSITIONS, RELATIVES, SUBORDINATORS
from db.propose.phrases import Pair, finite
from db.propose.sentences import QUOTED
from db.terms import Form


def record_before(reading: Reading, cue: Cue, source: Pair, *, after_source: bool, before: int | None = None) -> None:
    """Add what stands before a cue that closes its clause."""
    s = reading.sentence
    end = (cue.first if after_source else source[0]) if before is None else before
    while end > 0 and s.lows[end - 1] in ADVERBS and s.lows[end - 1] not in ("here", "there"):
        end -= 1
    separated = end > 0 and s.lows[end - 1] in (",", "—", "–", "-", "?", "!")
    while end > 0 and s.lows[end - 1] in (",", "—", "–", "-"):
        end -= 1
    if end <= 0 or not (separated or s.lows[end - 1] == QUOTED):
        return
    if s.lows[end - 1] == QUOTED and (
        end == 1 or s.low(end - 2) == ":" or (whole(s, end - 1) and _opens(reading, end - 1))
    ):
        start = end - 1
    else:
        if s.lows[end - 1] != QUOTED and not set("cqt") & set(cue.takes):
            return
        start = _clause_start(reading, end)
    if start >= end or (
        any(
            d.content
            and d.content[-1][1] >= s.ends[end - 1]
            and d.content[0][0] <= s.starts[start]
            and d.lemma != "quote"
            for d in reading.drafts
        )
        and s.lows[end - 1] != QUOTED
    ):
        return
    content, form, quote = reading.said(start, end)
    if (
        form is Form.DIRECT
        and end - start == 1
        and not (whole(s, start) or len(s.words[start].split(None, 4)) > 2 or start == 0)
    ):
        form = Form.MIXED
    draft = drafted(reading, cue, source, content, form)
    draft.last_quote = quote
    tail = cue.last + 1 if not after_source else source[1]
    rest = _second_half(reading, tail)
    addressee_end = tail
    if rest is not None:
        if form is Form.DIRECT:
            reading.taken.add(rest)
            draft.content.append((s.quotes[rest].inner_start, s.quotes[rest].inner_end))
            draft.last_quote = s.quotes[rest]
        addressee_end = rest
    place_beside(reading, draft, cue, source, Complement(tail, "quote", _told(reading, cue, tail)), tail)
    draft.time = draft.time or when_said(reading, [(tail, min(tail + 14, len(s)))])
    del addressee_end
    if form is not Form.DIRECT:
        draft.confidence = min(draft.confidence, 0.7)
        around = _other_half(reading, start, end, tail)
        if around is not None:
            draft.content.append(reading.at(around))
            draft.form = Form.MIXED if any(k in s.quotes for k in range(*around)) else draft.form
    reading.drafts.append(draft)


def _other_half(reading: Reading, start: int, end: int, tail: int) -> Pair | None:
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


def _opens(reading: Reading, at: int) -> bool:
    """Whether a quotation before a cue stands on its own ("… . “…,” he said") rather than in a clause."""
    s = reading.sentence
    return at == 0 or (s.lows[at - 1] in (",", ":", QUOTED, "—", "–") and not any(finite(s, k) for k in range(at)))


def _clause_start(reading: Reading, end: int) -> int:
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


def _second_half(reading: Reading, tail: int) -> int | None:
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


def _told(reading: Reading, cue: Cue, tail: int) -> Pair | None:
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
