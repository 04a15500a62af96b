"""The server of the desk, asked by programs that are no browser: what it refuses, and how it starts and ends."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine
from tests.support.patience import wait_until
from tests.support.serving import Serving, is_alive, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(shipped_store: Path) -> Iterator[Serving]:
    with serving(shipped_store) as running:
        yield running


def test_it_says_who_may_connect(server: Serving) -> None:
    said = server.read_lines("Ctrl+c stops it.")
    assert said.startswith("Only this machine can connect, with this address, which works once:\n  http://127.0.0.1:")
    assert "Whoever connects can read the whole store, and change nothing; --write allows changes." in said
    assert "Desks at once: 10." in said


def test_an_address_works_once(server: Serving) -> None:
    used = server.address.partition(f":{server.port}")[2]
    folder, cookie = server.enter()
    assert server.address.partition(f":{server.port}")[2] != used
    status, text, headers = server.get(used)
    assert (status, "This address does not let anyone in." in text) == (403, True)
    assert "set-cookie" not in headers
    status, text, headers = server.get(folder, Cookie=cookie)
    assert status == 200
    assert 'id="terminal"' in text


def test_a_cookie_is_strict_and_of_one_folder(server: Serving) -> None:
    folder = server.get(target := server.address.partition(f":{server.port}")[2])
    server.address = server.next_address()
    set_cookie = folder[2]["set-cookie"]
    assert target
    assert "HttpOnly" in set_cookie
    assert "SameSite=Strict" in set_cookie
    assert "Path=/" in set_cookie
    assert "Path=/;" not in set_cookie + ";"
    assert len(set_cookie.partition(";")[0]) > 43


def test_every_answer_has_a_strict_policy(server: Serving) -> None:
    folder, cookie = server.enter()
    for target in ("/", folder, f"{folder}desk.js", f"{folder}nothing", "/x", "/a/b/c"):
        headers = server.get(target, Cookie=cookie)[2]
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Cookie": ""}, 403),
        ({"Cookie": "onrecord=" + "A" * 43}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
@pytest.mark.parametrize("asset", ["", "desk.js", "socket"])
def test_page_and_socket_refuse_strangers(server: Serving, asset: str, headers: dict[str, str], status: int) -> None:
    folder, cookie = server.enter()
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    upgrade |= {"Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Origin": f"http://127.0.0.1:{server.port}"}
    usual = {"Cookie": cookie, **(upgrade if asset == "socket" and status != 200 else {})}
    found = server.get(folder + asset, **{**usual, **headers})
    if asset == "socket" and ({"Sec_Fetch_Site"} & headers.keys()):
        return  # a socket is known by its origin, which was right here
    assert found[0] == (403 if asset == "socket" and status == 200 else status), "a socket must name its origin"
    assert "drone" not in found[1].lower()
    assert server.desks() == []


@pytest.mark.parametrize("folder", ["/x/", "/../", "/%2e%2e/", "/static/", "//"])
def test_a_guessed_folder_holds_nothing(server: Serving, folder: str) -> None:
    _, cookie = server.enter()
    for asset in ("", "desk.js", "socket", "..%2f..%2fserver.py"):
        assert server.get(folder + asset, Cookie=cookie)[0] in (403, 404)


def test_only_named_files_are_served(server: Serving) -> None:
    folder, cookie = server.enter()
    for name in ("desk.html", "..%2fserver.py", "..%2f..%2f..%2fpyproject.toml", "%2fetc%2fpasswd", "download"):
        assert server.get(folder + name, Cookie=cookie)[0] == 404
    assert server.get(f"{folder}font.ttf", Cookie=cookie)[2]["content-type"] == "font/ttf"


async def test_hostile_messages_leave_the_desk_alone(server: Serving) -> None:
    from aiohttp import ClientSession, WSMsgType

    folder, cookie = server.enter()
    place = f"http://127.0.0.1:{server.port}{folder}socket?width=99999999999&height=forty"
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{server.port}"}
    async with ClientSession() as browser, browser.ws_connect(place, headers=headers, max_msg_size=0) as socket:
        received = ""

        async def until(words: str) -> None:
            nonlocal received
            while words not in received:
                message = await socket.receive()
                assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), message
                received += message.data if isinstance(message.data, str) else message.data.decode("utf-8", "replace")
            received = ""

        await until("of 3")
        for sent in ("", "{", "null", "[]", "[1]", '["stdin"]', '["stdin", 5]', '["stdin", ""]', "[" * 100_000):
            await socket.send_str(sent)
        for size in ({"width": 10**30, "height": 10**30}, {"width": -1, "height": 0}, {"width": "9", "height": None}):
            await socket.send_str(json.dumps(["resize", size]))
        await socket.send_str('["resize", {"width": 1e999, "height": NaN}]')
        await socket.send_str(json.dumps(["stdin", "\x1b[48;99999;99999;1;1t"]))
        await socket.send_str('["stdin", "\\ud800"]')
        await socket.send_str(json.dumps(["deliver_chunk_request", {"key": "x", "size": 1}]))
        await socket.send_bytes(b"\x00\xff")
        await socket.send_str(json.dumps(["resize", {"width": 120, "height": 40}]))
        await until("of 3")
        await socket.send_str(json.dumps(["stdin", "0"]))
        await socket.send_str(json.dumps(["stdin", "n"]))
        await until("step 2 of 3")
        await socket.send_str(json.dumps(["stdin", "q"]))
        await until("You left the desk.")
    wait_until(lambda: server.desks() == [])


async def test_a_desk_ends_with_its_socket(server: Serving) -> None:
    from aiohttp import ClientSession

    folder, cookie = server.enter()
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{server.port}"}
    place = f"http://127.0.0.1:{server.port}{folder}socket"
    async with ClientSession() as browser, browser.ws_connect(place, headers=headers) as socket:
        await socket.receive()
        assert len(server.desks()) == 1
    wait_until(lambda: server.desks() == [])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_no_desk_outlives_the_server(shipped_store: Path, number: signal.Signals) -> None:
    from aiohttp import ClientSession

    with serving(shipped_store) as server:
        folder, cookie = server.enter()
        headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{server.port}"}
        async with (
            ClientSession() as browser,
            browser.ws_connect(f"http://127.0.0.1:{server.port}{folder}socket", headers=headers) as socket,
        ):
            await socket.receive()
            (desk,) = server.desks()
            os.kill(server.process.pid, number)
            if number != signal.SIGKILL:
                while (message := await socket.receive()).data is not None and "ended" not in str(message.data):
                    pass
                assert "onrecord serve was stopped." in message.data
            wait_until(lambda: not is_alive(desk))
        assert server.process.wait() == (0 if number != signal.SIGKILL else -9)


def test_wrong_options_are_refused(demo_store: Path, server: Serving) -> None:
    run = CommandLine(demo_store)
    assert "Can't listen on 127.0.0.1, port" in run.refused("serve", "--port", str(server.port)).message
    assert "Can't listen on 192.0.2.1, port" in run.refused("serve", "--host", "192.0.2.1").message
    assert "--readonly and --write contradict" in run.refused("--readonly", "serve", "--write").message
