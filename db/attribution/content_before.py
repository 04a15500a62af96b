"""What stands before a cue that closes its clause, as a draft: "“…,” he said", "…, the ministry said"."""

from __future__ import annotations

from db.attribution.complements import Complement, begins_clause
from db.attribution.content_end import clause_start, content_end
from db.attribution.cue_drafts import add_time_and_outlet, draft_for_cue
from db.attribution.cues import Cue
from db.attribution.drafts import SentenceReading, is_utterance
from db.attribution.lexicon import ADVERBS, PREPOSITIONS, RELATIVES, SUBORDINATORS
from db.attribution.noun_phrases import is_finite
from db.attribution.sentences import QUOTE_TOKEN, WordRange
from db.attribution.time_phrases import find_time_phrase
from db.attribution.verbs import PREPOSED, Frame
from db.model.enums import QuoteForm


def add_content_before(
    reading: SentenceReading, cue: Cue, source: WordRange, *, after_source: bool, before: int | None = None
) -> None:
    """Add what stands before a cue that closes its clause.

    :param reading: the sentence being read.
    :param cue: the cue.
    :param source: who says it.
    :param after_source: whether the verb comes first ("said Smith").
    :param before: where what is said ends, if not right before source and cue.
    """
    s = reading.sentence
    stretch = _content_before(reading, cue, (cue.first if after_source else source[0]) if before is None else before)
    if stretch is None:
        return
    start, end = stretch
    content, form, quote = reading.take_content(start, end)
    if form is QuoteForm.DIRECT and end - start == 1 and not _is_speech_before_cue(reading, start):
        form = QuoteForm.MIXED
    draft = draft_for_cue(reading, cue, source, content, form)
    draft.last_quote = quote
    tail = source[1] if after_source else cue.last + 1
    rest = _find_second_half(reading, tail)
    if rest is not None and form is QuoteForm.DIRECT:
        reading.held_quotes.add(rest)
        draft.content.append(s.quotes[rest].inner)
        draft.last_quote = s.quotes[rest]
    add_time_and_outlet(reading, draft, cue, source, Complement(tail, "quote", _addressee(reading, cue, tail)), tail)
    draft.time = draft.time or reading.text_range(find_time_phrase(s, [(tail, min(tail + 14, len(s)))]))
    if form is not QuoteForm.DIRECT:
        draft.confidence = min(draft.confidence, _CLAUSE_CONFIDENCE)
        around = _rest_of_clause(reading, start, end, tail)
        if around is not None:
            draft.content.append(reading.text_range(around))
            draft.form = QuoteForm.MIXED if any(k in s.quotes for k in range(*around)) else draft.form
    reading.drafts.append(draft)


_CLAUSE_CONFIDENCE = 0.7
"""How sure a clause before its cue is at most."""


def _content_before(reading: SentenceReading, cue: Cue, end: int) -> WordRange | None:
    """The stretch of words that is said, where it ends before an index; None where nothing or what is held already."""
    s = reading.sentence
    while end > 0 and s.lows[end - 1] in ADVERBS and s.lows[end - 1] not in ("here", "there"):
        end -= 1
    separated = end > 0 and s.lows[end - 1] in (",", "—", "–", "-", "?", "!")
    while end > 0 and s.lows[end - 1] in (",", "—", "–", "-"):
        end -= 1
    if end <= 0 or not (separated or s.lows[end - 1] == QUOTE_TOKEN):
        return None
    if s.lows[end - 1] == QUOTE_TOKEN:
        alone = end == 1 or s.low(end - 2) == ":" or (is_utterance(s, end - 1) and _stands_alone(reading, end - 1))
        return (end - 1, end) if alone else _nonempty(_clause_start(reading, end), end)
    start = _clause_start(reading, end)
    if not cue.takes & PREPOSED or start >= end:
        return None
    first, last = reading.text_range((start, end))
    held = any(d.content[-1][1] >= last and d.content[0][0] <= first and d.lemma != "quote" for d in reading.drafts)
    return None if held else (start, end)


def _nonempty(start: int, end: int) -> WordRange | None:
    return (start, end) if start < end else None


def _is_speech_before_cue(reading: SentenceReading, at: int) -> bool:
    """Whether a lone quotation before its cue is an utterance rather than a few words."""
    s = reading.sentence
    return at == 0 or is_utterance(s, at) or len(s.words[at].split(None, 4)) > 2


def _rest_of_clause(reading: SentenceReading, start: int, end: int, tail: int) -> WordRange | None:
    """What goes on after "In May, he said, …" and "Two sank, he said, and …": the rest of the same clause."""
    s = reading.sentence
    if s.low(tail) != "," or tail + 1 >= len(s):
        return None
    following = s.lows[tail + 1]
    joined = following in ("and", "but") and begins_clause(s, tail + 2, len(s))
    if not joined and begins_clause(s, start, end) and s.lows[start] not in PREPOSITIONS | SUBORDINATORS:
        return None
    if (
        following in RELATIVES
        or following.endswith("ing")
        or any(c.first in (tail + 1, tail + 2) for c in reading.cues)
    ):
        return None
    if not joined and not begins_clause(s, tail + 1, len(s)) and begins_clause(s, start, end):
        return None
    stop = content_end(reading, tail + 1)
    return (tail + 1, stop) if stop > tail + 1 else None


def _stands_alone(reading: SentenceReading, at: int) -> bool:
    """Whether a quotation before a cue stands on its own ("… . “…,” he said") rather than in a clause."""
    s = reading.sentence
    return at == 0 or (
        s.lows[at - 1] in (",", ":", QUOTE_TOKEN, "—", "–") and not any(is_finite(s, k) for k in range(at))
    )


def _clause_start(reading: SentenceReading, end: int) -> int:
    s = reading.sentence
    start = clause_start(s, end)
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
                start = _skip_conjunctions(s.lows, later + 1, end)
    return start


def _skip_conjunctions(lows: list[str], at: int, end: int) -> int:
    """First index from which a clause really begins."""
    while at < end and lows[at] in ("and", "but", ",", "while", "although"):
        at += 1
    return at


def _find_second_half(reading: SentenceReading, tail: int) -> int | None:
    """Index of the second half of a split quotation."""
    s = reading.sentence
    for k in range(tail, min(tail + 16, len(s))):
        if s.lows[k] == QUOTE_TOKEN:
            return (
                k
                if s.lows[k - 1] in (",", ":", "—", "–", "-") and not any(tail <= c.first < k for c in reading.cues)
                else None
            )
        if s.lows[k] in (".", ";"):
            return None
    return None


def _addressee(reading: SentenceReading, cue: Cue, tail: int) -> WordRange | None:
    if Frame.ADDRESSEE not in cue.takes:
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
