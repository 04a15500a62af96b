"""Commands that rebuild the example case from its article."""

from __future__ import annotations

import tomllib

from db.maintenance.case_file import shipped_case
from tests.support.cli_runner import CommandLine
from tests.support.repository import SHARED

ARTICLE = SHARED / "cases" / "2020-12-16-baghdad-drone.txt"

SOURCES = (
    ("Bas News Agency", "outlet", "named", "Bas News"),
    ("Anadolu Agency", "outlet", "named", "Anadolu"),
    ("Iraqi News Agency (INA)", "outlet", "named", "INA"),
    ("Baghdad Operations Command", "body", "named", ""),
    ("Iraqi Ministry of Defence", "body", "named", "Ministry of Defence"),
    ("Ahmed Khalaf", "person", "named", ""),
    ("“media reports”", "group", "unattributed", ""),
    ("US embassy in Baghdad", "body", "named", "US embassy"),
    ("US forces in Iraq", "body", "named", "US forces"),
    ("Washington", "body", "role", ""),
    ("the security services", "body", "role", ""),
    ("Iraqi police", "body", "named", ""),
)

AFFILIATIONS = (
    ("Baghdad Operations Command", "part_of", "Iraqi Ministry of Defence"),
    ("Iraqi Ministry of Defence", "part_of", "Republic of Iraq"),
    ("Ahmed Khalaf", "member_of", "Iraqi police"),
    ("Iraqi police", "part_of", "Republic of Iraq"),
    ("INA", "owned_by", "Republic of Iraq"),
    ("Anadolu", "owned_by", "Republic of Turkey"),
)

BEFORE = "2020-12-16T21:45:00+02:00"

REPORTS = (("Bas News", ()), ("Anadolu", ("--published-words", "earlier on Wednesday")), ("INA", ()))


def quotations() -> list[str]:
    """The quotations of the example case, in order."""
    return [
        quote["exact"]
        for statement in tomllib.loads(shipped_case())["statement"]
        for quote in statement.get("quotes", ())
    ]


def enter_case(run: CommandLine) -> None:
    """Add the case, its sources and their affiliations."""
    run("add", "case", "Drone over al-Harthiya, Baghdad", "--tz", "Asia/Baghdad", "--day", "2020-12-16")
    run("add", "source", "Outlet with a Beirut dateline (name not recorded)", "--kind", "outlet",
        "--naming", "anonymous", "--short", "Beirut article")  # fmt: skip
    for name, kind, naming, short in SOURCES:
        run("add", "source", name, "--kind", kind, "--naming", naming, *(["--short", short] if short else []))
    for state in "Republic of Iraq", "Republic of Turkey":
        run("add", "source", state, "--kind", "body", "--boundary")
    for member, kind, org in AFFILIATIONS:
        run("add", "affiliation", member, kind, org)


def enter_reports(run: CommandLine) -> None:
    """Add the article and the reports it cites."""
    run("import", str(ARTICLE), "--outlet", "Beirut article")
    run("edit", "report", "R1", "--published", BEFORE, "--published-words", "9:45 P.M., Beirut", "--lang", "en")
    for outlet, more in REPORTS:
        run(
            "add",
            "report",
            outlet,
            "--known-via",
            "R1",
            "--published",
            "2020-12-16",
            "--published-before",
            BEFORE,
            *more,
        )
    assert [step["report"] for step in run.json("chain")] == ["R2", "R3", "R4", "R1"]
    run("move", "R1", "--out")


def enter_claims(run: CommandLine) -> None:
    """Add the claims and their parties."""
    run("add", "claim", "US forces shot down an Iraqi military drone over Baghdad",
        "--party", "accused=US forces", "--party", "accused=US embassy")  # fmt: skip
    for text, part, party in (
        ("it was shot down by mistake", "detail", None),
        ("the embassy's laser-guided system at al-Harthiya shot it down", "alternative", "accused=US embassy"),
        ("the air-defence system in the Green Zone shot it down", "alternative", "accused=US embassy"),
        ("the drone was the Baghdad Operations Command's", "detail", "affected=Baghdad Operations Command"),
        ("the drone was taken for a militia's", "detail", None),
    ):
        run("add", "claim", text, "--of", "C1", "--part", part, *(["--party", party] if party else []))
    run("add", "claim", "the embassy apologised to the Iraqi army", "--party", "credited=US embassy")
    run("add", "claim", "the embassy confirmed the shoot-down", "--party", "credited=US embassy")
    run("add", "claim", "an anti-missile system was deployed in the Green Zone", "--background",
        "--party", "credited=US forces")  # fmt: skip
    run("add", "claim", "factions loyal to Iran attacked convoys", "--background")


def mark_up(run: CommandLine) -> None:
    """Mark up the article, a line for each statement."""
    laser, apology, air_defence, no_truth, dishonourable, careful = quotations()
    run("mark", "R1", "Ahmed Khalaf (insider) > R3 : +C1 +C1a +C1c +C1d +C1e +C2", "-w", air_defence)
    run("mark", "R1", "S1 > R2 (paraphrases) : +C1a +C2", "-w", apology, "--form", "indirect")
    run("mark", "R1", "R2 : +C1 +C1b +C1e", "-w", laser)
    run("mark", "R1", "Baghdad Operations Command (deny, official) @ R4 : -C1 -C1d", "-w", no_truth)
    run("mark", "R1", "Baghdad Operations Command (assert, official) @ R4", "-w", dishonourable, "--form", "mixed")
    run("mark", "R1", "Baghdad Operations Command (advise, official) @ R4", "-w", careful, "--form", "mixed")
    run("mark", "R1", "Ministry of Defence (assert, official) : +C1", "--summary", "The Ministry makes it known.")
    run("mark", "R1", "“media reports” : +C1 +C1a", "--summary", "Reports that the article does not name.")
    run("mark", "R1", "R1 : +C3", "--summary", "In its own voice.")
    run("mark", "R1", "R1 : +C4", "--summary", "In its own voice.")
    run("mark", "R1", "Washington (official) : +C5", "--summary", "Washington blames factions loyal to Iran.")
    run("mark", "R1", "the security services (decline)", "--summary", "They name nobody.")
