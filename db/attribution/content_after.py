"""What stands after a cue, as a draft: how far it goes, and whether it is direct, indirect or mixed."""

from __future__ import annotations

from db.attribution.candidates import SentenceReading, whole
from db.attribution.complements import Complement
from db.attribution.content_end import content_end
from db.attribution.cue_context import decide, drafted, place_beside
from db.attribution.cues import Cue
from db.attribution.lexicon import ADVERBS, DETERMINERS, SAID_THINGS
from db.attribution.noun_phrases import Pair
from db.attribution.sentences import QUOTED, Sentence
from db.model.enums import Act, QuoteForm


def record(reading: SentenceReading, cue: Cue, source: Pair, follows: Complement) -> None:
    """Add what stands after a cue."""
    s = reading.sentence
    start = follows.start
    if follows.sort == "quote" or s.lows[start] == QUOTED:
        end = _quote_end(reading, cue, start)
    else:
        phrase = follows.sort in ("noun", "to")
        end = content_end(s, start, cue, reading.cues, reading.stops, phrase=phrase)
        if phrase and cue.act is Act.DENY and s.lows[start] in ("this", "it", "that"):
            end = _past_adverbs(s, start + 1, end)
    while start < end and s.lows[start] in (",", ":"):
        start += 1
    if start >= end or not any(c.isalnum() for word in s.words[start:end] for c in word[:40]):
        return
    content, form, quote = reading.said(start, end)
    if s.lows[start] == QUOTED and end == start + 1 and not _stands_as_speech(reading, start):
        form, content = QuoteForm.MIXED, [reading.at((start, end))]
    before = _split_before(reading, source, cue)
    if before is not None and form is QuoteForm.DIRECT:
        content[:0] = before
    draft = drafted(reading, cue, source, content, form)
    if start <= cue.last:
        draft.cue = reading.at((cue.first, start))
    draft.last_quote = quote
    if follows.sort in ("to", "noun") and cue.lemma in ("tell", "ask", "warn", "remind", "advise"):
        draft.act, draft.settled = Act.ADVISE, True
    if follows.sort == "noun" and cue.lemma in ("deny", "reject", "dismiss", "refute", "dispute", "rebut"):
        draft.ties = _points_back(s, start, end)
    place_beside(reading, draft, cue, source, follows, end)
    decide(draft, cue, follows)
    reading.drafts.append(draft)
    extra = _colon_quote(reading, end)
    if extra is not None:
        follow = drafted(reading, cue, source, extra, QuoteForm.DIRECT)
        follow.last_quote = s.quotes[end + 1]
        reading.drafts.append(follow)


def _past_adverbs(s: Sentence, at: int, end: int) -> int:
    """Where "this altogether" ends."""
    while at < end and (s.lows[at] in ADVERBS or s.lows[at].endswith("ly")):
        at += 1
    return at


def _points_back(s: Sentence, start: int, end: int) -> bool:
    """Whether what is denied was said before ("this", "the report") and is not told again."""
    if s.lows[start] in ("this", "it", "that", "these", "those", "them"):
        return True
    named = s.lows[start] in DETERMINERS and any(s.lows[k] in SAID_THINGS for k in range(start, min(start + 4, end)))
    return named and not any(s.lows[k] in ("that", "of") for k in range(start, end))


def _stands_as_speech(reading: SentenceReading, at: int) -> bool:
    """Whether a lone quotation after a cue is an utterance of its own rather than a fragment."""
    quote = reading.sentence.quotes[at]
    words = reading.sentence.text[quote.inner_start : quote.inner_end].split(None, 5)
    opening = reading.sentence.low(at - 1)
    if opening in (",", ":"):
        return True
    return opening != "that" and words[0] != "to" and (words[0][:1].isupper() or len(words) >= 5)


def _colon_quote(reading: SentenceReading, end: int) -> list[tuple[int, int]] | None:
    """The quotation a clause leads up to ("told them any plan “must be …”: “…”")."""
    s = reading.sentence
    if s.low(end) == ":" and s.low(end + 1) == QUOTED and end + 1 not in reading.taken:
        reading.taken.add(end + 1)
        return [(s.quotes[end + 1].inner_start, s.quotes[end + 1].inner_end)]
    return None


def _split_before(reading: SentenceReading, source: Pair, cue: Cue) -> list[tuple[int, int]] | None:
    """The first half of "“…,” he said, “…”"."""
    s = reading.sentence
    k = min(source[0], cue.first) - 1
    while k >= 0 and s.lows[k] in (",", "—", "–", "-"):
        k -= 1
    if k >= 0 and s.lows[k] == QUOTED and k not in reading.taken:
        reading.taken.add(k)
        return [(s.quotes[k].inner_start, s.quotes[k].inner_end)]
    return None


def _quote_end(reading: SentenceReading, cue: Cue, start: int) -> int:
    """Where what is said ends when it begins with a quotation."""
    s = reading.sentence
    k = start + 1
    while s.low(k) == QUOTED:
        k += 1
    following = s.low(k)
    if following in ("", ".", ",", ";", ":", "!", "?", "(", "—", "–", "-") or whole(s, start):
        if following == "," and s.low(k + 1) == QUOTED:
            return k
        if following == "(" or following in ("", ".", ";", "!", "?", ":") or whole(s, start):
            return k
        end = content_end(s, start, cue, reading.cues, reading.stops)
        return end if any(s.lows[x] == QUOTED for x in range(k, end)) else k
    return content_end(s, start, cue, reading.cues, reading.stops)
