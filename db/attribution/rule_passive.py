"""The rule of passives: "was confirmed by the embassy", "it was announced that", "is reported to have"."""

from __future__ import annotations

from db.attribution.adverbials import skip_adverbials
from db.attribution.clauses import begins_clause
from db.attribution.content_end import content_end
from db.attribution.cues import Cue
from db.attribution.drafts import Draft, SentenceReading
from db.attribution.lexicon import ADVERBS, RELATIVES, SAID_THINGS
from db.attribution.outlet_phrases import find_publisher
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
_REPUTE_VERBS = frozenset(
    {"say", "report", "believe", "think", "allege", "claim", "estimate", "suspect", "assume", "fear", "reckon"}
)
_MAX_WORDS_TO_BY = 6
"""Words after a passive in which "by" names who says it."""
_ADVISING_VERBS = vocabulary("advise urge warn tell ask instruct remind request")
_IMPERSONAL_VERBS = _REPUTE_VERBS | {
    "announce",
    "reveal",
    "confirm",
    "state",
    "suggest",
    "hope",
    "disclose",
    "argue",
    "speculate",
    "conclude",
    "expect",
    "note",
}


def propose_passive(reading: SentenceReading, cue: Cue) -> None:
    """Read one passive cue of a sentence, and add what it attributes."""
    s = reading.sentence
    if cue.lemma in ("quote", "cite", "report") and propose_was_quoted(reading, cue):
        return
    subject = subject_before(s, cue.first - 1) if cue.first > 0 else None
    at = _find_by(s, cue.last + 1) or skip_adverbials(s, cue.last + 1)
    by: WordRange | None = None
    if s.low(at) == "by":
        of = next((k for k in range(at + 2, min(at + 14, len(s))) if s.lows[k] == "of"), None)
        by = source_after(s, at + 1, of if cue.lemma == "accuse" else None)
        if by is None:
            return
        at = by[1]
    if cue.negated and cue.lemma not in ("confirm", "verify", "corroborate"):
        return
    if cue.lemma == "accuse":
        _propose_accused(reading, cue, subject, by, at)
    elif s.low(at) == "that" or (s.low(at) == QUOTE_TOKEN and cue.lemma not in ("call",)):
        if (subject is not None and _is_it(s, subject) and cue.lemma in _IMPERSONAL_VERBS) or (
            by is not None and cue.lemma in ("tell", "inform", "warn", "assure")
        ):
            _propose_impersonal(reading, cue, by, at + (s.low(at) == "that"))
    elif (
        by is None
        and cue.lemma in _IMPERSONAL_VERBS
        and subject is not None
        and _is_it(s, subject)
        and begins_clause(s, at, len(s))
    ):
        _propose_impersonal(reading, cue, by, at)
    elif (
        by is None and cue.lemma in _ADVISING_VERBS and s.low(at + (s.low(at) == "not")) == "to" and subject is not None
    ):
        _propose_advised(reading, cue, at)
    elif by is not None and cue.lemma in _AGENT_VERBS:
        _propose_by_agent(reading, cue, by)
    elif by is None and s.low(at) == "to" and cue.lemma in _REPUTE_VERBS and subject is not None:
        _propose_reputed(reading, cue, subject, at)


def _find_by(s: Sentence, at: int) -> int | None:
    """Index of "by" with its source, where nothing but a few words of time or manner stand before it."""
    for k in range(at, min(at + _MAX_WORDS_TO_BY, len(s))):
        if s.lows[k] == "by" and not is_time(s, k + 1):
            return k
        if s.lows[k] in ("that", "to", QUOTE_TOKEN, ",", ";", "."):
            return None
    return None


def _is_it(s: Sentence, subject: WordRange) -> bool:
    return s.lows[subject[0]] == "it" and subject[1] - subject[0] == 1


def _propose_advised(reading: SentenceReading, cue: Cue, at: int) -> None:
    """ "Residents were advised to boil water"."""
    s = reading.sentence
    end = content_end(reading, at, cue, phrase=True)
    if end - at < 2 or s.low(at + 2) == "be" or cue.modal:
        return
    place = reading.text_range(cue.words)
    draft = Draft(
        None, place, [reading.text_range((at, end))], QuoteForm.INDIRECT, Act.ADVISE, cue.lemma, act_is_final=True
    )
    draft.confidence = 0.5
    reading.drafts.append(draft)


def _propose_impersonal(reading: SentenceReading, cue: Cue, by: WordRange | None, at: int) -> None:
    """ "It was announced by the ministry that …"."""
    s = reading.sentence
    end = content_end(reading, at, cue)
    if end <= at or (by is None and s.depth):
        return
    content, form, quote = reading.take_content(at, end)
    cue_end = cue.last + 1
    draft = Draft(
        reading.text_range(by),
        reading.text_range((cue.first, cue_end)),
        content,
        form,
        cue.form.verb.act,
        cue.lemma,
    )
    draft.last_quote = quote
    draft.confidence = 0.75 if by else 0.65
    if by is None and cue.lemma in ("say", "report"):
        draft.act = Act.REPORT
    _add_time_and_publisher(reading, draft, cue, at, end)
    reading.drafts.append(draft)


def _propose_accused(
    reading: SentenceReading, cue: Cue, subject: WordRange | None, by: WordRange | None, at: int
) -> None:
    """ "Smith was accused by the opposition of …"."""
    s = reading.sentence
    if by is None or s.low(at) != "of" or subject is None:
        return
    end = content_end(reading, at, cue)
    draft = Draft(
        reading.text_range(by),
        reading.text_range(cue.words),
        [reading.text_range(subject), reading.text_range((at, end))],
        QuoteForm.INDIRECT,
        Act.ASSERT,
        cue.lemma,
    )
    draft.confidence = 0.65
    reading.drafts.append(draft)


def _propose_by_agent(reading: SentenceReading, cue: Cue, by: WordRange) -> None:
    """ "The report was denied by the ministry", "…, which was later confirmed by the embassy"."""
    s = reading.sentence
    k = cue.first - 1
    while k >= 0 and s.lows[k] in ADVERBS:
        k -= 1
    content: tuple[int, int] | None
    relative = (s.low(k) in RELATIVES and s.low(k) != "who") or (s.low(k) == "," and cue.first == cue.at)
    if relative:
        comma = k - 1 if s.low(k) != "," else k
        content = _before_relative(reading, comma)
    else:
        subject = subject_before(s, k)
        if subject is None or s.lows[subject[0]] in ("it", "who", "they", "he", "she", "that"):
            return
        if cue.lemma not in (
            "confirm",
            "deny",
            "announce",
            "reject",
            "dismiss",
            "dispute",
            "refute",
            "corroborate",
            "verify",
        ) or (
            cue.lemma in ("reject", "dismiss", "dispute") and not any(s.lows[x] in SAID_THINGS for x in range(*subject))
        ):
            return
        content = reading.text_range(subject)
    if content is None:
        return
    draft = Draft(
        reading.text_range(by),
        reading.text_range(cue.words),
        [content],
        QuoteForm.INDIRECT,
        cue.form.verb.act,
        cue.lemma,
    )
    if cue.negated:
        draft.act, draft.act_is_final = Act.DECLINE, True
    draft.act_is_final = draft.act_is_final or draft.act is Act.CONFIRM
    draft.answers_earlier = draft.act is Act.DENY
    draft.is_remark = relative
    draft.confidence = 0.6
    _add_time_and_publisher(reading, draft, cue, by[1], by[1])
    reading.drafts.append(draft)


def _before_relative(reading: SentenceReading, comma: int) -> tuple[int, int] | None:
    """What ", which was confirmed by" stands for: what was said before it, or else its clause."""
    s = reading.sentence
    place = s.starts[comma] if 0 <= comma < len(s) else 0
    before = [d for d in reading.drafts if d.content and d.content[-1][1] <= place and d.content[-1][1] >= place - 4]
    if before:
        return before[0].content[-1]
    if comma <= 0:
        return None
    return reading.text_range((0, comma))


def _propose_reputed(reading: SentenceReading, cue: Cue, subject: WordRange, at: int) -> None:
    """ "The minister is reported to have fled"."""
    s = reading.sentence
    end = content_end(reading, at, cue)
    if end - at < 2 or cue.negated or cue.modal:
        return
    if s.depth:
        return
    act = Act.REPORT if cue.lemma in ("say", "report", "claim", "allege") else Act.HEDGE
    draft = Draft(
        None,
        reading.text_range(cue.words),
        [reading.text_range(subject), reading.text_range((at, end))],
        QuoteForm.INDIRECT,
        act,
        cue.lemma,
        act_is_final=True,
    )
    draft.confidence = 0.5
    reading.drafts.append(draft)


def _add_time_and_publisher(reading: SentenceReading, draft: Draft, cue: Cue, start: int, end: int) -> None:
    s = reading.sentence
    ranges = [(cue.first, start), (max(0, cue.first - 6), cue.first), (end, min(end + 10, len(s)))]
    draft.time = reading.text_range(find_time_phrase(s, ranges))
    outlet = find_publisher(s, cue.last + 1, min(end + 14, len(s)))
    draft.outlet = reading.text_range(outlet)
