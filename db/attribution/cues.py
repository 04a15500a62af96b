"""Cues: verbs that report speech, with their auxiliaries ("has said", "was denied", "went on to say").

The source of a cue: :mod:`.subjects` and :mod:`.source_phrases`. Its content: :mod:`.complements`.
"""

from __future__ import annotations

from enum import Enum

from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    BODIES,
    COORDINATORS,
    DETERMINERS,
    HAVE,
    MODALS,
    NEGATIONS,
    NOUN_LIKE_FORMS,
    NUMBERS,
    OUTLETS,
    PAST_ONLY,
    PEOPLE,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RESEARCH_SUBJECTS,
    SPEAKING_VERBS,
    TITLES,
)
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.verbs import ADJECTIVE_FORMS, VERB_FORMS, Frame, VerbForm, inflections, vocabulary
from db.dataclass import dataclass
from db.model.enums import Act

_MAX_CUES = 24
"""Cues read in one sentence; a sentence with more is not prose."""
_MAX_GROUP = 8
"""Words that the auxiliaries of a verb are looked for in."""

_PHRASAL_VERBS = {
    "note": ("point out", "make clear"),
    "dismiss": ("brush off", "brush aside", "laugh off", "shrug off", "wave away", "hit back", "push back"),
    "dispute": ("play down",),
    "deny": ("rule out",),
}
"""Verbs that attribute with a particle only, by the verb that they then mean."""
_PHRASAL_FORMS = {
    (word, phrase.split()[1]): VerbForm(VERB_FORMS[meaning].verb, tense)
    for meaning, phrases in _PHRASAL_VERBS.items()
    for phrase in phrases
    for tense, word in inflections(phrase.split()[0]).items()
    if tense != "pp"
} | {("made", "clear"): VERB_FORMS["noted"], ("hit", "back"): VERB_FORMS["dismissed"]}
_CALL_FORMS = vocabulary("call calls called calling")
_APPEAL_FORMS = vocabulary("appeal appeals appealed appealing")
_GO_ON_FORMS = vocabulary("go goes went going gone continued continues continue")
_MAY_ATTRIBUTE = frozenset(
    (*VERB_FORMS, *ADJECTIVE_FORMS, *_CALL_FORMS, *_APPEAL_FORMS, *(word for word, _ in _PHRASAL_FORMS))
)
_SUBJECT_DETERMINERS = vocabulary("this that all both each many some several few another")
"""Determiners that can be a subject by themselves."""
_STRANDED_PREPOSITIONS = vocabulary("to since before after as until like about in on up out")
"""Prepositions that can end a subject: "the storm they lived in brought"."""
_NOUNS_IN_LY = vocabulary("family assembly daily weekly italy ally reply supply only")
_PLURAL_SUBJECTS = COORDINATORS | vocabulary("they we you i who which police people media )")


class CueKind(Enum):
    """Construction of a cue."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    PASSIVE = "passive"
    ADVISING = "advising"
    """"called on", "called for", "appealed to"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports speech. Positions are word indexes of its sentence."""

    first: int
    """The first word of the verb group: "has" of "has said"."""
    at: int
    """The verb."""
    last: int
    """The last word, which may be a particle: "out" of "pointed out"."""
    form: VerbForm
    kind: CueKind
    negated: bool = False
    modal: bool = False
    """Whether "will", "would" or "may" precedes it."""
    holds_subject: bool = False
    """Whether its first word contains the subject: "they're saying"."""

    @property
    def words(self) -> WordRange:
        """The words of the cue."""
        return (self.first, self.last + 1)

    @property
    def lemma(self) -> str:
        """Lemma of the verb."""
        return self.form.verb.lemma

    @property
    def act(self) -> Act:
        """Act that the verb performs, content aside."""
        return self.form.verb.act

    @property
    def takes(self) -> frozenset[Frame]:
        """Constructions that the verb attributes with."""
        return self.form.verb.takes


def find_cues(s: Sentence) -> list[Cue]:
    """The cues of a sentence, in order."""
    found: list[Cue] = []
    if _MAY_ATTRIBUTE.isdisjoint(s.lows):
        return found
    for at, low in enumerate(s.lows):
        if low in _MAY_ATTRIBUTE:
            cue = _cue_at(s, at)
            if cue is not None:
                found.append(cue)
            if len(found) >= _MAX_CUES:
                break
    return found


def _cue_at(s: Sentence, at: int) -> Cue | None:
    """The cue whose verb, or adjective after "be", is at an index."""
    low = s.lows[at]
    form = VERB_FORMS.get(low)
    if form is None and low in ADJECTIVE_FORMS and at > 0 and s.lows[at - 1] in BE | ADVERBS:
        group = _verb_group(s, at)
        return group.cue(at, ADJECTIVE_FORMS[low]) if group.passive and not group.modal else None
    return _phrasal_cue(s, at) or (_verb_cue(s, at, form) if form is not None else None)


@dataclass(frozen=True, slots=True)
class _VerbGroup:
    """A verb with its auxiliaries, negations and adverbs."""

    first: int
    negated: bool = False
    modal: bool = False
    passive: bool = False
    """Whether a form of "be" precedes the verb."""
    holds_subject: bool = False

    def cue(self, at: int, form: VerbForm, kind: CueKind = CueKind.FINITE, last: int | None = None) -> Cue:
        """The cue whose verb is at an index."""
        last = at if last is None else last
        return Cue(self.first, at, last, form, kind, self.negated, self.modal, self.holds_subject)


def _verb_group(s: Sentence, at: int) -> _VerbGroup:
    """The group of the verb at an index, read backwards from it."""
    negated = modal = be = have = holds_subject = False
    first = at
    for k in range(at - 1, max(at - 1 - _MAX_GROUP, -1), -1):
        low = s.lows[k]
        if low in AUXILIARIES:
            be = be or low in BE
            have = have or low in HAVE
            modal = modal or (low in MODALS and s.low(k + 1) != "only")
            negated = negated or low in NEGATIONS
            first = k
            if "'" in low and not low.endswith("n't"):
                holds_subject = True
                break
        elif low in NEGATIONS:
            negated = True
            first = k
        elif not (low in ADVERBS or low == "long" or (low.endswith("ly") and len(low) > 4 and low not in _NOUNS_IN_LY)):
            break
    passive = be and not (have and s.lows[at - 1] in HAVE)
    return _VerbGroup(first, negated, modal, passive, holds_subject)


def _phrasal_cue(s: Sentence, at: int) -> Cue | None:
    """The cue of a verb that attributes only with its particle ("ruled out"), or of "called on", "appealed to"."""
    low, following = s.lows[at], s.low(at + 1)
    form = _PHRASAL_FORMS.get((low, following))
    if form is not None:
        group = _verb_group(s, at)
        if group.modal or group.passive:
            return None
        if form.tense == "base" and group.first == at and not _agrees_with_subject(s, at):
            return None
        kind = CueKind.PARTICIPLE if low.endswith("ing") else CueKind.FINITE
        against = following == "back" and s.low(at + 2) in ("at", "on", "against")
        return group.cue(at, form, kind, last=at + 2 if against else at + 1)
    calls = low in _CALL_FORMS and following in ("on", "upon", "for")
    appeals = low in _APPEAL_FORMS and following in ("to", "for")
    if not (calls or appeals) or (low in ("calls", "appeals", "appeal", "call") and _is_noun_call(s, at)):
        return None
    group = _verb_group(s, at)
    if group.modal or (group.passive and low in ("called", "appealed")):
        return None
    return group.cue(at, VERB_FORMS["urging" if low.endswith("ing") else "urged"], CueKind.ADVISING, last=at + 1)


def _is_noun_call(s: Sentence, at: int) -> bool:
    """Whether "calls for" is a noun: "prompted calls for", "his urgent calls for"."""
    before = s.low(at - 1)
    owned = any(s.low(k) in ("his", "her", "its", "their") or s.low(k).endswith("'s") for k in range(at - 3, at))
    return owned or _follows_determiner(s, at) or before.endswith(("ed", "ing")) or before in AUXILIARIES


def _follows_verb(s: Sentence, at: int) -> bool:
    """Whether the word at an index is the object of a verb right before it: "dismissed claims"."""
    before = s.low(at - 1)
    form = VERB_FORMS.get(before)
    return form is not None and form.tense in ("past", "s", "ing") and before not in NOUN_LIKE_FORMS


def _follows_determiner(s: Sentence, at: int) -> bool:
    """Whether the word before an index makes a noun of the one at it: "the claims", "of claims", "Smith's claims"."""
    before = s.low(at - 1)
    return before in DETERMINERS or before in PREPOSITIONS or before.endswith(("'s", "s'"))


def _verb_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """The cue of a verb form, or None where it is a noun, an adjective or an infinitive, or has no subject."""
    if _is_other_word_class(s, at, form):
        return None
    if form.tense == "ing":
        return _participle_cue(s, at, form)
    before, following = s.low(at - 1), s.low(at + 1)
    group = _verb_group(s, at)
    if s.low(group.first - 1) == "to" or before == "to":
        return _infinitive_cue(s, at, form)
    if (group.modal and not group.negated) or (before == "nor" and s.low(at - 2) in VERB_FORMS):
        return None
    if group.negated and following == "nor" and s.low(at + 2) in VERB_FORMS:
        return group.cue(at, form, last=at + 2)
    if group.passive and form.tense in ("past", "pp"):
        return group.cue(at, form, CueKind.PASSIVE)
    return _simple_cue(s, at, form) if group.first == at else group.cue(at, form)


def _is_other_word_class(s: Sentence, at: int, form: VerbForm) -> bool:
    """Whether a word with the shape of a verb is a name, a noun or an adjective here: "the alleged claims"."""
    low, before, following = s.lows[at], s.low(at - 1), s.low(at + 1)
    if s.is_capitalised(at) and at > 0:
        says = low in ("said", "says", "say")
        if s.is_capitalised(at - 1) or (s.is_capitalised(at + 1) and not says):
            return True
    if low == "state" and following in OUTLETS | BODIES | PEOPLE | TITLES:
        return True
    if low in NOUN_LIKE_FORMS:
        counted = before[:1].isdigit() or before in NUMBERS or s.low(at - 2) == "as"
        is_subject = following in PAST_ONLY or (following in VERB_FORMS and following != low)
        if counted or is_subject or _follows_determiner(s, at) or _follows_verb(s, at):
            return True
    if form.tense == "ing":
        return False
    owned = form.tense in ("past", "pp") and before.endswith(("'s", "s'")) and before not in BE
    described = before in DETERMINERS - _SUBJECT_DETERMINERS or before in PREPOSITIONS - _STRANDED_PREPOSITIONS
    return owned or described or (form.tense == "s" and before in BE)


def _participle_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """The cue of a form in -ing: finite after "is", a participle otherwise."""
    before = s.low(at - 1)
    if before in VERB_FORMS and before not in NOUN_LIKE_FORMS and VERB_FORMS[before].tense != "ing":
        return None
    if before in BE and before != "being":
        group = _verb_group(s, at)
        return None if group.modal else group.cue(at, form)
    if before in DETERMINERS or before == "of":
        return None
    return Cue(at, at, at, form, CueKind.PARTICIPLE, negated=before == "not")


def _simple_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """The cue of a verb without auxiliaries."""
    before, following = s.low(at - 1), s.low(at + 1)
    if form.tense == "base" and (before in COORDINATORS or not _agrees_with_subject(s, at)):
        return None
    if form.tense == "pp" or (following == "of" and form.verb.lemma in ("suspect", "accuse")):
        return None
    participle = form.tense == "past" and form.verb.lemma not in SPEAKING_VERBS and before not in PERSONAL_PRONOUNS
    if following == "by" and participle:
        return Cue(at, at, at, form, CueKind.PASSIVE) if before == "," else None
    return _verb_group(s, at).cue(at, form)


def _infinitive_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """The cue of "went on to say", the one infinitive that reports speech; it counts as past."""
    go = at - 3 if s.low(at - 2) == "on" else at - 2
    if form.tense != "base" or s.low(go) not in _GO_ON_FORMS:
        return None
    past = next((other for other in VERB_FORMS.values() if other.verb is form.verb and other.tense == "past"), form)
    return Cue(_verb_group(s, go).first, at, at, past, CueKind.FINITE)


def _agrees_with_subject(s: Sentence, at: int) -> bool:
    """Whether a base form can agree with the word before it: "officials say", not "the official say"."""
    k = at - 1
    while k > 0 and (s.lows[k] in ADVERBS or s.lows[k] == ","):
        k -= 1
    low = s.low(k)
    if low == QUOTE_TOKEN or low in _PLURAL_SUBJECTS or s.is_capitalised(k):
        return True
    if low.endswith("s") and not low.endswith("'s") and len(low) > 2:
        return True
    figures = any(word.endswith("s") and word in RESEARCH_SUBJECTS for word in s.lows[max(0, at - 14) : at])
    return figures and s.lows[at] in ("show", "suggest", "indicate", "reveal", "find")
