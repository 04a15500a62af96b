"""Imports of the record: no screen, and no writing code where only reading is needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.repository import ROOT


def brought(code: str, *arguments: str) -> set[str]:
    """The packages that a fresh Python has imported after running some code."""
    script = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return set(ran.stdout.split())


def test_db_imports_no_screen() -> None:
    packages = brought(
        "import pkgutil, importlib, db\n"
        "names = [found.name for found in pkgutil.walk_packages(db.__path__, 'db.')]\n"
        "assert 'db.write.statements' in names\n"
        "for name in names: importlib.import_module(name)"
    )
    assert "db" in packages
    assert not packages & {"textual", "rich", "tui"}


def test_reading_imports_no_writing(demo_store: Path) -> None:
    packages = brought(
        "import sys\n"
        "from pathlib import Path\n"
        "from db.queries import cases, chain, citations, claims, denials, origins, related, sources\n"
        "from db.store.opening import open_reader\n"
        "with open_reader(Path(sys.argv[1])) as record:\n"
        "    here = cases.case(record).id\n"
        "    chain.step(record, chain.chain(record, here), 1)\n"
        "    denials.denials(record, denials.denial_ids(record, here))",
        str(demo_store),
    )
    assert not packages & {"sqlite_utils", "click", "edtf", "pyparsing", "ulid"}


@pytest.mark.parametrize("file", sorted((ROOT / "db").rglob("*.py")), ids=lambda file: file.name)
def test_queries_name_parameters(file: Path) -> None:
    """Python 3.12.0 to 3.12.3 warn of ``?1`` with positional values; names work everywhere."""
    assert not re.findall(r"\?\d", file.read_text("utf-8"))
