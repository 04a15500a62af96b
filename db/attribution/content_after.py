"""Content after its cue: "said that it fell", "denied the report", "said: “It fell.”"."""

from __future__ import annotations

from db.attribution.complements import Complement, ComplementKind
from db.attribution.content_end import content_end
from db.attribution.cue_drafts import add_time_and_outlet, draft_for_cue, set_act_from_cue
from db.attribution.cues import Cue
from db.attribution.drafts import SentenceReading, is_utterance
from db.attribution.lexicon import ADVERBS, DETERMINERS, SAID_THINGS
from db.attribution.paragraphs import TextRange
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.model.enums import Act, QuoteForm


def add_content_after(reading: SentenceReading, cue: Cue, source: WordRange, complement: Complement) -> None:
    """Add the draft of a cue whose content follows it.

    A quotation after the content's colon is a second draft: "told them any plan “must be fair”: “We will wait.”".
    """
    s = reading.sentence
    start, end = _content_range(reading, cue, complement)
    if start >= end or not any(c.isalnum() for word in s.words[start:end] for c in word[:40]):
        return
    content, form, quote = reading.take_content(start, end)
    if s.lows[start] == QUOTE_TOKEN and end == start + 1 and not _is_speech(s, start):
        form, content = QuoteForm.MIXED, [reading.text_range((start, end))]
    first_half = _take_first_half(reading, min(source[0], cue.first) - 1)
    if first_half is not None and form is QuoteForm.DIRECT:
        content.insert(0, first_half)
    draft = draft_for_cue(reading, cue, source, content, form)
    draft.last_quote = quote
    if start <= cue.last:
        draft.cue = reading.text_range((cue.first, start))
    if complement.is_phrase and cue.lemma in ("tell", "ask", "warn", "remind", "advise"):
        draft.act, draft.act_is_final = Act.ADVISE, True
    denies = cue.lemma in ("deny", "reject", "dismiss", "refute", "dispute", "rebut")
    if complement.kind is ComplementKind.OBJECT and denies:
        draft.answers_earlier = _refers_back(s, start, end)
    add_time_and_outlet(reading, draft, cue, source, complement, end)
    set_act_from_cue(draft, cue, complement)
    reading.drafts.append(draft)
    if s.low(end) == ":" and s.low(end + 1) == QUOTE_TOKEN and end + 1 not in reading.held_quotes:
        reading.held_quotes.add(end + 1)
        quote = s.quotes[end + 1]
        following = draft_for_cue(reading, cue, source, [quote.inner], QuoteForm.DIRECT)
        following.last_quote = quote
        reading.drafts.append(following)


def _content_range(reading: SentenceReading, cue: Cue, complement: Complement) -> WordRange:
    """The words of the content, which may be none."""
    s = reading.sentence
    start = complement.start
    if complement.kind is ComplementKind.QUOTATION or s.lows[start] == QUOTE_TOKEN:
        end = _end_of_quoted_content(reading, cue, start)
    else:
        end = content_end(reading, start, cue, phrase=complement.is_phrase)
        if complement.is_phrase and cue.act is Act.DENY and s.lows[start] in ("this", "it", "that"):
            stop, end = end, start + 1
            while end < stop and (s.lows[end] in ADVERBS or s.lows[end].endswith("ly")):  # "denied this outright"
                end += 1
    return s.skip(start, (",", ":")), end


def _end_of_quoted_content(reading: SentenceReading, cue: Cue, start: int) -> int:
    """Index after content that begins with a quotation, which the clause may continue: "said “it” fell"."""
    s = reading.sentence
    after = s.skip(start + 1, (QUOTE_TOKEN,))
    following = s.low(after)
    if following in ("", ".", ";", "!", "?", ":", "(") or is_utterance(s, start):
        return after
    if following == "," and s.low(after + 1) == QUOTE_TOKEN:
        return after
    end = content_end(reading, start, cue)
    parted = following in (",", "—", "–", "-")
    return after if parted and QUOTE_TOKEN not in s.lows[after:end] else end


def _refers_back(s: Sentence, start: int, end: int) -> bool:
    """Whether an object is something said before: "this", "the report", but not "the report that it fell"."""
    if s.lows[start] in ("this", "it", "that", "these", "those", "them"):
        return True
    said = s.lows[start] in DETERMINERS and any(low in SAID_THINGS for low in s.lows[start : min(start + 4, end)])
    return said and not any(low in ("that", "of") for low in s.lows[start:end])


def _is_speech(s: Sentence, at: int) -> bool:
    """Whether a lone quotation after a cue is an utterance rather than a fragment: not "said that “mistakes”"."""
    words = s.text[slice(*s.quotes[at].inner)].split(None, 5)
    before = s.low(at - 1)
    if before in (",", ":"):
        return True
    return before != "that" and words[0] != "to" and (words[0][:1].isupper() or len(words) >= 5)


def _take_first_half(reading: SentenceReading, last: int) -> TextRange | None:
    """The first half of "“It fell,” he said, “and nobody saw.”", which becomes held.

    :param last: index of the word before the source and the cue.
    """
    s = reading.sentence
    at = s.skip_back(last, (",", "—", "–", "-"))
    if at < 0 or s.lows[at] != QUOTE_TOKEN or at in reading.held_quotes:
        return None
    reading.held_quotes.add(at)
    return s.quotes[at].inner
