"""Copies: however many papers pass on one station's report, its unnamed source is one origin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import Refused
from db.journal.undo import undo
from db.markup.plan import RepeatReason
from db.markup.proposals import accept_proposal, add_proposals
from db.model.enums import Holding, Method
from db.model.fields import REPORT
from db.queries.chain import Step, chain, step
from db.write.captures import add_capture
from db.write.edit import edit
from tests.support.papers import Papers

CITING = (
    "A drone was shot down over Baghdad, CNN reported, citing a US official.",
    "CNN, citing a US official, said a drone was shot down over Baghdad.",
    "Citing a US official, CNN reported that a drone was shot down.",
    "A drone was shot down, CNN reported on Monday, citing a US official.",
)
TWICE = (
    "CNN, citing a US official, said a drone was shot down over Baghdad. "
    "The wreckage fell into the river near the old bridge, CNN reported, citing a US official."
)


@pytest.fixture
def papers() -> Iterator[Papers]:
    with Papers.in_memory() as found:
        yield found


def relays(papers: Papers) -> list[tuple[str, str]]:
    return papers.writer.rows(
        """SELECT c.key, p.key FROM relays r JOIN statements c ON c.id = r.child
           JOIN statements p ON p.id = r.parent ORDER BY r.id"""
    )


# --- an unnamed source through a station ---


@pytest.mark.parametrize("backwards", [False, True])
def test_copies_of_station_are_one_origin(papers: Papers, backwards: bool) -> None:
    for number, text in enumerate(CITING):
        papers.read(text, f"Paper {number}", backwards=backwards)
    assert papers.support == (0, 1, 0)
    assert papers.writer.column("SELECT count(*) FROM sources WHERE name = 'a US official'") == [1]
    assert papers.counts.outlets == 5
    (echo,) = papers.echoes
    assert "a US official" in echo
    assert papers.refused == []


def test_station_has_one_cited_report(papers: Papers) -> None:
    for number, text in enumerate(CITING[:3]):
        papers.read(text, f"Paper {number}")
    assert papers.writer.rows(
        """SELECT re.key, re.holding, via.key FROM reports re JOIN sources so ON so.id = re.outlet
           LEFT JOIN reports via ON via.id = re.known_via WHERE so.name = 'CNN'"""
    ) == [("R2", "cited", "R1")]


def test_held_station_comes_first(papers: Papers) -> None:
    papers.read("A US official said a drone was shot down over Baghdad.", "CNN")
    for number, text in enumerate(CITING):
        papers.read(text, f"Paper {number}")
    assert papers.support == (0, 1, 0)
    assert len(papers.keys("reports")) == 5
    assert len(papers.echoes) == 1


def test_copy_adds_only_its_own_statement(papers: Papers) -> None:
    papers.read(CITING[0], "Paper 1")
    before = papers.keys("statements")
    papers.read(CITING[1], "Paper 2")
    assert len(papers.keys("statements")) == len(before) + 1
    assert relays(papers) == [("S2", "S1"), ("S1", "S3"), ("S4", "S1")]
    quoted = papers.writer.column(
        "SELECT count(DISTINCT ca.report) FROM quotes q JOIN captures ca ON ca.id = q.capture WHERE q.statement = 1"
    )
    assert quoted == [2]


def test_named_source_through_station_is_said_once(papers: Papers) -> None:
    for number in range(3):
        papers.read("A drone was shot down, CNN reported, citing Ahmed Khalaf.", f"Paper {number}")
    assert papers.support == (1, 0, 0)
    khalaf = papers.writer.column(
        "SELECT st.key FROM statements st JOIN sources so ON so.id = st.source WHERE so.name = 'Ahmed Khalaf'"
    )
    assert len(khalaf) == 1


def test_two_stations_in_a_row(papers: Papers) -> None:
    first = papers.add(CITING[0], "Reuters")
    papers.accept_all(first)
    for number in range(2):
        capture = papers.add("A drone was shot down over Baghdad, a US official said.", f"Paper {number}")
        (kept,) = papers.proposals(capture)
        accept_proposal(papers.writer, kept.id, "a US official > CNN > Reuters : +C1")
    assert papers.support == (0, 1, 0)
    assert len(papers.keys("statements")) == 5
    assert [child for child, parent in relays(papers) if parent == "S2"] == ["S4", "S5"]


def test_unnamed_source_of_other_station_is_another(papers: Papers) -> None:
    papers.read(CITING[0], "Paper 1")
    papers.read(CITING[0].replace("CNN", "Reuters"), "Paper 2")
    assert papers.support == (0, 2, 0)
    assert papers.echoes == []


def test_other_side_is_no_copy(papers: Papers) -> None:
    papers.read(CITING[0], "Paper 1")
    papers.read("No drone was shot down, CNN reported, citing a US official.", "Paper 2", "-C1")
    assert (papers.support, papers.counts.against.anonymous) == ((0, 1, 0), 1)


def test_one_of_several_reports_of_a_station(papers: Papers) -> None:
    papers.read("The mayor of Basra opened a new library on Sunday morning.", "CNN")
    papers.read("A US official said that a drone was shot down over Baghdad.", "CNN")
    for number in range(2):
        papers.read(CITING[number], f"Paper {number}")
    assert papers.refused == []
    assert papers.support == (0, 1, 0)
    capture = papers.add("The mayor was hurt, CNN reported, citing a doctor.", "Paper 3")
    with pytest.raises(Refused, match="CNN has several reports in this case: R1, R2"):
        papers.accept(papers.proposals(capture)[1])


def test_words_told_and_quoted_are_one(papers: Papers) -> None:
    papers.read("A US official told CNN that a drone was shot down over Baghdad.", "Paper 1")
    papers.read("CNN quoted a US official as saying that a drone was shot down over Baghdad.", "Paper 2")
    assert papers.support == (0, 1, 0)


@pytest.mark.parametrize("copies", [2, 3])
def test_station_that_was_told_passes_it_on(papers: Papers, copies: int) -> None:
    for number in range(copies):
        papers.read("A drone was shot down over Baghdad, a US official told CNN on Monday.", f"Paper {number}")
    assert (papers.support, len(papers.echoes)) == ((0, 1, 0), 1)
    assert papers.writer.column("SELECT count(*) FROM reports WHERE holding = 'cited'") == [1]


def test_outlet_that_publishes_a_statement_is_its_place(papers: Papers) -> None:
    papers.read("A US official said in a statement published by CNN that a drone was shot down.", "Paper 1")
    assert relays(papers) == [("S2", "S1")]


@pytest.mark.parametrize("backwards", [False, True])
def test_cited_station_stands_between(papers: Papers, backwards: bool) -> None:
    papers.read(CITING[0], "Paper 1", backwards=backwards)
    for number in (2, 3):
        text = "Reuters, citing CNN, reported that a US official said a drone was shot down."
        papers.read(text, f"Paper {number}", backwards=backwards)
    assert papers.support == (0, 1, 0)
    assert papers.writer.column("SELECT count(*) FROM sources WHERE name = 'a US official'") == [1]


def test_body_as_station(papers: Papers) -> None:
    for number in range(2):
        papers.read("The Iraqi Ministry of Health, citing a doctor, said a drone was shot down.", f"Paper {number}")
    assert papers.support == (0, 1, 0)


# --- several may be meant ---


def read_both(papers: Papers) -> None:
    """Accept both sentences of a paper on CNN as statements of their own."""
    capture = papers.add(TWICE, "Paper 1")
    for number in range(4):
        papers.accept(papers.proposals(capture)[number], is_new=True)


def test_several_candidates_are_asked_about(papers: Papers) -> None:
    read_both(papers)
    capture = papers.add("Washington downed an aircraft that night, CNN reported, citing a US official.", "Paper 2")
    (_, cited) = papers.proposals(capture)
    plan = papers.plan(cited)
    assert plan.is_undecided
    assert [each.key for each in plan.repeats] == ["S3", "S6"]
    assert {each.reason for each in plan.repeats} == {RepeatReason.SAME_CLAIMS}
    assert plan.doubts[0].startswith("This may already be on record: S3 a US official, for C1; S6 ")
    before = papers.keys("statements")
    papers.accept(cited, same_as=plan.repeats[1].statement)
    assert len(papers.keys("statements")) == len(before) + 1


def test_another_statement_keeps_the_source(papers: Papers) -> None:
    read_both(papers)
    capture = papers.add("Washington downed an aircraft that night, CNN reported, citing a US official.", "Paper 2")
    papers.accept(papers.proposals(capture)[1], is_new=True)
    assert papers.support == (0, 1, 0)


def test_same_words_settle_between_several(papers: Papers) -> None:
    read_both(papers)
    before = len(papers.keys("statements"))
    papers.read(TWICE, "Paper 2", "+C1")
    assert len(papers.keys("statements")) == before + 2
    assert papers.refused == []
    assert papers.support == (0, 1, 0)


def test_near_description_is_asked_about(papers: Papers) -> None:
    papers.read(CITING[0], "Paper 1")
    papers.read("A drone was shot down over Baghdad, CNN reported, citing a senior official.", "Paper 2")
    assert papers.support == (0, 1, 1)
    assert papers.refused == []


def test_answer_makes_near_description_a_source(papers: Papers) -> None:
    papers.read(CITING[0], "Paper 1")
    capture = papers.add("A drone was shot down over Baghdad, CNN reported, citing a senior official.", "Paper 2")
    _, cited = papers.proposals(capture)
    (repeat,) = papers.plan(cited).repeats
    assert (repeat.reason, repeat.is_clear) == (RepeatReason.SAME_WORDS, False)
    assert papers.plan(cited, same_as=repeat.statement).repeated == repeat
    papers.accept(cited, is_new=True)
    assert papers.support == (0, 2, 0)


def test_one_article_tells_its_sources_apart(papers: Papers) -> None:
    papers.read("An official said a drone was shot down. A US official said a drone was shot down.", "Paper 1")
    papers.read(
        "A drone was shot down, CNN reported, citing two residents. A drone fell, CNN said, citing young residents.",
        "Paper 2",
    )
    assert papers.support[1] == 4


# --- the same statement twice in one report ---

DENIED = (
    "The army denied that it shot down a drone over Baghdad.\n\n“We shot down no drone anywhere,” the army said on air."
)


def test_denial_in_two_sentences_is_one(papers: Papers) -> None:
    papers.read(DENIED, "Paper 1", "-C1")
    assert papers.writer.column("SELECT count(*) FROM denial_statements") == [1]
    assert papers.writer.column("SELECT count(*) FROM quotes WHERE statement = 1") == [2]
    assert papers.keys("statements") == ["S1", "S2"]


def test_new_statement_where_a_person_says_so(papers: Papers) -> None:
    capture = papers.add(DENIED, "Paper 1")
    first, second = papers.proposals(capture)
    papers.accept(first, "-C1")
    assert papers.plan(second, "-C1").doubts[0].startswith("S1 ")
    papers.accept(second, "-C1", is_new=True)
    assert papers.writer.column("SELECT count(*) FROM denial_statements") == [2]


def test_repeat_is_undone_in_one_step(papers: Papers) -> None:
    capture = papers.add(DENIED, "Paper 1")
    first, second = papers.proposals(capture)
    papers.accept(first, "-C1")
    before = papers.writer.rows("SELECT * FROM quotes")
    papers.accept(second, "-C1 +C2", same_as=1)
    assert papers.writer.column("SELECT count(*) FROM stances WHERE statement = 1") == [2]
    undo(papers.writer)
    assert papers.writer.rows("SELECT * FROM quotes") == before
    assert papers.proposals(capture)[1].is_open


# --- the chain ---


def steps(papers: Papers) -> list[Step]:
    walk = chain(papers.writer, papers.case)
    return [step(papers.writer, walk, number) for number in range(1, len(walk) + 1)]


def own_quotes(found: Step) -> list[str]:
    return [quote.exact for passage in found.passages for quote in passage.statement.quotes]


@pytest.mark.parametrize("wire_first", [True, False])
def test_held_wire_shows_its_own_words(papers: Papers, wire_first: bool) -> None:
    wire = "Residents of Basra heard the blast. A US official said that a drone was shot down over Baghdad by night."
    if wire_first:
        papers.read(wire, "CNN")
    for number in range(3):
        papers.read(CITING[number], f"Paper {number}")
    if not wire_first:
        cited = papers.writer.column("SELECT id FROM reports WHERE holding = 'cited'")[0]
        edit(papers.writer, REPORT, cited, holding=Holding.HELD, known_via=None)
        capture = add_capture(papers.writer, cited, wire, method=Method.PASTE)
        assert next(each for each in steps(papers) if each.report.id == cited).opening == wire
        add_proposals(papers.writer, capture)
        papers.accept_all(capture)
    (found,) = (each for each in steps(papers) if each.report.outlet.name == "CNN")
    assert set(own_quotes(found)) == {"a drone was shot down over Baghdad by night"}
    (way,) = {(passage.speaker.name.lower(), *(each.name for each in passage.via)) for passage in found.passages}
    assert way == ("a us official", "CNN")
    assert len(found.copies) == 3
    assert found.opening is None
    (words,) = papers.writer.column("SELECT words FROM chain WHERE outlet = 'CNN'")
    assert set(words.split(" / ")) == {"a drone was shot down over Baghdad by night"}


def test_same_words_of_copies_are_shown_once(papers: Papers) -> None:
    for number in range(3):
        papers.read(CITING[0], f"Paper {number}")
    (found,) = (each for each in steps(papers) if each.report.outlet.name == "CNN")
    assert own_quotes(found) == ["A drone was shot down over Baghdad"]
    assert found.copies == ("R3", "R4")


# --- any text ---

UNNAMED = ("a US official", "two residents", "an army officer", "one witness", "several soldiers")
EVENTS = ("a drone was shot down", "the bridge was hit at night", "smoke rose over the river", "nobody was hurt there")
WIRES = (
    "{event}, CNN reported, citing {who}.",
    "CNN, citing {who}, said {event}.",
    "Citing {who}, CNN said {event}.",
)


@st.composite
def wires(draw: st.DrawFn) -> list[tuple[str, str]]:
    """The sentences of a wire: who says what to it."""
    return draw(st.lists(st.tuples(st.sampled_from(UNNAMED), st.sampled_from(EVENTS)), min_size=1, max_size=4))


@given(wire=wires(), copies=st.integers(1, 3))
@settings(max_examples=10, deadline=None)
def test_verbatim_copies_never_add_an_origin(wire: list[tuple[str, str]], copies: int) -> None:
    with Papers.in_memory() as papers:
        said = " ".join(f"{who[0].upper()}{who[1:]} said that {event} over the old town." for who, event in wire)
        for number in range(copies + 1):
            papers.read(f"{said} Paper {number} has more.", f"Paper {number}")
        assert (papers.support[0], papers.refused) == (0, [])
        assert 1 <= papers.support[1] <= len({who for who, _ in wire})


@given(wire=wires(), copies=st.integers(1, 4), data=st.data())
@settings(max_examples=15, deadline=None)
def test_copies_never_add_an_origin(wire: list[tuple[str, str]], copies: int, data: st.DataObject) -> None:
    with Papers.in_memory() as papers:
        own = " ".join(f"{who[0].upper()}{who[1:]} said that {event}." for who, event in wire)
        is_held = data.draw(st.booleans())
        if is_held:
            papers.read(own, "CNN", backwards=data.draw(st.booleans()))
        for number in range(copies):
            shapes = [data.draw(st.sampled_from(WIRES)) for _ in wire]
            told = [shape.format(event=event, who=who) for shape, (who, event) in zip(shapes, wire, strict=True)]
            text = " ".join(f"{each[0].upper()}{each[1:]}" for each in told)
            papers.read(text, f"Paper {number}", backwards=data.draw(st.booleans()))
        named, anonymous, _ = papers.support
        assert named == 0
        assert 1 <= anonymous <= len({who for who, _ in wire})
