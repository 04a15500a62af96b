"""The repository holds quotations of the example case's article, and none of its prose."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from db.maintenance.case_file import shipped_case
from tests.support.repository import ROOT, SHARED

ARTICLE = SHARED / "cases" / "2020-12-16-baghdad-drone.txt"
RUN = 8
"""Words in a row that make a borrowed passage."""

FOLDERS = ("db", "tui", "tests")


@pytest.fixture(scope="module")
def article() -> str:
    if not ARTICLE.exists():
        pytest.skip(f"the article itself is not part of the repository, and there is no {ARTICLE}: NOT CHECKED")
    return ARTICLE.read_text("utf-8")


def runs(text: str) -> set[tuple[str, ...]]:
    """Every eight words in a row, without case and punctuation."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def texts() -> list[Path]:
    """The files of the repository: those that git tracks, or in an unpacked copy those in its folders."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
        files = [ROOT / name for name in listed.split("\0") if name]
    else:
        files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    return [file for file in files if file.is_file() and file.suffix not in {".pyc", ".png"}]


def test_passages_are_quotations(article: str) -> None:
    passages = [passage for row in tomllib.loads(shipped_case())["excerpt"] for passage in row["passages"]]
    assert len(passages) == 6
    for passage in passages:
        assert passage in article
        assert passage.startswith("“")
        assert passage.endswith("”")


def test_no_article_prose_in_repo(article: str) -> None:
    prose = set().union(*(runs(part) for part in re.split(r"“[^”]*”", article)))
    assert len(prose) > 100
    for file in texts():
        borrowed = prose & runs(file.read_text("utf-8", "replace"))
        assert not borrowed, f"{file.relative_to(ROOT)} has the article's own words: {' '.join(borrowed.pop())}"
