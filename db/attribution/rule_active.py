"""The rule for active verbs: "X said that …", "“…,” said X", "…, X said", "X spoke, adding that …"."""

from __future__ import annotations

from db.attribution.closing_cues import closes_clause
from db.attribution.complements import Complement, ComplementKind, find_complement
from db.attribution.content_after import add_content_after
from db.attribution.content_before import add_content_before
from db.attribution.cue_drafts import draft_for_cue
from db.attribution.cues import Cue, CueKind
from db.attribution.drafts import SentenceReading
from db.attribution.finite_verbs import has_finite, is_finite
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
from db.attribution.verbs import PREPOSED, Frame, vocabulary
from db.dataclass import replace
from db.model.enums import Act, QuoteForm

_FIRST_PERSON = frozenset({"i", "we", "you", "one", "i'm", "we're"})
_MAX_TAG_WORDS = 12
"""Words between a quotation and the verb that attributes it: "“It fell,” the head of the ministry said"."""
_DASHES = (",", "—", "–", "-")
_NOT_INVERTED = PREPOSITIONS | {QUOTE_TOKEN, ""} | vocabulary("that , : . if whether how why")
"""Words after a verb that don't begin its source."""
_AFTER_INVERTED_SOURCE = vocabulary(". , on in during after at who as ;") | {""}


def propose_active(reading: SentenceReading, cue: Cue) -> None:
    """Add the drafts of a cue in the active voice."""
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
    if s.low(last) not in COORDINATORS or reading.last_source is None:
        reading.last_source = source
    complement = find_complement(s, cue, research=not RESEARCH_SUBJECTS.isdisjoint(s.lows[slice(*source)]))
    if s.low(source[0] - 1) == "as" and _propose_as_clause(reading, cue, source, complement):
        return
    complement = complement or find_performative_complement(s, cue)
    if complement is not None and not _belongs_to_other_cue(reading, cue, source, complement):
        if _attributes(s, cue, source, complement):
            add_content_after(reading, cue, source, complement)
        return
    if cue.act is Act.DENY and _propose_denied_remark(reading, cue, source):
        return
    closes = _follows_quotation(s, source) or closes_clause(s, cue)
    if closes and not cue.negated and cue.takes & PREPOSED:
        add_content_before(reading, cue, source, inverted=False, end=source[0])


def _propose_participle(reading: SentenceReading, cue: Cue) -> None:
    """Add the draft of a participle: "it fell, adding that", "a statement saying"."""
    s = reading.sentence
    source = source_of_participle(s, cue.first, reading.last_source)
    complement = find_complement(s, cue, research=True) or find_performative_complement(s, cue)
    if source is None or complement is None:
        return
    if complement.kind is ComplementKind.BARE:
        after_of = s.low(cue.first - 1) == "of" and cue.lemma in ("add", "note", "report", "believe", "think")
        if after_of or cue.lemma in ("read", "ask", "show", "find"):
            return
    add_content_after(reading, cue, source, complement)


def _follows_quotation(s: Sentence, source: WordRange) -> bool:
    """Whether a quotation stands right before a source."""
    before = s.low(source[0] - 1)
    return before == QUOTE_TOKEN or (before == "," and s.low(source[0] - 2) == QUOTE_TOKEN)


def _propose_denied_remark(reading: SentenceReading, cue: Cue, source: WordRange) -> bool:
    """Add the draft of ", a charge the ministry denied", whose content is what precedes it.

    :returns: whether it is such a remark.
    """
    s = reading.sentence
    noun = source[0] - 1
    if s.low(noun) == "that":
        noun -= 1
    if s.low(noun) not in SAID_THINGS and s.low(noun) not in ("something", "which"):
        return False
    opening = noun
    while opening > 0 and s.lows[opening] not in _DASHES:
        opening -= 1
    if opening == 0 or noun - opening > 4 or not closes_clause(s, cue):
        return False
    before = [d for d in reading.drafts if d.content and d.content[-1][1] <= s.starts[opening] + 1]
    content = list(before[-1].content) if before else [reading.text_range((0, opening))]
    draft = draft_for_cue(reading, cue, source, content, QuoteForm.INDIRECT)
    draft.answers_earlier, draft.is_remark = True, True
    reading.drafts.append(draft)
    return True


def _belongs_to_other_cue(reading: SentenceReading, cue: Cue, source: WordRange, complement: Complement) -> bool:
    """Whether the words after a cue aren't its content: the cue follows it, or the next cue takes it."""
    s = reading.sentence
    if complement.kind in (ComplementKind.BARE, ComplementKind.QUESTION):  # "“It fell,” he said as the crowd left"
        following = s.low(cue.last + 1)
        opens_phrase = following in PREPOSITIONS or following in ("when", "while", "as", "after")
        return opens_phrase and _follows_quotation(s, source)
    if complement.kind is not ComplementKind.QUOTATION or complement.start <= cue.last + 2:
        return False
    after = next((other for other in reading.cues if other.first > complement.start), None)
    if after is None or after.first - complement.start > _MAX_TAG_WORDS or not closes_clause(s, after):
        return False
    tag_source = subject_before(s, after.first - 1)
    return tag_source is not None and tag_source[0] == complement.start + 1


def _attributes(s: Sentence, cue: Cue, source: WordRange, complement: Complement) -> bool:
    """Whether a cue attributes with its source: "I think", "nobody said" and a bare "we know" don't."""
    first = s.lows[source[0]]
    bare = complement.kind is ComplementKind.BARE
    if first in ("nobody", "none", "no", "neither") or s.low(source[0] - 1) in ("if", "unless", "whether"):
        return False
    believes = Frame.BELIEF in cue.takes
    speech = complement.kind in (ComplementKind.THAT, ComplementKind.QUOTATION)
    if first == "we" and speech and not believes and s.depth == 0:
        return True
    if first in _FIRST_PERSON and source[1] - source[0] == 1 and complement.kind is not ComplementKind.QUOTATION:
        return cue.lemma in ("deny", "confirm", "apologise", "apologize", "urge", "accuse")
    if first in _FIRST_PERSON and cue.negated and believes:
        return False
    impersonal = first in ("it", "that", "this", "which", "what")
    if impersonal and bare and cue.lemma in ("show", "suggest", "feel", "indicate", "demonstrate", "signal"):
        return False
    if cue.lemma in ("know", "feel", "learn", "assume", "imagine"):
        return not bare and complement.kind is not ComplementKind.QUESTION
    return cue.lemma != "expect" or complement.kind is ComplementKind.THAT


def _inverted_source(reading: SentenceReading, cue: Cue) -> WordRange | None:
    """The source of "“It fell,” said Smith", or None if the verb doesn't precede its source."""
    s = reading.sentence
    last = s.skip_back(cue.first - 1, ADVERBS)
    if Frame.INVERSION not in cue.takes or last < 0 or cue.negated or cue.form.tense not in ("past", "s", "base"):
        return None
    quoted = s.lows[last] == QUOTE_TOKEN or (s.lows[last] in _DASHES and s.low(last - 1) == QUOTE_TOKEN)
    if not quoted and s.lows[last] != ",":
        return None
    following = s.low(cue.last + 1)
    if following in _NOT_INVERTED or (following in PERSONAL_PRONOUNS and not quoted):
        return None
    source = source_after(s, cue.last + 1)
    if source is None or (source[1] < len(s) and is_finite(s, source[1])):
        return None
    after = s.low(source[1])
    if not quoted:
        if after not in _AFTER_INVERTED_SOURCE:
            return None
        if subject_before(s, last) is not None and not has_finite(s, 0, last):  # "Smith, a captain, said yesterday"
            return None
    return None if after == "that" and s.low(source[1] + 1) not in ("was", "is", "has", "had") else source


def _propose_as_clause(reading: SentenceReading, cue: Cue, source: WordRange, complement: Complement | None) -> bool:
    """Add the draft of "As Smith told the paper, it fell" or "it fell, as Smith said".

    :returns: whether it is such a clause.
    """
    s = reading.sentence
    if complement is not None and complement.kind in (ComplementKind.THAT, ComplementKind.QUESTION):
        return False
    opening, after = source[0] - 1, cue.last + 1
    if opening == 0:
        comma = s.find((",",), after, after + 15)
        if comma is None or comma + 1 >= len(s):
            return False
        addressee = (after, comma) if comma > after and Frame.ADDRESSEE in cue.takes else None
        add_content_after(reading, cue, source, Complement(comma + 1, ComplementKind.BARE, addressee))
        return True
    if s.lows[opening - 1] == "," and closes_clause(s, cue):
        add_content_before(reading, cue, source, inverted=False, end=opening)
        return True
    return False
