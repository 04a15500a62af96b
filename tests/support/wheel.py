"""The wheel, built from this checkout, and environments that it is installed in."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.support.cli_runner import environment
from tests.support.patience import HANG
from tests.support.repository import ROOT

HOSTILE = 'raise SystemExit("another module of this name was imported")\n'
"""What stands in every other ``db`` and ``tui``."""


def build_hook() -> ModuleType:
    """The hook that lays out the wheel."""
    found = importlib.util.spec_from_file_location("build_hook", ROOT / ".package" / "build_hook.py")
    assert found is not None
    assert found.loader is not None
    hook = importlib.util.module_from_spec(found)
    found.loader.exec_module(hook)
    return hook


def build(kind: str, folder: Path, root: Path = ROOT) -> Path:
    """Build the project.

    :param kind: ``wheel`` or ``sdist``.
    :param folder: where the file goes.
    """
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (built,) = (path for path in folder.iterdir() if path.suffix == {"wheel": ".whl", "sdist": ".gz"}[kind])
    return built


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel, a working folder and a search path, each with another ``db`` and ``tui``."""

    folder: Path

    @property
    def here(self) -> Path:
        """The working folder."""
        return self.folder / "here"

    @property
    def search_path(self) -> str:
        """The value of ``PYTHONPATH``."""
        return str(self.folder / "path")

    def program(self, name: str) -> Path:
        """The path of a program of the environment."""
        return self.folder / "venv" / "bin" / name

    def run(self, *words: str, program: str = "onrecord") -> str:
        """Run a program of the environment in the working folder; what it prints.

        :raises AssertionError: it fails, or writes to standard error.
        """
        done = subprocess.run(
            [str(self.program(program)), *words],
            cwd=self.here,
            env=environment(PYTHONPATH=self.search_path),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=HANG,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout


def install(wheel: Path, folder: Path, *, from_index: bool) -> Installed:
    """Install a wheel in a new environment, and put other modules of the names ``db`` and ``tui`` around it.

    :param from_index: whether its dependencies are installed, too; else those of this Python are taken.
    """
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    if not from_index:  # .pth files in these folders have no effect: the checkout stays out
        folders = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
        (packages / "dependencies.pth").write_text("\n".join(folders))
    constraints = ROOT / ".ci" / "constraints.txt"
    only = ("--constraint", str(constraints)) if from_index else ("--no-index", "--no-deps")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(venv / "bin" / "python"),
        "install",
        "--quiet",
        *only,
        str(wheel),
    ]
    subprocess.run(pip, check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    for name in "db", "tui":
        for place in folder / "here", folder / "path", packages / name:
            place.mkdir(exist_ok=True)
        (packages / name / "__init__.py").write_text(HOSTILE)
        (folder / "here" / f"{name}.py").write_text(HOSTILE)
        (folder / "path" / f"{name}.py").write_text(HOSTILE)
    return Installed(folder)
