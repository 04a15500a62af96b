"""Lists of the example case: exact JSON, and tab-separated fields in a pipe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli_runner import Completed, run_json, run_piped

GOLDEN = Path(__file__).parent / "golden"


def test_chain_order(demo_store: Path) -> None:
    assert run_json(demo_store, "chain") == json.loads((GOLDEN / "chain.json").read_text("utf-8"))


def test_denial_and_silence(demo_store: Path) -> None:
    assert run_json(demo_store, "denials") == [
        {
            "statement": "S5",
            "source": "Baghdad Operations Command",
            "outlet": "Iraqi News Agency (INA)",
            "denies": ["C1", "C1d"],
            "silent_on": ["C1a", "C1b", "C1c", "C1e", "C2", "C3"],
            "elsewhere": [],
            "report": "R4",
        }
    ]


def test_claims_have_all_numbers(demo_store: Path) -> None:
    rows = run_json(demo_store, "claims")
    assert isinstance(rows, list)
    numbers = {row["key"]: (*list(row["for"].values())[:3], *list(row["against"].values())[:3]) for row in rows}
    assert numbers == {
        "C1": (2, 0, 2, 1, 0, 0),
        "C1a": (1, 0, 1, 0, 0, 0),
        "C1b": (0, 0, 1, 0, 0, 0),
        "C1c": (1, 0, 0, 0, 0, 0),
        "C1d": (1, 0, 0, 1, 0, 0),
        "C1e": (1, 0, 1, 0, 0, 0),
        "C2": (1, 0, 0, 0, 0, 0),
        "C3": (0, 0, 1, 0, 0, 0),
        "C4": (0, 0, 1, 0, 0, 0),
        "C5": (1, 0, 0, 0, 0, 0),
    }
    assert rows[1] == {
        "key": "C1a",
        "text": "it was shot down by mistake",
        "for": {"named": 1, "anonymous": 0, "not_recorded": 1, "withdrawn": 0, "withdrawn_on": None},
        "against": {"named": 0, "anonymous": 0, "not_recorded": 0, "withdrawn": 0, "withdrawn_on": None},
        "parent": "C1",
        "part": "detail",
        "background": False,
        "outlets": 3,
        "status": "new",
        "verdict": None,
        "tags": [],
        "open_parts": [],
    }


def test_sources_of_the_case(demo_store: Path) -> None:
    rows = run_json(demo_store, "sources")
    assert isinstance(rows, list)
    assert [row["key"] for row in rows] == [f"W{number}" for number in range(1, 13)]
    assert rows[6] == {
        "key": "W7",
        "name": "Ahmed Khalaf",
        "kind": "person",
        "naming": "named",
        "boundary": False,
        "letter": None,
    }


def test_cases_of_the_store(demo_store: Path) -> None:
    rows = run_json(demo_store, "cases")
    assert isinstance(rows, list)
    summary = rows[0].pop("summary")
    assert summary.startswith("Two outlets reported")
    assert rows[0].pop("alarms") > 0
    assert rows == [
        {
            "key": "K1",
            "title": "Drone over al-Harthiya, Baghdad",
            "place": "al-Harthiya, Baghdad",
            "tz": "Asia/Baghdad",
            "day": "2020-12-16",
            "claims": 10,
            "denials": 1,
            "reports": 4,
            "to_get": 3,
            "archived": False,
            "undecided": 10,
            "both_ways": 2,
            "support": {"several": 1, "single": 6, "without": 3, "against": 2},
            "tasks": 0,
            "overdue": 0,
            "changed": None,
        }
    ]


@pytest.mark.parametrize(
    ("words", "head", "row"),
    [
        (
            "cases",
            "key title day place claims denials reports to_get status undecided both_ways support_several "
            "support_single support_without support_against alarms tasks overdue changed",
            ["K1", "Drone over al-Harthiya, Baghdad"],
        ),
        ("sources", "key name kind naming", ["W7", "Ahmed Khalaf", "person", "named"]),
        (
            "claims",
            "key text parent for_named for_anonymous for_not_recorded against_named against_anonymous "
            "against_not_recorded status verdict tags "
            "for_withdrawn against_withdrawn",
            [
                "C1",
                "US forces shot down an Iraqi military drone over Baghdad",
                "",
                "2",
                "0",
                "2",
                "1",
                "0",
                "0",
                "new",
                "",
                "",
                "0",
                "0",
            ],
        ),
        (
            "denials",
            "statement source outlet denies silent_on",
            [
                "S5",
                "Baghdad Operations Command",
                "Iraqi News Agency (INA)",
                "C1 C1d",
                "C1a C1b C1c C1e C2 C3",
            ],
        ),
    ],
)
def test_pipe_gets_tabs(demo_store: Path, words: str, head: str, row: list[str]) -> None:
    done = run_piped(words, "--store", str(demo_store))
    assert (done.code, done.err) == (0, "")
    lines = [text.split("\t") for text in done.out.splitlines()]
    assert lines[0] == head.split()
    assert row in [fields[: len(row)] for fields in lines[1:]]


def test_options_before_or_after(demo_store: Path) -> None:
    store = str(demo_store)
    before = run_piped("--store", store, "--case", "k1", "claims")
    after = run_piped("claims", "--case", "K1", "--store", store)
    assert before == after
    assert before.code == 0


def test_several_cases_ask_which(two_cases: Path) -> None:
    done = run_piped("claims", "--store", str(two_cases))
    assert done == Completed(
        2, "", "onrecord: This store holds several cases.\nSay which with --case; onrecord cases lists them.\n"
    )
    assert run_json(two_cases, "claims", "--case", "K2") == []
    assert run_piped("chain", "--case", "K2", "--store", str(two_cases)).out == (
        "Report chain: no reports on record in this case.\n"
    )


def test_unknown_is_told(demo_store: Path) -> None:
    for words, sentence in {
        ("claim", "C99"): "There is no claim C99 in this case.",
        ("source", "W99"): "There is no source W99 in this store.",
        ("denial", "S1"): "There is no denial S1 in this case.",
        ("report", "R9"): "There is no report R9 in this case.",
        ("claims", "--case", "K9"): "There is no case K9 in this store.",
    }.items():
        done = run_piped(*words, "--store", str(demo_store))
        assert (done.code, done.out) == (9, "")
        assert done.err.splitlines()[0] == f"onrecord: {sentence}"
