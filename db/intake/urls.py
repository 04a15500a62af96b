"""Web addresses: recognize and parse them, look up their hosts, and refuse private networks.

Nothing here connects. All name look-ups are here, so that connections go to the addresses that were checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from db.dataclass import dataclass
from db.errors import NotFetched, PrivateAddress

LONGEST_URL = 8_000
"""The longest address, in characters. Servers accept about as many."""

_URL_LIKE = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]{0,30}://\S{1,8000}\s*\Z")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\Z")
_BRACKETED = re.compile(r"\[[0-9A-Fa-f:.]+\](:\d*)?\Z")
_PORTS = {"http": 80, "https": 443}
_UNQUOTED = "/?%:@!$&'()*+,;=~-._[]"
_IDNA_DIFFERENT = frozenset("ßς\u200c\u200d")
"""Letters that IDNA 2003 and IDNA 2008 map to different names, which may be different sites."""

_FORBIDDEN_CATEGORIES = frozenset(("Cc", "Cs", "Zs", "Zl", "Zp"))
"""Unicode categories that an address can't contain: controls, surrogates and spaces."""

_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_CARRIER_NAT = ipaddress.IPv4Network("100.64.0.0/10")

_SPECIAL_V4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
            *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
_SPECIAL_V6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20")))
"""The special-purpose blocks of IANA's registries, which Python's versions know in part; of IPv6 those in 2000::/3.

No page is published in the few of them that are routed (anycast, AS112).
"""

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
"""An IPv4 or IPv6 address."""


def looks_like_url(text: str) -> bool:
    """Whether a text is one word with a scheme and ``://`` in front: an address, not a path or an article.

    Addresses that are never fetched (``ftp://…``, ``file://…``) count, too: :func:`read_address` refuses them.

    :param text: as typed, dropped or pasted; of any length.
    """
    return _URL_LIKE.match(text) is not None


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address, ready for a request."""

    scheme: str
    """``http`` or ``https``."""
    host: str
    """The host name in ASCII and lower case, or a numeric address; IPv6 without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded, without the fragment."""

    @property
    def authority(self) -> str:
        """Host and port, as in the ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"


def read_address(text: str) -> WebAddress:
    """Parse a web address.

    :param text: the address; white space around it is ignored.
    :raises NotFetched: it is not an address, or one that is never fetched.
    """
    wanted = text.strip(" \t\r\n")
    if len(wanted) > LONGEST_URL:
        raise NotFetched(
            f"The address is longer than {LONGEST_URL:,} characters.", "Check what was given as the address."
        )
    if any(unicodedata.category(letter) in _FORBIDDEN_CATEGORIES for letter in wanted):
        raise NotFetched("The address has a space or a control character.", "Write %20 for a space.")
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
        raise _unreadable_error() from error
    if "@" in parts.netloc:
        raise NotFetched("The address holds a user name or a password (before the @).", "Give it without them.")
    if port == 0:
        raise _unreadable_error()
    return WebAddress(parts.scheme, _canonical_host(parts), port or _PORTS[parts.scheme], _request_target(parts))


def read_redirect(base: WebAddress, location: str) -> WebAddress:
    """Parse the address that a redirect leads to.

    :param base: the address whose response was the redirect.
    :param location: its ``Location`` header, decoded as Latin-1.
    :raises NotFetched: it is not an address, or one that is never fetched.
    """
    try:
        target = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        target = location
    try:
        return read_address(_join_location(base.url, target.strip(" ").replace(" ", "%20")))
    except NotFetched as error:
        message = f"The site redirects to an address that can't be fetched. {error.message}"
        raise NotFetched(message, "Open the address in a browser, save the page, and import the file.") from error


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Look up the numeric addresses of a host with the system's resolver, preferred ones first.

    :param host: a name, or a numeric address in any form that the system accepts (``127.1``, ``0x7f000001``).
    :param port: the port to connect to.
    :raises NotFetched: the name has no address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"No site is found under the name {host}."
        raise NotFetched(message, "Check the address, and that this machine is online.") from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def refuse_private(places: tuple[str, ...], *, redirected: bool = False) -> None:
    """Refuse a host with any address that is not public.

    One private address among public ones is enough: such a name is made to get past a check.

    :param places: numeric addresses, as :func:`resolve` returns them.
    :param redirected: whether the host comes from a redirect; the message says so.
    :raises PrivateAddress: with the refused address.
    """
    for place in places:
        where = _describe_non_public(ipaddress.ip_address(place))
        if where is not None:
            who = "The site redirects to an address that leads" if redirected else "The address leads"
            raise PrivateAddress(f"{who} to {where} ({place}).", "--allow-private fetches it anyway.")


def _describe_non_public(place: IpAddress) -> str | None:
    """The words for an address that is not public; None for a public one."""
    inner = _embedded_ipv4(place)
    if isinstance(inner, ipaddress.IPv4Address):
        is_private = inner in _CARRIER_NAT or inner.is_private
        is_public = inner.is_global and not any(inner in block for block in _SPECIAL_V4)
    else:
        is_private = inner.is_private or inner.is_site_local
        is_public = inner.is_global and inner in _GLOBAL_V6 and not any(inner in block for block in _SPECIAL_V6)
    if is_public:
        return None
    return "this machine or a private network" if is_private else "no public place on the network"


def _embedded_ipv4(place: IpAddress) -> IpAddress:
    """The IPv4 address that an IPv6 address carries (NAT64, mapped, 6to4); else the address itself."""
    if isinstance(place, ipaddress.IPv4Address):
        return place
    if place in _NAT64:
        return ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
    return place.ipv4_mapped or place.sixtofour or place


def _join_location(base: str, location: str) -> str:
    # urljoin drops some control characters; unjoined, read_address refuses them.
    if any(unicodedata.category(letter) == "Cc" for letter in location):
        return location
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise _unreadable_error() from error


def _canonical_host(parts: SplitResult) -> str:
    """The host in the one form used for look-up, certificate and display."""
    name = parts.hostname or ""
    if not name:
        raise NotFetched("The address names no site.", "Give the whole address, such as https://example.org/page.")
    if "[" in parts.netloc:
        if not _BRACKETED.match(parts.netloc):
            raise _unreadable_error()
        return name
    if not name.isascii():
        name = _to_idna(name)
    name = name.removesuffix(".")
    if not _HOST.match(name):
        raise _unreadable_error()
    return name


def _to_idna(name: str) -> str:
    if _IDNA_DIFFERENT & set(name):
        raise NotFetched(
            "The site's name has a letter that two standards write differently.",
            "Copy the address from a browser, where the name begins with xn--.",
        )
    try:
        # The codec takes quadratic time, and no name is longer than this.
        return name[:254].encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _unreadable_error() from error


def _request_target(parts: SplitResult) -> str:
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    query = f"?{parts.query}" if parts.query else ""
    return quote(path + query, safe=_UNQUOTED)


def _unreadable_error() -> NotFetched:
    return NotFetched("The address can't be read.", "Copy it again from the browser's address line.")
