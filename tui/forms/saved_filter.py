"""The form that saves a filter under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.ids import CaseId
from db.write.saved_filters import save_filter
from tui.forms.model import Answers, Ask, Form

if TYPE_CHECKING:
    from db.journal.writer import Writer


def filter_form(case: CaseId, words: str) -> Form:
    """The form that saves a filter; a filter of that name gets the new words.

    :param words: the filter's words.
    """

    def save(writer: Writer, answers: Answers) -> None:
        with answers.at("words"):
            save_filter(writer, answers.needed("name", "A filter needs a name."), answers.text("words"))

    asks = (
        Ask(name="name", label="name", hint="its name in the filter menu"),
        Ask(name="words", label="filter", hint="status:new denied:yes"),
    )
    return Form("filter", "Save a filter", case, asks, save, {"words": words})
