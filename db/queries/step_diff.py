"""Words that changed from one step of the chain to another. Different languages are not compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from db.dataclass import dataclass
from db.queries.provenance import TracedStatement
from db.text.normalize import casefold_words
from db.text.words import word_pattern

_WORD = word_pattern(unspaced_runs=True)
_SHORT = 4
"""Words of up to so many letters, without a capital or a digit, are not marked: "the", "that", "by"."""


@dataclass(frozen=True, slots=True)
class StepChanges:
    """The words that only one of two steps has."""

    new: tuple[str, ...]
    """Phrases that only this step has, as written."""
    gone: tuple[str, ...]
    """Phrases that only the other step has, as written."""
    comparable: bool
    """Whether both have quotes in the same recorded language. If not, no changes are given."""
    only_here: frozenset[str]
    """Folded words that only this step has."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of the phrases of :attr:`new` in a text of this step, in code points."""
        return _telling_spans(text, self.only_here)


def compare_steps(here: Sequence[TracedStatement], other: Sequence[TracedStatement]) -> StepChanges:
    """Compare the quotes of two steps. Names of their speakers are ignored, since they are shown beside the quotes.

    :param here: the passages of this step.
    :param other: the passages of the other step.
    """
    mine, theirs = list(_quote_texts(here)), list(_quote_texts(other))
    languages = {lang for lang, _ in (*mine, *theirs)}
    if not (mine and theirs) or len(languages) > 1 or None in languages:
        return StepChanges((), (), False, frozenset())
    speakers = _folded_word_set(passage.speaker.name for passage in (*here, *other))
    my_words, their_words = (_folded_word_set(text for _, text in texts) for texts in (mine, theirs))
    only_mine, only_theirs = my_words - their_words - speakers, their_words - my_words - speakers
    return StepChanges(
        _telling_phrases(mine, only_mine), _telling_phrases(theirs, only_theirs), True, frozenset(only_mine)
    )


def _quote_texts(passages: Sequence[TracedStatement]) -> Iterator[tuple[str | None, str]]:
    for passage in passages:
        for quote in passage.statement.quotes:
            yield quote.lang, quote.exact


def _folded_word_set(texts: Iterable[str]) -> set[str]:
    return {_fold_word(word) for text in texts for word in _WORD.findall(text)}


@lru_cache(maxsize=8_192)  # Quotes repeat most of their words, and a step is compared with both neighbours.
def _fold_word(word: str) -> str:
    """Fold a word: no case, no accents, one kind of apostrophe and hyphen, no possessive."""
    return casefold_words(word).replace("’", "'").replace("‐", "-").removesuffix("'s")


def _is_telling(word: str, *, opens: bool) -> bool:
    """Whether a word is worth marking. A capital at the beginning of a text does not count."""
    return len(word) > _SHORT + opens or any(letter.isdigit() or (letter.isupper() and not opens) for letter in word)


def _telling_phrases(texts: list[tuple[str | None, str]], only: Set[str]) -> tuple[str, ...]:
    """Phrases of words worth marking, as the texts write them, each once."""
    return tuple(dict.fromkeys(text[start:end] for _, text in texts for start, end in _telling_spans(text, only)))


def _telling_spans(text: str, only: Set[str]) -> Iterator[tuple[int, int]]:
    """The places of words worth marking in a text; neighbours make one span."""
    run: tuple[int, int] | None = None
    for found in _WORD.finditer(text):
        opens = found.start() == 0 and not text[found.end() + 1 : found.end() + 2].isupper()
        listed = _fold_word(found.group()) in only and _is_telling(found.group(), opens=opens)
        if listed and run and text[run[1] : found.start()] == " ":
            run = (run[0], found.end())
            continue
        if run:
            yield run
        run = found.span() if listed else None
    if run:
        yield run
