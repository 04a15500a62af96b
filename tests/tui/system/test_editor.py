"""Writing in the person's own editor: whatever it does, no typed text is lost."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from db.errors import OnRecordError, Refused, WrongUse
from tui.system.app_editor import edit_in_editor
from tui.system.editor import edit_text

Named = Callable[[str], None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Named:
    """Set up an editor that runs lines of Python over the file, given as ``path``."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)

    def name(lines: str) -> None:
        script = tmp_path / "editor with blanks.py"
        script.write_text(f"import os, pathlib, signal, sys\npath = pathlib.Path(sys.argv[-1])\n{lines}\n", "utf-8")
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")

    return name


def left(folder: Path) -> list[Path]:
    return list(folder.glob("onrecord-*"))


def test_words_return_file_goes(editor: Named, tmp_path: Path) -> None:
    editor("assert path.read_text('utf-8') == 'before\\n'; path.write_text('# after\\n“é”\\n', 'utf-8')")
    typed = edit_text("before")
    assert typed.path.exists()
    assert typed.path.stat().st_mode & 0o077 == 0, "nobody else reads it"
    with typed.kept() as text:
        assert text == "# after\n“é”\n"
    assert left(tmp_path) == []


def test_replaced_file_is_read(editor: Named) -> None:
    editor("other = path.with_name('other'); other.write_text('new'); os.replace(other, path)")
    assert edit_text("").text == "new"


def test_gigabyte_is_refused_unread(editor: Named, tmp_path: Path) -> None:
    editor("with path.open('r+b') as file: file.write(b'words'); file.truncate(1 << 30)")
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="more than 4,000,000 bytes") as refused:
            edit_text("")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000
    assert str(left(tmp_path)[0]) in refused.value.hint


def test_failed_keep_names_file(editor: Named, tmp_path: Path) -> None:
    editor("path.write_text('an hour of work')")
    typed = edit_text("")

    def refuse() -> None:
        with typed.kept():
            raise Refused("No.", "Try again.")

    with pytest.raises(Refused) as refused:
        refuse()
    (path,) = left(tmp_path)
    assert refused.value.hint == f"Try again. Your text is kept in {path}."
    assert path.read_text() == "an hour of work"


def test_visual_before_editor(editor: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("path.write_text('by EDITOR')")
    monkeypatch.setenv("VISUAL", f"{os.environ['EDITOR']} --flag 'two words' '$(touch x)'")
    script = Path(shlex.split(os.environ["EDITOR"])[1])
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[-1]).write_text(repr(sys.argv[1:-1]))", "utf-8")
    assert edit_text("").text == "['--flag', 'two words', '$(touch x)']"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("path.write_text('typed'); sys.exit(3)", "ended with exit code 3"),
        ("path.write_text('typed'); os.kill(os.getpid(), signal.SIGKILL)", "ended by signal 9"),
        ("path.write_bytes(b'typed \\xff\\xfe')", "is not UTF-8 text"),
        ("path.write_bytes(b'typed ' * 1_000_000)", "bytes"),
    ],
)
def test_failing_loses_nothing(editor: Named, tmp_path: Path, lines: str, says: str) -> None:
    editor(lines)
    with pytest.raises(Refused, match=says) as refused:
        edit_text("before")
    (path,) = left(tmp_path)
    assert path.read_bytes().startswith(b"typed")
    assert str(path) in refused.value.hint


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("sys.exit(1)", "ended with exit code 1"),
        ("path.write_text('')", "came back empty"),
        ("path.write_text(' \\n\\n')", "came back empty"),
        ("pass", "Nothing was changed"),
        ("path.write_text('before\\r\\n\\n')", "Nothing was changed"),
        ("path.unlink()", "did not leave a file"),
        ("path.unlink(); os.mkfifo(path)", "did not leave a file"),
    ],
)
def test_unchanged_is_explained(editor: Named, tmp_path: Path, lines: str, says: str) -> None:
    editor(lines)
    with pytest.raises(Refused, match=says) as refused:
        edit_text("before")
    assert "nothing was saved" in refused.value.message
    assert refused.value.hint
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("", "No editor is set"),
        ("  ", "No editor is set"),
        ("vi 'unclosed", "EDITOR is not a command"),
        ("/no/such/editor", "can't be started"),
        ("/", "can't be started"),
    ],
)
def test_no_editor_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str, says: str) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", named)
    with pytest.raises((WrongUse, Refused), match=says) as refused:
        edit_text("before")
    assert refused.value.hint
    assert left(tmp_path) == []


def test_full_folder_is_explained(editor: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("pass")
    monkeypatch.setattr("tempfile.tempdir", "/no/such/folder")
    with pytest.raises(OnRecordError, match="Can't create a file"):
        edit_text("before")


def test_ctrl_c_is_the_editors(editor: Named) -> None:
    before = signal.getsignal(signal.SIGINT)
    editor(
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN\n"
        "path.write_text('still here')"
    )
    assert edit_text("").text == "still here"
    assert signal.getsignal(signal.SIGINT) is before


class Aside(App[None]):
    """Suspend as Textual does: resume only if nothing is raised meanwhile."""

    is_away = False

    @contextmanager
    def suspend(self) -> Iterator[None]:
        self.is_away = True
        yield
        self.is_away = False


@pytest.mark.parametrize("lines", ["sys.exit(3)", "path.write_text('')", "path.unlink()"])
def test_desk_returns_on_failure(editor: Named, lines: str) -> None:
    editor(lines)
    desk = Aside()
    with pytest.raises(Refused):
        edit_in_editor(desk, "before", "note")
    assert not desk.is_away
