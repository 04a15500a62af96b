"""Speech acts: what a source does by speaking (asserts, denies, hedges, apologises), read from cue and content."""

from __future__ import annotations

import re

from db.attribution.lexicon import FALSE_WORDS, HEDGES, TRUE_WORDS
from db.attribution.verbs import VERB_FORMS, vocabulary
from db.model.enums import Act

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MAX_HEAD = 220
"""Code points of content that are read."""
_NEGATION_SUBJECTS = vocabulary("this that it he she they we i its his her their our my neither none nobody")
"""Subjects whose negation denies: "it did not fire"."""
_NEGATIVES = vocabulary("not never no neither nor")
_STATES_OF_MIND = vocabulary(
    """know think believe want expect need like care understand recall remember feel wish plan intend see seem sure
    clear comment certain ready able aware afraid yet only just enough likely going planning available always
    surprised worried concerned alone"""
)
"""Words whose negation doesn't deny: "we do not know"."""
_FUTURE = vocabulary(
    "will would won't wouldn't can could can't cannot couldn't should shouldn't must mustn't may might shall"
)
_AUXILIARY = vocabulary("is are was were has have had do does did be been being am")
_COPULAS = vocabulary("is are was were as it's that's be been a an")
_POINTING = vocabulary("it this that these they those all it's that's as")
_NEWS_NOUNS = vocabulary(
    """news report reports claim claims allegation allegations information story stories rumour rumours rumor
    rumors video footage photo image images account accounts statement accusation accusations charge charges"""
)
_APOLOGY_WORDS = vocabulary("sorry apologise apologize apologised apologized apologies apology")
_APOLOGISERS = vocabulary("we i it he she they sorry my our")
_OPEN_VERBS = HEDGES - {"reportedly", "apparently", "likely", "probably", "may"}
_OPEN_PREDICATES = vocabulary("likely probably possibly believed thought possible probable")
"""Words after an auxiliary that leave content open: "is believed"."""
_NAMING_VERBS = vocabulary("call brand dub label term describe characterise characterize")
_INSISTING_VERBS = vocabulary(
    "insist maintain stress assure reassure emphasise emphasize reiterate underline swear protest note clarify affirm"
)
"""Verbs that answer someone; a negative after them denies: "insisted that it never fell"."""
_CASUALTY_WORDS = vocabulary("one nobody casualties injuries deaths victims immediate damage longer")
"""Words with which a negative counts rather than denies: "there were no injuries"."""
_UNCERTAIN = re.compile(r"\b(?:whether|if|unclear|not (?:know|sure|clear))\b")
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


def speech_act(cue_act: Act, lemma: str, content: str, *, outlet: bool) -> tuple[Act, bool]:
    """The act of an attribution, and whether it denies.

    :param cue_act: act that the cue verb performs by itself.
    :param lemma: lemma of the cue verb.
    :param content: the words said; their first sentence is read.
    :param outlet: whether the source is an outlet.
    """
    head = content[:_MAX_HEAD].split(". ")[0]
    words = [word.lower().replace("’", "'") for word in _WORD.findall(head)]
    if cue_act is Act.DENY:
        return Act.DENY, True
    if lemma in ("accuse", "blame"):
        return cue_act, False
    if cue_act in (Act.DECLINE, Act.ADVISE, Act.QUERY, Act.RETRACT, Act.CORRECT, Act.APOLOGISE):
        return cue_act, False
    if (
        _is_denial(words, head)
        or (lemma in _NAMING_VERBS and _is_called_false(words))
        or (lemma in _INSISTING_VERBS and _is_negative(words) and _CASUALTY_WORDS.isdisjoint(words[:6]))
        or (cue_act is Act.CONFIRM and _is_negative(words))
    ):
        return Act.DENY, True
    return _act_without_denial(cue_act, lemma, words, outlet), False


def _act_without_denial(cue_act: Act, lemma: str, words: list[str], outlet: bool) -> Act:
    """The act of content that doesn't deny."""
    if cue_act is Act.CONFIRM:
        about_news = not _NEWS_NOUNS.isdisjoint(words[:5])  # "confirmed the reports": nothing yet on their truth
        return Act.ASSERT if about_news and TRUE_WORDS.isdisjoint(words) else Act.CONFIRM
    if not _APOLOGY_WORDS.isdisjoint(words[:9]) and words[0] in _APOLOGISERS:
        return Act.APOLOGISE
    if cue_act is Act.HEDGE or lemma in ("believe", "think"):
        return Act.HEDGE
    if cue_act is Act.ASSERT:
        return Act.HEDGE if _is_hedged(words) else Act.REPORT if outlet else Act.ASSERT
    return cue_act


def _is_called_false(words: list[str]) -> bool:
    """Whether something said is called false: "branded the claims nonsense"."""
    about_words = any(word in _NEWS_NOUNS or word in _NEGATION_SUBJECTS for word in words[:4])
    return about_words and not FALSE_WORDS.isdisjoint(words)


def _is_denial(words: list[str], head: str) -> bool:
    """Whether content denies an allegation.

    "It was not involved" and "the report is false" deny; "it will not go" and "nobody was hurt" don't.

    :param words: its lowered words.
    :param head: its first sentence.
    """
    if _DENIAL_PHRASES.search(head) and not _UNCERTAIN.search(head[:60]):
        return True
    first = words[:14]
    false = next((n for n, word in enumerate(first) if word in FALSE_WORDS), None)
    if false is not None and not _COPULAS.isdisjoint(first):
        subject = first[:false]
        about_words = any(word in _NEWS_NOUNS or word in _POINTING for word in subject)
        if about_words and _NEGATIVES.isdisjoint(subject):
            return True
    return _negates_own_part(first)


def _negates_own_part(words: list[str]) -> bool:
    """Whether speakers deny what they did or are: "we did not fire", but not "we did not know" or "we will not"."""
    number = next((n for n, word in enumerate(words[:9]) if _negates(word) or word in _FUTURE), None)
    if number is None:
        return len(words) > 2 and words[0] in ("neither", "none") and words[1] in ("of", "he", "it", "the", "its")
    word, before, after = words[number], words[:number], words[number + 1 : number + 4]
    subject = [word for word in before if word not in _AUXILIARY]
    follows_auxiliary = bool(before) and before[-1] in _AUXILIARY
    has_auxiliary = follows_auxiliary or word == "never" or word.removesuffix("n't") in _AUXILIARY
    if word in _FUTURE or not has_auxiliary or len(subject) != 1 or subject[0] not in _NEGATION_SUBJECTS:
        return False
    if "until" in words[number : number + 6] or "only" in after or "yet" in after:
        return False
    return _STATES_OF_MIND.isdisjoint(map(_lemma, after[:2]))


def _negates(word: str) -> bool:
    return word in ("not", "never") or word.endswith("n't")


def _lemma(word: str) -> str:
    """The lemma of a verb form; of other words, the word without "ed"."""
    form = VERB_FORMS.get(word)
    return form.verb.lemma if form is not None else word.removesuffix("ed")


def _is_negative(words: list[str]) -> bool:
    """Whether content is that something didn't happen: "there was no attack"."""
    first = words[:8]
    if first[:1] == ["no"] or (first[:1] == ["there"] and "no" in first[:4]):
        return True
    return any(_negates(word) for word in first) and _FUTURE.isdisjoint(first)


def _is_hedged(words: list[str]) -> bool:
    """Whether the main verb leaves the content open: "it may have fallen", "it is likely to fall"."""
    for number, word in enumerate(words[:12]):
        following = words[number + 1] if number + 1 < len(words) else ""
        if word in ("may", "could") and following:
            return word == "may" or following in ("have", "be")
        if word in _OPEN_VERBS or word in ("likely", "probably"):
            return True
        if word in _AUXILIARY or word in _FUTURE:
            return following in _OPEN_PREDICATES
        if word in ("who", "which", "if", "when", "that", "because"):
            return False
    return False
