"""Verbs that report speech: the act each one performs, what can follow it, and all its forms."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

from db.dataclass import dataclass
from db.model.enums import Act


def vocabulary(words: str) -> frozenset[str]:
    """A set of words, from one string with white space between them."""
    return frozenset(words.split())


class Frame(StrEnum):
    """One construction that a verb can attribute with. The values are the letters of the table of verbs."""

    CLAUSE = "c"
    """Clause with or without "that": "said (that) it fell"."""
    THAT_CLAUSE = "t"
    """Clause with "that" only, unless a study is the subject: "concluded that it fell"."""
    FINDING = "r"
    """As THAT_CLAUSE, but the clause can't stand before the verb: "the survey found (that) prices rose"."""
    QUOTATION = "q"
    """Quotation or clause that may stand before the verb: "“It fell,” he replied"."""
    INVERSION = "i"
    """Verb before its subject: "“It fell,” replied Smith"."""
    ADDRESSEE = "a"
    """Person addressed before the clause: "told reporters that"."""
    QUESTION = "w"
    """Indirect question: "asked whether it fell"."""
    BELIEF = "b"
    """Belief rather than speech; negated, it hedges: "doesn't think that"."""
    QUOTED_SPEAKER = "z"
    """Another speaker as the object: "quoted Smith as saying"."""
    ACCUSED = "o"
    """Person accused as the object: "accused Smith of lying"."""
    CRITICISED = "p"
    """Object with a judgement in quotation marks: "condemned the “cowardly” attack"."""
    DESCRIBED = "d"
    """Object and "as": "described it as a lie"."""
    NAMED = "e"
    """Object and a name for it: "called it a lie"."""


PREPOSED = frozenset({Frame.CLAUSE, Frame.THAT_CLAUSE, Frame.QUOTATION})
"""Frames of a verb that can follow its content: "…, the ministry said"."""
JUDGING = frozenset({Frame.ACCUSED, Frame.CRITICISED, Frame.DESCRIBED, Frame.NAMED})
"""Frames of a verb that judges its object in words."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that can attribute."""

    lemma: str
    act: Act
    """Act that the verb performs, content aside."""
    takes: frozenset[Frame]
    """Constructions that it attributes with; none for verbs that :mod:`.performatives` reads."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """An inflected form of a verb."""

    verb: Verb
    tense: str
    """base, s (third person), past, pp (past participle, where it differs from the past) or ing."""


_VERBS = """
say assert cqiw | tell assert cqaw | state assert cqi | add assert cqi | claim assert cqi | understand hedge tb
insist assert cqi | argue assert cqi | allege assert cqi | contend assert cqi | assert assert cqi
maintain assert tqi | explain assert tqiw | announce assert tqiw | declare assert tqi | proclaim assert tqi
report report cqi | reveal assert tqiw | disclose assert tqiw | acknowledge confirm tqi | admit confirm cqi
concede confirm cqi | confess confirm tqi | confirm confirm cqi | verify confirm t | corroborate confirm t
deny deny tqi | refute deny t | rebut deny - | reject deny - | repudiate deny - | disavow deny - | rubbish deny -
dismiss deny - | dispute deny t | contradict deny - | debunk deny - | warn assert cqia | caution assert tqia
suggest hedge tqi | speculate hedge tqi | predict hedge cqi | forecast hedge c | estimate hedge c | reckon hedge ci
believe hedge cb | think hedge cb | hope hedge cb | expect hedge tb | fear hedge cb | suspect hedge tb
assume hedge tb | doubt hedge tbw | imagine hedge tb | feel hedge tb | learn assert t | know assert tb | find assert r
show assert r | indicate assert rq | demonstrate assert r | conclude assert tqi | reason assert tqi
theorize hedge tqi | theorise hedge tqi | observe assert tqi | mention assert t | remark assert tqi | note assert cqi
reiterate assert tqi | repeat assert tqi | stress assert tqi | emphasize assert tqi | emphasise assert tqi
underline assert t | underscore assert t | highlight assert t | promise assert tqi | vow assert tqi
pledge assert tqi | swear assert tq | testify assert tqi | complain assert tqi | recall assert tqi | tweet assert cqi
write assert tqi | post assert tq | boast assert tqi | joke assert tqi | quip assert qi | lament assert tqi
recommend advise tq | propose advise tq | demand advise tq | rule assert t | determine assert r | imply hedge tq
hint hedge tq | signal hedge t | assure assert cqa | inform assert tqa | remind assert tqa | notify assert ta
brief assert ta | reassure assert ta | advise advise cqa | continue assert qi | reply assert tqi | respond assert tqi
answer assert tqi | ask query qaiw | inquire query qiw | enquire query qiw | question query qiw | wonder query qiw
shout assert qi | cry assert qi | exclaim assert qi | whisper assert qi | agree assert tqi | comment assert tqi
read assert q | begin assert qi | urge advise tqa | exhort advise a | implore advise qa | beg advise qa
instruct advise ta | counsel advise tqa | apologise apologise tqi | apologize apologise tqi | retract retract -
withdraw retract - | recant retract - | correct correct - | clarify correct tqi | accuse assert o | blame assert o
criticise assert p | criticize assert p | condemn assert p | describe assert d | characterise assert d
characterize assert d | call assert e | dub assert e | label assert e | brand assert e | term assert e
praise assert p | slam assert p | denounce assert p | hail assert p | decry assert p | quote report z | cite report z
decline decline - | refuse decline - | opine assert tqi | muse assert qi | assess assert t | posit assert t
hypothesise hedge t | hypothesize hedge t | attest assert t | certify assert t | affirm confirm tqi
stipulate assert t | relate assert q | narrate assert q | recount assert tqi | detail assert q | elaborate assert qi
protest assert tqi | retort assert qi | counter assert tqi | object assert tqi | interject assert qi | surmise hedge t
specify assert tqiw | accept confirm t | consider assert t | regret apologise t | reaffirm assert tqi
restate assert tqi | anticipate hedge t | foresee hedge t | worry hedge tqib | guarantee assert t | threaten assert t
establish assert r | email assert tq | blog assert tq | venture assert q | guess hedge tb | fume assert qi
sigh assert qi | laugh assert qi | mutter assert qi | yell assert qi | scream assert qi | request advise tq
express assert - | voice assert - | summarise assert tq | summarize assert tq | marvel assert qi
"""
"""Lemma, act and the letters of its frames; "-" where it has none."""


_IRREGULAR = {
    "say": "said said", "tell": "told told", "think": "thought thought", "know": "knew known", "write": "wrote written",
    "feel": "felt felt", "find": "found found", "show": "showed shown", "swear": "swore sworn", "read": "read read",
    "begin": "began begun", "withdraw": "withdrew withdrawn", "foresee": "foresaw foreseen",
    "understand": "understood understood",
    "learn": "learned learned", "forecast": "forecast forecast",
}  # fmt: skip


_DOUBLED_CONSONANTS = {"admit", "rebut", "beg", "rule out", "dub", "quip", "slam"}


def inflections(lemma: str) -> dict[str, str]:
    """The forms of a verb by tense (base, s, past, pp, ing)."""
    ends_in_consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    stem, past = lemma, lemma + "ed"
    if lemma.endswith("e") and lemma != "be":
        stem, past = lemma[:-1], lemma + "d"
    elif lemma in _DOUBLED_CONSONANTS:
        stem = lemma + lemma[-1]
        past = stem + "ed"
    elif ends_in_consonant_y:
        past = lemma[:-1] + "ied"
    if ends_in_consonant_y:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    simple, participle = _IRREGULAR.get(lemma, f"{past} {past}").split()
    return {"base": lemma, "s": third, "past": simple, "pp": participle, "ing": stem + "ing"}


def _verb_forms() -> dict[str, VerbForm]:
    """Every form of the verbs of the table."""
    forms: dict[str, VerbForm] = {}
    for entry in _VERBS.replace("\n", "|").split("|"):
        if not entry.strip():
            continue
        lemma, act, letters = entry.split()
        verb = Verb(lemma, Act(act), frozenset(Frame(letter) for letter in letters if letter != "-"))
        for tense, word in inflections(lemma).items():
            if word not in forms or tense == "past":  # a form that is past and participle counts as past
                forms[word] = VerbForm(verb, tense)
    forms["learnt"] = VerbForm(forms["learn"].verb, "past")
    return forms


VERB_FORMS: dict[str, VerbForm] = _verb_forms()
"""Every form of a verb that can attribute, in lower case."""


def is_denial_cue(cue: str) -> bool:
    """Whether words that introduce a quote deny what it says: "has dismissed", "denial"; not "did not deny"."""
    words = cue.lower().replace("’", "'").split()
    pairs = (" ".join(pair) for pair in pairwise(words))
    denies = any(word in _DENIAL_NOUNS or _denies(word) for word in words) or any(pair in _RULE_OUT for pair in pairs)
    return denies and not any(word in _NEGATIONS or word.endswith("n't") for word in words)


def _denies(form: str) -> bool:
    return form in VERB_FORMS and VERB_FORMS[form].verb.act is Act.DENY


_RULE_OUT = frozenset(f"{form} out" for form in inflections("rule").values())
_DENIAL_NOUNS = vocabulary("denial denials")
_NEGATIONS = vocabulary("not never neither nor cannot")


ADJECTIVE_FORMS = {
    word: VerbForm(Verb(word, act, frames), "past")
    for act, frames, words in (
        (
            Act.HEDGE,
            frozenset({Frame.CLAUSE, Frame.BELIEF}),
            "concerned worried confident hopeful optimistic sceptical skeptical doubtful afraid convinced",
        ),
        (Act.ASSERT, frozenset({Frame.CLAUSE}), "adamant emphatic insistent"),
    )
    for word in words.split()
}
"""Adjectives that attribute after "be": "was adamant that"."""

DISCLOSING = vocabulary(
    """say tell reveal disclose comment elaborate respond reply confirm explain announce answer detail deny clarify
    mention"""
)
"""Verbs that decline when they are negated: "did not reveal"."""
