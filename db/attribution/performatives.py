"""What follows a cue that does something in saying: denies a report, declines to comment, urges, apologises."""

from __future__ import annotations

from db.attribution.adverbials import skip_adverbials
from db.attribution.complements import Complement, ComplementKind
from db.attribution.cues import Cue, CueKind
from db.attribution.finite_verbs import is_finite
from db.attribution.lexicon import ADVERBS, DETERMINERS, FALSE_WORDS, PERSONAL_PRONOUNS, PREPOSITIONS, SAID_THINGS
from db.attribution.sentences import QUOTE_TOKEN, Sentence
from db.attribution.verbs import JUDGING, VERB_FORMS, Frame, vocabulary

_NEAR = 16
_DECLINED_VERBS = vocabulary(
    """comment say confirm discuss elaborate give disclose identify name answer specify provide speak reveal
    explain respond reply release share talk deny take clarify be offer"""
)
_DISCLOSING_VERBS = vocabulary(
    """say tell reveal disclose comment elaborate respond reply confirm explain announce answer detail specify deny
    clarify mention"""
)
_ADMITTED_NOUNS = vocabulary(
    """responsibility mistake mistakes error errors fault failures failings wrongdoing guilt liability blame using"""
)
_REFUSED_THINGS = vocabulary(
    """bail access entry permission permit visa visas request requests application applications appeal appeals
    motion asylum chance opportunity right rights treatment service parole leave admission them him her us me"""
)
"""What is denied when something is refused."""
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
"""Verbs that say what they say in a noun phrase with quoted words ("promised a “full” inquiry")."""
_COMMITTING_VERBS = vocabulary("vow pledge promise claim admit recommend swear threaten")
_DIRECTING_VERBS = vocabulary("urge exhort implore beg advise tell ask warn remind instruct caution counsel request")
_OBJECT_VERBS = vocabulary(
    "regret demand confirm verify admit acknowledge concede claim accept express voice reiterate reaffirm restate"
)
_REJECTING_VERBS = vocabulary(
    "reject dismiss refute rebut dispute contradict debunk corroborate repudiate disavow rubbish"
)
_REACTING_VERBS = _REJECTING_VERBS | vocabulary("deny retract withdraw recant correct question doubt")
_POINTING_PRONOUNS = vocabulary("this it that these those them everything")


def find_performative_complement(s: Sentence, cue: Cue) -> Complement | None:
    """What stands after a cue that takes a noun phrase, an infinitive or a verb in -ing.

    :param s: the sentence.
    :param cue: the cue.
    """
    at = skip_adverbials(s, cue.last + 1)
    while s.low(at) in ADVERBS and s.low(at) not in ("both", "all"):
        at += 1
    if s.low(at).endswith("ly") and s.low(at + 1) and len(s.low(at)) > 5:
        at += 1
    if cue.negated and cue.lemma in _DISCLOSING_VERBS:
        return _undisclosed(s, cue, at)
    if cue.lemma in ("apologise", "apologize"):
        return _apology_complement(s, at)
    if at >= len(s) or s.lows[at] in (".", ",", ";", "!", "?"):
        return None
    if cue.kind is CueKind.ADVISING:
        return Complement(at, ComplementKind.OBJECT) if not s.lows[at].startswith(".") else None
    if cue.lemma in ("decline", "refuse"):
        return (
            Complement(at, ComplementKind.INFINITIVE)
            if s.lows[at] == "to" and s.low(at + 1) in _DECLINED_VERBS
            else None
        )
    if cue.takes & JUDGING:
        return Complement(at, ComplementKind.OBJECT) if _is_judged(s, cue, at) else None
    if cue.lemma in _REACTING_VERBS:
        return Complement(at, ComplementKind.OBJECT) if _reacts_to_words(s, cue, at) else None
    if cue.lemma in _QUOTED_OBJECT_VERBS and _quotation_within(s, at, 9) and not _cue_between(s, at):
        return Complement(at, ComplementKind.OBJECT)
    if cue.lemma in _OBJECT_VERBS and _has_performed_object(s, cue, at):
        return Complement(at, ComplementKind.OBJECT)
    return _directive_complement(s, cue, at)


def _is_judged(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether somebody or something is accused, described, called or criticised in words."""
    takes = cue.takes
    if Frame.ACCUSED in takes:
        return _is_accused(s, cue, at)
    if Frame.DESCRIBED in takes:
        told = cue.lemma == "describe" and (_is_gerund(s, at) or s.lows[at] == "how")
        return told or _comes_within(s, at, ("as",)) or _quotation_within(s, at, _NEAR)
    if Frame.NAMED in takes:
        pointed = s.low(at) in ("it", "him", "her", "them", "this", "that") and s.low(at + 1) in ("a", "an", "the")
        if (cue.lemma == "call" and pointed) or any(s.low(k) in FALSE_WORDS for k in range(at + 1, at + 6)):
            return True
    return _quotation_within(s, at, 14 if Frame.NAMED in takes else 18) and not _cue_between(s, at)


def _reacts_to_words(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether what is denied, rejected, taken back or doubted was said by somebody."""
    pointed = s.low(at) in ("it", "this", "that")
    if cue.lemma == "deny":
        return _is_denial_of_fact(s, at)
    if cue.lemma in _REJECTING_VERBS:
        return _is_rejection_of_words(s, cue, at)
    if cue.lemma in ("question", "doubt"):
        return pointed or _is_about_something_said(s, at)
    ended = s.low(at + 1) in ("", ".", ",")
    return (pointed and ended) or cue.lemma in ("retract", "recant") or _is_about_something_said(s, at)


def _has_performed_object(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether a noun phrase names what is regretted, voiced, demanded, confirmed or admitted."""
    lemma = cue.lemma
    if lemma == "regret":
        return any(s.low(k) in _REGRETTED_NOUNS for k in range(at, at + 4))
    if lemma == "demand":
        return s.lows[at] in DETERMINERS or s.lows[at].endswith(("s", "ion"))
    if lemma in ("confirm", "verify"):
        return _names_fact(s, at)
    if lemma in ("admit", "acknowledge", "concede", "claim", "accept"):
        faulty = any(s.low(k) in _ADMITTED_NOUNS for k in range(at, at + 3))
        return not cue.negated and (faulty or (lemma == "admit" and _is_gerund(s, at)))
    return any(s.low(k) in _VOICED_NOUNS for k in range(at, at + 4))


def _undisclosed(s: Sentence, cue: Cue, at: int) -> Complement | None:
    """ "did not reveal the names", "has not commented"."""
    if (
        cue.lemma in ("say", "tell")
        and at < len(s)
        and s.lows[at]
        not in (
            "anything",
            "much",
            "more",
            ".",
            ",",
            "how",
            "what",
            "who",
            "where",
            "when",
            "why",
            "which",
            "whether",
            "if",
        )
    ):
        return None
    if at >= len(s) or s.lows[at] in (".", ",", ";"):
        return Complement(cue.at, ComplementKind.INFINITIVE) if cue.at > cue.first else None
    return Complement(at, ComplementKind.OBJECT)


def _apology_complement(s: Sentence, at: int) -> Complement | None:
    for k in range(at, min(at + _NEAR, len(s))):
        if s.lows[k] in (",", ";", ".", QUOTE_TOKEN):
            break
        if s.lows[k] in ("for", "after", "over", "that"):
            return Complement(k, ComplementKind.OBJECT)
    if at < len(s) and s.lows[at] in ("to", "on", "after", "over", "profusely", "in"):
        return Complement(at, ComplementKind.OBJECT) if s.lows[at] in ("to", "over") else None
    return None


def _is_accused(s: Sentence, cue: Cue, at: int) -> bool:
    wanted = ("of",) if cue.lemma == "accuse" else ("for", "on")
    return _comes_within(s, at, wanted, 24) or (cue.lemma == "blame" and s.is_capitalised(at))


def _comes_within(s: Sentence, at: int, wanted: tuple[str, ...], near: int = _NEAR) -> bool:
    for k in range(at, min(at + near, len(s))):
        if s.lows[k] in wanted:
            return k > at
        if s.lows[k] in (";", ".") or (s.lows[k] in (",",) and wanted != ("of",)):
            return False
    return False


def _quotation_within(s: Sentence, at: int, near: int) -> bool:
    for k in range(at, min(at + near, len(s))):
        if s.lows[k] == QUOTE_TOKEN:
            return k > at - 1
        if s.lows[k] in (";", ".", ",") or s.lows[k] in ("that", "which", "who", "named", "called"):
            return False
    return False


def _cue_between(s: Sentence, at: int) -> bool:
    for k in range(at, min(at + _NEAR, len(s))):
        if s.lows[k] == QUOTE_TOKEN:
            return False
        if s.lows[k] in VERB_FORMS and is_finite(s, k):
            return True
    return False


def _is_gerund(s: Sentence, at: int) -> bool:
    low = s.low(at)
    return (
        low.endswith("ing")
        and len(low) > 4
        and low not in ("nothing", "something", "anything", "everything", "king", "during", "morning", "evening")
    ) or (low == "to" and s.low(at + 1).endswith("ing"))


def _is_about_something_said(s: Sentence, at: int, near: int = 9) -> bool:
    """Whether a noun phrase is about something said ("the report", "claims that …")."""
    for k in range(at, min(at + near, len(s))):
        low = s.lows[k]
        if low in SAID_THINGS:
            return not (s.is_capitalised(k) and k > at)
        if (
            (low in PREPOSITIONS and low not in ("as", "by"))
            or low in (",", ".", ";", QUOTE_TOKEN)
            or (k > at and is_finite(s, k) and low not in ("alleged", "reported", "claimed"))
        ):
            return False
    return False


def _is_denial_of_fact(s: Sentence, at: int) -> bool:
    """Whether something is denied rather than refused ("denied them visas")."""
    low = s.low(at)
    if low == "them" and s.low(at + 1) not in ("", ".", ",") and s.low(at + 1) not in ADVERBS:
        return False
    if low in _POINTING_PRONOUNS or _is_gerund(s, at) or low == "ever" or _is_about_something_said(s, at, 10):
        return True
    if low in PERSONAL_PRONOUNS or low in PREPOSITIONS or any(s.low(k) in _REFUSED_THINGS for k in range(at, at + 4)):
        return False
    bare = low.isalpha() and s.low(at + 1) in ("", ".", ",", ";", "and", "but")
    return bare or low in DETERMINERS or s.lows[at] == QUOTE_TOKEN or s.low(at + 1) == "of"


def _is_rejection_of_words(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether words are rejected rather than a request or a person."""
    if _is_about_something_said(s, at):
        return True
    if cue.lemma in ("corroborate", "contradict", "debunk"):
        return False
    if s.low(at) == "as" and (s.low(at + 1) == QUOTE_TOKEN or s.low(at + 1) in FALSE_WORDS):
        return True
    if s.low(at) in _POINTING_PRONOUNS and (s.low(at + 1) in (".", ",", "as", "") or s.low(at + 1) in ADVERBS):
        return cue.lemma in ("refute", "dispute", "dismiss", "reject")
    return cue.lemma in ("dismiss", "reject") and _comes_within(s, at, ("as",), 14) and _is_dismissed_as_words(s, at)


def _is_dismissed_as_words(s: Sentence, at: int) -> bool:
    """Whether something is dismissed as words are, not as a person is from a post."""
    for k in range(at, min(at + 14, len(s))):
        if s.lows[k] == "as":
            return (
                s.low(k + 1) == QUOTE_TOKEN
                or s.low(k + 1) not in ("a", "the", "his", "her")
                or s.low(k + 2) not in ("minister", "coach", "manager", "chief", "head")
            )
    return False


def _names_fact(s: Sentence, at: int) -> bool:
    """Whether something that happened or is stands after "confirmed"."""
    low = s.low(at)
    if low in ("to", "by", "in", "on", "at", "as", "with") or low in PREPOSITIONS or low in PERSONAL_PRONOUNS - {"it"}:
        return False
    return (
        low in DETERMINERS
        or s.is_capitalised(at)
        or low == QUOTE_TOKEN
        or (low.isalpha() and not is_finite(s, at))
        or low[:1].isdigit()
    )


def _directive_complement(s: Sentence, cue: Cue, at: int) -> Complement | None:
    """ "urged people to stay", "vowed to fight", "told residents not to leave", "recommended closing"."""
    low, lemma = s.lows[at], cue.lemma
    if lemma in _COMMITTING_VERBS and low == "to" and (s.low(at + 1).isalpha() or s.low(at + 1) == QUOTE_TOKEN):
        return Complement(at, ComplementKind.INFINITIVE)
    if lemma in ("recommend", "propose") and _is_gerund(s, at):
        return Complement(at, ComplementKind.OBJECT)
    if lemma not in _DIRECTING_VERBS or s.lows[at : at + 3] == ["not", "to", "be"]:
        return None
    if lemma in ("advise", "warn", "caution", "counsel") and low in ("against", "of"):
        return Complement(at, ComplementKind.OBJECT if low == "against" else ComplementKind.THAT)
    if (lemma in ("ask", "beg") and low == "for") or _is_directed_to_act(s, cue, at):
        return Complement(at, ComplementKind.OBJECT)
    urged = lemma == "urge" and low.isalpha() and low not in PREPOSITIONS and low not in PERSONAL_PRONOUNS
    return Complement(at, ComplementKind.OBJECT) if urged else None


def _is_directed_to_act(s: Sentence, cue: Cue, at: int) -> bool:
    """Whether somebody is bidden to do something ("residents not to leave")."""
    for k in range(at + 1, min(at + 12, len(s))):
        here = s.lows[k]
        if here == QUOTE_TOKEN or (here == "against" and cue.lemma in ("warn", "advise", "caution")):
            return True
        if here == "to" or (here == "not" and s.low(k + 1) == "to"):
            return s.low(k + 1).isalpha() and s.low(k + 1) not in DETERMINERS
        if here in (",", ";", ".", "that") or is_finite(s, k):
            return False
    return False
