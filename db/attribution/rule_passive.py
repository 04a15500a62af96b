"""The rule for passives: "was confirmed by the embassy", "it was announced that", "is reported to have fled"."""

from __future__ import annotations

from db.attribution.adverbials import skip_adverbials
from db.attribution.clauses import begins_clause
from db.attribution.content_end import content_end
from db.attribution.cues import Cue
from db.attribution.drafts import AttributionDraft, SentenceReading
from db.attribution.lexicon import ADVERBS, RELATIVES, SAID_THINGS
from db.attribution.outlet_phrases import find_publisher
from db.attribution.paragraphs import TextRange
from db.attribution.rule_quoting import propose_was_quoted
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.source_phrases import source_after
from db.attribution.subjects import subject_before
from db.attribution.time_phrases import find_time_phrase, is_time
from db.attribution.verbs import vocabulary
from db.model.enums import Act, QuoteForm

_AGENT_VERBS = vocabulary(
    """confirm deny announce report reveal claim disclose corroborate verify reject dismiss dispute refute state
    acknowledge allege suggest estimate believe"""
)
"""Verbs that attribute with "by" and a source."""
_FACT_VERBS = vocabulary("confirm deny announce refute corroborate verify")
"""Of those, verbs whose subject is content."""
_REJECTING_VERBS = vocabulary("reject dismiss dispute")
"""Of those, verbs whose subject is content if it is something said."""
_REPUTE_VERBS = vocabulary("say report believe think allege claim estimate suspect assume fear reckon")
"""Verbs of "is said to have"."""
_IMPERSONAL_VERBS = _REPUTE_VERBS | vocabulary(
    "announce reveal confirm state suggest hope disclose argue speculate conclude expect note"
)
"""Verbs of "it is said that"."""
_ADVISING_VERBS = vocabulary("advise urge warn tell ask instruct remind request")
_MAX_WORDS_TO_BY = 6


def propose_passive(reading: SentenceReading, cue: Cue) -> None:
    """Add the drafts of a cue in the passive voice."""
    s = reading.sentence
    if cue.lemma in ("quote", "cite", "report") and propose_was_quoted(reading, cue):
        return
    subject = subject_before(s, cue.first - 1)
    at = _find_by(s, cue.last + 1) or skip_adverbials(s, cue.last + 1)
    agent: WordRange | None = None
    if s.low(at) == "by":
        agent = source_after(s, at + 1, s.find(("of",), at + 2, at + 14) if cue.lemma == "accuse" else None)
        if agent is None:
            return
        at = agent[1]
    if cue.negated and cue.lemma not in ("confirm", "verify", "corroborate"):
        return
    low = s.low(at)
    impersonal = cue.lemma in _IMPERSONAL_VERBS and subject is not None and _is_it(s, subject)
    if cue.lemma == "accuse":
        if agent is not None and subject is not None and low == "of":
            _propose_of_subject(reading, cue, agent, subject, at)
    elif low == "that" or (low == QUOTE_TOKEN and cue.lemma != "call"):
        if impersonal or (agent is not None and cue.lemma in ("tell", "inform", "warn", "assure")):
            _propose_impersonal(reading, cue, agent, at + (low == "that"))
    elif agent is not None:
        if cue.lemma in _AGENT_VERBS:
            _propose_by_agent(reading, cue, agent)
    elif impersonal and begins_clause(s, at, len(s)):
        _propose_impersonal(reading, cue, None, at)
    elif subject is not None:
        if cue.lemma in _ADVISING_VERBS and s.low(at + (low == "not")) == "to":
            _propose_advised(reading, cue, at)
        elif cue.lemma in _REPUTE_VERBS and low == "to":
            _propose_of_subject(reading, cue, None, subject, at)


def _find_by(s: Sentence, at: int) -> int | None:
    """Index of "by" and a source soon after a passive, as in "was confirmed on Friday by the embassy"."""
    for k in range(at, min(at + _MAX_WORDS_TO_BY, len(s))):
        if s.lows[k] == "by" and not is_time(s, k + 1):
            return k
        if s.lows[k] in ("that", "to", QUOTE_TOKEN, ",", ";", "."):
            return None
    return None


def _is_it(s: Sentence, subject: WordRange) -> bool:
    return s.lows[subject[0]] == "it" and subject[1] - subject[0] == 1


def _propose_advised(reading: SentenceReading, cue: Cue, at: int) -> None:
    """Add the draft of "Residents were advised to boil water"."""
    end = content_end(reading, at, cue, phrase=True)
    if end - at < 2 or reading.sentence.low(at + 2) == "be" or cue.modal:
        return
    content = [reading.text_range((at, end))]
    draft = AttributionDraft(None, reading.text_range(cue.words), content, QuoteForm.INDIRECT, Act.ADVISE, cue.lemma)
    draft.confidence, draft.act_is_final = 0.5, True
    reading.drafts.append(draft)


def _propose_impersonal(reading: SentenceReading, cue: Cue, agent: WordRange | None, at: int) -> None:
    """Add the draft of "It was announced by the ministry that it fell"."""
    end = content_end(reading, at, cue)
    if end <= at or (agent is None and reading.sentence.depth):
        return
    content, form, quote = reading.take_content(at, end)
    act = Act.REPORT if agent is None and cue.lemma in ("say", "report") else cue.act
    draft = AttributionDraft(reading.text_range(agent), reading.text_range(cue.words), content, form, act, cue.lemma)
    draft.last_quote = quote
    draft.confidence = 0.75 if agent else 0.65
    _add_time_and_publisher(reading, draft, cue, at, end)
    reading.drafts.append(draft)


def _propose_of_subject(
    reading: SentenceReading, cue: Cue, agent: WordRange | None, subject: WordRange, at: int
) -> None:
    """Add the draft of "Smith was accused by X of lying" or, without an agent, "Smith is reported to have fled".

    The content is the subject and the words from an index on.
    """
    end = content_end(reading, at, cue)
    if agent is None and (end - at < 2 or cue.negated or cue.modal or reading.sentence.depth):
        return
    content = [reading.text_range(subject), reading.text_range((at, end))]
    draft = AttributionDraft(
        reading.text_range(agent), reading.text_range(cue.words), content, QuoteForm.INDIRECT, Act.ASSERT, cue.lemma
    )
    draft.confidence = 0.65
    if agent is None:
        draft.act = Act.REPORT if cue.lemma in ("say", "report", "claim", "allege") else Act.HEDGE
        draft.confidence, draft.act_is_final = 0.5, True
    reading.drafts.append(draft)


def _propose_by_agent(reading: SentenceReading, cue: Cue, agent: WordRange) -> None:
    """Add the draft of "The report was denied by the ministry" or "it fell, which was confirmed by the embassy"."""
    s = reading.sentence
    last = s.skip_back(cue.first - 1, ADVERBS)
    low = s.low(last)
    is_remark = (low in RELATIVES and low != "who") or (low == "," and cue.first == cue.at)
    if is_remark:
        content = _content_before_relative(reading, last if low == "," else last - 1)
    else:
        content = _subject_content(reading, cue, last)
    if content is None:
        return
    draft = AttributionDraft(
        reading.text_range(agent), reading.text_range(cue.words), [content], QuoteForm.INDIRECT, cue.act, cue.lemma
    )
    if cue.negated:
        draft.act, draft.act_is_final = Act.DECLINE, True
    draft.act_is_final = draft.act_is_final or draft.act is Act.CONFIRM
    draft.answers_earlier = draft.act is Act.DENY
    draft.is_remark = is_remark
    draft.confidence = 0.6
    _add_time_and_publisher(reading, draft, cue, agent[1], agent[1])
    reading.drafts.append(draft)


def _subject_content(reading: SentenceReading, cue: Cue, last: int) -> TextRange | None:
    """The subject that ends at an index, if it is content: "the strike" in "the strike was confirmed by"."""
    s = reading.sentence
    subject = subject_before(s, last)
    if subject is None or s.lows[subject[0]] in ("it", "who", "they", "he", "she", "that"):
        return None
    rejected = cue.lemma in _REJECTING_VERBS and not SAID_THINGS.isdisjoint(s.lows[slice(*subject)])
    return reading.text_range(subject) if rejected or cue.lemma in _FACT_VERBS else None


def _content_before_relative(reading: SentenceReading, comma: int) -> TextRange | None:
    """The content that "…, which was confirmed by" refers to: an earlier draft's, or else the clause before it."""
    s = reading.sentence
    place = s.starts[comma] if 0 <= comma < len(s) else 0
    for draft in reading.drafts:
        if draft.content and place - 4 <= draft.content[-1][1] <= place:
            return draft.content[-1]
    return reading.text_range((0, comma)) if comma > 0 else None


def _add_time_and_publisher(reading: SentenceReading, draft: AttributionDraft, cue: Cue, start: int, end: int) -> None:
    """Find the time and the outlet around a passive.

    :param start: index of the first word of the content, or after the agent.
    :param end: index after it.
    """
    s = reading.sentence
    ranges = [(cue.first, start), (max(0, cue.first - 6), cue.first), (end, min(end + 10, len(s)))]
    draft.time = reading.text_range(find_time_phrase(s, ranges))
    draft.outlet = reading.text_range(find_publisher(s, cue.last + 1, min(end + 14, len(s))))
