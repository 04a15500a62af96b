"""Verbs of saying: what each does, what may follow it, and every form of it that can stand in a text."""

from __future__ import annotations

from dataclasses import dataclass

from db.model.enums import Act


def vocabulary(words: str) -> frozenset[str]:
    """A set of words from one line of them."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that can attribute."""

    lemma: str
    act: Act
    takes: str
    """Letters: c clause with or without "that", t clause with "that" only, q quotation, i inverted before its
    subject, a somebody addressed before the clause, n a noun phrase, v "to" and a verb, b a belief, w "whether"."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A verb form that can stand in a text."""

    verb: Verb
    tense: str
    """base, s, past, pp (also where it equals the past) or ing."""


_VERBS = """
say assert cqiw | tell assert cqaw | state assert cqi | add assert cqi | claim assert cqiv | understand hedge tb
insist assert cqi | argue assert cqi | allege assert cqi | contend assert cqi | assert assert cqi
maintain assert tqi | explain assert tqiw | announce assert tqinw | declare assert tqi | proclaim assert tqi
report report cqin | reveal assert tqinw | disclose assert tqinw | acknowledge confirm tqin | admit confirm cqinv
concede confirm cqi | confess confirm tqi | confirm confirm cqin | verify confirm t | corroborate confirm tn
deny deny tqin | refute deny tn | rebut deny n
reject deny n | repudiate deny n | disavow deny n | rubbish deny n | dismiss deny n | dispute deny tn
contradict deny n | debunk deny n | warn assert cqiav | caution assert tqiav | suggest hedge tqi
speculate hedge tqi | predict hedge cqi | forecast hedge c | estimate hedge c | reckon hedge ci | believe hedge cb
think hedge cb | hope hedge cb | expect hedge tb | fear hedge cb | suspect hedge tb | assume hedge tb
doubt hedge tbw | imagine hedge tb | feel hedge tb | learn assert t | know assert tb | find assert r | show assert r
indicate assert rq | demonstrate assert r | conclude assert tqi | reason assert tqi | theorize hedge tqi
theorise hedge tqi | observe assert tqi | mention assert t | remark assert tqi | note assert cqi
reiterate assert tqi | repeat assert tqi | stress assert tqi | emphasize assert tqi | emphasise assert tqi
underline assert t | underscore assert t | highlight assert t | promise assert tqiv | vow assert tqiv
pledge assert tqiv | swear assert tq | testify assert tqi | complain assert tqi | recall assert tqi
tweet assert cqi | write assert tqi | post assert tq | boast assert tqi | joke assert tqi | quip assert qi
lament assert tqi | recommend advise tqv | propose advise tq | demand advise tqv | rule assert t
determine assert r | imply hedge tq | hint hedge tq | signal hedge t | assure assert cqa | inform assert tqa
remind assert tqav | notify assert ta | brief assert ta | reassure assert ta | advise advise cqav
continue assert qi | reply assert tqi | respond assert tqi | answer assert tqi | ask query qaiw | inquire query qiw
enquire query qiw | question query qiw | wonder query qiw | shout assert qi | cry assert qi | exclaim assert qi
whisper assert qi | agree assert tqi | comment assert tqi | read assert q | begin assert qi | urge advise tqav
exhort advise a | implore advise qav | beg advise qav | instruct advise ta | counsel advise tqa
apologise apologise tqi | apologize apologise tqi | retract retract n | withdraw retract n | recant retract n
correct correct n | clarify correct tqi | accuse assert o | blame assert o | criticise assert p | criticize assert p
condemn assert p | describe assert d | characterise assert d | characterize assert d | call assert e | dub assert e
label assert e | brand assert e | term assert e | praise assert p | slam assert p | denounce assert p
hail assert p | decry assert p | quote report z | cite report z | decline decline - | refuse decline -
opine assert tqi | muse assert qi | assess assert t | posit assert t | hypothesise hedge t | hypothesize hedge t
attest assert t | certify assert t | affirm confirm tqi | stipulate assert t | relate assert q | narrate assert q
recount assert tqi | detail assert q | elaborate assert qi | protest assert tqi | retort assert qi
counter assert tqi | object assert tqi | interject assert qi | surmise hedge t | specify assert tqiw
accept confirm t | consider assert t | regret apologise tn | reaffirm assert tqi | restate assert tqi
anticipate hedge t | foresee hedge t | worry hedge tqib | guarantee assert t | threaten assert tv
establish assert r | email assert tq | blog assert tq | venture assert q | guess hedge tb | fume assert qi
sigh assert qi | laugh assert qi | mutter assert qi | yell assert qi | scream assert qi | request advise tqv
express assert - | voice assert - | summarise assert tq | summarize assert tq | marvel assert qi
"""


_IRREGULAR = {
    "say": "said said", "tell": "told told", "think": "thought thought", "know": "knew known", "write": "wrote written",
    "feel": "felt felt", "find": "found found", "show": "showed shown", "swear": "swore sworn", "read": "read read",
    "begin": "began begun", "withdraw": "withdrew withdrawn", "foresee": "foresaw foreseen",
    "understand": "understood understood",
    "learn": "learned learned", "forecast": "forecast forecast",
}  # fmt: skip


_DOUBLED_CONSONANTS = {"admit", "rebut", "beg", "rule out", "dub", "quip", "slam"}


def inflections(lemma: str) -> dict[str, str]:
    """Forms of a verb by tense."""
    if lemma.endswith("e") and lemma not in {"be"}:
        stem, past = lemma[:-1], lemma + "d"
    elif lemma in _DOUBLED_CONSONANTS:
        stem = lemma + lemma[-1]
        past = stem + "ed"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        stem, past = lemma, lemma[:-1] + "ied"
    else:
        stem, past = lemma, lemma + "ed"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third = lemma[:-1] + "ies"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    simple, participle = _IRREGULAR.get(lemma, f"{past} {past}").split()
    return {"base": lemma, "s": third, "past": simple, "pp": participle, "ing": stem + "ing"}


def _verb_forms() -> dict[str, VerbForm]:
    forms: dict[str, VerbForm] = {}
    for entry in _VERBS.replace("\n", "|").split("|"):
        if not entry.strip():
            continue
        lemma, act, takes = entry.split()
        verb = Verb(lemma, Act(act), takes)
        for tense, word in inflections(lemma).items():
            if word not in forms or tense == "past":
                forms[word] = VerbForm(verb, tense)
    for word, lemma in {"learnt": "learn", "announcing": "announce"}.items():
        forms[word] = VerbForm(forms[lemma].verb, "ing" if word.endswith("ing") else "past")
    return forms


VERB_FORMS: dict[str, VerbForm] = _verb_forms()
"""Every form of a verb that can attribute, in lower case."""


ADJECTIVE_FORMS = {
    word: VerbForm(Verb(word, act, "cb" if act is Act.HEDGE else "c"), "past")
    for act, listed in (
        (Act.HEDGE, "concerned worried confident hopeful optimistic sceptical skeptical doubtful afraid convinced"),
        (Act.ASSERT, "adamant emphatic insistent"),
    )
    for word in listed.split()
}
"""Adjectives that attribute after "be" ("was adamant that")."""
