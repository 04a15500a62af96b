"""Closed vocabularies of the record, as the store holds them. The ids of its rows: :mod:`db.model.ids`."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self


class WordedEnum(StrEnum):
    """A vocabulary with words on screen: those that stand beside a term, else its value with spaces."""

    word: str
    """The words on screen."""

    def __new__(cls, value: str, word: str = "") -> Self:
        """Make a term."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.word = word or value.replace("_", " ")
        return term


class SourceKind(StrEnum):
    """What a source is."""

    PERSON = "person"
    BODY = "body"
    OUTLET = "outlet"
    GROUP = "group"


class Naming(StrEnum):
    """How well we know a source."""

    NAMED = "named"
    ROLE = "role"
    ANONYMOUS = "anonymous"
    COLLECTIVE = "collective"
    UNATTRIBUTED = "unattributed"


class AffiliationKind(StrEnum):
    """The way one source belongs to another."""

    PART_OF = "part_of"
    MEMBER_OF = "member_of"
    SPEAKS_FOR = "speaks_for"
    OWNED_BY = "owned_by"


class Holding(StrEnum):
    """What we have of a report: its text, some of its words, or only a citation of it."""

    HELD = "held"
    EXCERPT = "excerpt"
    CITED = "cited"


class Method(StrEnum):
    """The way a capture was taken."""

    PASTE = "paste"
    FILE = "file"
    HTTP = "http"
    FEED = "feed"
    PDF = "pdf"
    EXCERPT = "excerpt"


class Act(StrEnum):
    """What a source does in saying something."""

    ASSERT = "assert"
    REPORT = "report"
    CONFIRM = "confirm"
    DENY = "deny"
    RETRACT = "retract"
    CORRECT = "correct"
    APOLOGISE = "apologise"
    QUERY = "query"
    HEDGE = "hedge"
    DECLINE = "decline"
    ADVISE = "advise"


class Voice(StrEnum):
    """Whether a source speaks for itself or passes on another."""

    OWN = "own"
    RELAYED = "relayed"


class Basis(StrEnum):
    """What a statement rests on, as far as it says."""

    EYEWITNESS = "eyewitness"
    OFFICIAL = "official"
    INSIDER = "insider"
    DOCUMENT = "document"
    RELAY = "relay"
    NOT_RECORDED = "not_recorded"


class QuoteForm(StrEnum):
    """How words are given: quoted, reported, both, or as a headline."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    HEADLINE = "headline"


class RelayMode(StrEnum):
    """How a child statement passes on its parent."""

    QUOTES = "quotes"
    PARAPHRASES = "paraphrases"
    TRANSLATES = "translates"
    REPUBLISHES = "republishes"
    SUMMARISES = "summarises"
    ALLUDES = "alludes"


class Ground(StrEnum):
    """How we know that one statement passes on another."""

    EXPLICIT = "explicit"
    INFERRED = "inferred"
    TEXT_MATCH = "text_match"


class PartRole(StrEnum):
    """How a claim belongs to its parent."""

    NECESSARY = "necessary"
    DETAIL = "detail"
    ALTERNATIVE = "alternative"


class Polarity(IntEnum):
    """Which way a statement bears on a claim (after FactBank, Saurí & Pustejovsky 2009)."""

    AGAINST = -1
    NEITHER = 0
    FOR = 1

    @property
    def word(self) -> str:
        """The word on screen: for, against or neither."""
        return {1: "for", -1: "against", 0: "neither"}[self.value]


class Certainty(StrEnum):
    """How far the speaker commits to it (after FactBank, Saurí & Pustejovsky 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"


class OriginStanding(WordedEnum):
    """How well the speaker of an origin is known. *Not recorded* does not count as an origin."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    NOT_RECORDED = "not_recorded"


class PartyRole(StrEnum):
    """The part a source has in a claim that is about it."""

    CREDITED = "credited"
    ACCUSED = "accused"
    AFFECTED = "affected"
    QUOTED = "quoted"


class LinkKind(StrEnum):
    """The relation of one statement to another that the origin walk does not follow."""

    DENIES = "denies"
    CONFIRMS = "confirms"
    CORRECTS = "corrects"
    RETRACTS = "retracts"
    RESPONDS_TO = "responds_to"
    BEFORE = "before"
    AFTER = "after"

    def words(self, *, passive: bool) -> str:
        """The words between the two statements: "retracts"; passive: "retracted by"."""
        return _LINK_WORDS[self][passive]


_LINK_WORDS = {
    LinkKind.DENIES: ("denies", "denied by"),
    LinkKind.CONFIRMS: ("confirms", "confirmed by"),
    LinkKind.CORRECTS: ("corrects", "corrected by"),
    LinkKind.RETRACTS: ("retracts", "retracted by"),
    LinkKind.RESPONDS_TO: ("responds to", "answered by"),
    LinkKind.BEFORE: ("before", "after"),
    LinkKind.AFTER: ("after", "before"),
}


class Sameness(StrEnum):
    """A person's judgement whether two sources are the same."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Independence(WordedEnum):
    """A person's judgement whether two origins are independent of each other."""

    INDEPENDENT = "independent"
    NOT_INDEPENDENT = "not_independent"
    UNSURE = "unsure"


class AlarmDecision(StrEnum):
    """A person's judgement whether an alarm needs a look."""

    SET_ASIDE = "set_aside"
    STANDS = "stands"


class Status(WordedEnum):
    """How far the desk is with a claim, whatever its verdict."""

    NEW = "new"
    TRIAGED = "triaged"
    IN_PROGRESS = "in_progress"
    SECOND_LOOK = "second_look", "needs a second look"
    DONE = "done"


class Verdict(StrEnum):
    """A person's assessment of a claim."""

    UNVERIFIED = "unverified"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    RETRACTED = "retracted"
    UNVERIFIABLE = "unverifiable"
    SUPERSEDED = "superseded"


class Likelihood(WordedEnum):
    """How likely a person holds a claim to be, in the words of ICD 203 (2015), D.6.e(2)(a)."""

    ALMOST_NO_CHANCE = "almost_no_chance"
    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN_CHANCE = "roughly_even_chance"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"

    @property
    def chance(self) -> str:
        """The range in percent, from the same table."""
        return {
            "almost_no_chance": "1–5 %",
            "very_unlikely": "5–20 %",
            "unlikely": "20–45 %",
            "roughly_even_chance": "45–55 %",
            "likely": "55–80 %",
            "very_likely": "80–95 %",
            "almost_certain": "95–99 %",
        }[self.value]


class Confidence(StrEnum):
    """How sure a person is of an assessment, in the words of ICD 203 (2015), D.6.e(1). It is not a likelihood."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Reliability(WordedEnum):
    """How reliable a source is: the letter of the Admiralty code (NATO AJP-2.1). F is not the worst mark."""

    A = "A", "completely reliable"
    B = "B", "usually reliable"
    C = "C", "fairly reliable"
    D = "D", "not usually reliable"
    E = "E", "unreliable"
    F = "F", "cannot be judged"


class Credibility(IntEnum):
    """How credible a statement is on a claim: the digit of the Admiralty code. 6 is not the worst mark."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6

    @property
    def word(self) -> str:
        """The meaning of the digit."""
        return {
            1: "confirmed by other sources",
            2: "probably true",
            3: "possibly true",
            4: "doubtful",
            5: "improbable",
            6: "cannot be judged",
        }[self.value]
