"""Acts: what a source does in saying something, read from the cue and from what is said."""

from __future__ import annotations

import re

from db.attribution.lexicon import FALSE_WORDS, HEDGES, TRUE_WORDS
from db.attribution.verbs import VERB_FORMS, vocabulary
from db.model.enums import Act

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SELF_REFERENCES = vocabulary("this that it he she they we i its his her their our my neither none nobody")
_NEGATIVES = vocabulary("not never no neither nor")
_STATES_OF_MIND = vocabulary(
    """know think believe want expect need like care understand recall remember feel wish plan intend see seem sure
    clear comment certain ready able aware afraid yet only just enough likely going planning available always
    surprised worried concerned alone"""
)
_FUTURE = vocabulary(
    """will would won't wouldn't can could can't cannot couldn't should shouldn't must mustn't may might shall"""
)
_AUXILIARY = vocabulary("is are was were has have had do does did be been being am")
_NEWS_NOUNS = vocabulary(
    """news report reports claim claims allegation allegations information story stories rumour rumours rumor
    rumors video footage photo image images account accounts statement accusation accusations charge charges"""
)
_APOLOGY_WORDS = vocabulary("sorry apologise apologize apologised apologized apologies apology")
_DENIAL_PHRASES = re.compile(
    r"\b(?:"
    + "|".join(
        (
            r"no (?:truth|basis|substance|foundation|validity)|no such|no evidence|nothing to do with",
            r"no (?:involvement|connection|knowledge|role|part|links?) (?:in|to|with|of)",
            r"not (?:true|correct|accurate|involved|responsible|behind|based on|the case|guilty)",
            r"(?:isn't|aren't|wasn't|weren't) (?:true|correct|accurate|involved|responsible|behind|guilty)",
            r"far from (?:the truth|true)|(?:did not|didn't) (?:happen|take place|occur)|did nothing wrong",
            r"never (?:happened|took place|occurred|existed|said|made|been|received)",
            r"never (?:asked|ordered|agreed|signed|met|given)",
            r"does not exist|(?:could not|couldn't|cannot|can't) have",
            r"without (?:any )?(?:basis|foundation|merit|truth)|devoid of (?:truth|any|all)",
            r"completely made up|made-up|out of the question",
            r"(?:den(?:y|ies|ied)|refut(?:es?|ed)|reject(?:s|ed)?)\b.{0,25}\b"
            r"(?:allegations?|claims?|accusations?|charges?|any|having)",
            r"(?:am|is|are|was|were|be|remains?) (?:completely |entirely )?innocent",
            r"(?:not|n't|never)\b.{0,60}\bas (?:alleged|claimed|reported|rumou?red|suggested|has been)",
        )
    )
    + r")\b",
    re.IGNORECASE,
)
_NAMING_VERBS = vocabulary("call brand dub label term describe characterise characterize")
_INSISTING_VERBS = vocabulary(
    "insist maintain stress assure reassure emphasise emphasize reiterate underline swear protest note clarify affirm"
)
"""Verbs that answer somebody: a negative after them denies."""
_CASUALTY_WORDS = vocabulary("one nobody casualties injuries deaths victims immediate damage longer")
_MAX_HEAD = 220
"""Characters of content that are read for what it does."""


def speech_act(cue_act: Act, lemma: str, content: str, *, outlet: bool) -> tuple[Act, bool]:
    """The act, and whether it denies.

    :param cue_act: what the cue does by itself.
    :param lemma: the verb of the cue.
    :param content: what is said.
    :param outlet: whether an outlet speaks.
    """
    head = content[:_MAX_HEAD].split(". ")[0]
    words = [word.lower().replace("’", "'") for word in _WORD.findall(head)]
    if cue_act in (Act.DENY,):
        return Act.DENY, True
    if lemma == "accuse" or lemma == "blame":
        return cue_act, False
    if cue_act in (Act.DECLINE, Act.ADVISE, Act.QUERY, Act.RETRACT, Act.CORRECT, Act.APOLOGISE):
        return cue_act, False
    denying = (
        is_denial(words, head)
        or (lemma in _NAMING_VERBS and _is_called_false(words))
        or (lemma in _INSISTING_VERBS and _insists_on_negative(words))
    )
    if cue_act is Act.CONFIRM:
        if denying or _is_negative(words):
            return Act.DENY, True
        about_news = any(word in _NEWS_NOUNS for word in words[:5])
        return (Act.CONFIRM if not about_news or any(word in TRUE_WORDS for word in words) else Act.ASSERT), False
    if denying:
        return Act.DENY, True
    if (
        _APOLOGY_WORDS & set(words[:9])
        and words
        and words[0] in ("we", "i", "it", "he", "she", "they", "sorry", "my", "our")
    ):
        return Act.APOLOGISE, False
    if cue_act is Act.HEDGE or lemma in ("believe", "think"):
        return Act.HEDGE, False
    if cue_act is Act.ASSERT and _is_hedged(words):
        return Act.HEDGE, False
    if outlet and cue_act is Act.ASSERT:
        return Act.REPORT, False
    return cue_act, False


def _insists_on_negative(words: list[str]) -> bool:
    """Whether somebody insists that something put about is not so, rather than counts that nobody was hurt."""
    return _is_negative(words) and _CASUALTY_WORDS.isdisjoint(words[:6])


def _is_called_false(words: list[str]) -> bool:
    """Whether something said is called false ("branded the claims nonsense")."""
    return any(word in FALSE_WORDS for word in words) and any(
        word in _NEWS_NOUNS or word in _SELF_REFERENCES for word in words[:4]
    )


def is_denial(words: list[str], head: str) -> bool:
    """Whether words say that something alleged is not so.

    "It was not involved" and "the report is false" deny; "it will not go" and "nobody was hurt" do not.
    """
    clause = head.split(". ")[0]
    if _DENIAL_PHRASES.search(clause) and not re.search(
        r"\b(?:whether|if|unclear|not (?:know|sure|clear))\b", clause[:60]
    ):
        return True
    first = words[:14]
    if any(word in FALSE_WORDS for word in first) and any(
        w in ("is", "are", "was", "were", "as", "it's", "that's", "be", "been", "a", "an") for w in first
    ):
        subject = first[: next((n for n, w in enumerate(first) if w in FALSE_WORDS), 0)]
        if any(
            w in _NEWS_NOUNS or w in ("it", "this", "that", "these", "they", "those", "all", "it's", "that's", "as")
            for w in subject
        ) and not _NEGATIVES & set(subject):
            return True
    return _negates_own_part(first)


def _negates_own_part(words: list[str]) -> bool:
    """Whether a speaker says of itself that it did not do or is not something."""
    for number, word in enumerate(words[:9]):
        negated = word in ("not", "never") or word.endswith("n't")
        if not negated:
            if word in _FUTURE:
                return False
            continue
        before = words[:number]
        after = words[number + 1 : number + 4]
        base = word[:-3] if word.endswith("n't") else ""
        if word in _FUTURE or (word in ("not", "never") and before and before[-1] in _FUTURE):
            return False
        auxiliary = base in _AUXILIARY or word == "never" or bool(before and before[-1] in _AUXILIARY)
        subject = [word for word in before if word not in _AUXILIARY]
        if not auxiliary or len(subject) != 1 or subject[0] not in _SELF_REFERENCES:
            return False
        if "until" in words[number : number + 6] or "only" in after or "yet" in after:
            return False
        return not ({_lemma(word) for word in after[:2]} & _STATES_OF_MIND)
    return (
        bool(words)
        and words[0] in ("neither", "none")
        and len(words) > 2
        and words[1] in ("of", "he", "it", "the", "its")
    )


def _lemma(word: str) -> str:
    """A verb without its ending."""
    form = VERB_FORMS.get(word)
    return form.verb.lemma if form is not None else word.removesuffix("ed")


def _is_negative(words: list[str]) -> bool:
    """Whether words confirm that something did not happen ("that there was no attack")."""
    first = words[:8]
    if first[:1] == ["there"] and "no" in first[:4]:
        return True
    if first[:1] == ["no"]:
        return True
    return any(w in ("not", "never") or w.endswith("n't") for w in first) and not set(first) & _FUTURE


def _is_hedged(words: list[str]) -> bool:
    """Whether the main verb leaves it open."""
    for number, word in enumerate(words[:12]):
        if word in HEDGES and word not in ("reportedly", "apparently", "likely", "probably", "may"):
            return True
        if word in ("may", "could") and number + 1 < len(words):
            return word == "may" or words[number + 1] in ("have", "be")
        if word in ("likely", "probably"):
            return True
        if word in _AUXILIARY or word in _FUTURE:
            following = words[number + 1 : number + 2]
            return bool(
                following
                and following[0] in ("likely", "probably", "possibly", "believed", "thought", "possible", "probable")
            )
        if word in ("who", "which", "if", "when", "that", "because"):
            return False
    return False
