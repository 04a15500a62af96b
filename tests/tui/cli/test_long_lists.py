"""Lists and views longer than a page are printed whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.opening import create_store
from tests.support.cli_runner import run_json, run_piped
from tests.support.pty import run_on_terminal

MANY = 1_100
"""More than two pages."""


@pytest.fixture(scope="module")
def long_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with very many claims, each in its own statement, and one denial of the first."""
    path = tmp_path_factory.mktemp("long") / "long.db"
    with create_store(path) as writer, writer.action():
        case = writer.insert("cases", key="K1", title="A long case", tz="UTC")
        outlet = writer.insert("sources", key="W1", name="Outlet", kind="outlet", naming="named")
        report = writer.insert("reports", key="R1", case=case, outlet=outlet, holding="held")
        said = {"case": case, "source": outlet, "report": report, "voice": "own", "basis": "official"}
        for number in range(1, MANY + 1):
            claim = writer.insert("claims", key=f"C{number}", case=case, text=f"Claim {number}")
            statement = writer.insert("statements", key=f"S{number}", act="report", summary=f"Line {number}", **said)
            writer.insert("stances", statement=statement, claim=claim, polarity=1, certainty="certain")
        said["source"] = writer.insert("sources", key="W2", name="Ministry", kind="body", naming="named")
        denial = writer.insert("statements", key=f"S{MANY + 1}", act="deny", **said)
        first = writer.column("SELECT id FROM claims WHERE key = 'C1'")[0]
        writer.insert("stances", statement=denial, claim=first, polarity=-1, certainty="certain")
    return path


def test_every_claim_once(long_store: Path) -> None:
    rows = run_json(long_store, "claims")
    assert isinstance(rows, list)
    assert [row["key"] for row in rows] == [f"C{number}" for number in range(1, MANY + 1)]
    assert len(run_piped("claims", "--store", str(long_store)).out.splitlines()) == MANY + 1


def test_silence_is_whole(long_store: Path) -> None:
    (denial,) = run_json(long_store, "denials")  # type: ignore[misc]
    assert denial["silent_on"] == [f"C{number}" for number in range(2, MANY + 1)]


def test_step_has_all_statements(long_store: Path) -> None:
    (step,) = run_json(long_store, "chain")  # type: ignore[misc]
    assert [row["statement"] for row in step["unquoted"]] == [f"S{number}" for number in range(1, MANY + 2)]
    assert len(step["stances"]) == MANY + 1
    text = run_piped("chain", "--store", str(long_store)).out
    assert [f"Line {number}." in text for number in (1, 200, 201, MANY)] == [True] * 4


def test_report_and_source_whole(long_store: Path) -> None:
    for words, many in (("report", "R1"), MANY + 1), (("source", "W1"), MANY):
        thing = run_json(long_store, *words)
        assert isinstance(thing, dict)
        assert len(thing["statements"]) == many


def test_table_comes_by_page(long_store: Path) -> None:
    shown = run_on_terminal("claims", "--store", str(long_store), columns=120).out
    assert all(f"Claim {number} " in shown for number in (1, 500, 501, MANY))
    assert shown.count("Against") == 3


def test_things_alike_are_folded_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "cited.db"
    with create_store(path) as writer, writer.action():
        case = writer.insert("cases", key="K1", title="A case", tz="UTC")
        outlet = writer.insert("sources", key="W1", name="Outlet", kind="outlet", naming="named")
        for number in range(1, 31):
            writer.insert("reports", key=f"R{number}", case=case, outlet=outlet, holding="cited")
    folded = " ".join(run_on_terminal("next", "--store", str(path), columns=120).out.split())
    assert "Get the report of Outlet (R1)" in folded
    assert "… and 29 like it: --all lists them" in folded
    assert "(R2)" not in folded
    assert "(R30)" in run_on_terminal("next", "--all", "--store", str(path), columns=120, rows=200).out
    assert len(run_piped("next", "--store", str(path)).out.splitlines()) == 31
