"""Every mark that is drawn on the desk and in printed lists: its character and its one meaning.

A mark never stands alone: its word stands beside it. Views draw from here, and help and manual are made from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum, unique
from itertools import groupby


class MarkTopic(StrEnum):
    """What marks are about; its value heads them in the help."""

    CLAIM = "claims, and what is said of them"
    ORIGIN = "who stands behind a claim"
    REPORT = "reports and their texts"
    WORK = "what is done and what is left"
    VERDICT = "verdicts of a person"
    WORDS = "words compared"
    LIST = "where you are"
    TIME = "time"
    DESK = "the desk itself"


@unique
class Mark(StrEnum):
    """A mark: the character, of one cell. Characters that share a meaning are explained together."""

    topic: MarkTopic
    meaning: str

    def __new__(cls, glyph: str, topic: MarkTopic, meaning: str) -> Mark:
        """A member of the table.

        :param glyph: one character of one cell, of those that common monospace fonts hold.
        :param meaning: a few words, as the help shows them.
        """
        mark = str.__new__(cls, glyph)
        mark._value_ = glyph
        mark.topic, mark.meaning = topic, meaning
        return mark

    FOR = "+", MarkTopic.CLAIM, "for the claim"
    AGAINST = "−", MarkTopic.CLAIM, "against the claim: it is denied"
    NEITHER = "?", MarkTopic.CLAIM, "neither for nor against"
    BOTH_SIDES = "±", MarkTopic.CLAIM, "statements for and against"
    SILENT = "¬", MarkTopic.CLAIM, "the denial says nothing about this claim"
    UNCLAIMED = "∄", MarkTopic.CLAIM, "denied, though nobody claims it"
    ALARM = "⚠", MarkTopic.CLAIM, "alarm: something to look at, not a verdict"
    SET_ASIDE = "△", MarkTopic.CLAIM, "alarm dismissed by a person"

    ORIGIN = "◆", MarkTopic.ORIGIN, "origin: a person or body that the claim rests on"
    NOT_RECORDED = "◇", MarkTopic.ORIGIN, "origin not recorded; counts as no origin"
    WITHDRAWN = "↶", MarkTopic.ORIGIN, "withdrawn by its speaker; counts as no origin"
    MISSING_VOICE = "◌", MarkTopic.ORIGIN, "missing voice: nothing it said is on record"
    CARRIER = "└", MarkTopic.ORIGIN, "relays what stands above it"
    VIA = "←", MarkTopic.ORIGIN, "reached us through the source before the arrow"
    LOOP = "↻", MarkTopic.ORIGIN, "loop: they relay each other, and no origin stands behind them"
    ECHO = "≋", MarkTopic.ORIGIN, "echo: several outlets, one origin"
    FLIP = "⇄", MarkTopic.ORIGIN, "for became against, or against for, when it was relayed"
    ORGANISATION = "⊞", MarkTopic.ORIGIN, "statements of one organisation, folded into one box"
    ARROW = "▶", MarkTopic.ORIGIN, "arrow: leads to who relays it, or to the next step"
    ARROW_BACK = "◀", MarkTopic.ORIGIN, "arrow: leads to who relays it, or to the next step"
    ARROW_UP = "▴", MarkTopic.ORIGIN, "arrow: leads to who relays it, or to the next step"
    ARROW_DOWN = "▾", MarkTopic.ORIGIN, "arrow: leads to who relays it, or to the next step"
    INDEPENDENT = "⊥", MarkTopic.ORIGIN, "judged independent of each other"
    DEPENDENT = "∝", MarkTopic.ORIGIN, "judged not independent of each other"
    UNJUDGED = "≟", MarkTopic.ORIGIN, "nobody has judged, or nobody is sure, whether two sources are one or independent"
    SEVERAL_ORIGINS = "▇", MarkTopic.ORIGIN, "claims that rest on two origins or more"
    ONE_ORIGIN = "▄", MarkTopic.ORIGIN, "claims that rest on one origin"
    NO_ORIGIN = "▁", MarkTopic.ORIGIN, "claims that rest on no origin"

    HELD = "■", MarkTopic.REPORT, "we hold its text"
    EXCERPT = "◧", MarkTopic.REPORT, "we hold some of its words"
    CITED = "□", MarkTopic.REPORT, "seen only in another report; get the original"
    QUOTE_OPENS = "⟦", MarkTopic.REPORT, "words that are quoted, or the statement that quotes them"
    QUOTE_CLOSES = "⟧", MarkTopic.REPORT, "words that are quoted, or the statement that quotes them"
    GONE = "†", MarkTopic.REPORT, "words gone from the newest text"
    TRANSLATION = "⇒", MarkTopic.REPORT, "translation of the words above it"
    RELATED = "↳", MarkTopic.REPORT, "belongs to what stands before it"

    OPEN = "○", MarkTopic.WORK, "open: new, or not done yet"
    TRIAGED = "◔", MarkTopic.WORK, "triaged"
    IN_PROGRESS = "◑", MarkTopic.WORK, "in progress"
    SECOND_LOOK = "◕", MarkTopic.WORK, "needs a second look"
    DONE = "●", MarkTopic.WORK, "done"
    ATTENTION = "!", MarkTopic.WORK, "look at this first: it is overdue, or in doubt"
    ACCEPTED = "✓", MarkTopic.WORK, "proposal accepted"
    REJECTED = "╳", MarkTopic.WORK, "proposal rejected"

    UNVERIFIED = "⊙", MarkTopic.VERDICT, "unverified"
    CORROBORATED = "⊕", MarkTopic.VERDICT, "corroborated"
    DISPUTED = "⊜", MarkTopic.VERDICT, "disputed"
    REFUTED = "⊗", MarkTopic.VERDICT, "refuted"
    RETRACTED = "↩", MarkTopic.VERDICT, "retracted"
    UNVERIFIABLE = "∅", MarkTopic.VERDICT, "unverifiable"
    SUPERSEDED = "»", MarkTopic.VERDICT, "superseded"

    DIFFERENT = "≠", MarkTopic.WORDS, "different: words, times or sources that don't agree"
    SAME = "=", MarkTopic.WORDS, "the same words, or the same source"
    LIKE = "≈", MarkTopic.WORDS, "alike, or a guess"
    ADDED = "⁺", MarkTopic.WORDS, "words added"
    DROPPED = "⁻", MarkTopic.WORDS, "words dropped"
    REPLACED = "~", MarkTopic.WORDS, "words replaced"
    BECAME = "→", MarkTopic.WORDS, "became, or moved to, what stands after it"

    SELECTED = "▌", MarkTopic.LIST, "selected"
    SELECTED_BESIDE = "▏", MarkTopic.LIST, "selected in a pane without the focus"
    MARKED = "▐", MarkTopic.LIST, "marked, for an action on several rows"
    SELECTED_AND_MARKED = "█", MarkTopic.LIST, "selected and marked"
    LIT = "◎", MarkTopic.LIST, "belongs to what is selected"
    CURSOR = "▸", MarkTopic.LIST, "the cursor, in tabs and short lists"
    CHOSEN = "◉", MarkTopic.LIST, "chosen: the step you are at, or the choice in a form"
    NOT_CHOSEN = "•", MarkTopic.LIST, "another step or choice"
    SORTED = "↓", MarkTopic.LIST, "sorted: the words after it name the order"
    CUT_LEFT = "‹", MarkTopic.LIST, "more on that side"
    CUT_RIGHT = "›", MarkTopic.LIST, "more on that side"
    CARET = "▲", MarkTopic.LIST, "the line can't be read from here on"

    TIME_KNOWN = "▓", MarkTopic.TIME, "time known to the second"
    TIME_VAGUE = "░", MarkTopic.TIME, "some time within the bar"
    NO_BOUND = "∞", MarkTopic.TIME, "no limit is recorded on that side"
    TICK = "|", MarkTopic.TIME, "the time that the label names"
    AS_OF = "◷", MarkTopic.TIME, "shown as it was known at that time"

    WRONG = "✗", MarkTopic.DESK, "can't be done, or can't be read; the reason stands beside it"
    READ_ONLY = "⊘", MarkTopic.DESK, "read-only: nothing is written"
    ARCHIVED = "▣", MarkTopic.DESK, "archived case"
    FETCHES = "⇣", MarkTopic.DESK, "reads an article from a file or an address"
    KEEPS_TEXT = "▤", MarkTopic.DESK, "takes the pasted words; fetches nothing"
    DRAFT = "↺", MarkTopic.DESK, "a form with what you typed last time"
    PLAYING = "▷", MarkTopic.DESK, "auto-play: the steps follow one another"


def explained_marks() -> Iterator[tuple[MarkTopic, list[tuple[str, str]]]]:
    """The marks by topic: the characters that share a meaning, and the meaning."""
    for topic, marks in groupby(Mark, lambda mark: mark.topic):
        meanings: dict[str, list[str]] = {}
        for mark in marks:
            meanings.setdefault(mark.meaning, []).append(mark.value)
        yield topic, [(" ".join(glyphs), meaning) for meaning, glyphs in meanings.items()]
