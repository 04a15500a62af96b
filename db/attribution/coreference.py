"""Antecedents: whom "he", "they" or "the agency" likely stands for. Always a guess; none is better than a bad one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.attribution.drafts import Draft
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

MAX_LOOKBACK = 12
"""Attributions back from a pronoun in which whom it stands for is looked for."""
_REFERRING_DETERMINERS = frozenset({"the", "his", "her", "its", "their"})
_THIRD_PERSON = PERSONAL_PRONOUNS - {"i", "we", "you"}
_MALE_WORDS = vocabulary("mr spokesman chairman king prince father sir lord brother husband businessman policeman man")
_GENERAL_TITLES = vocabulary("man woman officer official resident witness leader spokesperson author activist lawyer")
_FEMALE_WORDS = vocabulary("mrs ms miss spokeswoman chairwoman queen princess mother lady sister wife woman")


@dataclass(frozen=True, slots=True)
class _SourceTraits:
    """A source, by what it can be told by."""

    words: frozenset[str]
    core: tuple[str, ...]
    """Its words up to the first preposition, comma or relative: what it is, not what it belongs to."""
    capitals: bool
    person: bool
    body: bool
    plural: bool


def antecedent(text: str, drafts: Sequence[Draft], number: int) -> TextRange | None:
    """Whom the source of a draft stands for: the last fitting source before it.

    :param text: the text the drafts point into.
    :param drafts: drafts in order.
    :param number: which of them.
    """
    draft = drafts[number]
    if draft.source is None:
        return None
    if draft.antecedent is not None:
        return draft.antecedent
    if not _is_anaphor(text[slice(*draft.source)]):
        return None
    words = _source_words(text[slice(*draft.source)])
    for earlier in reversed(drafts[max(0, number - MAX_LOOKBACK) : number]):
        source = earlier.source
        if source is None or source[1] > draft.source[0] or source == draft.source:
            continue
        named = _traits(text[slice(*source)])
        if not _is_anaphor(text[slice(*source)]) and _may_be_antecedent(words, named):
            return source
    return None


@lru_cache(maxsize=2048)
def _source_words(source: str) -> tuple[str, ...]:
    return tuple(source.lower().replace("’", "'").replace(",", " , ").split())


@lru_cache(maxsize=2048)
def _is_anaphor(source: str) -> bool:
    """Whether a source is a pronoun, or "the" with an office or a body and no name."""
    words = _source_words(source)
    if any(letter.isupper() for letter in source[1:]):
        return False
    if len(words) == 1:
        return words[0] in _THIRD_PERSON
    return (
        1 < len(words) <= 3
        and words[0] in _REFERRING_DETERMINERS
        and words[-1] in TITLES | BODIES | OUTLETS | PEOPLE | GENERIC_BODIES
    )


@lru_cache(maxsize=2048)
def _traits(source: str) -> _SourceTraits:
    words = _source_words(source)
    cut = next((n for n, word in enumerate(words) if n and _ends_core(word)), len(words))
    core = tuple(word.strip("().") for word in words[:cut])
    titled = any(word in TITLES for word in words[: cut + 6])
    names = [word for word in source.split()[:cut] if word[:1].isupper()]
    proper = not core[-1].isalpha() or (bool(names) and core[-1] == names[-1].lower().strip("().,"))
    kinds = (set(core) if proper else {core[-1]}) & (BODIES | OUTLETS)
    body = bool(kinds) and not any(word in TITLES for word in core)
    plain = not any("." in word[1:-1] or any(c.isdigit() for c in word) for word in names)
    name = bool(names) and not body and plain
    plural = core[-1] in PEOPLE or (core[-1].endswith("s") and not names) or core[0] in ("three", "two", "some", "many")
    return _SourceTraits(frozenset(words), core, bool(names), (titled or name) and not plural, body, plural)


def _ends_core(word: str) -> bool:
    return word == "," or word in PREPOSITIONS or word in RELATIVES


def _may_be_antecedent(words: tuple[str, ...], named: _SourceTraits) -> bool:
    """Whether a named source can be what a pronoun or an office stands for."""
    first, head = words[0], words[-1]
    if len(words) == 1:
        if first in ("he", "she"):
            return named.person and not named.words & (_FEMALE_WORDS if first == "he" else _MALE_WORDS)
        if first == "it":
            return named.body or (not named.person and not named.plural)
        return named.plural or named.body
    if head in named.words and named.capitals:
        return True
    if head in TITLES:
        return named.person and named.capitals and head in _GENERAL_TITLES
    return head in GENERIC_BODIES and named.body
