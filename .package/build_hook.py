"""The wheel's layout: ``db`` and ``tui`` go into it under ``onrecord``, since other packages have those names too.

A checkout and an editable install keep both folders where they are, with their imports. In the wheel, imports of the
two and names of their modules in strings begin with ``onrecord.``; what can't be renamed for certain fails the build.
"""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "onrecord"
MOVED = ("db", "tui")
"""Folders of the project that become packages inside :data:`PACKAGE`."""
FRONT = ".package/src/onrecord"
"""The folder that becomes :data:`PACKAGE` itself."""

_OURS = f"(?:{'|'.join(MOVED)})"
_IMPORT = re.compile(rf"from\s+(?={_OURS}\b)")
_MODULE_NAME = re.compile(rf"{_OURS}(?:\.\w+)+")
_CODE_IN_STRING = re.compile(rf"\bfrom {_OURS}[\w.]* import\b|\bimport {_OURS}\b|-m {_OURS}\b")
_ROLE = re.compile(rf"(:\w+:`~?)(?={_OURS}\.)")
"""A reference in a docstring or a comment, such as ``:func:`db.x```."""


class NotRenamed(Exception):
    """A line of code whose names of modules can't be renamed for certain."""


class WheelLayout(BuildHookInterface[Any]):
    """The hook that hatchling calls."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files of the wheel, renamed where they are code; an editable install has no files of its own."""
        if self.target_name != "wheel" or version == "editable":
            return
        self.folder = Path(tempfile.mkdtemp(prefix="onrecord-wheel-"))
        for name, content in wheel_files(Path(self.root)):
            file = self.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            build_data["force_include"][str(file)] = name

    def finalize(self, version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Remove the renamed files."""
        if self.target_name == "wheel" and version != "editable":
            shutil.rmtree(self.folder)


def wheel_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the package in the wheel: each with its name there, and its content."""
    front = root / FRONT
    for folder, inside in ((front, Path(PACKAGE)), *((root / moved, Path(PACKAGE) / moved) for moved in MOVED)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                content = file.read_bytes()
                if file.suffix == ".py":
                    content = rename(content.decode(), file, root).encode()
                yield (inside / file.relative_to(folder)).as_posix(), content


def rename(source: str, file: Path, root: Path) -> str:
    """The source of a module as it stands in the wheel.

    :param file: its path, for errors.
    :param root: the project, in which modules that strings name are looked up.
    :raises NotRenamed: an import or a string can't be renamed for certain.
    """
    lines = source.encode().split(b"\n")  # ast counts columns in bytes of UTF-8
    places: list[tuple[int, int]] = []
    tree = ast.parse(source, str(file))
    prose = {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(_is_ours(alias.name) for alias in node.names):
            raise NotRenamed(f"{file}, line {node.lineno}: write `from {node.names[0].name} import …`")
        if isinstance(node, ast.ImportFrom) and node.level == 0 and _is_ours(node.module or ""):
            found = _IMPORT.match(lines[node.lineno - 1][node.col_offset :].decode())
            if found is None:
                raise NotRenamed(f"{file}, line {node.lineno}: an import that is spread over lines")
            places.append((node.lineno, node.col_offset + found.end()))
        if isinstance(node, ast.JoinedStr):
            for part in node.values:  # a name that is put together can't be looked up
                if isinstance(part, ast.Constant) and re.match(rf"{_OURS}\.", str(part.value)):
                    raise NotRenamed(
                        f"{file}, line {node.lineno}: a module's name that is put together; begin it with __package__"
                    )
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            if _CODE_IN_STRING.search(node.value):
                raise NotRenamed(
                    f"{file}, line {node.lineno}: code in a string; give it the module's name from outside"
                )
            if _MODULE_NAME.fullmatch(node.value) and _exists(node.value, root):
                if lines[node.lineno - 1][node.col_offset + 1 :].decode()[: len(node.value)] != node.value:
                    raise NotRenamed(f"{file}, line {node.lineno}: a module's name that is not one plain string")
                places.append((node.lineno, node.col_offset + 1))
    for number, column in sorted(places, reverse=True):
        line = lines[number - 1]
        lines[number - 1] = line[:column] + f"{PACKAGE}.".encode() + line[column:]
    return _ROLE.sub(rf"\1{PACKAGE}.", b"\n".join(lines).decode())


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """Strings that are statements: docstrings of modules, classes and functions, and those below attributes."""
    return (
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in MOVED


def _exists(name: str, root: Path) -> bool:
    """Whether a name is that of a package, a module, or something in a module: ``db.model.times.When``."""
    path = root.joinpath(*name.split("."))
    return path.is_dir() or any(each.with_name(f"{each.name}.py").is_file() for each in (path, path.parent))
