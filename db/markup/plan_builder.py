"""The builder of a plan: the report that is read, the selected words, and the steps and doubts so far."""

from __future__ import annotations

from db.errors import Refused
from db.markup.parser import MarkupLine
from db.markup.plan import MarkupContext, Plan, Repeat, Step, StepResult
from db.markup.resolve import require_report
from db.markup.selection import trim_span
from db.model.ids import StatementId
from db.store.reader import Reader


class PlanBuilder:
    """The state that the modules of the planner share."""

    def __init__(self, record: Reader, context: MarkupContext) -> None:
        """Look up the report and the selected words.

        :raises Refused: the case has no such report, or the words are not in its capture.
        """
        self.record = record
        self.context = context
        self.case = context.case
        self.report = require_report(record, context.case, context.report)
        self.text = self._capture_text()
        self.spans = tuple(dict.fromkeys(self._trimmed_span(start, end) for start, end in context.spans))
        self.steps: list[Step] = []
        self.doubts: list[str] = []
        self.question = ""

    def add(self, step: Step) -> StepResult:
        """Add a step, unless an equal one is there already."""
        if step not in self.steps:
            self.steps.append(step)
        return StepResult(self.steps.index(step))

    def doubt(self, sentence: str) -> None:
        """Add a sentence on what a person should check first."""
        if sentence not in self.doubts:
            self.doubts.append(sentence)

    def ask(self, question: str) -> None:
        """Add a doubt that a person has to answer before the plan is written."""
        self.question = question
        self.doubt(question)

    def plan(
        self,
        line: MarkupLine,
        label: str,
        first: StatementId | StepResult,
        repeats: tuple[Repeat, ...] = (),
        repeated: Repeat | None = None,
    ) -> Plan:
        """The plan of the steps so far.

        :param label: the first speaker, for the name of the action.
        :param first: the first speaker's statement.
        :param repeats: the statements on record that the line may repeat.
        :param repeated: the one that it repeats.
        """
        if not (self.spans or self.context.summary):
            self.doubt("No words are selected, and there is no summary.")
        words = f"mark up {label} in {self.report.key}"
        return Plan(
            line, self.context, words, tuple(self.steps), tuple(self.doubts), first, repeats, repeated, self.question
        )

    def _capture_text(self) -> str:
        if self.context.capture is None:
            return ""
        found = self.record.row(
            "SELECT text FROM captures WHERE id = ? AND report = ?", self.context.capture, self.report.id
        )
        if not found:
            raise Refused(f"There is no such capture of {self.report.key}.", "Import the text first, then mark it up.")
        return str(found[0])

    def _trimmed_span(self, start: int, end: int) -> tuple[int, int]:
        if self.context.capture is None or not 0 <= start < end <= len(self.text):
            raise Refused(f"There are no words at {start}–{end}.", "Select the words in the text again.")
        first, last = trim_span(self.text, start, end)
        if first >= last:
            raise Refused(f"There are only spaces at {start}–{end}.", "Select the words themselves.")
        return first, last
