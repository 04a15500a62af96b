"""What stands after a cue, as a draft: how far it goes, and whether it is direct, indirect or mixed."""

from __future__ import annotations

from db.attribution.complements import Complement
from db.attribution.content_end import content_end
from db.attribution.cue_drafts import add_time_and_outlet, draft_for_cue, set_act_from_cue
from db.attribution.cues import Cue
from db.attribution.drafts import SentenceReading, is_utterance
from db.attribution.lexicon import ADVERBS, DETERMINERS, SAID_THINGS
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.model.enums import Act, QuoteForm


def add_content_after(reading: SentenceReading, cue: Cue, source: WordRange, follows: Complement) -> None:
    """Add what stands after a cue."""
    s = reading.sentence
    start = follows.start
    if follows.kind == "quote" or s.lows[start] == QUOTE_TOKEN:
        end = _quote_end(reading, cue, start)
    else:
        phrase = follows.kind in ("noun", "to")
        end = content_end(reading, start, cue, phrase=phrase)
        if phrase and cue.act is Act.DENY and s.lows[start] in ("this", "it", "that"):
            end = _skip_adverbs(s, start + 1, end)
    while start < end and s.lows[start] in (",", ":"):
        start += 1
    if start >= end or not any(c.isalnum() for word in s.words[start:end] for c in word[:40]):
        return
    content, form, quote = reading.take_content(start, end)
    if s.lows[start] == QUOTE_TOKEN and end == start + 1 and not _is_speech_after_cue(reading, start):
        form, content = QuoteForm.MIXED, [reading.text_range((start, end))]
    before = _take_first_half(reading, source, cue)
    if before is not None and form is QuoteForm.DIRECT:
        content[:0] = before
    draft = draft_for_cue(reading, cue, source, content, form)
    if start <= cue.last:
        draft.cue = reading.text_range((cue.first, start))
    draft.last_quote = quote
    if follows.kind in ("to", "noun") and cue.lemma in ("tell", "ask", "warn", "remind", "advise"):
        draft.act, draft.act_is_final = Act.ADVISE, True
    if follows.kind == "noun" and cue.lemma in ("deny", "reject", "dismiss", "refute", "dispute", "rebut"):
        draft.answers_earlier = _refers_back(s, start, end)
    add_time_and_outlet(reading, draft, cue, source, follows, end)
    set_act_from_cue(draft, cue, follows)
    reading.drafts.append(draft)
    extra = _take_quote_after_colon(reading, end)
    if extra is not None:
        follow = draft_for_cue(reading, cue, source, extra, QuoteForm.DIRECT)
        follow.last_quote = s.quotes[end + 1]
        reading.drafts.append(follow)


def _skip_adverbs(s: Sentence, at: int, end: int) -> int:
    """Where "this altogether" ends."""
    while at < end and (s.lows[at] in ADVERBS or s.lows[at].endswith("ly")):
        at += 1
    return at


def _refers_back(s: Sentence, start: int, end: int) -> bool:
    """Whether what is denied was said before ("this", "the report") and is not told again."""
    if s.lows[start] in ("this", "it", "that", "these", "those", "them"):
        return True
    named = s.lows[start] in DETERMINERS and any(s.lows[k] in SAID_THINGS for k in range(start, min(start + 4, end)))
    return named and not any(s.lows[k] in ("that", "of") for k in range(start, end))


def _is_speech_after_cue(reading: SentenceReading, at: int) -> bool:
    """Whether a lone quotation after a cue is an utterance of its own rather than a fragment."""
    quote = reading.sentence.quotes[at]
    words = reading.sentence.text[quote.inner_start : quote.inner_end].split(None, 5)
    opening = reading.sentence.low(at - 1)
    if opening in (",", ":"):
        return True
    return opening != "that" and words[0] != "to" and (words[0][:1].isupper() or len(words) >= 5)


def _take_quote_after_colon(reading: SentenceReading, end: int) -> list[tuple[int, int]] | None:
    """The quotation a clause leads up to ("told them any plan “must be …”: “…”")."""
    s = reading.sentence
    if s.low(end) == ":" and s.low(end + 1) == QUOTE_TOKEN and end + 1 not in reading.held_quotes:
        reading.held_quotes.add(end + 1)
        return [s.quotes[end + 1].inner]
    return None


def _take_first_half(reading: SentenceReading, source: WordRange, cue: Cue) -> list[tuple[int, int]] | None:
    """The first half of "“…,” he said, “…”"."""
    s = reading.sentence
    k = min(source[0], cue.first) - 1
    while k >= 0 and s.lows[k] in (",", "—", "–", "-"):
        k -= 1
    if k >= 0 and s.lows[k] == QUOTE_TOKEN and k not in reading.held_quotes:
        reading.held_quotes.add(k)
        return [s.quotes[k].inner]
    return None


def _quote_end(reading: SentenceReading, cue: Cue, start: int) -> int:
    """Where what is said ends when it begins with a quotation."""
    s = reading.sentence
    k = start + 1
    while s.low(k) == QUOTE_TOKEN:
        k += 1
    following = s.low(k)
    if following in ("", ".", ",", ";", ":", "!", "?", "(", "—", "–", "-") or is_utterance(s, start):
        if following == "," and s.low(k + 1) == QUOTE_TOKEN:
            return k
        if following == "(" or following in ("", ".", ";", "!", "?", ":") or is_utterance(s, start):
            return k
        end = content_end(reading, start, cue)
        return end if any(s.lows[x] == QUOTE_TOKEN for x in range(k, end)) else k
    return content_end(reading, start, cue)
