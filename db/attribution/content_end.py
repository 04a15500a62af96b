"""Endings: where what is said ends, and whether a cue closes its clause. Where it begins is read in :mod:`.clauses`."""

from __future__ import annotations

from db.attribution.clauses import begins_clause
from db.attribution.complements import QUESTION_WORDS
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import SentenceReading
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import (
    ADDRESSEES,
    ADVERBS,
    AUXILIARIES,
    CHANNEL_NOUNS,
    DETERMINERS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SAID_THINGS,
    SUBORDINATORS,
    TITLES,
)
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.time_phrases import is_time, time_phrase_end
from db.attribution.verbs import JUDGING, Frame, vocabulary

_REMARK_VERBS = vocabulary("deny confirm reject dismiss dispute refute")
"""Verbs by which ", which the ministry denied" says something about what was said."""
_AFTER_CHANNEL = vocabulary("published issued released posted broadcast carried sent made with to by on , .") | {""}
_TRAILING = vocabulary(". , ; : … — – -- and but or")
_CONJUNCTIONS = vocabulary("and but while whilst although though so whereas")


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
        if s.lows[k] == QUOTE_TOKEN and k > start and _tag_follows(s, k + 1, later):
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
    """Whether a comma opens a remark on what was said (", a charge the ministry denied")."""
    if s.lows[k] != "," or s.low(k + 1) not in ("a", "an", "something", "claims", "allegations", "charges"):
        return False
    head = next(
        (x for x in range(k + 1, min(k + 4, len(s))) if s.lows[x] in SAID_THINGS or s.lows[x] == "something"), 0
    )
    return (
        bool(head)
        and s.low(head + 1) not in ("", ",", "of")
        and any(is_finite(s, x) for x in range(head + 1, min(head + 12, len(s))))
    )


def _opens_channel_phrase(s: Sentence, k: int, phrase: bool) -> bool:
    """Whether a comma opens what it was said in (", in a statement published by …")."""
    at = k if phrase and s.lows[k] == "in" else k + 1
    if (at > k and s.lows[k] != ",") or s.low(at) not in ("in", "at", "during", "via", "on"):
        return False
    k = at - 1
    head = next((x for x in range(k + 2, min(k + 6, len(s))) if s.lows[x] in CHANNEL_NOUNS), None)
    if head is None or s.low(k + 2) not in DETERMINERS | {"written", "comments", "remarks"}:
        return False
    return s.low(head + 1) in _AFTER_CHANNEL


def _next_verb_follows(s: Sentence, at: int, later: list[Cue], cue: Cue | None) -> bool:
    """Whether the next verb of the same subject follows a quotation that ends in a comma ("was “bad,” called on …")."""
    if cue is None or s.lows[at] != QUOTE_TOKEN or s.text[s.quotes[at].inner_end - 1] != ",":
        return False
    return any(
        o.first == at + 1
        and o.kind is not CueKind.PASSIVE
        and o.form.tense == cue.form.tense
        and Frame.INVERSION not in o.takes
        for o in later
    )


def _opens_clause(s: Sentence, k: int, end: int) -> bool:
    """Whether a clause of its own begins after a phrase that is said (", and the road is closed")."""
    following = s.low(k + 1)
    if s.lows[k] in _CONJUNCTIONS:
        return following in AUXILIARIES or (is_finite(s, k + 1) if k + 1 < end else False)
    if s.lows[k] != ",":
        return False
    return following in RELATIVES | PERSONAL_PRONOUNS or (
        following in _CONJUNCTIONS and s.low(k + 2) not in PREPOSITIONS and begins_clause(s, k + 2, end)
    )


def _opens_attribution(s: Sentence, k: int, end: int, later: list[Cue]) -> bool:
    """Whether what follows a comma belongs to another attribution."""
    x = k + 1
    low = s.low(x)
    if low in ("and", "but", "while", "whereas", "although", "though", "yet", "or", "then"):
        x += 1
    joined = x > k + 1
    if joined and s.low(x) in ("gave", "offered", "provided", "had") and s.low(x + 1) == "no":
        return True
    while s.low(x) in ADVERBS or (time_phrase_end(s, x, end) > x and time_phrase_end(s, x, end) < end):
        x = max(x + 1, time_phrase_end(s, x, end))
    if s.low(k + 1) in RELATIVES:
        near = next((c for c in later if c.first > k), None)
        return (
            near is not None
            and near.first - k <= 5
            and (
                near.kind is CueKind.PASSIVE
                or near.lemma in _REMARK_VERBS
                or Frame.DESCRIBED in near.takes
                or Frame.NAMED in near.takes
            )
            and not any(s.lows[y] == "," for y in range(k + 1, near.first))
        )
    for other in later:
        if other.first < x:
            continue
        if other.first == x:
            return other.kind is not CueKind.PASSIVE and (
                joined or other.kind is CueKind.PARTICIPLE or _may_invert(s, other, end)
            )
        if other.first - x > 14:
            return False
        between = range(x, other.first)
        if any(is_finite(s, y) or s.lows[y] in (";", ":", QUOTE_TOKEN) or s.lows[y] in RELATIVES for y in between):
            return False
        commas = [y for y in between if s.lows[y] == ","]
        if other.kind is CueKind.PARTICIPLE:
            return s.low(x) == "with" and not commas
        if other.kind is CueKind.PASSIVE or len(commas) > 2:
            return False
        if (s.lows[x] in SUBORDINATORS and s.lows[x] != "as") or s.lows[x] in RELATIVES:
            return False
        if joined:
            return s.low(k + 1) != "or" and not commas
        return _is_tag(s, other, end)
    return False


def _may_invert(s: Sentence, cue: Cue, end: int) -> bool:
    return Frame.INVERSION in cue.takes and cue.last + 1 < end and s.lows[cue.last + 1] != "that"


def _shares_subject(s: Sentence, k: int, later: list[Cue], cue: Cue | None) -> bool:
    """Whether "and" goes on with another verb of saying of the same subject ("said that …, and confirmed that …")."""
    x = k + 1
    while s.low(x) in ADVERBS:
        x += 1
    for other in later:
        if other.first == x:
            if other.kind is CueKind.PASSIVE:
                return False
            if cue is None:
                return other.kind is CueKind.FINITE and other.form.tense in ("past", "s")
            if other.kind is CueKind.PARTICIPLE or cue.kind is CueKind.PARTICIPLE:
                return other.kind is cue.kind
            same = other.form.tense == cue.form.tense
            return same and (
                s.low(other.last + 1) in ("that", QUOTE_TOKEN, ",", ":", "he", "she", "it", "they", "against", "to")
                or s.low(other.last + 1) in QUESTION_WORDS
                or bool(other.takes & JUDGING)
                or s.low(other.last + 1) in DETERMINERS
                or other.kind is CueKind.ADVISING
                or Frame.ADDRESSEE in other.takes
            )
        if other.first > x:
            return False
    return False


def _tag_follows(s: Sentence, x: int, later: list[Cue]) -> bool:
    """Whether a new cue follows a quotation at once ("…” he said")."""
    if s.low(x) in ("what", "as"):
        return False
    for other in later:
        if other.first >= x:
            return (
                other.first - x <= 6
                and other.kind is CueKind.FINITE
                and not any(
                    is_finite(s, y) or s.lows[y] in (",", "and", "that", "who", "which") for y in range(x, other.first)
                )
                and _is_tag(s, other, len(s))
                and s.low(x) not in PREPOSITIONS
            )
    return False


def _is_tag(s: Sentence, cue: Cue, end: int) -> bool:
    """Whether a cue closes the sentence (", he said in a statement.")."""
    x = cue.last + 1
    if x >= end or s.lows[x] in (".", ",", ";", "!", "?", QUOTE_TOKEN):
        return True
    return _only_phrases_follow(s, x, end)


def clause_start(s: Sentence, end: int) -> int:
    """Where the clause begins that a trailing attribution closes ("…, the ministry said")."""
    k = 0
    while k < end and (
        s.lows[k] in ("and", "but", "however", "meanwhile", "yet", "–", "—", "-", "•", "*", "(") or s.lows[k] == ","
    ):
        k += 1
    return k


def closes_clause(s: Sentence, cue: Cue) -> bool:
    """Whether a cue with nothing said after it can close its clause."""
    x = cue.last + 1
    if x >= len(s) or s.lows[x] in (".", ",", ";", "!", "?", QUOTE_TOKEN, "—", "–", "-", ")"):
        return True
    if Frame.ADDRESSEE in cue.takes:
        return True
    return _only_phrases_follow(s, x, len(s)) or is_time(s, x) or s.lows[x] in TITLES


def _only_phrases_follow(s: Sentence, x: int, end: int) -> bool:
    """Whether only phrases, and no clause of its own, follow."""
    low = s.low(x)
    opens = (
        low in PREPOSITIONS
        or low in ADVERBS
        or time_phrase_end(s, x, end) > x
        or low in ADDRESSEES
        or s.is_capitalised(x)
        or low in ("when", "while", "as", "after", "the")
    )
    return opens and low != "that" and not _clause_follows(s, x, end)


def _clause_follows(s: Sentence, x: int, end: int) -> bool:
    for k in range(x, min(x + 15, end)):
        if s.lows[k] in (",", QUOTE_TOKEN):
            return s.lows[k] == QUOTE_TOKEN or s.low(k + 1) == QUOTE_TOKEN
        if s.lows[k] == "that":
            return True
        if s.lows[k] in ("when", "while", "as", "after", "who"):
            return False
        if is_finite(s, k):
            return True
    return False
