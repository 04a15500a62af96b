"""Who may connect to the server of the desk: tokens, cookies, hosts and origins."""

from __future__ import annotations

import socket

import pytest

from tui.served.access import Access, is_loopback


def test_a_token_lets_one_browser_in() -> None:
    access = Access("127.0.0.1")
    first = access.token
    cookie = access.admit(first)
    assert cookie is not None
    assert access.knows(cookie)
    assert access.admit(first) is None, "it was used"
    second = access.admit(access.token)
    assert second is not None
    assert len({cookie, second, first, access.token}) == 4
    assert access.knows(cookie)
    assert access.knows(second)


@pytest.mark.parametrize("guess", ["", "x", "ä", "\ud800", "0" * 43])
def test_a_guess_lets_nobody_in(guess: str) -> None:
    access = Access("127.0.0.1")
    assert access.admit(guess) is None
    access.admit(access.token)
    assert not access.knows(guess)
    assert not access.knows(access.token)


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST:1"])
def test_this_machine_is_known_by_its_loopback_names(host: str) -> None:
    assert Access("127.0.0.1").allows_host(host)


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example:8765", "localhost.evil.example", "127.0.0.1.evil.example:8765", "192.168.1.5:8765"),
        *("127.0.0.1:8765, localhost", "localhost:8765\r\n", "user@localhost", "localhost/", "[::1", "0.0.0.0:8765"),
        socket.gethostname() + ":8765",
    ],
)
def test_other_names_are_not_this_machine(host: str) -> None:
    assert not Access("127.0.0.1").allows_host(host)


def test_a_server_for_the_network_is_known_by_number_and_name() -> None:
    for listening in ("0.0.0.0", "192.168.1.5"):
        access = Access(listening)
        assert access.allows_host("192.168.1.5:8765")
        assert access.allows_host(f"{socket.gethostname()}:8765")
        assert not access.allows_host("evil.example:8765")
    assert Access("desk.example").allows_host("desk.example:8765")


@pytest.mark.parametrize(
    ("headers", "is_allowed"),
    [
        ({"Origin": "http://localhost:8765"}, True),
        ({"Origin": "https://localhost:8765"}, True),
        ({"Origin": "http://localhost:9999"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://localhost:8765/x"}, False),
        ({"Origin": "http://[localhost:8765"}, False),
        ({"Origin": "file://localhost:8765"}, False),
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
    ],
)
def test_a_socket_is_of_the_servers_own_page(headers: dict[str, str], is_allowed: bool) -> None:
    access = Access("127.0.0.1")
    assert access.allows_origin({"Host": "localhost:8765", **headers}, must_name=True) is is_allowed


def test_a_page_is_asked_for_by_a_person_or_itself() -> None:
    access = Access("127.0.0.1")
    for site, is_allowed in {"none": True, "same-origin": True, "same-site": False, "cross-site": False}.items():
        given = {"Host": "localhost:8765", "Sec-Fetch-Site": site}
        assert access.allows_origin(given, must_name=False) is is_allowed
    assert access.allows_origin({"Host": "localhost:8765"}, must_name=False)


@pytest.mark.parametrize(("host", "is_own"), [("127.0.0.9", True), ("::1", True), ("localhost", True), ("::", False)])
def test_loopback_is_this_machine_only(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own
