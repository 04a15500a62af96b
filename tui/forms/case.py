"""The form for a case: the incident under triage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.fields import CASE
from db.model.ids import CaseId
from db.write.cases import add_case
from tui.forms.fields import asks, edit_form, read_values
from tui.forms.model import Answers, Form
from tui.system.config import read_config
from tui.system.time_zone import system_zone
from tui.text.targets import Row, RowKind

if TYPE_CHECKING:
    from db.journal.writer import Writer


def new_case_form() -> Form:
    """The form that adds a case."""

    def save(writer: Writer, answers: Answers) -> Row:
        return Row(RowKind.CASE, add_case(writer, **read_values(answers, CASE)))

    zone = read_config().zone or system_zone()
    return Form("case", "New case", None, asks(CASE), save, {"tz": zone})


def case_edit_form(writer: Writer, case: CaseId) -> Form:
    """The form that edits a case."""
    return edit_form(writer, case, CASE, case)
