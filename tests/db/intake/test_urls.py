"""Addresses that may be fetched, and hosts they may lead to."""

from __future__ import annotations

import socket
from ipaddress import ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.errors import NotFetched
from db.intake.urls import LONGEST_URL, looks_like_url, read_address, read_redirect, refuse_private, resolve


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://example.org", "http://example.org/"),
        ("  HTTPS://Example.ORG/A?b=c#part \n", "https://example.org/A?b=c"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:8080/a%20b", "http://example.org:8080/a%20b"),
        ("http://example.org?q=1", "http://example.org/?q=1"),
        ("http://example.org./", "http://example.org/"),
        ("http://bücher.example/ä?ö=ü", "http://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://مثال.إختبار/خبر", "http://xn--mgbh0fb.xn--kgbechtv/%D8%AE%D8%A8%D8%B1"),
        ("http://[2001:db8::1]:81/", "http://[2001:db8::1]:81/"),
        ("http://１２７。0.0.1/", "http://127.0.0.1/"),
        ('http://example.org/a"<b>\\c', "http://example.org/a%22%3Cb%3E%5Cc"),
    ],
)
def test_one_form(text: str, url: str) -> None:
    assert read_address(text).url == url
    assert read_address(url).url == url


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file:///etc/passwd", "not file:"),
        ("ftp://example.org/a", "not ftp:"),
        ("data:text/html,<p>words", "not data:"),
        ("javascript:alert(1)", "not javascript:"),
        ("view-source:http://example.org/", "not view-source:"),
        ("example.org/page", "no http:// or https:// in front"),
        ("localhost:8000/page", "no http:// or https:// in front"),
        ("//example.org/page", "no http:// or https:// in front"),
        ("", "no http:// or https:// in front"),
        ("http:///page", "names no site"),
        ("http:page", "names no site"),
        ("http://someone:secret@example.org/", "before the @"),
        ("http://someone@example.org/", "before the @"),
        ("http://example.org\\@127.0.0.1/", "before the @"),
        ("http://example.org/a b", "a space or a control character"),
        ("http://example.org/a\u00a0b", "a space or a control character"),
        ("http://example.org/\x00", "a space or a control character"),
        ("http://example.org/\x1b[2J", "a space or a control character"),
        ("http://example.org/\r\nX-Injected:1", "a space or a control character"),
        ("http://exam\tple.org/", "a space or a control character"),
        ("http://example.org/\ud800", "a space or a control character"),
        ("http://example.org:0/", "can't be read"),
        ("http://example.org:65536/", "can't be read"),
        ("http://example.org:http/", "can't be read"),
        ("http://example.org:-1/", "can't be read"),
        ("http://[::1/", "can't be read"),
        ("http://[::1]evil.example/", "can't be read"),
        ("http://[fe80::1%25eth0]/", "can't be read"),
        ("http://%31%32%37.0.0.1/", "can't be read"),
        ("http://exa<mple.org/", "can't be read"),
        ("http://a..b/", "can't be read"),
        ("http://" + "a" * 64 + ".org/", "can't be read"),
        ("http://" + "a." * 130 + "org/", "can't be read"),
        ("http://" + "ä" * 3000 + ".org/", "can't be read"),
        ("http://example\u202e.org/", "can't be read"),
        ("http://straße.example/", "two standards"),
        ("http://example.org/" + "a" * LONGEST_URL, "longer than 8,000 characters"),
    ],
)
def test_unfetchable_refused(text: str, said: str) -> None:
    with pytest.raises(NotFetched, match=r"\.$") as refused:
        read_address(text)
    assert said in refused.value.message
    assert refused.value.hint
    assert "secret" not in refused.value.message + refused.value.hint
    assert refused.value.message.isprintable()


@given(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.sampled_from(["", "http://", "https://a/", "http://["]),
)
@example("http:// ", "")
def test_any_text_url_or_error(text: str, front: str) -> None:
    try:
        address = read_address(front + text)
    except NotFetched as refused:
        said = refused.message
    else:
        said = address.url
        assert said.isascii()
        assert " " not in said
        assert read_address(said) == address
    assert said.isprintable()


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://example.org/b"),
        ("c", "https://example.org/a/c"),
        ("?d=1", "https://example.org/a/?d=1"),
        ("//other.example/e", "https://other.example/e"),
        ("http://other.example", "http://other.example/"),
        ("/with blank", "https://example.org/with%20blank"),
        ("/خبر".encode().decode("latin-1"), "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("/caf\xe9", "https://example.org/caf%C3%A9"),
    ],
)
def test_redirect_is_relative(location: str, url: str) -> None:
    assert read_redirect(read_address("https://example.org/a/"), location).url == url


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "not file:"),
        ("javascript:alert(1)", "not javascript:"),
        ("http://a:b@example.org/", "before the @"),
        ("/a\r\n X-Injected: 1", "control character"),
        ("http://[::1/", "can't be read"),
    ],
)
def test_redirect_rules_hold(location: str, said: str) -> None:
    with pytest.raises(NotFetched, match="The site redirects to an address that can't be fetched") as refused:
        read_redirect(read_address("https://example.org/a/"), location)
    assert said in refused.value.message


@pytest.mark.parametrize(
    "place",
    [
        *("127.0.0.1", "127.8.9.1", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.127.255.255", "198.18.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%2", "fc00::1", "fd00:ec2::254", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:100.64.0.1"),
        *("2002:7f00:1::", "2002:a9fe:a9fe::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:0:4136:e378::1"),
    ],
)
def test_private_refused(place: str) -> None:
    with pytest.raises(NotFetched, match="this machine or a private network") as refused:
        refuse_private((place,))
    assert f"({place})" in refused.value.message
    assert refused.value.hint == "--allow-private fetches it anyway."


@pytest.mark.parametrize(
    "place", ["224.0.0.1", "239.255.255.250", "ff02::1", "::7f00:1", "64:ff9b::e000:1", "64:ff9b:1::1", "4000::1"]
)
def test_nowhere_public_refused(place: str) -> None:
    with pytest.raises(NotFetched, match=r"this machine or a private network|no public place"):
        refuse_private((place,))


@pytest.mark.parametrize(
    "block",
    [
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
        *("192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/31", "192.0.2.0/24"),
        *("192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32"),
        *(
            "::/128",
            "::1/128",
            "64:ff9b:1::/48",
            "100::/64",
            "100:0:0:1::/64",
            "2001::/23",
            "2001::/32",
            "2001:1::1/128",
        ),
        *("2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28"),
        *("2001:20::/28", "2001:30::/28", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7"),
        *("fe80::/10", "fec0::/10", "ff00::/8"),
    ],
)
def test_special_purpose_blocks_of_iana_refused(block: str) -> None:
    network = ip_network(block)
    for place in (network[0], network[network.num_addresses // 2], network[-1]):
        with pytest.raises(NotFetched):
            refuse_private((str(place),))
        if place.version == 4:
            with pytest.raises(NotFetched):
                refuse_private((f"::ffff:{place}",))


@pytest.mark.parametrize(
    "place",
    [
        "192.0.1.0",
        "191.255.255.255",
        "192.88.98.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::",
        "3ffe::1",
        "3fff:1000::",
    ],
)
def test_neighbours_of_special_blocks_are_public(place: str) -> None:
    refuse_private((place,))


@pytest.mark.parametrize("place", ["255.255.255.255", "240.0.0.1"])
def test_reserved_refused(place: str) -> None:
    with pytest.raises(NotFetched):
        refuse_private((place,))


@pytest.mark.parametrize(
    "place",
    [
        "93.184.216.34",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ],
)
def test_public_accepted(place: str) -> None:
    refuse_private((place,))


def test_one_private_is_enough() -> None:
    with pytest.raises(NotFetched, match=r"\(10\.0\.0\.1\)"):
        refuse_private(("93.184.216.34", "10.0.0.1"))


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1"])
def test_spellings_of_localhost(host: str) -> None:
    assert resolve(read_address(f"http://{host}/").host, 80) == ("127.0.0.1",)


def test_unknown_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotFetched, match=r"No site is found under the name nobody\.test\."):
        resolve("nobody.test", 80)


@pytest.mark.parametrize(
    "text", ["http://a", "https://example.org/a?b#c", " HTTPS://x \n", "ftp://a/b", "file:///a", "http://مثال/خبر"]
)
def test_scheme_looks_like_url(text: str) -> None:
    assert looks_like_url(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            "article.txt",
            "/home/a/article.html",
            "C:\\a\\b.txt",
            "./http:/a",
            "http:",
            "http://",
            "example.org",
        ),
        *("http://a b", "see http://a", "http://a\nhttp://b", "He said: http://a", "http://" + "a" * 9000),
    ],
)
def test_path_is_no_url(text: str) -> None:
    assert not looks_like_url(text)
