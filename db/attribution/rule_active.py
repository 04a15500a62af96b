"""The rule of verbs that say: "X said that …", "“…,” said X", "…, X said", "saying that …", "X and added …"."""

from __future__ import annotations

from dataclasses import replace

from db.attribution.closing_cues import closes_clause
from db.attribution.complements import Complement, ComplementKind, find_complement
from db.attribution.content_after import add_content_after
from db.attribution.content_before import add_content_before
from db.attribution.cue_drafts import draft_for_cue
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import SentenceReading
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import (
    ADVERBS,
    COORDINATORS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RESEARCH_SUBJECTS,
    SAID_THINGS,
)
from db.attribution.performatives import find_performative_complement
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.subjects import source_of_participle, subject_before
from db.attribution.verbs import PREPOSED, Frame
from db.model.enums import Act, QuoteForm

_FIRST_PERSON = frozenset({"i", "we", "you", "one", "i'm", "we're"})
_MAX_TAG_WORDS = 12
"""Words in which a source after a quotation reaches its verb."""


def propose_active(reading: SentenceReading, cue: Cue) -> None:
    """Read one active cue of a sentence, and add what it attributes."""
    s = reading.sentence
    if cue.kind is CueKind.PARTICIPLE:
        _propose_participle(reading, cue)
        return
    inverted = _inverted_source(reading, cue)
    if inverted is not None:
        reading.last_source = inverted
        add_content_before(reading, cue, inverted, inverted=True, end=cue.first)
        return
    last = cue.first - 1
    source = (cue.first, cue.first + 1) if cue.holds_subject else subject_before(s, last, reading.last_source)
    if source is None:
        return
    if s.lows[source[0]] == "neither":
        cue = replace(cue, negated=True)
    if last < 0 or s.lows[last] not in COORDINATORS or reading.last_source is None:
        reading.last_source = source
    follows = find_complement(s, cue, research=any(word in RESEARCH_SUBJECTS for word in s.lows[source[0] : source[1]]))
    if s.low(source[0] - 1) == "as" and _as_clause(reading, cue, source, follows):
        return
    follows = follows or find_performative_complement(s, cue)
    if follows is not None and not _belongs_to_other_cue(reading, cue, source, follows):
        if _attributes(reading, cue, source, follows):
            add_content_after(reading, cue, source, follows)
        return
    if cue.act is Act.DENY and _propose_denied_remark(reading, cue, source):
        return
    closes = _follows_quotation(s, source) or closes_clause(s, cue)
    if closes and not cue.negated and cue.takes & PREPOSED:
        add_content_before(reading, cue, source, inverted=False, end=source[0])


def _propose_participle(reading: SentenceReading, cue: Cue) -> None:
    """Read a participle: ", adding that …", "a statement saying …"."""
    s = reading.sentence
    source = source_of_participle(s, cue.first, reading.last_source)
    follows = find_complement(s, cue, research=True) or find_performative_complement(s, cue)
    if source is None or follows is None:
        return
    doubtful = follows.kind is ComplementKind.BARE and cue.lemma in (
        "read",
        "ask",
        "add",
        "note",
        "show",
        "find",
        "report",
        "believe",
        "think",
    )
    if not doubtful or _participle_attributes(reading, cue):
        add_content_after(reading, cue, source, follows)


def _participle_attributes(reading: SentenceReading, cue: Cue) -> bool:
    return cue.lemma in ("note", "add", "believe", "think", "report") and reading.sentence.low(cue.first - 1) != "of"


def _follows_quotation(s: Sentence, source: WordRange) -> bool:
    """Whether a quotation stands right before a source."""
    before = s.low(source[0] - 1)
    return before == QUOTE_TOKEN or (before == "," and s.low(source[0] - 2) == QUOTE_TOKEN)


def _propose_denied_remark(reading: SentenceReading, cue: Cue, source: WordRange) -> bool:
    """Add ", a charge the ministry denied": what was said before it is what is denied."""
    s = reading.sentence
    noun = source[0] - 1
    if s.low(noun) == "that":
        noun -= 1
    if s.low(noun) not in SAID_THINGS | {"something", "which"} or not closes_clause(s, cue):
        return False
    opening = noun
    while opening > 0 and s.lows[opening] not in (",", "-", "–", "—"):
        opening -= 1
    if opening == 0 or noun - opening > 4:
        return False
    before = [d for d in reading.drafts if d.content and d.content[-1][1] <= s.starts[opening] + 1]
    content = list(before[-1].content) if before else [reading.text_range((0, opening))]
    draft = draft_for_cue(reading, cue, source, content, QuoteForm.INDIRECT)
    draft.answers_earlier, draft.is_remark = True, True
    reading.drafts.append(draft)
    return True


def _belongs_to_other_cue(reading: SentenceReading, cue: Cue, source: WordRange, follows: Complement) -> bool:
    """Whether what seems to follow a cue belongs to what comes before it, or to a cue after it."""
    if follows.kind in (ComplementKind.BARE, ComplementKind.QUESTION):
        return _closes_quotation(reading, cue, source)
    s = reading.sentence
    if follows.kind is not ComplementKind.QUOTATION or follows.start <= cue.last + 2:
        return False
    after = next((other for other in reading.cues if other.first > follows.start), None)
    if after is None or after.first - follows.start > _MAX_TAG_WORDS or not closes_clause(s, after):
        return False
    tag = subject_before(s, after.first - 1)
    return tag is not None and tag[0] == follows.start + 1


def _closes_quotation(reading: SentenceReading, cue: Cue, source: WordRange) -> bool:
    """Whether "“…,” he said as the crowd left" closes a quotation although a clause seems to follow."""
    s = reading.sentence
    return _follows_quotation(s, source) and s.low(cue.last + 1) in PREPOSITIONS | {"when", "while", "as", "after"}


def _attributes(reading: SentenceReading, cue: Cue, source: WordRange, follows: Complement) -> bool:
    """Whether a cue and its source attribute here: "I think" and a bare "we know" don't."""
    s = reading.sentence
    first = s.lows[source[0]]
    if first in ("nobody", "none", "no", "neither") or s.low(source[0] - 1) in ("if", "unless", "whether"):
        return False
    if (
        first == "we"
        and follows.kind in (ComplementKind.THAT, ComplementKind.QUOTATION)
        and Frame.BELIEF not in cue.takes
        and s.depth == 0
    ):
        return True
    if first in _FIRST_PERSON and source[1] - source[0] == 1 and follows.kind is not ComplementKind.QUOTATION:
        return Frame.BELIEF not in cue.takes and cue.lemma in (
            "deny",
            "confirm",
            "apologise",
            "apologize",
            "urge",
            "accuse",
        )
    if (
        first in ("it", "that", "this", "which", "what")
        and cue.lemma
        in ("show", "mean", "suggest", "feel", "indicate", "demonstrate", "seem", "find", "signal", "claim")
        and follows.kind is ComplementKind.BARE
    ):
        return cue.lemma in ("claim", "find")
    if cue.negated and Frame.BELIEF in cue.takes and first in _FIRST_PERSON:
        return False
    if cue.lemma in ("know", "feel", "learn", "assume", "imagine") and follows.kind in (
        ComplementKind.QUESTION,
        ComplementKind.BARE,
    ):
        return False
    return not (cue.lemma == "expect" and follows.kind is not ComplementKind.THAT)


def _inverted_source(reading: SentenceReading, cue: Cue) -> WordRange | None:
    """The source of "“…,” said Smith"; None where the verb does not come first."""
    s = reading.sentence
    k = cue.first - 1
    while k >= 0 and s.lows[k] in ADVERBS:
        k -= 1
    if Frame.INVERSION not in cue.takes or k < 0 or cue.negated or cue.form.tense not in ("past", "s", "base"):
        return None
    quoted = s.lows[k] == QUOTE_TOKEN or (s.lows[k] in (",", "—", "–", "-") and s.low(k - 1) == QUOTE_TOKEN)
    if not quoted and s.lows[k] != ",":
        return None
    x = cue.last + 1
    if s.low(x) in ("that", QUOTE_TOKEN, ",", "", ":", ".") or (s.low(x) in PERSONAL_PRONOUNS and not quoted):
        return None
    if s.low(x) in PREPOSITIONS or s.low(x) in ("if", "whether", "how", "why"):
        return None
    source = source_after(s, x)
    if source is None or (is_finite(s, min(source[1], len(s) - 1)) and source[1] < len(s)):
        return None
    if not quoted and (
        s.low(source[1]) not in (".", ",", "", "on", "in", "during", "after", "at", "who", "as", ";")
        or (subject_before(s, k) is not None and _closes_apposition(reading, k))
    ):
        return None
    if s.low(source[1]) in ("that",) and s.low(source[1] + 1) not in ("was", "is", "has", "had"):
        return None
    return source


def _closes_apposition(reading: SentenceReading, comma: int) -> bool:
    """Whether the comma before a verb closes an apposition ("Smith, a captain, said")."""
    s = reading.sentence
    return not any(is_finite(s, k) for k in range(comma))


def _as_clause(reading: SentenceReading, cue: Cue, source: WordRange, follows: Complement | None) -> bool:
    """ "As Smith told the paper, …" and "…, as Smith said": the main clause is what is said."""
    s = reading.sentence
    if follows is not None and follows.kind in (ComplementKind.THAT, ComplementKind.QUESTION):
        return False
    opening = source[0] - 1
    if opening == 0:
        comma = next((k for k in range(cue.last + 1, min(cue.last + 16, len(s))) if s.lows[k] == ","), None)
        if comma is None or comma + 1 >= len(s):
            return False
        addressee = (cue.last + 1, comma) if comma > cue.last + 1 and Frame.ADDRESSEE in cue.takes else None
        add_content_after(reading, cue, source, Complement(comma + 1, ComplementKind.BARE, addressee))
        return True
    if s.lows[opening - 1] == "," and closes_clause(s, cue):
        add_content_before(reading, cue, source, inverted=False, end=opening)
        return True
    return False
