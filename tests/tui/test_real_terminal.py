"""The desk on a real terminal, from the command to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pty import live_terminal

pytestmark = pytest.mark.slow


def test_demo_leaves_no_file(tmp_path: Path) -> None:
    with live_terminal("demo", TMPDIR=str(tmp_path)) as desk:
        desk.until("step 1 of 3")
        assert len(list(tmp_path.iterdir())) == 1
        desk.until("step 2 of 3", desk.press("n"))
        desk.until("step 3 of 3", desk.press("n"))
        desk.press("q")
        assert desk.wait_for_end() == 0
    assert list(tmp_path.iterdir()) == []
    assert desk.bytes.endswith(b"\x1b[?25h") or b"\x1b[?1049l" in desk.bytes[-400:], "the terminal is given back"


def test_demo_walks_until_a_key() -> None:
    with live_terminal("demo", "--walk") as desk:
        desk.until("auto-play, any key stops it")
        seen = desk.until("step 2 of 3")
        desk.until("step 2 of 3", desk.press("ß"))
        assert "walking" not in desk.bytes[seen:].decode().rpartition("step 2 of 3")[0][-200:]
        desk.press("q")
        assert desk.wait_for_end() == 0


def test_named_new_store_opens_the_welcome_screen(tmp_path: Path) -> None:
    store = tmp_path / "new.db"
    with live_terminal("--store", str(store), HOME=str(tmp_path), TMPDIR=str(tmp_path)) as desk:
        desk.until("nothing was created")
        desk.press("q")
        assert desk.wait_for_end() == 0
    assert not store.exists()


@pytest.mark.parametrize("words", [["--case", "K1"], ["--readonly"]])
def test_new_store_where_none_can_begin(tmp_path: Path, words: list[str]) -> None:
    with live_terminal("--store", str(tmp_path / "new.db"), *words) as desk:
        desk.until("There is no store at")
        assert desk.wait_for_end() == 3


def test_empty_desk_opens_demo(tmp_path: Path) -> None:
    with live_terminal(XDG_DATA_HOME=str(tmp_path), HOME=str(tmp_path), TMPDIR=str(tmp_path)) as desk:
        desk.until("nothing was created")
        desk.until("step 1 of 3", desk.press("\r"))
        desk.press("q")
        assert desk.wait_for_end() == 0
    assert list(tmp_path.iterdir()) == []
