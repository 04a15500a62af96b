"""Parse what a person types to search or filter: plain words, "exact words", ``status:new``, ``-tag:old``.

Nothing that is typed raises: each problem is returned with its position. Running a query: `search` and `filter_claims`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from db.dataclass import dataclass
from db.errors import Refused
from db.search.fields import (
    CHOICES,
    NAMED,
    ORIGINS,
    RATING,
    SHAPES,
    FilterDay,
    FilterWord,
    can_complete,
    normalize_choice,
    parse_day,
)
from db.text.search_fold import PARTLY_ARTICLE, fold_for_search

MOST_TERMS = 64
"""Terms of a query; further ones are ignored, with a problem that says so."""

MOST_LETTERS = 4_000
"""Letters of a query that are parsed."""

MOST_PIECES = 200
"""Words in the FTS5 query that plain words may come to; Chinese has one for each character."""


class ProblemWeight(StrEnum):
    """How serious a problem is."""

    WRONG = "wrong"
    """The query can't run."""
    UNFINISHED = "unfinished"
    """The beginning of something valid; left out until it is complete."""
    NOTE = "note"
    """The query runs and finds nothing, since there is no such name."""


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """A problem with a part of what was typed."""

    start: int
    end: int
    """The part's span, end exclusive."""
    sentence: str
    nearest: tuple[str, ...] = ()
    """Valid words that are similar, the most similar first, as they would be typed."""
    weight: ProblemWeight = ProblemWeight.WRONG

    def __str__(self) -> str:
        near = f" Did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        return f"{self.sentence}{near}"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a query."""

    word: FilterWord | None
    """None for plain words."""
    value: str
    """The plain words, or the value after the colon, without quotation marks."""
    start: int
    end: int
    negated: bool = False
    exact: bool = False
    """Whether it was in quotation marks: these whole words, in this order."""

    @property
    def values(self) -> tuple[str, ...]:
        """The values after the colon; a comma stands between alternatives."""
        if self.exact:
            return (normalize_choice(self.value),) if self.word in CHOICES else (self.value,)
        parts = [part for part in self.value.split(",") if part]
        return tuple(normalize_choice(part) if self.word in CHOICES else part for part in parts)

    @property
    def days(self) -> FilterDay | None:
        """The day after ``before:`` or ``after:``."""
        return parse_day(self.value)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    typed: str
    terms: tuple[Term, ...]
    problems: tuple[QueryProblem, ...]

    @property
    def plain(self) -> tuple[Term, ...]:
        """The plain words to find."""
        return tuple(term for term in self.terms if term.word is None and not term.negated)

    @property
    def without(self) -> tuple[Term, ...]:
        """The plain words to leave out."""
        return tuple(term for term in self.terms if term.word is None and term.negated)

    @property
    def conditions(self) -> tuple[Term, ...]:
        """The words with a colon."""
        return tuple(term for term in self.terms if term.word is not None)

    @property
    def wrong(self) -> tuple[QueryProblem, ...]:
        """The problems that keep the query from running."""
        return tuple(problem for problem in self.problems if problem.weight is ProblemWeight.WRONG)

    @property
    def is_empty(self) -> bool:
        """Whether it has no condition, and so matches everything."""
        return not self.terms


def parse_query(typed: str, *, finished: bool = False) -> Query:
    """Parse what a person typed. It never raises.

    :param typed: the query; a word that is still being typed is the last.
    :param finished: whether it is complete, as on the command line: then an unfinished word is a problem.
    """
    problems: list[QueryProblem] = []
    if len(typed) > MOST_LETTERS:
        said = f"A filter has {MOST_LETTERS:,} letters at most; this one has {len(typed):,}."
        problems.append(QueryProblem(MOST_LETTERS, len(typed), said))
    found = list(_typed_pieces(typed[:MOST_LETTERS]))
    if len(found) > MOST_TERMS:
        said = f"A filter has {MOST_TERMS} words at most; this one has {len(found):,}."
        problems.append(QueryProblem(found[MOST_TERMS].start, found[-1].end, said))
    terms: list[Term] = []
    room = MOST_PIECES
    for piece in found[:MOST_TERMS]:
        term = piece.term()
        problem = _problem_with(piece, term, is_last=not finished and piece.end == len(typed))
        room -= len(fold_for_search(term.value).split())
        if problem is None and room < 0:
            problem = QueryProblem(term.start, term.end, f"Too many words: at most {MOST_PIECES} can be searched for.")
        if problem is not None:
            problems.append(problem)
        elif term.word or fold_for_search(term.value):
            terms.append(term)
    return Query(typed, tuple(terms), tuple(problems))


Completed = Callable[[str], Sequence[str] | None]
"""Gives the indexed words that begin with a folded one; None where they are too many to search one by one."""


def fts_expression(terms: Sequence[Term], completed: Completed | None = None) -> str | None:
    """The FTS5 query that matches all of some terms; None where they have no letter.

    :param terms: plain words, or names; each matches words that begin with it, unless it is exact.
    :param completed: where given, beginnings are searched as their completions: for many words FTS5 finds the first
        rows at once, for a prefix only after it has gone through all.
    """
    return " AND ".join(asked for term in terms if (asked := _fts_term(term, completed))) or None


def matches_longer_words(term: Term, words: Sequence[str]) -> bool:
    """Whether the last word of a term also matches longer words; a single letter matches only itself.

    :param words: its folded words.
    """
    return not term.exact and (len(words) > 1 or len(words[-1]) > 1)


@dataclass(frozen=True, slots=True)
class _TypedPiece:
    """A part of what was typed, between blanks, before it is interpreted."""

    text: str
    label: str
    value: str
    start: int
    end: int
    negated: bool
    exact: bool

    def term(self) -> Term:
        word = next((each for each in FilterWord if each == self.label.casefold()), None)
        value = self.value if word or not self.label else self.text
        return Term(word, value, self.start, self.end, self.negated, self.exact)


_PIECE = re.compile(
    r"""(?P<minus>[-−](?=[^\s-]))?(?P<text>(?:(?P<label>[^\W\d_]{1,40}):)?
        (?:["“”„«](?P<quoted>[^"“”«»]*)(?P<closed>["“”»])?|(?P<bare>[^\s"“”„«»]*)))""",
    re.VERBOSE,
)


def _typed_pieces(typed: str) -> Iterator[_TypedPiece]:
    for found in _PIECE.finditer(typed):
        if not found[0]:
            continue
        is_quoted = found["quoted"] is not None
        yield _TypedPiece(
            text=found["text"],
            label=found["label"] or "",
            value=found["quoted"] if is_quoted else found["bare"],
            start=found.start(),
            end=found.end(),
            negated=bool(found["minus"]),
            exact=bool(found["closed"]),
        )


def _problem_with(piece: _TypedPiece, term: Term, *, is_last: bool) -> QueryProblem | None:
    """The problem with a part of what was typed, if there is one."""
    if term.word is None:
        return _unknown_word_problem(piece) if piece.label else None
    label = f"{term.word}:"
    begun = QueryProblem(
        term.start, term.end, f"After “{label}” stands {_values_in_words(term.word)}.", weight=ProblemWeight.UNFINISHED
    )
    if not term.values:
        if is_last:
            return begun
        said = f"Nothing follows “{label}”; write the value right after the colon."
        return QueryProblem(term.start, term.end, said, _values_to_type(term.word))
    for at, value in enumerate(term.values):
        if not _is_valid_value(term.word, value):
            if is_last and not term.exact and at == len(term.values) - 1 and can_complete(term.word, value):
                return begun
            said = _two_readings(term.word, value) or (
                f"“{cut_value(value)}” is not a value of “{label}”: after it comes {_values_in_words(term.word)}."
            )
            return QueryProblem(term.start, term.end, said, _near_values(value, term.word))
    return None


def _unknown_word_problem(piece: _TypedPiece) -> QueryProblem | None:
    """The problem where the word before a colon is no filter word. Addresses, and colons in prose, are plain words."""
    if piece.value.startswith("//"):
        return None
    near = tuple(f"{word}:" for word in _nearest_words(piece.label.casefold(), list(FilterWord)))
    if not near and not piece.value:
        return None
    said = f"There is no filter word “{piece.label}:”; to search for it as text, put it in quotation marks."
    return QueryProblem(piece.start, piece.end, said, near)


def _is_valid_value(word: FilterWord, value: str) -> bool:
    if word in CHOICES:
        return value in CHOICES[word]
    if word in NAMED:
        return bool(fold_for_search(value))
    if word is FilterWord.ORIGINS:
        return bool(ORIGINS.fullmatch(value))
    if word is FilterWord.RATING:
        return bool(value and RATING.fullmatch(value))
    try:
        return parse_day(value) is not None
    except Refused:
        return False


def _two_readings(word: FilterWord, value: str) -> str | None:
    """Why a date has two readings; None where it is another problem."""
    if word not in (FilterWord.BEFORE, FilterWord.AFTER):
        return None
    try:
        parse_day(value)
    except Refused as error:
        return f"{error.message} {error.hint}"
    return None


def cut_value(value: str) -> str:
    """A value, cut to fit into a sentence."""
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"


_SHOWN = 60


def _values_in_words(word: FilterWord) -> str:
    """The values of a word, as part of a sentence."""
    if word in CHOICES:
        *most, last = CHOICES[word]
        return f"{', '.join(most)} or {last}"
    return SHAPES.get(word, "a name, or a part of one")


def _values_to_type(word: FilterWord) -> tuple[str, ...]:
    return tuple(f"{word}:{value}" for value in list(CHOICES.get(word, ()))[:3])


def _near_values(value: str, word: FilterWord) -> tuple[str, ...]:
    """Valid values similar to a wrong one; those of another word come with that word."""
    own = _nearest_words(value, list(CHOICES.get(word, ())))
    if own:
        return tuple(f"{word}:{each}" for each in own)
    return tuple(f"{other}:{value}" for other, values in CHOICES.items() if value in values)


def _nearest_words(typed: str, words: list[str]) -> list[str]:
    from rapidfuzz import fuzz, process  # only problems need it

    return [str(word) for word, _, _ in process.extract(typed, words, scorer=fuzz.ratio, score_cutoff=70, limit=3)]


def _fts_term(term: Term, completed: Completed | None) -> str:
    """A term of the FTS5 query: folded words in quotation marks, so that nothing typed is read as syntax."""
    words = fold_for_search(term.value).split()
    if not words:
        return ""
    *before, last = words
    if not matches_longer_words(term, words):
        return f'"{" ".join(words)}"'
    article = PARTLY_ARTICLE.match(last)
    begun = [last, last[article.end() :]] if article and len(last) - article.end() > 1 else [last]
    asked: list[str] = []
    for each in begun:
        completions = completed(each) if completed is not None else None
        if completions is None:
            asked.append(f'"{" ".join([*before, each])}" *')
        else:
            asked += [f'"{" ".join([*before, word])}"' for word in completions or [each]]
    return asked[0] if len(asked) == 1 else f"({' OR '.join(asked)})"
