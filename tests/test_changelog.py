"""The list of changes is grouped by what a person does, and names each change once."""

import re

from tests.support.repository import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_change_stands_under_a_heading() -> None:
    releases = re.split(r"^## .*\n", CHANGELOG, flags=re.MULTILINE)[1:]
    assert releases
    assert ["\n- " in each.partition("\n### ")[0] for each in releases] == [False] * len(releases)


def test_no_heading_and_no_line_stands_twice() -> None:
    lines = [each for each in CHANGELOG.splitlines() if each.startswith(("- ", "#"))]
    assert [each for each in dict.fromkeys(lines) if lines.count(each) > 1] == []
