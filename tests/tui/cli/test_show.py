"""The commands claim, source, denial and report."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.cli_runner import run_json, run_piped

GOLDEN = Path(__file__).parent / "golden"
"""JSON of the example case, as the commands print it."""


def test_claim_origins(demo_store: Path) -> None:
    claim = run_json(demo_store, "claim", "C1")
    assert isinstance(claim, dict)
    statements = {row["statement"]: row for row in claim.pop("statements")}
    del claim["support"], claim["alarms"]  # test_alarms.py has them
    assert claim == json.loads((GOLDEN / "claim_C1.json").read_text("utf-8"))
    assert {key: (row["polarity"], row["standing"], row["origins"]) for key, row in statements.items()} == {
        "S1": (1, "named", ["S1"]),
        "S2": (1, "not_recorded", ["S2"]),
        "S4": (1, None, ["S1"]),
        "S5": (-1, "named", ["S5"]),
        "S8": (1, "named", ["S8"]),
        "S9": (1, "not_recorded", ["S9"]),
        "S10": (1, None, ["S2"]),
        "S12": (1, None, ["S1"]),
        "S13": (-1, None, ["S5"]),
        "S16": (1, None, ["S8"]),
        "S17": (1, None, ["S9"]),
    }
    assert statements["S4"] == json.loads((GOLDEN / "statement_S4.json").read_text("utf-8"))


def test_claim_text_by_origin(demo_store: Path) -> None:
    text = run_piped("claim", "c2", "--store", str(demo_store)).out
    assert "For: 1 named, 0 anonymous, 0 not recorded. Against: 0 named, 0 anonymous, 0 not recorded." in text
    assert "Independence" not in text, "with one origin there is nothing to be independent of"
    assert "Independence not established." in run_piped("claim", "c1", "--store", str(demo_store)).out
    assert "Credited: US embassy in Baghdad, which has no statement of its own on record." in text
    keys = [line.split(",")[0].split()[0] for line in text.splitlines() if "origin, " in line or "relays it" in line]
    assert keys == ["S1", "S3", "S4", "S11", "S12"]
    assert "quoted as saying: “the American air defense system" in text


def test_source_affiliations(demo_store: Path) -> None:
    source = run_json(demo_store, "source", "w7")
    assert isinstance(source, dict)
    assert [row["statement"] for row in source.pop("statements")] == ["S1"]
    assert {"S3", "S4"} <= {row["statement"] for row in source.pop("as_passed_on")}
    assert source == json.loads((GOLDEN / "source_W7.json").read_text("utf-8"))
    text = run_piped("source", "W7", "--store", str(demo_store)).out
    assert "Ahmed Khalaf: member of Iraqi police." in text
    assert "To cite\n  Ahmed Khalaf (person, named) [W7]\n" in text


def test_denial_words_and_relays(demo_store: Path) -> None:
    denial = run_json(demo_store, "denial", "S5")
    assert isinstance(denial, dict)
    assert [row["statement"] for row in denial.pop("passed_on")] == ["S13"]
    quote = denial.pop("quotes")[0]
    assert quote["exact"].startswith("There is no truth to what was reported by the media")
    assert denial == {
        "statement": "S5",
        "source": "Baghdad Operations Command",
        "elsewhere": [],
        "outlet": "Iraqi News Agency (INA)",
        "denies": ["C1", "C1d"],
        "silent_on": ["C1a", "C1b", "C1c", "C1e", "C2", "C3"],
        "report": "R4",
        "summary": None,
        "tags": [],
        "notes": [],
        "tasks": [],
        "ratings": [{"claim": key, "letter": None, "digit": None, "pair": None} for key in ("C1", "C1d")],
    }
    text = run_piped("denial", "S5", "--store", str(demo_store)).out
    assert "  C2 the embassy apologised to the Iraqi army.\n" in text.partition("Silent on (6)")[2]


def test_report_captures_and_cited(demo_store: Path) -> None:
    report = run_json(demo_store, "report", "R1")
    assert isinstance(report, dict)
    assert [row["statement"] for row in report.pop("statements")][:2] == ["S10", "S11"]
    (capture,) = report.pop("captures")
    assert (capture["method"], capture["captured_at"]) == ("excerpt", "2026-11-22T00:00:00Z")
    assert report == json.loads((GOLDEN / "report_R1.json").read_text("utf-8"))
    text = run_piped("report", "R1", "--store", str(demo_store)).out
    assert "How we know it: excerpt held." in text
    assert "SHA-256 " + capture["text_sha256"] in text


def test_json_is_one_object(demo_store: Path) -> None:
    for words in ("claim", "C1"), ("source", "W7"), ("denial", "S5"), ("report", "R2"):
        out = run_piped(*words, "--json", "--store", str(demo_store)).out
        assert out.startswith("{\n")
        assert out.endswith("}\n")
        assert isinstance(json.loads(out), dict)
