"""Complements: the content of a cue where it follows the cue, as a clause, a quotation, an infinitive or an object.

Where the content ends: :mod:`.content_end`. Objects and infinitives: :mod:`.performatives`.
"""

from __future__ import annotations

from enum import StrEnum

from db.attribution.adverbials import skip_adverbials
from db.attribution.clauses import begins_clause
from db.attribution.cues import Cue
from db.attribution.finite_verbs import has_finite
from db.attribution.lexicon import (
    ADDRESSEES,
    AUXILIARIES,
    DETERMINERS,
    NOUN_LIKE_FORMS,
    OUTLETS,
    PEOPLE,
    PERSONAL_PRONOUNS,
)
from db.attribution.outlet_phrases import name_end
from db.attribution.sentences import QUOTE_TOKEN, Sentence, WordRange
from db.attribution.verbs import Frame, vocabulary
from db.dataclass import dataclass

QUESTION_WORDS = vocabulary("whether if why how what who when where which")
_MAX_QUESTION_WORDS = 30
_NO_ADDRESSEE = QUESTION_WORDS | {"that", QUOTE_TOKEN, ",", ":", "to", "."} | vocabulary("he she they it we i there")
_OBJECT_PRONOUNS = vocabulary("him me us them you himself herself themselves")


class ComplementKind(StrEnum):
    """Construction of the content after a cue."""

    THAT = "that"
    """Clause after "that"."""
    BARE = "bare"
    """Clause without "that"."""
    COLON = "colon"
    """Clause after a colon."""
    QUOTATION = "quotation"
    QUESTION = "question"
    """Indirect question: "asked whether it fell"."""
    INFINITIVE = "infinitive"
    """"vowed to fight"."""
    OBJECT = "object"
    """Noun phrase: "denied the report"."""


@dataclass(frozen=True, slots=True)
class Complement:
    """The beginning of the content after a cue."""

    start: int
    """Index of the first word of the content."""
    kind: ComplementKind
    addressee: WordRange | None = None
    """Words for the person addressed: "reporters" in "told reporters that"."""

    @property
    def is_phrase(self) -> bool:
        """Whether it is an infinitive or an object rather than a clause or a quotation."""
        return self.kind in (ComplementKind.INFINITIVE, ComplementKind.OBJECT)


def find_complement(s: Sentence, cue: Cue, *, research: bool) -> Complement | None:
    """The complement of a cue, if it is a clause or a quotation.

    :param research: whether the subject is a study or the like, after which "found" needs no "that".
    """
    at = cue.last + 1
    addressee: WordRange | None = None
    if Frame.ADDRESSEE in cue.takes and at < len(s):
        end = _addressee_end(s, at)
        if end > at:
            addressee, at = (at, end), end
    if s.lows[cue.at] not in NOUN_LIKE_FORMS or cue.first < cue.at:
        at = skip_adverbials(s, at)
    found = _clause_at(s, cue, at, research)
    return None if found is None else Complement(*found, addressee)


def _clause_at(s: Sentence, cue: Cue, at: int, research: bool) -> tuple[int, ComplementKind] | None:
    """Start and kind of the content, where it begins right at an index."""
    if at >= len(s):
        return None
    if s.lows[at : at + 3] == [",", "the", "fact"]:
        at += 1
    low, following = s.lows[at], s.low(at + 1)
    if low == "that" and following:
        if following in AUXILIARIES:
            return at, ComplementKind.BARE
        if following != ".":
            return at + 1, ComplementKind.THAT
    if s.lows[at : at + 3] == ["the", "fact", "that"]:
        return (at + 3, ComplementKind.THAT) if s.low(at + 3) else None
    if low == QUOTE_TOKEN:
        return at, ComplementKind.QUOTATION
    if low == ":" and following:
        if following == QUOTE_TOKEN:
            return at + 1, ComplementKind.QUOTATION
        alone = Frame.QUOTATION in cue.takes and cue.last + 1 == at
        return (at + 1, ComplementKind.COLON) if alone else None
    if low in QUESTION_WORDS and (low != "which" or cue.last + 1 == at):
        return _question_at(s, cue, at)
    if low in ("about", "of", "to", "from", "into"):
        return None
    takes_bare = Frame.CLAUSE in cue.takes or (research and cue.takes & {Frame.FINDING, Frame.THAT_CLAUSE})
    return (at, ComplementKind.BARE) if takes_bare and begins_clause(s, at, len(s)) else None


def _question_at(s: Sentence, cue: Cue, at: int) -> tuple[int, ComplementKind] | None:
    """The content that begins with a question word: an indirect question, or a clause that begins with "if"."""
    if s.lows[at] in ("if", "when", "where") and not cue.negated and Frame.QUESTION not in cue.takes:
        bare = Frame.CLAUSE in cue.takes and begins_clause(s, at, len(s))
        return (at, ComplementKind.BARE) if bare else None
    takes_question = cue.negated or cue.takes & {Frame.QUESTION, Frame.CLAUSE, Frame.THAT_CLAUSE}
    stop = min(at + _MAX_QUESTION_WORDS, len(s))
    has_verb = has_finite(s, at + 1, stop) or "to" in s.lows[at + 1 : stop]
    return (at, ComplementKind.QUESTION) if takes_question and has_verb else None


def _addressee_end(s: Sentence, at: int) -> int:
    """Index after the words for the person addressed; the index itself if there are none."""
    low, following = s.low(at), s.low(at + 1)
    if low in _NO_ADDRESSEE:
        return at
    if low in _OBJECT_PRONOUNS:
        return at + 1
    if low == "her" and (
        following in ("that", "to", ",", ":") or following in PERSONAL_PRONOUNS or following in DETERMINERS
    ):
        return at + 1
    end = name_end(s, at, min(at + 12, len(s)))
    for k in range(at, end):
        here, following = s.lows[k], s.low(k + 1)
        if k > at and (here in QUESTION_WORDS or here == "to"):
            return k
        people = here in ADDRESSEES or here in PEOPLE
        if people and following not in ("of", "for") and following not in OUTLETS and not s.is_capitalised(k + 1):
            return k + 1
    outlet = max((k for k in range(at, end) if s.lows[k] in OUTLETS), default=None)
    if outlet is not None:
        return outlet + 1
    while end < min(at + 12, len(s)) and s.lows[end] in ("of", "for", "at", "and", "'s"):
        end = name_end(s, end + 1, min(at + 14, len(s)))
    return end
