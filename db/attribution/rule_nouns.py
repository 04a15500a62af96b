"""The rule of nouns that say: "the minister's claim that …", "a warning from Smith that …", "offered an apology"."""

from __future__ import annotations

from db.attribution.clauses import begins_clause
from db.attribution.content_end import content_end
from db.attribution.drafts import Draft, SentenceReading
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, SAYING_NOUNS, SOURCELESS_NOUNS
from db.attribution.sentences import QUOTE_TOKEN, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.subjects import subject_before
from db.attribution.time_phrases import find_time_phrase
from db.attribution.verbs import vocabulary
from db.model.enums import Act

_SUPPORT_VERBS = vocabulary(
    """offered offers offer issued issues issue made makes make extended extends gave gives give delivered
    published demanded reached repeated expressed voiced drew"""
)
_WITHHELD_NOUNS = vocabulary(
    "comment comments details detail reason reasons explanation response answer information indication"
)
_POSSESSIVE = vocabulary("his her its their")


_TRIGGERS = frozenset((*SAYING_NOUNS, "no"))


def propose_from_nouns(reading: SentenceReading) -> None:
    """Add what the nouns of a sentence attribute."""
    s = reading.sentence
    if _TRIGGERS.isdisjoint(s.lows):
        return
    for k, low in enumerate(s.lows):
        if low in SAYING_NOUNS:
            if low == "apology" or low == "apologies":
                _propose_apology(reading, k)
            elif s.low(k + 1) in ("that", "by", "from", "of"):
                _propose_claim(reading, k)
        elif low == "no" and s.low(k - 1) in _SUPPORT_VERBS | {"provided", "had", "has"}:
            _propose_no_comment(reading, k)


def _propose_claim(reading: SentenceReading, k: int) -> None:
    s = reading.sentence
    at = k + 1
    source: WordRange | None = None
    if s.lows[at] in ("by", "from", "of"):
        source = source_after(s, at + 1)
        if source is None or (s.lows[at] == "of" and s.low(k) not in ("belief", "testimony", "insistence")):
            return
        at = source[1]
        if at < len(s) and s.lows[at] == ",":
            at += 1
    if s.low(at) != "that" or s.low(at + 1) in AUXILIARIES or at + 1 >= len(s) or is_finite(s, at + 1):
        return
    if s.low(k) in ("report", "statement", "remark", "promise", "announcement", "argument") and not begins_clause(
        s, at + 1, len(s)
    ):
        return
    if any(d.content and d.content[0][0] == s.starts[at + 1] for d in reading.drafts):
        return
    source = source or _possessor(reading, k) or _subject_of_support_verb(reading, k)
    if source is None and s.lows[k] not in SOURCELESS_NOUNS:
        return
    end = content_end(reading, at + 1)
    end = _cut_at_main_verb(reading, k, at + 1, end)
    if end <= at + 1:
        return
    content, form, quote = reading.take_content(at + 1, end)
    draft = Draft(
        reading.text_range(source),
        reading.text_range((k, k + 1)),
        content,
        form,
        SAYING_NOUNS[s.lows[k]],
        "",
    )
    draft.last_quote = quote
    draft.confidence = 0.55 if source else 0.4
    reading.drafts.append(draft)


def _cut_at_main_verb(reading: SentenceReading, k: int, start: int, end: int) -> int:
    """Where "the claim that it fell was false" goes on with its own verb, if it opens the sentence."""
    s = reading.sentence
    for x in range(start, end - 1):
        if s.lows[x] == QUOTE_TOKEN and s.lows[x + 1] in AUXILIARIES:
            return x + 1
    if any(is_finite(s, x) for x in range(k)):
        return end
    verbs = [
        x
        for x in range(start, end)
        if s.lows[x] in AUXILIARIES and s.lows[x - 1] not in AUXILIARIES and s.lows[x] not in ("be", "been", "being")
    ]
    plain = [x for x in range(start, end) if is_finite(s, x) and s.lows[x] not in AUXILIARIES]
    if len(verbs) >= 2 or (verbs and plain and plain[0] < verbs[-1]):
        return verbs[-1]
    return end


def _possessor(reading: SentenceReading, k: int) -> WordRange | None:
    """Whose claim it is: "the minister's claim", "their warning"."""
    s = reading.sentence
    x = k - 1
    while x >= 0 and k - x <= 3:
        low = s.lows[x]
        if low in _POSSESSIVE:
            return (x, x + 1)
        if low.endswith("'s") or low.endswith("s'"):
            return subject_before(s, x)
        if low == "'" or low == "’":
            return subject_before(s, x - 1)
        if low in DETERMINERS or low in PREPOSITIONS or is_finite(s, x):
            return None
        x -= 1
    return None


def _subject_of_support_verb(reading: SentenceReading, k: int) -> WordRange | None:
    """Whose claim it is in "Smith made the claim that …", "the panel came to the conclusion that …"."""
    s = reading.sentence
    verb = _support_verb(reading, k)
    if verb is None and s.lows[k - 2 : k] == ["to", "the"] and s.low(k - 3) in ("came", "come", "comes"):
        verb = k - 3
    if verb is None:
        return None
    while s.low(verb - 1) in AUXILIARIES:
        verb -= 1
    return subject_before(s, verb - 1, reading.last_source)


def _support_verb(reading: SentenceReading, k: int) -> int | None:
    """Index of the verb in "offered a quick apology"."""
    s = reading.sentence
    for x in range(k - 1, max(k - 6, -1), -1):
        if s.lows[x] in _SUPPORT_VERBS:
            return x
        if is_finite(s, x) or s.lows[x] in PREPOSITIONS or s.lows[x] in (",", QUOTE_TOKEN):
            return None
    return None


def _propose_apology(reading: SentenceReading, k: int) -> None:
    s = reading.sentence
    verb = _support_verb(reading, k)
    if verb is None or s.lows[verb] == "demanded":
        return
    x = verb - 1
    while x >= 0 and (s.lows[x] in AUXILIARIES or s.lows[x] in ADVERBS):
        if s.lows[x] in ("not", "never", "should", "must", "would", "will", "could", "may", "might") or s.lows[
            x
        ].endswith("n't"):
            return
        x -= 1
    source = subject_before(s, x, reading.last_source)
    if source is None or s.low(x) == "to":
        return
    end = content_end(reading, k + 1)
    start = k + 1
    if end <= start:
        start, end = k, k + 1
    for y in range(start, end):
        if s.lows[y] == "for":
            start = y
            break
        if s.lows[y] in (",", QUOTE_TOKEN):
            break
    content, form, _ = reading.take_content(start, end)
    draft = Draft(
        reading.text_range(source),
        reading.text_range((x + 1, k + 1)),
        content,
        form,
        Act.APOLOGISE,
        "apologise",
        act_is_final=True,
    )
    draft.confidence = 0.6
    reading.drafts.append(draft)


def _propose_no_comment(reading: SentenceReading, k: int) -> None:
    """ "gave no details", "had no comment"."""
    s = reading.sentence
    noun = next((x for x in range(k + 1, min(k + 4, len(s))) if s.lows[x] in _WITHHELD_NOUNS), None)
    if noun is None or (s.lows[k - 1] in ("had", "has") and not s.lows[noun].startswith("comment")):
        return
    first = k - 1
    while first > 0 and s.lows[first - 1] in AUXILIARIES | ADVERBS:
        first -= 1
    source = subject_before(s, first - 1, reading.last_source)
    if source is None:
        return
    end = content_end(reading, noun)
    content, form, _ = reading.take_content(k, max(end, noun + 1))
    draft = Draft(
        reading.text_range(source),
        reading.text_range((first, k)),
        content,
        form,
        Act.DECLINE,
        "decline",
        act_is_final=True,
    )
    draft.confidence = 0.55
    draft.time = reading.text_range(find_time_phrase(s, [(end, min(end + 6, len(s)))]))
    reading.drafts.append(draft)
