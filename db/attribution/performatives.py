"""Performatives: complements of cues that act by speaking, with an object or an infinitive.

"accused Smith of lying", "declined to comment", "urged people to stay", "apologised for the delay". Clauses and
quotations: :mod:`.complements`.
"""

from __future__ import annotations

from db.attribution.adverbials import skip_adverbials
from db.attribution.complements import QUESTION_WORDS, Complement, ComplementKind
from db.attribution.cues import Cue, CueKind
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import ADVERBS, DETERMINERS, FALSE_WORDS, PERSONAL_PRONOUNS, PREPOSITIONS
from db.attribution.reactions import REACTING_VERBS, is_gerund, reacts_to_words
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.verbs import DISCLOSING, JUDGING, VERB_FORMS, Frame, vocabulary

_NEAR = 16
"""Words after a cue that are searched for a preposition or a quotation."""
_UNDISCLOSED_VERBS = DISCLOSING | {"specify"}
_UNDISCLOSED = QUESTION_WORDS | vocabulary("anything much more . ,")
"""Objects of "did not say" with which it declines."""
_DECLINED_VERBS = vocabulary(
    """comment say confirm discuss elaborate give disclose identify name answer specify provide speak reveal
    explain respond reply release share talk deny take clarify be offer"""
)
"""Verbs that are declined: "declined to comment"."""
_ADMITTED_NOUNS = vocabulary(
    """responsibility mistake mistakes error errors fault failures failings wrongdoing guilt liability blame using"""
)
_REGRETTED_NOUNS = vocabulary(
    """inconvenience error errors mistake mistakes delay delays incident distress harm offence confusion loss
    remarks"""
)
_VOICED_NOUNS = vocabulary(
    """concern concerns hope hopes support commitment regret doubt doubts confidence call calls demand demands
    solidarity condolences fear fears condemnation outrage gratitude opposition readiness surprise alarm
    determination rejection denial position view skepticism scepticism frustration worry worries belief optimism
    willingness"""
)
_QUOTED_OBJECT_VERBS = vocabulary(
    """announce claim report reveal acknowledge admit concede promise pledge vow demand propose recommend suggest
    predict express voice reiterate stress emphasise emphasize underline highlight mention note allege warn cite"""
)
"""Verbs that attribute by an object with quoted words: "promised a “full” inquiry"."""
_COMMITTING_VERBS = vocabulary("vow pledge promise claim admit recommend swear threaten")
_DIRECTING_VERBS = vocabulary("urge exhort implore beg advise tell ask warn remind instruct caution counsel request")
_OBJECT_VERBS = vocabulary(
    "regret demand confirm verify admit acknowledge concede claim accept express voice reiterate reaffirm restate"
)
_LEADING_ADVERBS = ADVERBS - {"both"}
_QUOTATION_STOPS = vocabulary("; . , that which who named called")


def find_performative_complement(s: Sentence, cue: Cue) -> Complement | None:
    """The complement of a cue, if it is an object or an infinitive with which the verb acts."""
    at = skip_adverbials(s, cue.last + 1)
    at = s.skip(at, _LEADING_ADVERBS)
    if s.low(at).endswith("ly") and s.low(at + 1) and len(s.low(at)) > 5:
        at += 1
    if cue.negated and cue.lemma in _UNDISCLOSED_VERBS:
        return _undisclosed_complement(s, cue, at)
    if cue.lemma in ("apologise", "apologize"):
        return _apology_complement(s, at)
    if at >= len(s) or s.lows[at] in (".", ",", ";", "!", "?"):
        return None
    if cue.lemma in ("decline", "refuse"):
        declines = s.lows[at] == "to" and s.low(at + 1) in _DECLINED_VERBS
        return Complement(at, ComplementKind.INFINITIVE) if declines else None
    if cue.kind is CueKind.ADVISING:
        acts = not s.lows[at].startswith(".")
    elif cue.takes & JUDGING:
        acts = _is_judged(s, cue, at)
    elif cue.lemma in REACTING_VERBS:
        acts = reacts_to_words(s, cue, at)
    else:
        quoted = cue.lemma in _QUOTED_OBJECT_VERBS and _quotation_follows(s, at, 9)
        if not quoted and not (cue.lemma in _OBJECT_VERBS and _is_performed(s, cue, at)):
            return _directive_complement(s, cue, at)
        acts = True
    return Complement(at, ComplementKind.OBJECT) if acts else None


def _undisclosed_complement(s: Sentence, cue: Cue, at: int) -> Complement | None:
    """The complement of "did not reveal the names", "has not commented"."""
    if cue.lemma in ("say", "tell") and at < len(s) and s.lows[at] not in _UNDISCLOSED:
        return None
    if at >= len(s) or s.lows[at] in (".", ",", ";"):
        return Complement(cue.at, ComplementKind.INFINITIVE) if cue.at > cue.first else None
    return Complement(at, ComplementKind.OBJECT)


def _apology_complement(s: Sentence, at: int) -> Complement | None:
    """The complement of "apologised for the delay", "apologised to residents"."""
    preposition = s.find_before(("for", "after", "over", "that"), (",", ";", ".", QUOTE_TOKEN), at, at + _NEAR)
    if preposition is not None:
        return Complement(preposition, ComplementKind.OBJECT)
    return Complement(at, ComplementKind.OBJECT) if s.low(at) == "to" else None


def _is_judged(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether a person or thing is accused, described, named or criticised in words."""
    if Frame.ACCUSED in cue.takes:
        if cue.lemma == "accuse":
            return _comes_within(s, at, ("of",), (";", "."), 24)
        return _comes_within(s, at, ("for", "on"), (",", ";", "."), 24) or (
            cue.lemma == "blame" and s.is_capitalised(at)
        )
    if Frame.DESCRIBED in cue.takes:
        action = cue.lemma == "describe" and (is_gerund(s, at) or s.lows[at] == "how")
        return action or _comes_within(s, at, ("as",), (",", ";", "."), _NEAR) or _quotation_within(s, at, _NEAR)
    if Frame.NAMED in cue.takes:
        pointed = s.low(at) in ("it", "him", "her", "them", "this", "that") and s.low(at + 1) in ("a", "an", "the")
        if (cue.lemma == "call" and pointed) or s.find(FALSE_WORDS, at + 1, at + 6) is not None:
            return True
    return _quotation_follows(s, at, 14 if Frame.NAMED in cue.takes else 18)


def _is_performed(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether an object names what is regretted, voiced, demanded, confirmed or admitted."""
    lemma, low = cue.lemma, s.lows[at]
    if lemma == "regret":
        return s.find(_REGRETTED_NOUNS, at, at + 4) is not None
    if lemma == "demand":
        return low in DETERMINERS or low.endswith(("s", "ion"))
    if lemma in ("confirm", "verify"):
        if low in PREPOSITIONS or low in PERSONAL_PRONOUNS - {"it"}:
            return False
        named = low in DETERMINERS or low == QUOTE_TOKEN or low[0].isdigit() or s.is_capitalised(at)
        return named or (low.isalpha() and not is_finite(s, at))
    if lemma in ("admit", "acknowledge", "concede", "claim", "accept"):
        fault = s.find(_ADMITTED_NOUNS, at, at + 3) is not None
        return not cue.negated and (fault or (lemma == "admit" and is_gerund(s, at)))
    return s.find(_VOICED_NOUNS, at, at + 4) is not None


def _directive_complement(s: Sentence, cue: Cue, at: int) -> Complement | None:
    """The complement of "urged people to stay", "vowed to fight", "warned against travel", "recommended closing"."""
    low, following, lemma = s.lows[at], s.low(at + 1), cue.lemma
    if lemma in _COMMITTING_VERBS and low == "to" and (following.isalpha() or following == QUOTE_TOKEN):
        return Complement(at, ComplementKind.INFINITIVE)
    if lemma in ("recommend", "propose") and is_gerund(s, at):
        return Complement(at, ComplementKind.OBJECT)
    if lemma not in _DIRECTING_VERBS or s.lows[at : at + 3] == ["not", "to", "be"]:
        return None
    if lemma in ("advise", "warn", "caution", "counsel") and low in ("against", "of"):
        return Complement(at, ComplementKind.OBJECT if low == "against" else ComplementKind.THAT)
    asked = lemma in ("ask", "beg") and low == "for"
    urged = lemma == "urge" and low.isalpha() and low not in PREPOSITIONS and low not in PERSONAL_PRONOUNS
    return Complement(at, ComplementKind.OBJECT) if asked or urged or _is_directed(s, cue, at) else None


def _is_directed(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether a person is directed to do something: "told residents not to leave"."""
    for k in range(at + 1, min(at + 12, len(s))):
        low, following = s.lows[k], s.low(k + 1)
        if low == QUOTE_TOKEN or (low == "against" and cue.lemma in ("warn", "advise", "caution")):
            return True
        if low == "to" or (low == "not" and following == "to"):
            return following.isalpha() and following not in DETERMINERS
        if low in (",", ";", ".", "that") or is_finite(s, k):
            return False
    return False


def _comes_within(s: Sentence, at: int, wanted: tuple[str, ...], stops: tuple[str, ...], near: int) -> bool:
    """Whether one of some words comes after the first of `near` words, and before a stop."""
    found = s.find_before(wanted, stops, at, at + near)
    return found is not None and found > at


def _quotation_within(s: Sentence, at: int, near: int) -> bool:
    """Whether a quotation is among `near` words, before any clause."""
    return s.find_before((QUOTE_TOKEN,), _QUOTATION_STOPS, at, at + near) is not None


def _quotation_follows(s: Sentence, at: int, near: int) -> bool:
    """Whether a quotation is among `near` words, before any clause and any other verb that reports speech."""
    if not _quotation_within(s, at, near):
        return False
    stop = s.find((QUOTE_TOKEN,), at, at + _NEAR)
    words = range(at, min(at + _NEAR, len(s)) if stop is None else stop)
    return not any(s.lows[k] in VERB_FORMS and is_finite(s, k) for k in words)
