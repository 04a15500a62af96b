"""What was typed into forms that were left: kept in the store, or as long as the desk is open where it can't be."""

from __future__ import annotations

from collections.abc import Mapping

from db.errors import OnRecordError
from db.model.ids import CaseId
from tui.workers.writes import WriteWorker


class Drafts:
    """Half-typed forms, by the form's name and its case."""

    def __init__(self, writing: WriteWorker) -> None:
        self._writing = writing

    async def left(self, form: str, case: CaseId | None) -> dict[str, str]:
        """What a form holds that was left; empty where none was.

        :raises OnRecordError: the store can't be written, so that nothing can come of the form.
        """
        from db.write.drafts import draft

        kept = await self._writing.do(draft, form, case) if self._writing.is_there else {}
        return kept or self._writing.unkept.get((form, case), {})

    async def keep(self, form: str, case: CaseId | None, values: Mapping[str, str]) -> None:
        """Keep what a form holds.

        :raises OnRecordError: the store can't keep it; the open desk does.
        """
        from db.write.drafts import keep_draft

        self._writing.unkept[form, case] = dict(values)
        if self._writing.is_there:
            await self._writing.do(keep_draft, form, case, values)
            self._writing.unkept.pop((form, case), None)  # a drop that came between took it already

    def keep_at_once(self, form: str, case: CaseId | None, values: Mapping[str, str]) -> None:
        """Keep what a form holds without waiting for it, since the desk goes away."""
        from db.write.drafts import keep_draft

        if self._writing.is_there:
            self._writing.later(keep_draft, form, case, dict(values))

    async def drop(self, form: str, case: CaseId | None) -> None:
        """Let go of what a form held, since it was saved or begun anew."""
        from db.write.drafts import drop_draft

        self._writing.unkept.pop((form, case), None)
        if self._writing.is_there:
            try:
                await self._writing.do(drop_draft, form, case)
            except OnRecordError:
                return  # a draft that stays behind is offered once more, and harms nothing
