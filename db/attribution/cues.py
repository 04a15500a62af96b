"""Cues: where a verb of saying stands in a sentence, with its auxiliaries. Not who says what by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from db.attribution.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    NOUN_LIKE_FORMS,
    NUMBERS,
    PAST_ONLY,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RESEARCH_SUBJECTS,
    SPEAKING_VERBS,
)
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.verbs import ADJECTIVE_FORMS, VERB_FORMS, Frame, VerbForm, inflections, vocabulary
from db.model.enums import Act

_MAX_CUES = 24
"""Cues read in one sentence; more than these are noise."""

_PHRASAL_VERBS = {
    ("point", "out"): "note",
    ("make", "clear"): "note",
    ("brush", "off"): "dismiss",
    ("brush", "aside"): "dismiss",
    ("laugh", "off"): "dismiss",
    ("shrug", "off"): "dismiss",
    ("wave", "away"): "dismiss",
    ("hit", "back"): "dismiss",
    ("push", "back"): "dismiss",
    ("play", "down"): "dispute",
    ("rule", "out"): "deny",
}
"""Verbs that attribute with a particle, and the verb they then read as."""
_PHRASAL_FORMS = {
    (word, particle): VerbForm(VERB_FORMS[like].verb, tense)
    for (lemma, particle), like in _PHRASAL_VERBS.items()
    for tense, word in inflections(lemma).items()
    if tense != "pp"
} | {("made", "clear"): VERB_FORMS["noted"], ("hit", "back"): VERB_FORMS["dismissed"]}
_CALL_TENSES = {"call": "base", "calls": "s", "called": "past", "calling": "ing", "appeal": "base", "appeals": "s",
          "appealed": "past", "appealing": "ing"}  # fmt: skip
_GO_ON_FORMS = {"go", "goes", "went", "going", "gone", "continued", "continues", "continue"}


_MAY_ATTRIBUTE = frozenset((*VERB_FORMS, *ADJECTIVE_FORMS, *_CALL_TENSES, *(word for word, _ in _PHRASAL_FORMS)))


_SUBJECT_DETERMINERS = vocabulary("this that all both each many some several few another")
"""Determiners that can be a subject by themselves."""
_STRANDED_PREPOSITIONS = vocabulary("to since before after as until like about in on up out")
"""Prepositions that may end the subject of a verb ("the storm they lived in brought …")."""


class CueKind(Enum):
    """How a cue stands in its sentence."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    PASSIVE = "passive"
    ADVISING = "advising"
    """"called on", "called for", "appealed to"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying with what belongs to it."""

    first: int
    """Index of the first word of the verb group ("has" of "has said")."""
    at: int
    """Index of the verb."""
    last: int
    """Index of the last word, with its particle."""
    form: VerbForm
    kind: CueKind
    negated: bool
    modal: bool
    """Whether it stands under "will", "would", "may" …: nothing has been said."""
    holds_subject: bool = False
    """Whether the subject stands inside the group ("they're saying")."""

    @property
    def words(self) -> WordRange:
        """The words of the cue."""
        return (self.first, self.last + 1)

    @property
    def lemma(self) -> str:
        """The verb."""
        return self.form.verb.lemma

    @property
    def act(self) -> Act:
        """What is done by it, content aside."""
        return self.form.verb.act

    @property
    def takes(self) -> frozenset[Frame]:
        """Constructions that it attributes with."""
        return self.form.verb.takes


def find_cues(sentence: Sentence) -> list[Cue]:
    """Cues of a sentence, in order."""
    found: list[Cue] = []
    lows = sentence.lows
    if _MAY_ATTRIBUTE.isdisjoint(lows):
        return found
    for at, low in enumerate(lows):
        if low not in _MAY_ATTRIBUTE:
            continue
        form = VERB_FORMS.get(low)
        if form is None and low in ADJECTIVE_FORMS and lows[at - 1] in BE | ADVERBS and at > 0:
            found += _adjective_cue(sentence, at)
            continue
        cue = _phrasal_cue(sentence, at) or (_verb_cue(sentence, at, form) if form is not None else None)
        if cue is not None:
            found.append(cue)
            if len(found) >= _MAX_CUES:
                break
    return found


_URGED = VERB_FORMS["urged"]


def _adjective_cue(s: Sentence, at: int) -> list[Cue]:
    """The cue of "was adamant that", if it is one."""
    first, negated, modal, passive, told = _verb_group(s, at)
    if modal or not passive:
        return []
    return [Cue(first, at, at, ADJECTIVE_FORMS[s.lows[at]], CueKind.FINITE, negated, False, told)]


def _phrasal_cue(s: Sentence, at: int) -> Cue | None:
    """A verb that attributes only with its particle."""
    low, following = s.lows[at], s.low(at + 1)
    if (low, following) in _PHRASAL_FORMS:
        form = _PHRASAL_FORMS[low, following]
        first, negated, modal, passive, told = _verb_group(s, at)
        kind = CueKind.PARTICIPLE if low.endswith("ing") else CueKind.FINITE
        last = at + 2 if following == "back" and s.low(at + 2) in ("at", "on", "against") else at + 1
        loose = form.tense == "base" and first == at and not _agrees_with_subject(s, at)
        return None if modal or passive or loose else Cue(first, at, last, form, kind, negated, False, told)
    wanted = {"on", "upon", "for"} if low.startswith("call") else {"to", "for"} if low in _CALL_TENSES else set()
    if following not in wanted or (low in ("calls", "appeals", "appeal", "call") and _is_noun_call(s, at)):
        return None
    first, negated, modal, passive, told = _verb_group(s, at)
    if modal or (passive and low in ("called", "appealed")):
        return None
    return Cue(
        first,
        at,
        at + 1,
        _URGED if not low.endswith("ing") else VERB_FORMS["urging"],
        CueKind.ADVISING,
        negated,
        False,
        told,
    )


def _is_noun_call(s: Sentence, at: int) -> bool:
    """Whether "calls for" is a noun ("prompted calls for", "his urgent calls for")."""
    before = s.low(at - 1)
    owned = any(s.low(k) in ("his", "her", "its", "their") or s.low(k).endswith("'s") for k in range(at - 3, at))
    return owned or _follows_determiner(s, at) or before.endswith(("ed", "ing")) or before in AUXILIARIES


def _follows_verb(s: Sentence, at: int) -> bool:
    """Whether a verb stands right before, so that a word is its object ("dismissed claims")."""
    form = VERB_FORMS.get(s.low(at - 1))
    return form is not None and form.tense in ("past", "s", "ing") and s.low(at - 1) not in NOUN_LIKE_FORMS


def _follows_determiner(s: Sentence, at: int) -> bool:
    """Whether what stands before makes a word a noun."""
    before = s.low(at - 1)
    return before in DETERMINERS or before in PREPOSITIONS or before.endswith("'s") or before.endswith("s'")


def _verb_group(s: Sentence, at: int) -> tuple[int, bool, bool, bool, bool]:
    """First index of the verb group, and whether it is negated, modal, passive, and holds its subject."""
    negated = modal = passive = told = False
    have = do = False
    first = at
    k = at - 1
    while k >= 0 and at - k <= 8:
        low = s.lows[k]
        if low in AUXILIARIES:
            passive = passive or low in BE
            have = have or low in HAVE
            do = do or low in DO
            modal = modal or (low in MODALS and s.low(k + 1) != "only")
            negated = negated or low in NEGATIONS
            first = k
            if "'" in low and not low.endswith("n't"):
                told = True
                break
        elif low in NEGATIONS:
            negated = True
            first = k
        elif (
            low not in ADVERBS
            and low != "long"
            and not (
                low.endswith("ly")
                and len(low) > 4
                and low not in ("family", "assembly", "daily", "weekly", "italy", "ally", "reply", "supply", "only")
            )
        ):
            break
        k -= 1
    if s.lows[first] in ADVERBS and first != at:
        while first < at and s.lows[first] in ADVERBS:
            first += 1
    return first, negated, modal, passive and not (have and s.lows[at - 1] in HAVE), told


def _verb_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """The cue a verb form makes, or None where it is a noun, an adjective, an infinitive or hangs on nothing."""
    if _is_other_word_class(s, at, form):
        return None
    if form.tense == "ing":
        return _participle_cue(s, at, form)
    low_before, following = s.low(at - 1), s.low(at + 1)
    first, negated, modal, passive, told = _verb_group(s, at)
    if s.low(first - 1) == "to" or low_before == "to":
        return _infinitive_cue(s, at, form)
    if (modal and not negated) or (low_before == "nor" and s.low(at - 2) in VERB_FORMS):
        return None
    if negated and following == "nor" and s.low(at + 2) in VERB_FORMS:
        return Cue(first, at, at + 2, form, CueKind.FINITE, True, False, told)
    if passive and form.tense in ("past", "pp"):
        return Cue(first, at, at, form, CueKind.PASSIVE, negated, modal, told)
    if first == at:
        return _simple_cue(s, at, form)
    return Cue(first, at, at, form, CueKind.FINITE, negated, modal, told)


def _is_other_word_class(s: Sentence, at: int, form: VerbForm) -> bool:
    """Whether a word that has the shape of a verb is a name, a noun or an adjective here."""
    low, before, following = s.lows[at], s.low(at - 1), s.low(at + 1)
    if (
        s.is_capitalised(at)
        and at > 0
        and (s.is_capitalised(at - 1) or (s.is_capitalised(at + 1) and low not in ("said", "says", "say")))
    ):
        return True
    if low in NOUN_LIKE_FORMS:
        counted = before[:1].isdigit() or before in NUMBERS or s.low(at - 2) == "as"
        follows = following in PAST_ONLY or (following in VERB_FORMS and following != low)
        if counted or follows or _follows_determiner(s, at) or _follows_verb(s, at):
            return True
    if form.tense == "ing":
        return False
    owned = form.tense in ("past", "pp") and before.endswith(("'s", "s'")) and before not in BE
    described = before in DETERMINERS - _SUBJECT_DETERMINERS or before in PREPOSITIONS - _STRANDED_PREPOSITIONS
    return owned or described or (form.tense == "s" and before in BE)


def _participle_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """The cue of a form in -ing: finite after "is", else a participle."""
    before = s.low(at - 1)
    if before in VERB_FORMS and before not in NOUN_LIKE_FORMS and VERB_FORMS[before].tense != "ing":
        return None
    if before in BE and before != "being":
        first, negated, modal, _, told = _verb_group(s, at)
        return None if modal else Cue(first, at, at, form, CueKind.FINITE, negated, False, told)
    if before in DETERMINERS or before == "of":
        return None
    return Cue(at, at, at, form, CueKind.PARTICIPLE, before == "not", False)


def _simple_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """The cue of a verb without auxiliaries."""
    before, following = s.low(at - 1), s.low(at + 1)
    if form.tense == "base" and (before in COORDINATORS or not _agrees_with_subject(s, at)):
        return None
    if form.tense == "pp" or (following == "of" and form.verb.lemma in ("suspect", "accuse")):
        return None
    if (
        following == "by"
        and form.tense == "past"
        and form.verb.lemma not in SPEAKING_VERBS
        and before not in PERSONAL_PRONOUNS
    ):
        return Cue(at, at, at, form, CueKind.PASSIVE, False, False) if before == "," else None
    _, negated, modal, _, told = _verb_group(s, at)
    return Cue(at, at, at, form, CueKind.FINITE, negated, modal, told)


def _infinitive_cue(s: Sentence, at: int, form: VerbForm) -> Cue | None:
    """ "went on to say": the one infinitive that says."""
    k = at - 2
    if s.low(k) == "on":
        k -= 1
    if form.tense == "base" and s.low(k) in _GO_ON_FORMS:
        return Cue(_verb_group(s, k)[0], at, at, VERB_FORMS.get(_past_form(form), form), CueKind.FINITE, False, False)
    return None


def _past_form(form: VerbForm) -> str:
    """The past form of a form's verb."""
    return next((word for word, f in VERB_FORMS.items() if f.verb is form.verb and f.tense == "past"), form.verb.lemma)


def _follows_findings(s: Sentence, at: int) -> bool:
    """Whether figures or results stand a little before ("figures to be published today show")."""
    return any(low.endswith("s") and low in RESEARCH_SUBJECTS for low in s.lows[max(0, at - 14) : at])


def _agrees_with_subject(s: Sentence, at: int) -> bool:
    """Whether a base form can agree with what stands before it."""
    k = at - 1
    while k > 0 and (s.lows[k] in ADVERBS or s.lows[k] == ","):
        k -= 1
    low = s.low(k)
    if low == QUOTE_TOKEN:
        return True
    if s.lows[at] in ("show", "suggest", "indicate", "reveal", "find") and _follows_findings(s, at):
        return True
    return (
        low in ("they", "we", "you", "i", "who", "which", "police", "people", "media", ")")
        or low in COORDINATORS
        or (low.endswith("s") and not low.endswith("'s") and len(low) > 2)
        or s.is_capitalised(k)
    )
