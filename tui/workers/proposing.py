"""Finding who says what: in a thread of its own, so that no text holds up reading or writing."""

from __future__ import annotations

from functools import partial

from db.attribution.proposal import Proposal, Proposer
from db.errors import OnRecordError
from db.markup.proposals import add_proposals, unread_text
from db.model.ids import CaptureId
from tui.workers.daemon_threads import in_thread
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class NotStored(OnRecordError):
    """The proposals of a text were found but could not be stored."""

    def __init__(self, refusal: OnRecordError, proposals: list[Proposal]) -> None:
        super().__init__(refusal.message, refusal.hint)
        self.refusal = refusal
        """Why the store refused."""
        self.proposals = proposals
        """What was found."""


async def propose_for(
    reading: ReadWorker, writing: WriteWorker, capture: CaptureId, propose: Proposer | None = None
) -> None:
    """Find who says what in a capture and store it, unless that was done before.

    :param propose: our own rules by default.
    :raises NotStored: the store can't be written to.
    :raises OnRecordError: the store can't be read.
    """
    text = await reading.ask("text to propose for", unread_text, capture)
    if text is None:
        return
    found = await in_thread(partial(propose or _propose_by_rules, text), "proposing")
    try:
        await writing.do(add_proposals, capture, lambda _: found)
    except OnRecordError as error:
        raise NotStored(error, found) from error


def _propose_by_rules(text: str) -> list[Proposal]:
    from db.attribution import propose  # kept out of start-up

    return propose(text)
