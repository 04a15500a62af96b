"""The desk in a real browser, and pages of other origins in the same browser, which must get nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.chromium import Chromium, Page, chromium
from tests.support.patience import wait_until
from tests.support.server import LocalServer
from tests.support.serving import Serving, serving

pytestmark = pytest.mark.slow

EVIL = "evil.test"
"""A name of somebody else, whose name server leads to this machine."""

ATTACK = (Path(__file__).parent / "attack.html").read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium({EVIL: "127.0.0.1"}) as running:
        yield running


@pytest.fixture(scope="module")
def server(shipped_store: Path, browser: Chromium) -> Iterator[Serving]:
    assert browser
    with serving(shipped_store) as running:
        yield running


def enter(browser: Chromium, server: Serving, width: int = 1280) -> Page:
    page = browser.open(server.address, width=width)
    page.wait_for("document.body.classList.contains('-first-byte')")
    server.address = server.next_address()
    return page


def test_the_same_desk_in_a_page(browser: Chromium, server: Serving, tmp_path: Path) -> None:
    page = enter(browser, server)
    page.wait_for_bytes("step 1 of 3")
    seen = len(page.received)
    page.press("n")
    page.wait_for_bytes("step 2 of 3", seen)
    page.press("left")
    page.wait_for_bytes("step 1 of 3", seen)
    seen = len(page.received)
    page.click(600, 220)  # a row of the claims
    page.wait_for_bytes("◎ Anadolu", seen)
    page.press("y")
    page.wait_for_bytes("Copied by the browser", seen)
    assert "drone" in page.clipboard()
    assert b"\x1b[38;2;" in page.received, "colours"
    assert len(page.screenshot(tmp_path / "desk.png").read_bytes()) > 20_000
    seen = len(page.received)
    page.resize(700, 500)
    page.wait_for_bytes("1 Sources ·…", seen)
    page.press("a")
    page.wait_for_bytes("Nothing can be changed", seen)
    page.press("q")
    page.wait_for("document.body.innerText.includes('You left the desk.')")
    page.press("enter")  # opens it again
    page.wait_for("document.body.classList.contains('-first-byte')")
    page.close()
    wait_until(lambda: server.desks() == [])


def test_a_page_asks_nobody_else(browser: Chromium, server: Serving) -> None:
    page = enter(browser, server)
    page.wait_for_bytes("step 1 of 3")
    own = (f"http://127.0.0.1:{server.port}/", f"ws://127.0.0.1:{server.port}/")
    assert len(page.requests) == 8
    assert [each for each in page.requests if not each.url.startswith(own) or each.failure] == []
    assert [each for each in page.errors if "WebGL" not in each] == []
    (cookie,) = page.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["session"]) == (True, "Strict", True)
    assert page.evaluate("document.cookie") == ""
    assert "token" not in page.evaluate("location.href")
    page.close()


@pytest.mark.parametrize("host", [EVIL, "127.0.0.1", "localhost"])
def test_another_origin_gets_nothing(browser: Chromium, server: Serving, host: str) -> None:
    page = enter(browser, server)
    place = page.evaluate("location.href")
    with LocalServer() as other:
        evil = other.page("/", (ATTACK % json.dumps(place)).encode())
        page.go(evil.replace("127.0.0.1", host))
        wait_until(lambda: server.desks() == [])
        assert page.wait_for("window.outcome && JSON.stringify(window.outcome)") == "[]"
        assert server.desks() == []
        assert not any("onrecord=" in each.headers.get("cookie", "") for each in other.asked), "it keeps its cookie"
    page.close()


def test_the_attack_would_get_an_open_page(browser: Chromium) -> None:
    with LocalServer() as other:
        place = other.page("/", b"<p>secret words</p>")
        page = browser.open(other.page("/evil", (ATTACK % json.dumps(place)).encode()))
        got = page.wait_for("window.outcome && JSON.stringify(window.outcome)")
        assert {"fetch: <p>secret words</p>", "frame: secret words"} <= set(json.loads(got))
        page.close()


def test_a_name_led_here_opens_nothing(browser: Chromium, server: Serving) -> None:
    page = browser.open(server.address.replace("127.0.0.1", EVIL))
    assert "This address is not the server's." in page.evaluate("document.body.innerText")
    assert page.cookies() == []
    page.go(server.address.replace("token=", "token=x"))
    assert "This address does not let anyone in." in page.evaluate("document.body.innerText")
    page.go(f"http://127.0.0.1:{server.port}/")
    assert "This address does not let anyone in." in page.evaluate("document.body.innerText")
    page.close()


def test_a_full_server_says_so(browser: Chromium, shipped_store: Path) -> None:
    with serving(shipped_store, "--sessions", "1") as server:
        first = enter(browser, server)
        second = browser.open(server.address)
        second.wait_for("document.body.innerText.includes('All 1 desk is in use.')")
        first.close()
        wait_until(lambda: server.desks() == [])
        second.evaluate("document.getElementById('again').click()")
        second.wait_for("document.body.classList.contains('-first-byte')")
        second.close()


@pytest.mark.parametrize(("content", "words"), [(None, "There is no store at"), (b"words", "is not an onrecord store")])
def test_a_refused_start_is_said(browser: Chromium, tmp_path: Path, content: bytes | None, words: str) -> None:
    store = tmp_path / "desk.db"
    if content is not None:
        store.write_bytes(content)
    with serving(store) as server:
        page = browser.open(server.address)
        said = page.wait_for("document.body.classList.contains('-closed') && document.body.innerText")
        assert words in said
        page.close()


def test_a_writer_writes_under_a_name(browser: Chromium, demo_store: Path) -> None:
    with serving(demo_store, "--write", "--as", "Rana") as server:
        assert "can change the record" in server.read_lines("Ctrl+c")
        page = enter(browser, server)
        page.wait_for_bytes("step 1 of 3")
        page.press("2", "o")
        page.wait_for_bytes("note")
        page.paste("written from afar")
        page.wait_for_bytes("written from afar")
        page.press("ctrl+s")
        wait_until(lambda: rows(demo_store, "SELECT text FROM notes") == [("written from afar",)])
        page.close()
    assert ("Rana",) in rows(demo_store, "SELECT who FROM actions ORDER BY rowid DESC LIMIT 1")


def rows(store: Path, query: str) -> list[object]:
    with closing(sqlite3.connect(store)) as record:
        return record.execute(query).fetchall()
