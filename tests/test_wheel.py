"""The wheel: what is in it, and that it works where other modules are called ``db`` and ``tui``."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
import tarfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import onrecord
import pytest

from db import library
from tests.support.pty import live_terminal
from tests.support.repository import ROOT
from tests.support.wheel import Installed, build, build_hook, install

FROM_INDEX = "ONRECORD_WHEEL_FROM_INDEX"
"""The variable under which dependencies are installed from the package index; ``.ci/run`` sets it."""

ALARMS = "['Major Hassan Ali (S1) denies C1; nobody claims C1.']"
"""What the example in the docstring prints at its end."""


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    return build_hook()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("dist"))


@pytest.fixture(
    scope="module",
    params=[
        "dependencies of this Python",
        pytest.param(
            "dependencies from the index",
            marks=pytest.mark.skipif(
                FROM_INDEX not in os.environ,
                reason=f"THE WHEEL WAS NOT TRIED in a clean environment: it takes a network. Set {FROM_INDEX}=1.",
            ),
        ),
    ],
)
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Installed:
    return install(wheel, tmp_path_factory.mktemp("installed"), from_index="index" in request.param)


def code_in(wheel: Path) -> Iterator[tuple[str, ast.Module]]:
    with ZipFile(wheel) as files:
        for name in files.namelist():
            if name.endswith(".py"):
                yield name, ast.parse(files.read(name))


@pytest.mark.slow
def test_wheel_has_one_package(wheel: Path) -> None:
    with ZipFile(wheel) as files:
        names = files.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"onrecord"}
    data = [name.partition("/")[2] for name in names if ".data/" in name]
    assert data == ["data/share/man/man1/onrecord.1"]
    expected = {
        f"onrecord/{path.relative_to(ROOT).as_posix()}"
        for folder in ("db", "tui")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected < {*names}
    assert {"onrecord/__init__.py", "onrecord/__main__.py", "onrecord/py.typed"} < {*names}


@pytest.mark.slow
def test_nothing_in_wheel_imports_the_checkout(wheel: Path) -> None:
    wrong = re.compile(r"(db|tui)(\.|$)")
    seen = 0
    for name, tree in code_in(wheel):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                seen += str(node.module).startswith("onrecord.")
                assert not wrong.match(node.module or ""), (name, node.lineno)
            elif isinstance(node, ast.Import):
                assert not any(wrong.match(alias.name) for alias in node.names), (name, node.lineno)
    assert seen > 2_000


@pytest.mark.slow
def test_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path / "sdist")) as files:
        files.extractall(tmp_path, filter="data")
    (root,) = tmp_path.glob("onrecord-*")
    assert build("wheel", tmp_path / "wheel", root).read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize(
    ("code", "renamed"),
    [
        ("from db.model.times import When", "from onrecord.db.model.times import When"),
        ("from db import library", "from onrecord.db import library"),
        (
            "if x: from tui import app; y = 'é'; from db import library",
            "if x: from onrecord.tui import app; y = 'é'; from onrecord.db import library",
        ),
        ("from dbm import open", "from dbm import open"),
        ("files('db.store')", "files('onrecord.db.store')"),
        ('NAMES = {"é": "db.model.times.When"}', 'NAMES = {"é": "onrecord.db.model.times.When"}'),
        ('path = "desk.db", "db.other", "tui"', 'path = "desk.db", "db.other", "tui"'),
        ('"""See :mod:`db.store`, not db.store."""', '"""See :mod:`onrecord.db.store`, not db.store."""'),
    ],
)
def test_names_of_modules_are_renamed(hook: ModuleType, code: str, renamed: str) -> None:
    assert hook.rename(code, Path("some.py"), ROOT) == renamed


@pytest.mark.parametrize(
    "code",
    [
        "import db.store",
        "import json, tui",
        "from \\\n db import library",
        "start(f'db.{name}')",
        "start('db.' 'store')",
        "run('-c', 'from db.store import opening')",
        "run('python -m tui.cli.main')",
    ],
)
def test_what_cannot_be_renamed_fails_the_build(hook: ModuleType, code: str) -> None:
    with pytest.raises(hook.NotRenamed, match="line 1"):
        hook.rename(code, Path("some.py"), ROOT)


def test_every_module_can_be_renamed(hook: ModuleType) -> None:
    names = [name for name, _ in hook.wheel_files(ROOT)]
    assert "onrecord/tui/cli/main.py" in names


@pytest.mark.slow
def test_installed_command_runs(installed: Installed) -> None:
    assert "al-Harthiya" in installed.run("demo", "--text")
    assert "al-Harthiya" in installed.run("-m", "onrecord", "demo", "--text", program="python")
    store = ("--store", "kept.db")
    installed.run(*store, "add", "case", "A drone is lost", "--tz", "Asia/Baghdad")
    installed.run(*store, "add", "claim", "The drone was shot down.")
    assert installed.run("help", "triage").startswith("# Triage")
    assert "The drone was shot down." in installed.run(*store, "claims")
    assert '"text"' in installed.run(*store, "claims", "--json")
    assert "verdict" in installed.run("help", "triage")
    article = installed.here / "article.txt"
    article.write_text("A drone was lost over the river. The army said on Monday that it had shot it down.\n" * 3)
    assert "army" in installed.run("propose", article.name)  # read in another process


@pytest.mark.slow
def test_installed_library_reads_and_writes(installed: Installed) -> None:
    script = f"{example()}\nimport sys\nprint({{'db', 'tui'}} & {{*sys.modules}}, onrecord.__file__)"
    counted, alarms, found = installed.run("-c", script, program="python").splitlines()
    assert counted == "1"
    assert alarms == ALARMS
    assert found.startswith("set()")
    assert str(installed.folder) in found


@pytest.mark.slow
def test_installed_desk_is_drawn(installed: Installed) -> None:
    command = (str(installed.program("onrecord")),)
    with live_terminal("demo", command=command, cwd=installed.here, PYTHONPATH=installed.search_path) as terminal:
        terminal.until("al-Harthiya")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def example() -> str:
    """The lines of use in the docstring of the package."""
    docstring = inspect.cleandoc(onrecord.__doc__ or "")
    return textwrap.dedent(docstring.partition("::\n")[2].partition("\nFunctions take")[0])


def test_example_in_docstring_runs(tmp_path: Path) -> None:
    path = os.pathsep.join(str(each) for each in (ROOT, ROOT / ".package" / "src", *sys.path))
    command = [sys.executable, "-c", example()]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (f"1\n{ALARMS}\n", "")


def test_package_has_the_names_of_the_library() -> None:
    assert onrecord.__all__ == library.__all__
    assert {*library.__all__} < {*dir(onrecord)}
    assert all(getattr(onrecord, name) is getattr(library, name) for name in library.__all__)
    with pytest.raises(AttributeError, match="no attribute 'open_store'"):
        onrecord.open_store  # type: ignore[attr-defined]  # noqa: B018
