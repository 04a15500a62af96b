"""Cards of a presentation: an opening, the steps of the report chain, a closing. Only what an audience needs."""

from __future__ import annotations

from textual.content import Content

from db.dataclass import dataclass
from db.model.ids import CaseId
from db.queries.assessments import claim_assessments
from db.queries.cases import case_by_id, case_counts
from db.queries.chain import Step, chain, step
from db.queries.claims import claim_ids, claims
from db.queries.origins import origin_counts
from db.queries.provenance import TracedStatement
from db.queries.step_diff import StepChanges
from db.store.reader import Reader
from tui.text import assessment_labels, wording
from tui.text.marks import Mark
from tui.text.safe import block, line
from tui.text.styles import CHANGED, DIM
from tui.views.parts import words_of_statement

MOST_CLAIMS = 20
"""Claims on the closing card; it says how many more there are."""


@dataclass(frozen=True, slots=True)
class PresentationCard:
    """One card."""

    number: int
    """From 0, the opening."""
    last: int
    """The number of the closing."""
    content: Content

    @property
    def name(self) -> str:
        """Its place among the cards."""
        return "opening" if not self.number else "closing" if self.number == self.last else self._step_words

    @property
    def _step_words(self) -> str:
        return f"step {self.number} of {self.last - 1}"


def read_card(record: Reader, case: CaseId, number: int) -> PresentationCard:
    """Read one card.

    :param number: clamped to the cards that there are.
    """
    walk = chain(record, case)
    last = len(walk) + 1
    here = max(0, min(number, last))
    if here == 0:
        content = _opening(record, case, len(walk))
    elif here == last:
        content = _closing(record, case)
    else:
        content = _step(step(record, walk, here))
    return PresentationCard(here, last, content)


def _opening(record: Reader, case: CaseId, steps: int) -> Content:
    shown, counted = case_by_id(record, case), case_counts(record, case)
    if shown is None:
        return Content("This case is no longer in the store.")
    numbers = ", ".join(
        wording.pluralize(number, noun)
        for number, noun in (
            (counted.reports, "report"),
            (counted.claims, "claim"),
            (counted.denials, "denial"),
            (steps, "step"),
        )
    )
    return Content.assemble(
        (line(shown.title), "bold $accent"),
        ("\n" + wording.day(shown.day), DIM),
        (f"\n\n{block(shown.summary)}" if shown.summary else ""),
        f"\n\n{numbers}.",
    )


def _step(here: Step) -> Content:
    report = here.report
    joins = "".join(f"\n{Mark.RELATED} {wording.step_relation_words(join)}" for join in here.joins)
    words = Content("\n\n").join([_spoken_words(each, here.changed) for each in here.passages])
    if not here.passages:
        words = Content("No statement of this report is on record.")
    more = f"\n\n… and {wording.pluralize(here.more, 'more statement')}." if here.more else ""
    return Content.assemble(
        (line(report.outlet.name), "bold $accent"),
        (f"\n{wording.time_words(report.published)}", DIM),
        (joins, "$primary"),
        "\n\n",
        words,
        more,
        *_changes(here),
    )


def _spoken_words(passage: TracedStatement, changed: StepChanges | None) -> Content:
    return Content.assemble((wording.way(passage), "bold"), "\n", words_of_statement(passage.statement, changed))


def _changes(here: Step) -> list[str | tuple[str, str]]:
    changed = here.changed
    if changed is None or here.number == 1:
        return []
    if not changed.comparable:
        return [("\n\nWords not compared: no words in one language on both sides", DIM)]
    found = [
        (f"{Mark.DIFFERENT} new here: ", changed.new, CHANGED),
        (f"{Mark.DIFFERENT} gone since the previous step: ", changed.gone, ""),
    ]
    pieces: list[str | tuple[str, str]] = []
    for name, runs, style in found:
        if runs:
            pieces += ["\n" if pieces else "\n\n", (name, DIM), (", ".join(map(line, runs)), style)]
    return pieces or [(f"\n\n{Mark.SAME} the same words", DIM)]


def _closing(record: Reader, case: CaseId) -> Content:
    ids = claim_ids(record, case)
    shown = ids[:MOST_CLAIMS]
    numbers, decided = origin_counts(record, shown), claim_assessments(record, shown)
    pieces: list[str | tuple[str, str]] = [("What is on record", "bold $accent")]
    for claim in claims(record, shown):
        pieces += [
            "\n\n",
            (f"{claim.key} ", DIM),
            (line(claim.text), "bold"),
            f"\n{line(wording.support_sentences(numbers[claim.id]))}",
        ]
        if told := assessment_labels.stands(decided.get(claim.id)):
            pieces.append(f"\n{line(told)}")
    if len(ids) > len(shown):
        pieces.append((f"\n\n… and {wording.pluralize(len(ids) - len(shown), 'more claim')}.", DIM))
    return Content.assemble(*pieces)
