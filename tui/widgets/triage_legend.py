"""The legend of the keys of quick triage: verdict, status, rating and tag, with glyph, word and colour."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from db.dataclass import dataclass
from db.model.enums import Credibility, Reliability, Status, Verdict
from db.queries.assessments import ClaimAssessments
from tui.actions.registry import Action, ActionScope, commands, key_label
from tui.text.assessment_labels import STATUS, VERDICT
from tui.text.marks import Mark
from tui.text.safe import line

WIDE_COLUMNS = 118
"""The width, in cells, from which no word is shortened."""

_LABEL_CELLS = 11
"""Cells of a group's label."""

_SHORT_STATUS = {Status.SECOND_LOOK: "second look", Status.NEW: "new"}
"""Shorter words for a status."""

_CREDIBILITY_WORDS = {1: "confirmed", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable"}
_RELIABILITY_WORDS = {"A": "completely reliable", "B": "usually", "C": "fairly", "D": "not usually", "E": "unreliable"}


@dataclass(frozen=True, slots=True)
class _LegendKey:
    """One key of the legend."""

    key: str
    words: str
    style: str
    here: bool = False
    """Whether it is the claim's present value."""

    @property
    def content(self) -> Content:
        """The key and its words, reversed for the present value."""
        return Content.assemble((self.key, "bold $accent"), " ", (self.words, f"{self.style}{' reverse' * self.here}"))


class TriageLegend(Widget):
    """Five lines of keys."""

    stands: reactive[ClaimAssessments | None] = reactive(None)
    """Verdict and status of the current claim."""
    decides: reactive[bool] = reactive(False)
    """Whether a letter decides, without ``v`` before it."""
    last_tag: reactive[str] = reactive("")
    """The tag that the repeat key sets."""

    def render(self) -> Content:
        """Draw the groups, one under the other."""
        width = self.size.width
        is_wide = width >= WIDE_COLUMNS
        verdicts, states = self._verdict_keys(), self._status_keys(is_wide)
        if is_wide:
            rows = [
                _legend_row(self._head("verdict"), verdicts, width),
                _legend_row(self._head("status"), states, width),
                _legend_row("rating", _credibility_keys(), width),
                _legend_row("source", _reliability_keys(), width),
                _legend_row("tag", self._tag_keys(), width),
            ]
        else:
            rows = [
                _legend_row(self._head("verdict"), verdicts[:4], width),
                _legend_row("", verdicts[4:], width),
                _legend_row(self._head("status"), states, width),
                _legend_row("rating", _short_rating_keys(), width),
                _legend_row("tag", self._tag_keys(), width),
            ]
        return Content("\n").join(rows)

    def _head(self, of: str) -> str:
        """The label of a group whose letters decide: with the key that comes first, unless it was pressed."""
        return f"{Mark.CURSOR} {of}" if self.decides else f"v {of}"

    def _verdict_keys(self) -> list[_LegendKey]:
        given = self.stands.assessment.verdict if self.stands is not None and self.stands.assessment else None
        return [
            _LegendKey(_key_of(f"triage.{each}")[-1], f"{VERDICT[each][0]} {each}", VERDICT[each][1], each is given)
            for each in _VERDICTS
        ]

    def _status_keys(self, is_wide: bool) -> list[_LegendKey]:
        at = self.stands.status if self.stands is not None else None
        return [
            _LegendKey(
                _key_of(f"triage.{each}")[-1],
                f"{STATUS[each][0]} {each.word if is_wide else _SHORT_STATUS.get(each, each.word)}",
                STATUS[each][1],
                each is at,
            )
            for each in (Status.TRIAGED, Status.IN_PROGRESS, Status.SECOND_LOOK, Status.DONE, Status.NEW)
        ]

    def _tag_keys(self) -> list[_LegendKey]:
        again = f"again #{line(self.last_tag)}" if self.last_tag else "again"
        return [
            _LegendKey(_key_of("triage.tag"), "set", ""),
            _LegendKey(_key_of("triage.tag_again"), again, ""),
            _LegendKey(_key_of("triage.repeat"), "decide the same", ""),
            _LegendKey(_key_of("triage.reason"), "why", ""),
            _LegendKey(_key_of("triage.going_on"), "advance", ""),
            _LegendKey(_key_of("triage.mark"), "mark", ""),
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


def _credibility_keys() -> list[_LegendKey]:
    judged = [_LegendKey(str(digit), word, "") for digit, word in _CREDIBILITY_WORDS.items()]
    return [*judged, _LegendKey("6", Credibility.CANNOT_BE_JUDGED.word, "$text-muted")]


def _reliability_keys() -> list[_LegendKey]:
    judged = [_LegendKey(letter, word, "") for letter, word in _RELIABILITY_WORDS.items()]
    return [*judged, _LegendKey("F", Reliability.F.word, "$text-muted")]


def _short_rating_keys() -> list[_LegendKey]:
    """Both rating scales in short: their ends, and the value outside the scale."""
    return [
        _LegendKey("1–5", "confirmed…improbable", ""),
        _LegendKey("A–E", "source", ""),
        _LegendKey("6 F", Credibility.CANNOT_BE_JUDGED.word, "$text-muted"),
    ]


def _legend_row(label: str, keys: list[_LegendKey], width: int) -> Content:
    """A group in one line, cut to the width."""
    joined = Content("  ").join([each.content for each in keys])
    return Content.assemble((f" {label:<{_LABEL_CELLS - 1}}", "$text-muted"), joined).truncate(width, ellipsis=True)


def _key_of(id: str) -> str:
    """The key of an action, as in the table of actions."""
    return key_label(_ACTIONS[id])


_ACTIONS: dict[str, Action] = {command.id: command for command in commands(ActionScope.TRIAGE)}
