"""Who may connect to ``onrecord serve``: one-time tokens, cookies, and the hosts and origins of requests."""

from __future__ import annotations

import ipaddress
import re
import secrets
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

SECRET_BYTES = 32
"""Random bytes of a token and of a cookie; nobody guesses 256 bits."""

MOST_BROWSERS = 1_000
"""Cookies that are valid at a time; the oldest go first."""

_HOST = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?")


class Access:
    """What the server knows of who may come in. A token is good for one browser, and the next takes its place."""

    def __init__(self, host: str) -> None:
        """Make the first token.

        :param host: the address that the server listens on, as a person gave it.
        """
        self._host = host.lower()
        self.place = secrets.token_urlsafe(12)
        """The folder of the page. Browsers send a cookie to every port of a host, but not to other folders."""
        self.token = _make_secret()
        """The token that lets the next browser in."""
        self._cookies: list[str] = []

    def admit(self, token: str) -> str | None:
        """Take a token for a cookie; None for a wrong token, or one that was used.

        :returns: the value of the cookie.
        """
        if not _is_same(token, self.token):
            return None
        self.token = _make_secret()
        self._cookies = [*self._cookies, _make_secret()][-MOST_BROWSERS:]
        return self._cookies[-1]

    def knows(self, cookie: str) -> bool:
        """Whether a cookie is one that was given; each is compared, and in the same time whether it fits or not."""
        return sum(_is_same(cookie, each) for each in self._cookies) > 0

    def allows_host(self, host: str) -> bool:
        """Whether the header ``Host`` names this server.

        A name that somebody else's name server leads here (DNS rebinding) is not one of ours; a number can't be led.

        :param host: with or without a port, which a tunnel may change.
        """
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found[1].strip("[]").lower().rstrip(".")
        if name in ("localhost", self._host):
            return True
        if (number := _parse_number(name)) is not None:
            return number.is_loopback or not is_loopback(self._host)
        return not is_loopback(self._host) and name in _own_names()

    def allows_origin(self, headers: Mapping[str, str], *, must_name: bool) -> bool:
        """Whether a request comes from this server's own page, or from no page.

        :param headers: of a request with an allowed host.
        :param must_name: whether it must name its origin, as browsers do for a socket.
        """
        origin = headers.get("Origin")
        if origin is None:
            return not must_name and headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        is_whole = origin.lower() == f"{parts.scheme}://{parts.netloc}".lower()
        return is_whole and parts.scheme in ("http", "https") and parts.netloc.lower() == headers["Host"].lower()


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    number = _parse_number(host)
    return host == "localhost" if number is None else number.is_loopback


def _parse_number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _own_names() -> set[str]:
    """The names of this machine, which a person may use for it."""
    return {socket.gethostname().lower(), socket.getfqdn().lower()}


def _make_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def _is_same(given: str, ours: str) -> bool:
    """Compare in a time that tells nothing of where they differ."""
    return secrets.compare_digest(given.encode(errors="replace"), ours.encode())
