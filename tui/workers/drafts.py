"""Drafts: what was typed into forms that were left. They are kept in the store, or in memory where it is read only."""

from __future__ import annotations

from collections.abc import Mapping

from db.errors import OnRecordError
from db.model.ids import CaseId
from tui.workers.writes import WriteWorker


class Drafts:
    """Drafts by the name of the form and its case."""

    def __init__(self, writing: WriteWorker) -> None:
        self._writing = writing

    async def left(self, form: str, case: CaseId | None) -> dict[str, str]:
        """The draft of a form by field; empty where there is none.

        :raises OnRecordError: the store can't be written, so that the form could not be saved.
        """
        from db.write.drafts import draft  # kept out of start-up

        kept = await self._writing.do(draft, form, case) if self._writing.is_there else {}
        return kept or self._writing.unkept.get((form, case), {})

    async def keep(self, form: str, case: CaseId | None, values: Mapping[str, str]) -> None:
        """Keep a draft.

        :raises OnRecordError: the store can't keep it; it stays in memory.
        """
        from db.write.drafts import keep_draft  # kept out of start-up

        self._writing.unkept[form, case] = dict(values)
        if self._writing.is_there:
            await self._writing.do(keep_draft, form, case, values)
            self._writing.unkept.pop((form, case), None)  # a drop in the meantime has removed it already

    def keep_at_once(self, form: str, case: CaseId | None, values: Mapping[str, str]) -> None:
        """Keep a draft without waiting for it, since the desk is closing."""
        from db.write.drafts import keep_draft  # kept out of start-up

        if self._writing.replaced is not None:  # the next desk of this process takes it up
            self._writing.unkept[form, case] = dict(values)
        elif self._writing.is_there:
            self._writing.later(keep_draft, form, case, dict(values))

    async def drop(self, form: str, case: CaseId | None) -> None:
        """Delete the draft of a form that was saved or begun anew."""
        from db.write.drafts import drop_draft  # kept out of start-up

        self._writing.unkept.pop((form, case), None)
        if self._writing.is_there:
            try:
                await self._writing.do(drop_draft, form, case)
            except OnRecordError:
                return  # a draft that is left over is offered again, and does no harm
