"""The reader under Textual's pilot: a store with the text of one report, and the reader open on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from db.attribution.proposal import Proposal, Proposer, Span
from db.journal.opening import create_store, open_writer
from db.markup.proposals import add_proposals
from db.model.enums import Act, Holding, Method, Naming, PartRole, QuoteForm, SourceKind
from db.model.times import When
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.pilot import open_desk, press, settle
from tui.screens.reader import ReaderScreen

FERRY_ARTICLE = """Two people were hurt on Monday when a ferry hit the pier in Lindholm, the harbour office said.

“The ferry came in far too fast,” said Maria Lind, a nurse who saw it from the quay. She said the captain had been warned.

The shipping line denied this. “No warning was ever given to our crew,” it said in a statement published by the Northern Agency."""  # noqa: E501
"""A made-up article with several attributions."""


def create_article_store(path: Path, text: str = FERRY_ARTICLE, propose: Proposer | None = None) -> Path:
    """Create a store with a case of one held report, two known sources and three claims.

    :param propose: makes the proposals that are stored; None to leave proposing to the reader.
    """
    create_store(path).close()
    with open_writer(path, "Rana") as writer:
        case = add_case(writer, "Ferry at the pier", tz="UTC", day="2021-03-01")
        outlet = add_source(writer, "The Courier", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        report = add_report(writer, case, outlet, holding=Holding.HELD, published=When(edtf="2021-03-01"))
        capture = add_capture(writer, report, text, method=Method.PASTE)
        add_source(writer, "Maria Lind", kind=SourceKind.PERSON, naming=Naming.NAMED)
        add_source(writer, "Northern Agency", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        hit = add_claim(writer, case, "a ferry hit the pier in Lindholm")
        add_claim(writer, case, "it came in too fast", parent=hit, part=PartRole.DETAIL)
        add_claim(writer, case, "the captain had been warned")
        if propose is not None:
            add_proposals(writer, capture, propose)
    return path


def ferry_proposals(text: str) -> list[Proposal]:
    """Proposals for :data:`FERRY_ARTICLE` that don't depend on the rules."""
    return [
        make_proposal(
            text, "the harbour office", "said", "Two people were hurt on Monday when a ferry hit the pier in Lindholm"
        ),
        make_proposal(text, "Maria Lind, a nurse who saw it from the quay", "said", FAST, form=QuoteForm.DIRECT),
        make_proposal(text, "She", "said", "the captain had been warned", antecedent="Maria Lind"),
        make_proposal(
            text, "The shipping line", "denied", "", act=Act.DENY, denies=True, answers="the captain had been warned"
        ),
        make_proposal(
            text,
            "it",
            "said",
            "No warning was ever given to our crew,",
            form=QuoteForm.DIRECT,
            denies=True,
            antecedent="The shipping line",
            outlet="the Northern Agency",
        ),
    ]


FAST = "The ferry came in far too fast,"


def make_proposal(
    text: str,
    source: str,
    cue: str,
    content: str,
    *,
    form: QuoteForm = QuoteForm.INDIRECT,
    act: Act = Act.ASSERT,
    within: int | None = None,
    denies: bool = False,
    **others: str,
) -> Proposal:
    """Make a proposal from words: each at its first place in the text, the cue at its place nearest to the source.

    :param others: the words of antecedent, outlet, time and answers.
    """
    spans = {name: Span(words, text.index(words), text.index(words) + len(words)) for name, words in others.items()}
    who = Span(source, text.index(source), text.index(source) + len(source))
    if source in ("it", "She"):
        start = text.index(f" {source} {cue}") + 1
        who = Span(source, start, start + len(source))
    at = text.find(cue, who.end) if text[who.end :].lstrip().startswith(cue) else text.rfind(cue, 0, who.start)
    at = at if at >= 0 else text.index(cue)
    words = (Span(content, text.index(content), text.index(content) + len(content)),) if content else ()
    return Proposal(
        source=who,
        cue=Span(cue, at, at + len(cue)),
        content=words,
        form=form,
        act=act,
        within=within,
        antecedent=spans.get("antecedent"),
        outlet=spans.get("outlet"),
        time=spans.get("time"),
        denies=denies,
        confidence=0.5,
        answers=spans.get("answers"),
    )


@asynccontextmanager
async def open_reader_screen(
    store: Path, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], ReaderScreen]]:
    async with open_desk(store, size) as (pilot, _):
        await press(pilot, "r")
        await settle(pilot)
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        yield pilot, reader


def selected_text(reader: ReaderScreen) -> str:
    """The selected part of the stored text."""
    assert reader.passage.selection is not None
    return reader.passage.text[slice(*reader.passage.selection)]


def create_ferry_store(folder: Path) -> Path:
    return create_article_store(folder / "s.db", propose=ferry_proposals)


async def walk_to_words(pilot: Pilot[None], reader: ReaderScreen, words: str) -> None:
    """Step to the first open proposal with these words in its content."""
    for _ in range(2 * len(reader.proposals)):
        await press(pilot, "n")
        current = reader.proposals.current
        if current is not None and any(words in span.text for span in current.proposal.content):
            return
    raise AssertionError(f"nothing proposed with {words}")
