"""Coreference: the earlier source that "he", "they" or "the agency" likely stands for. A guess, or None."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from db.attribution.drafts import AttributionDraft
from db.attribution.lexicon import (
    BODIES,
    GENERIC_BODIES,
    OUTLETS,
    PEOPLE,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    TITLES,
)
from db.attribution.paragraphs import TextRange
from db.attribution.verbs import vocabulary
from db.dataclass import dataclass

MAX_LOOKBACK = 12
"""Drafts before a pronoun in which its antecedent is looked for."""
_REFERRING_DETERMINERS = vocabulary("the his her its their")
_BODY_WORDS = BODIES | OUTLETS
_REFERRING_NOUNS = TITLES | _BODY_WORDS | PEOPLE | GENERIC_BODIES
_THIRD_PERSON = PERSONAL_PRONOUNS - {"i", "we", "you"}
_MALE_WORDS = vocabulary("mr spokesman chairman king prince father sir lord brother husband businessman policeman man")
_FEMALE_WORDS = vocabulary("mrs ms miss spokeswoman chairwoman queen princess mother lady sister wife woman")
_GENERAL_TITLES = vocabulary("man woman officer official resident witness leader spokesperson author activist lawyer")
"""Titles that any named person may be called by."""


@dataclass(frozen=True, slots=True)
class _SourceTraits:
    """What the words of a source show about it."""

    words: frozenset[str]
    """All its words in lower case."""
    is_named: bool
    is_person: bool
    is_body: bool
    is_plural: bool


def antecedent(text: str, drafts: Sequence[AttributionDraft], number: int) -> TextRange | None:
    """The antecedent of a draft's source: the last fitting source before it.

    :param text: the whole text.
    :param drafts: all drafts, in order.
    :param number: index of the draft.
    """
    draft = drafts[number]
    if draft.source is None:
        return None
    if draft.antecedent is not None:
        return draft.antecedent
    anaphor = text[slice(*draft.source)]
    if not _is_anaphor(anaphor):
        return None
    for earlier in reversed(drafts[max(0, number - MAX_LOOKBACK) : number]):
        source = earlier.source
        if source is None or source[1] > draft.source[0] or source == draft.source:
            continue
        candidate = text[slice(*source)]
        if not _is_anaphor(candidate) and _may_be_antecedent(_source_words(anaphor), _traits(candidate)):
            return source
    return None


@lru_cache(maxsize=2048)
def _source_words(source: str) -> tuple[str, ...]:
    return tuple(source.lower().replace("’", "'").replace(",", " , ").split())


@lru_cache(maxsize=2048)
def _is_anaphor(source: str) -> bool:
    """Whether a source is a pronoun, or "the" with a title or a body and no name."""
    words = _source_words(source)
    if any(letter.isupper() for letter in source[1:]):
        return False
    if len(words) == 1:
        return words[0] in _THIRD_PERSON
    return 1 < len(words) <= 3 and words[0] in _REFERRING_DETERMINERS and words[-1] in _REFERRING_NOUNS


@lru_cache(maxsize=2048)
def _traits(source: str) -> _SourceTraits:
    """The traits of a source, read from its core: the words before the first comma, preposition or relative."""
    words = _source_words(source)
    cut = next((n for n, word in enumerate(words) if n and _ends_core(word)), len(words))
    core = [word.strip("().") for word in words[:cut]]
    head = core[-1]
    names = [word for word in source.split()[:cut] if word[:1].isupper()]
    is_titled = any(word in TITLES for word in words[: cut + 6])
    ends_in_name = not head.isalpha() or (bool(names) and head == names[-1].lower().strip("().,"))
    body_words = _BODY_WORDS.intersection(core if ends_in_name else [head])
    is_body = bool(body_words) and TITLES.isdisjoint(core)
    is_abbreviation = any("." in word[1:-1] or any(c.isdigit() for c in word) for word in names)
    has_name = bool(names) and not is_body and not is_abbreviation
    is_plural = head in PEOPLE or (head.endswith("s") and not names) or core[0] in ("three", "two", "some", "many")
    is_person = (is_titled or has_name) and not is_plural
    return _SourceTraits(frozenset(words), bool(names), is_person, is_body, is_plural)


def _ends_core(word: str) -> bool:
    return word == "," or word in PREPOSITIONS or word in RELATIVES


def _may_be_antecedent(anaphor: tuple[str, ...], source: _SourceTraits) -> bool:
    """Whether a source can be the antecedent of a pronoun, or of "the" with a noun."""
    head = anaphor[-1]
    if len(anaphor) == 1:
        if head in ("he", "she"):
            return source.is_person and source.words.isdisjoint(_FEMALE_WORDS if head == "he" else _MALE_WORDS)
        if head == "it":
            return source.is_body or not (source.is_person or source.is_plural)
        return source.is_plural or source.is_body
    if head in source.words and source.is_named:
        return True
    if head in TITLES:
        return source.is_person and source.is_named and head in _GENERAL_TITLES
    return head in GENERIC_BODIES and source.is_body
