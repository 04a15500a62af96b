"""Ways to write one citation: in whatever words and order papers pass on a station, its source is one origin."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.support.papers import Papers

HIT = "The depot at Tel Mara was hit by a drone"
WAYS = {
    "told": f"{HIT}, a US official told CNN on Monday.",
    "told a described station": f"A US official told the American broadcaster CNN that {HIT}.",
    "was quoted by at the end": "A drone hit the depot at Tel Mara, a US official was quoted as saying by CNN.",
    "was quoted by": f"A US official was quoted by CNN as saying that {HIT}.",
    "quoted at the end": f"“{HIT},” CNN quoted a US official as saying.",
    "said, reported": f"{HIT}, a US official said, CNN reported.",
    "said, according to": f"“{HIT},” a US official said, according to CNN.",
    "said anonymously, reports": f"{HIT}, a US official said on condition of anonymity, CNN reports.",
    "speaking to": f"Speaking to CNN, a US official said {HIT}.",
    "citing": f"{HIT}, CNN reported, citing a US official.",
}
"""Sentences by the construction in which they cite CNN."""


def read_first(papers: Papers, ways: tuple[str, ...]) -> None:
    """Accept the first proposal of a paper for each way."""
    for number, way in enumerate(ways):
        papers.accept(papers.proposals(papers.add(WAYS[way], f"Paper {number}"))[0])


def cited(papers: Papers) -> list[str]:
    return papers.writer.column(
        "SELECT so.name FROM reports re JOIN sources so ON so.id = re.outlet WHERE re.holding = 'cited'"
    )


@pytest.mark.parametrize("first", WAYS)
def test_two_ways_are_one_origin(first: str) -> None:
    for second in WAYS:
        if second == first == "citing":
            continue  # CNN's own line: its official is the second proposal
        with Papers.in_memory() as papers:
            read_first(papers, (first, second))
            assert (papers.support, len(papers.echoes), cited(papers)) == ((0, 1, 0), 1, ["CNN"]), second


@pytest.mark.parametrize("ways", list(permutations(WAYS, 3))[::90])
def test_three_papers_are_one_origin(ways: tuple[str, ...]) -> None:
    with Papers.in_memory() as papers:
        read_first(papers, ways)
        assert (papers.support, len(papers.echoes), cited(papers)) == ((0, 1, 0), 1, ["CNN"])


def test_copy_of_a_held_wire_is_an_echo() -> None:
    said = "A drone struck the depot at Tel Mara, a senior Iraqi official said on condition of anonymity"
    with Papers.in_memory() as papers:
        papers.read(f"{said}.", "AP")
        papers.accept(papers.proposals(papers.add(f"{said}, AP reports.", "Paper"))[0])
        assert (papers.support, len(papers.echoes), cited(papers)) == ((0, 1, 0), 1, [])


def test_station_that_reports_what_another_was_told_stays() -> None:
    with Papers.in_memory() as papers:
        papers.read(f"{HIT}, a US official told CNN, Reuters reported.", "Paper 1")
        papers.read(f"{HIT}, a US official told CNN.", "Paper 2")
        assert (papers.support, cited(papers)) == ((0, 1, 0), ["Reuters", "CNN"])


@pytest.mark.parametrize(
    ("first", "second"),
    [("the official Iraqi News Agency (INA)", "INA"), ("INA", "the official Iraqi News Agency (INA)")],
)
def test_described_station_with_abbreviation_is_one(first: str, second: str) -> None:
    with Papers.in_memory() as papers:
        for number, station in enumerate((first, second)):
            papers.read(f"A security source told {station} that {HIT}.", f"Paper {number}")
        assert (papers.support, len(cited(papers))) == ((0, 1, 0), 1)


def test_own_line_in_a_held_report_stays_its_own() -> None:
    with Papers.in_memory() as papers:
        papers.read(f"CNN reported that {HIT}.", "CNN")
        papers.read(f"{HIT}, a US official told CNN.", "Paper")
        assert papers.support == (0, 1, 1)
