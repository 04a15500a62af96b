"""The end of content: where a new clause, a remark or another attribution begins. Its start: :mod:`.complements`."""

from __future__ import annotations

from db.attribution.clauses import begins_clause
from db.attribution.closing_cues import closes_before, closes_quotation
from db.attribution.complements import QUESTION_WORDS
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import SentenceReading
from db.attribution.finite_verbs import has_finite, is_finite
from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CHANNEL_NOUNS,
    DETERMINERS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SAID_THINGS,
    SUBORDINATORS,
)
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.time_phrases import time_phrase_end
from db.attribution.verbs import JUDGING, Frame, vocabulary

_REMARK_VERBS = vocabulary("deny confirm reject dismiss dispute refute")
"""Verbs that comment on content: ", which the ministry denied"."""
_AFTER_CHANNEL = vocabulary("published issued released posted broadcast carried sent made with to by on , .") | {""}
_TRAILING = vocabulary(". , ; : … — – -- and but or")
_CONJUNCTIONS = vocabulary("and but while whilst although though so whereas")
_JOINING = vocabulary("and but while whereas although though yet or then")
_CONTENT_OPENERS = QUESTION_WORDS | DETERMINERS | {QUOTE_TOKEN} | vocabulary("that , : he she it they against to")


def content_end(reading: SentenceReading, start: int, cue: Cue | None = None, *, phrase: bool = False) -> int:
    """Index after the last word of some content: the end of its clause, which may be long before the full stop.

    "The minister said it fell, adding that nobody saw it": the content of "said" ends before the comma.

    :param reading: the sentence with all its cues.
    :param start: index of the first word of the content.
    :param cue: the cue that the content belongs to, if it has one.
    :param phrase: whether the content is a noun phrase or an infinitive, which any new clause ends.
    """
    s = reading.sentence
    end = min((stop for stop in reading.content_ends if stop > start), default=len(s))
    later = [c for c in reading.cues if c.first > start and c is not cue]
    for k in range(start, end):
        if s.lows[k] == ";" or (k > start and _ends_before(s, k, end, later, cue, phrase)):
            end = k
            break
        if s.lows[k] == QUOTE_TOKEN and k > start and closes_quotation(s, k + 1, later):
            end = k + 1
            break
    while end > start and s.lows[end - 1] in _TRAILING:
        end -= 1
    return end


def _ends_before(s: Sentence, k: int, end: int, later: list[Cue], cue: Cue | None, phrase: bool) -> bool:
    """Whether content ends before the word at an index.

    :param later: cues after the start of the content.
    """
    low = s.lows[k]
    if low == ":" and s.low(k + 1) == QUOTE_TOKEN:
        return True
    spaced_dash = low in ("—", "–", "--", "-") and s.starts[k] > s.ends[k - 1]
    if (low == "," or spaced_dash) and _opens_attribution(s, k, end, later):
        return True
    if low in ("and", "but", "or") and _shares_subject(s, k, later, cue):
        return True
    return (
        _opens_remark(s, k)
        or _opens_channel_phrase(s, k, phrase)
        or _next_verb_follows(s, k - 1, later, cue)
        or (phrase and _opens_clause(s, k, end))
    )


def _opens_remark(s: Sentence, k: int) -> bool:
    """Whether a comma opens a remark about the content: "it fell, a claim the ministry denied"."""
    if s.lows[k] != "," or s.low(k + 1) not in ("a", "an", "something", "claims", "allegations", "charges"):
        return False
    head = s.find(SAID_THINGS | {"something"}, k + 1, k + 4)
    if head is None or s.low(head + 1) in ("", ",", "of"):
        return False
    return has_finite(s, head + 1, min(head + 12, len(s)))


def _opens_channel_phrase(s: Sentence, k: int, phrase: bool) -> bool:
    """Whether the channel of the content follows: "it fell, in a statement published by Reuters".

    :param phrase: whether the content is a phrase, after which the channel needs no comma.
    """
    at = k if phrase and s.lows[k] == "in" else k + 1
    if (at > k and s.lows[k] != ",") or s.low(at) not in ("in", "at", "during", "via", "on"):
        return False
    channel = s.find(CHANNEL_NOUNS, at + 1, at + 5)
    if channel is None or s.low(channel + 1) not in _AFTER_CHANNEL:
        return False
    return s.low(at + 1) in DETERMINERS or s.low(at + 1) in ("written", "comments", "remarks")


def _next_verb_follows(s: Sentence, at: int, later: list[Cue], cue: Cue | None) -> bool:
    """Whether a quotation ending in a comma is followed by the next verb: "said it was “bad,” called on them to"."""
    if cue is None or s.lows[at] != QUOTE_TOKEN or s.text[s.quotes[at].inner_end - 1] != ",":
        return False
    return any(
        other.first == at + 1
        and other.kind is not CueKind.PASSIVE
        and other.form.tense == cue.form.tense
        and Frame.INVERSION not in other.takes
        for other in later
    )


def _opens_clause(s: Sentence, k: int, end: int) -> bool:
    """Whether a clause begins after content that is a phrase: "denied the claim, and the road is closed"."""
    following = s.low(k + 1)
    if s.lows[k] in _CONJUNCTIONS:
        return following in AUXILIARIES or (k + 1 < end and is_finite(s, k + 1))
    if s.lows[k] != ",":
        return False
    if following in RELATIVES or following in PERSONAL_PRONOUNS:
        return True
    return following in _CONJUNCTIONS and s.low(k + 2) not in PREPOSITIONS and begins_clause(s, k + 2, end)


def _opens_attribution(s: Sentence, k: int, end: int, later: list[Cue]) -> bool:
    """Whether another attribution begins after a comma or a dash: "it fell, and the ministry denied it".

    :param end: index that the content can't go beyond.
    :param later: cues after the start of the content.
    """
    at = k + 1
    joined = s.low(at) in _JOINING
    if joined:
        at += 1
        if s.low(at) in ("gave", "offered", "provided", "had") and s.low(at + 1) == "no":
            return True
    if s.low(k + 1) in RELATIVES:
        return _is_relative_remark(s, k, later)
    while (stop := time_phrase_end(s, at, end)) in range(at + 1, end) or s.low(at) in ADVERBS:
        at = max(at + 1, stop)
    cue = next((cue for cue in later if cue.first >= at), None)
    if cue is None or cue.kind is CueKind.PASSIVE or cue.first - at > 14:
        return False
    if cue.first == at:
        inverts = Frame.INVERSION in cue.takes and cue.last + 1 < end and s.lows[cue.last + 1] != "that"
        return joined or cue.kind is CueKind.PARTICIPLE or inverts
    source = s.lows[at : cue.first]
    if has_finite(s, at, cue.first) or any(low in (";", ":", QUOTE_TOKEN) or low in RELATIVES for low in source):
        return False
    commas = source.count(",")
    if cue.kind is CueKind.PARTICIPLE:
        return source[0] == "with" and not commas
    if commas > 2 or (source[0] in SUBORDINATORS and source[0] != "as"):
        return False
    if joined:
        return s.low(k + 1) != "or" and not commas
    return closes_before(s, cue, end)


def _is_relative_remark(s: Sentence, k: int, later: list[Cue]) -> bool:
    """Whether a relative clause comments on the content: "it fell, which the ministry denied"."""
    cue = next((cue for cue in later if cue.first > k), None)
    if cue is None or cue.first - k > 5 or "," in s.lows[k + 1 : cue.first]:
        return False
    comments = cue.lemma in _REMARK_VERBS or Frame.DESCRIBED in cue.takes or Frame.NAMED in cue.takes
    return comments or cue.kind is CueKind.PASSIVE


def _shares_subject(s: Sentence, k: int, later: list[Cue], cue: Cue | None) -> bool:
    """Whether "and" is followed by another cue of the same source: "said it fell and confirmed that"."""
    at = s.skip(k + 1, ADVERBS)
    other = next((other for other in later if other.first >= at), None)
    if other is None or other.first != at or other.kind is CueKind.PASSIVE:
        return False
    if cue is None:
        return other.kind is CueKind.FINITE and other.form.tense in ("past", "s")
    if CueKind.PARTICIPLE in (cue.kind, other.kind):
        return other.kind is cue.kind
    if other.form.tense != cue.form.tense:
        return False
    takes_object = other.kind is CueKind.ADVISING or bool(other.takes & JUDGING) or Frame.ADDRESSEE in other.takes
    return takes_object or s.low(other.last + 1) in _CONTENT_OPENERS
