"""The keys of quick triage, always in sight: by verdict, status, rating and tag, with glyph, word and colour."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from db.model.enums import Credibility, Reliability, Status, Verdict
from db.queries.assessments import ClaimAssessments
from tui.actions.registry import Action, ActionScope, commands, written
from tui.text.assessment_labels import STATUS, VERDICT
from tui.text.safe import line

WIDE = 118
"""Cells from which every word is written out."""

_LABEL = 9
"""Cells of the name of a group."""

_SHORT = {Status.SECOND_LOOK: "second eyes", Status.NEW: "new"}
"""Words for a status where room is short."""

_DIGITS = {1: "confirmed", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable"}
_LETTERS = {"A": "completely reliable", "B": "usually", "C": "fairly", "D": "not usually", "E": "unreliable"}


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of the legend."""

    key: str
    said: str
    style: str
    here: bool = False
    """Whether the claim stands so."""

    @property
    def content(self) -> Content:
        """The key, then the word; turned round where it stands so."""
        return Content.assemble((self.key, "bold $accent"), " ", (self.said, f"{self.style}{' reverse' * self.here}"))


class Legend(Widget):
    """Five lines of keys."""

    stands: reactive[ClaimAssessments | None] = reactive(None)
    """How the claim stands that the keys are about."""
    last_tag: reactive[str] = reactive("")
    """What the key puts on that repeats a tag."""

    def render(self) -> Content:
        """The groups, one under the other."""
        width = self.size.width
        wide = width >= WIDE
        verdicts, states = self._verdicts(), self._states(wide)
        if wide:
            rows = [
                _row("verdict", verdicts, width),
                _row("status", states, width),
                _row("rating", _digits(), width),
                _row("source", _letters(), width),
                _row("tag", self._tags(), width),
            ]
        else:
            rows = [
                _row("verdict", verdicts[:4], width),
                _row("", verdicts[4:], width),
                _row("status", states, width),
                _row("rating", _few(), width),
                _row("tag", self._tags(), width),
            ]
        return Content("\n").join(rows)

    def _verdicts(self) -> list[_Key]:
        given = self.stands.assessment.verdict if self.stands is not None and self.stands.assessment else None
        return [
            _Key(_of(f"triage.{each}"), f"{VERDICT[each][0]} {each}", VERDICT[each][1], each is given)
            for each in _VERDICTS
        ]

    def _states(self, wide: bool) -> list[_Key]:
        at = self.stands.status if self.stands is not None else None
        return [
            _Key(
                _of(f"triage.{each}"),
                f"{STATUS[each][0]} {each.word if wide else _SHORT.get(each, each.word)}",
                STATUS[each][1],
                each is at,
            )
            for each in (Status.TRIAGED, Status.IN_PROGRESS, Status.SECOND_LOOK, Status.DONE, Status.NEW)
        ]

    def _tags(self) -> list[_Key]:
        again = f"again #{line(self.last_tag)}" if self.last_tag else "again"
        return [
            _Key(_of("triage.tag"), "set", ""),
            _Key(_of("triage.tag_again"), again, ""),
            _Key(_of("triage.reason"), "why", ""),
            _Key(_of("triage.going_on"), "go on or stay", ""),
            _Key(_of("triage.mark"), "mark", ""),
        ]


_VERDICTS = (
    Verdict.CORROBORATED,
    Verdict.DISPUTED,
    Verdict.REFUTED,
    Verdict.RETRACTED,
    Verdict.UNVERIFIED,
    Verdict.UNVERIFIABLE,
    Verdict.SUPERSEDED,
)
"""In the order of the legend."""


def _digits() -> list[_Key]:
    judged = [_Key(str(digit), word, "") for digit, word in _DIGITS.items()]
    return [*judged, _Key("6", Credibility.CANNOT_BE_JUDGED.word, "$text-muted")]


def _letters() -> list[_Key]:
    judged = [_Key(letter, word, "") for letter, word in _LETTERS.items()]
    return [*judged, _Key("F", Reliability.F.word, "$text-muted")]


def _few() -> list[_Key]:
    """Both scales in one line: the ends, and what is no end of a scale."""
    return [
        _Key("1–5", "confirmed…improbable", ""),
        _Key("A–E", "source", ""),
        _Key("6 F", Credibility.CANNOT_BE_JUDGED.word, "$text-muted"),
    ]


def _row(label: str, keys: list[_Key], width: int) -> Content:
    """A group in one line; what there is no room for is cut."""
    gap = "  "
    said = Content(gap).join([each.content for each in keys])
    return Content.assemble((f" {label:<{_LABEL - 1}}", "$text-muted"), said).truncate(width, ellipsis=True)


def _of(id: str) -> str:
    """The key of an action, as the table of actions has it."""
    return written(_BY_ID[id])


_BY_ID: dict[str, Action] = {command.id: command for command in commands(ActionScope.TRIAGE)}
