"""Addresses of the web: what looks like one, what it says, and whether what it leads to is a public place.

Nothing here connects. Names are looked up here and nowhere else, so that what is connected to is what was checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from db.errors import NotFetched, PrivateAddress

LONGEST = 8_000
"""Letters an address may have. Servers take about as many."""

_LOOKS = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]{0,30}://\S{1,8000}\s*\Z")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\Z")
_BRACKETED = re.compile(r"\[[0-9A-Fa-f:.]+\](:\d*)?\Z")
_PORTS = {"http": 80, "https": 443}
_AS_THEY_ARE = "/?%:@!$&'()*+,;=~-._[]"
_UNLIKE_2003 = frozenset("ßς\u200c\u200d")
"""Letters that the two standards of IDNA map to different names, so that a guess could reach another site."""

_NO_LETTERS = frozenset(("Cc", "Cs", "Zs", "Zl", "Zp"))
"""Unicode's categories of controls, halves of letters and blanks, which no address holds."""

_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SHARED = ipaddress.IPv4Network("100.64.0.0/10")

FetchAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
"""One machine on the network."""


def looks_like_url(text: str) -> bool:
    """Whether a text is one word with a scheme and ``://`` in front, and so an address rather than a path or a paste.

    Addresses that are never fetched (``ftp://…``, ``file://…``) look like one too: :func:`read_address` says why not.

    :param text: what a person typed, dropped or pasted; of any length.
    """
    return _LOOKS.match(text) is not None


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address, ready to be asked for."""

    scheme: str
    """``http`` or ``https``."""
    host: str
    """The name as it is looked up, ASCII and lower case; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query, percent-encoded. What comes after ``#`` is not asked for."""

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"


def read_address(text: str) -> Address:
    """The address a text says.

    :param text: what a person gave; blanks at its ends don't count.
    :raises NotFetched: it is no address, or one that is never fetched.
    """
    wanted = text.strip(" \t\r\n")
    if len(wanted) > LONGEST:
        raise NotFetched(f"The address is longer than {LONGEST:,} characters.", "Check what was given as the address.")
    if any(unicodedata.category(letter) in _NO_LETTERS for letter in wanted):
        raise NotFetched("The address holds a blank or a control character.", "Write %20 for a blank.")
    scheme = _SCHEME.match(wanted)
    if scheme is None:
        raise NotFetched("The address has no http:// or https:// in front.", "Give the whole address.")
    if scheme[1].lower() not in _PORTS:
        raise NotFetched(
            f"Only http and https addresses are fetched, not {scheme[1].lower()[:30]}:.",
            "For a file, give its path; otherwise save the page and import the file.",
        )
    try:
        parts = urlsplit(wanted)
        port = parts.port
    except ValueError as error:
        raise _unreadable() from error
    if "@" in parts.netloc:
        raise NotFetched("The address holds a user name or a password (before the @).", "Give it without them.")
    if port == 0:
        raise _unreadable()
    return Address(parts.scheme, _host(parts), port or _PORTS[parts.scheme], _target(parts))


def read_redirect(base: Address, location: str) -> Address:
    """The address that a redirect leads to.

    :param base: the address that answered with the redirect.
    :param location: its ``Location`` header, as read in Latin-1.
    :raises NotFetched: it is no address, or one that is never fetched.
    """
    try:
        said = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        said = location
    try:
        return read_address(_joined(base.url, said.strip(" ").replace(" ", "%20")))
    except NotFetched as error:
        message = f"The site redirects to an address that can't be fetched. {error.message}"
        raise NotFetched(message, "Open the address in a browser, save the page, and import the file.") from error


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Every numeric address of a host, best first, as the system's resolver gives them.

    :param host: a name, or an address in any form the system reads (``127.1``, ``0x7f000001``).
    :param port: where it will be connected to.
    :raises NotFetched: nothing has that name.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"No site is found under the name {host}."
        raise NotFetched(message, "Check the address, and that this machine is online.") from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def refuse_private(places: tuple[str, ...], *, redirected: bool = False) -> None:
    """Refuse a host of which any address leads to this machine, a private network or nowhere public.

    One private address among public ones is enough: a name that mixes them is made to slip through.

    :param places: numeric addresses, as :func:`resolve` gives them.
    :param redirected: whether a site led here, and not the person.
    :raises PrivateAddress: with the address that is refused.
    """
    for place in places:
        where = _not_public(ipaddress.ip_address(place))
        if where is not None:
            who = "The site redirects to an address that leads" if redirected else "The address leads"
            raise PrivateAddress(f"{who} to {where} ({place}).", "--allow-private fetches it all the same.")


def _not_public(place: FetchAddress) -> str | None:
    """What a place is, in words, when it is not a public one."""
    inner = _carried(place)
    if isinstance(inner, ipaddress.IPv4Address):
        near = inner in _SHARED or inner.is_private
        public = inner.is_global and not inner.is_multicast
    else:
        near = inner.is_private or inner.is_site_local
        public = inner.is_global and inner in _GLOBAL_V6
    if public:
        return None
    return "this machine or a private network" if near else "no public place on the network"


def _carried(place: FetchAddress) -> FetchAddress:
    """The IPv4 address that an IPv6 form of one stands for; else the place itself."""
    if isinstance(place, ipaddress.IPv4Address):
        return place
    if place in _NAT64:
        return ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
    return place.ipv4_mapped or place.sixtofour or place


def _joined(base: str, location: str) -> str:
    # The standard library drops some controls while it joins, so they are left for read_address to refuse.
    if any(unicodedata.category(letter) == "Cc" for letter in location):
        return location
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise _unreadable() from error


def _host(parts: SplitResult) -> str:
    """The host, in the one form it is looked up, certified and shown."""
    name = parts.hostname or ""
    if not name:
        raise NotFetched("The address names no site.", "Give the whole address, such as https://example.org/page.")
    if "[" in parts.netloc:
        if not _BRACKETED.match(parts.netloc):
            raise _unreadable()
        return name
    if not name.isascii():
        name = _in_ascii(name)
    name = name.removesuffix(".")
    if not _HOST.match(name):
        raise _unreadable()
    return name


def _in_ascii(name: str) -> str:
    if _UNLIKE_2003 & set(name):
        raise NotFetched(
            "The site's name holds a letter that two standards write in different ways.",
            "Copy the address from a browser, where the name begins with xn--.",
        )
    try:
        # The codec's time grows with the square of the length, and no name is longer than this.
        return name[:254].encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _unreadable() from error


def _target(parts: SplitResult) -> str:
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    query = f"?{parts.query}" if parts.query else ""
    return quote(path + query, safe=_AS_THEY_ARE)


def _unreadable() -> NotFetched:
    return NotFetched("The address can't be read.", "Copy it again from the browser's address line.")
