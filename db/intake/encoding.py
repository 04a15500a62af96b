"""Bytes to text: which encoding they are in, and what a person should know where that is not certain."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from db.errors import NeedsExtra, UnreadableArticle
from db.intake.optional import library

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16, whose mark is the beginning of the other's."""

_ON_THE_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""What pages mean by these labels (WHATWG Encoding Standard, §4.2): supersets of what the names say."""

_NAMES = {"cp932": "Shift-JIS", "cp949": "EUC-KR", "cp866": "cp866"}

_WRITTEN = re.compile(r"utf-(8|16|32)|cp\d+|iso8859|iso2022|koi8|gb|big5|shift_ji|euc_|hz$|johab|tis-620|mac-|ascii")
"""Codecs that text is really kept in; the others of Python (punycode, zlib …) only cost time."""

_GUESSED = (
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866", "koi8_r", "koi8_u", "iso8859_2", "iso8859_5"),
    *("iso8859_6", "iso8859_7", "iso8859_8", "iso8859_15", "mac_cyrillic"),
)
"""What articles are found in; with every codec in the race the guesses get worse."""

_WIDE = ("utf-16", "utf-32")
_LATIN = {"cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "iso8859_15"}
_WESTERN = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿœŒ“”‘’„‚‹›«»–—…•·´°§©®™€£½¼²³ºª¿¡\xa0"
_TURKISH = "ğĞıİşŞ"
_WITHIN_WORDS = re.compile("[a-z][¿³¹]")
"""Letters of Polish, read as something else."""
_SAMPLE = 1 << 16
_WIDE_SAMPLE = 4096
_TAGS = re.compile(rb"<[^<>]{0,2000}>")
_DECLARED = re.compile(rb"""<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text out of bytes."""

    text: str
    """As the bytes say, nothing cleaned yet."""
    notes: tuple[str, ...] = ()
    """Where the encoding was declared wrongly, or had to be guessed."""


def decoded(raw: bytes, charset: str | None = None, *, markup: bool = False) -> Decoded:
    """Decode an article's bytes.

    In order: a byte order mark, what the server says, what the page says, UTF-8, detection. A label that the bytes
    contradict is left, with a note; bytes above ASCII that are whole UTF-8 are UTF-8, whatever a label says.

    :param raw: the bytes.
    :param charset: the encoding the server names, if any.
    :param markup: the bytes are HTML or XML, which may name their encoding themselves.
    :raises UnreadableArticle: they are no text.
    """
    mark = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    if mark:
        return _noted(raw.decode(mark, "replace"), _disagreement(charset, mark.removesuffix("-sig")))
    unmarked = wide(raw)
    if unmarked:
        return _noted(raw.decode(unmarked, "replace"), "The file does not say its encoding; it looks like UTF-16.")
    served, declared = _codec(charset), _codec(_declared(raw)) if markup else None
    if raw.isascii():  # no label that was itself read as ASCII can mean two bytes a letter
        served, declared = (None if label and label.startswith(_WIDE) else label for label in (served, declared))
    named = served or declared
    unlike = (
        f"The server says {_shown(served)}, the page says {_shown(declared)}; {_shown(served)} is taken."
        if served and declared and served != declared
        else ""
    )
    text = _strict(raw, "utf-8")
    if text is not None and (named in (None, "utf-8") or not text.isascii()):
        return _noted(text, "" if text.isascii() else _disagreement(named, "utf-8"))
    for label in dict.fromkeys(filter(None, (served, declared))):
        text = _strict(raw, label)
        if text is not None:
            return _noted(text, _disagreement(served, label) or unlike)
    return _detected(raw, named)


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096].lower())
    return found[1].decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    """The codec a label stands for on the web, or None when it names none that text is kept in."""
    try:
        name = codecs.lookup((label or "").strip(" \"'").lower()).name
    except (LookupError, ValueError):
        return None
    return _ON_THE_WEB.get(name, name) if _WRITTEN.match(name) else None


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeError:
        return None


def _disagreement(label: str | None, found: str) -> str:
    named = _codec(label)
    if named is None or named.startswith(found):
        return ""
    return f"It is said to be {_shown(named)}, but its bytes are {_shown(found)}; read as {_shown(found)}."


def _shown(codec: str) -> str:
    """The name a person may have seen."""
    return _NAMES.get(codec, codec.replace("_", "-").replace("cp", "windows-").replace("iso8859", "iso-8859"))


def wide(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark: in every script the blanks and line ends leave zero bytes on one side."""
    sample = raw[:_WIDE_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if max(even, odd) < 0.04 * half or min(even, odd) > 0.02 * half:
        return None
    codec = "utf-16-be" if even > odd else "utf-16-le"
    text = _strict(raw[: len(raw) // 2 * 2], codec)
    shown = text is not None and sum(letter.isprintable() or letter.isspace() for letter in text[:_WIDE_SAMPLE])
    return codec if text and shown > 0.95 * len(text[:_WIDE_SAMPLE]) else None


def _detected(raw: bytes, named: str | None) -> Decoded:
    """No label and no UTF-8: broken UTF-8, or a guess from what the bytes look like."""
    mended = raw.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if len(mended) - len(mended.encode("ascii", "ignore")) >= 10 * broken:
        return _noted(mended, "")
    try:
        detect = library("charset_normalizer", "old encodings").from_bytes
    except NeedsExtra as error:
        return _noted(mended, f"Its encoding is not UTF-8, and what would tell it is not installed. {error.hint}")
    found = detect(_TAGS.sub(b" ", raw[:_SAMPLE]), cp_isolation=list(_GUESSED))
    said = f"It is said to be {_shown(named)}, but its bytes are not; " if named else "It does not say its encoding; "
    ranked = [match.encoding for match in sorted(found, key=lambda match: not (match.coherence and match.chaos < 0.1))]
    for codec in _latin(raw, ranked) if ranked and ranked[0] in _LATIN else ranked:
        text = _strict(raw, codec)
        if text is not None:
            return _noted(text, f"{said}{_shown(codec)} is a guess: look whether the words are whole.")
    best = found.best()
    if best is None:
        raise _binary()
    return _noted(
        raw.decode(best.encoding, "replace"), f"{said}{_shown(best.encoding)} is a guess: some bytes do not fit it."
    )


def _latin(raw: bytes, ranked: list[str]) -> list[str]:
    """Codecs to try for Latin script: they share most letters, which tells detection little, so the letters that
    they don't share decide for the two that most such texts are in."""
    for codec, letters in (("cp1252", _WESTERN), ("cp1254", _WESTERN + _TURKISH)):
        text = _strict(raw[:_SAMPLE], codec) or ""
        above = {letter for letter in text if not letter.isascii()}
        if above and above <= set(letters) and not _WITHIN_WORDS.search(text):
            return [codec, *ranked]
    others = [codec for codec in ranked if codec != "cp1252"]
    return [*(codec for codec in others if not _WITHIN_WORDS.search(_strict(raw[:_SAMPLE], codec) or "")), *ranked]


def _noted(text: str, note: str) -> Decoded:
    """The text with what there is to say of it.

    :raises UnreadableArticle: it is full of control characters, as no text is.
    """
    controls = sum(map(text.count, _CONTROLS))
    if controls > 8 and controls > len(text) / 200:
        raise _binary()
    lost = text.count("\ufffd")
    gone = f"What could not be read is shown as \ufffd ({lost:,} times)." if lost else ""
    return Decoded(text.removeprefix("\ufeff"), tuple(filter(None, (note, gone, _mojibake(text)))))


def _binary() -> UnreadableArticle:
    return UnreadableArticle(
        "This is not text: its bytes are those of a program, a picture or the like.",
        "Bring the article as text, HTML, PDF or a feed.",
    )


_CONTROLS = [chr(code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0C, 0x0D, 0x1B)]

_AFTER = "".join(bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xC0)).replace("\ufffd", "")
_AFTER += "".join(map(chr, range(0x80, 0xA0)))
_MOJIBAKE = re.compile(f"â[€\x80][{re.escape(_AFTER)}]|[ÂÃØÙÐÑ][{re.escape(_AFTER)}]|ï¿½")
"""UTF-8 read as windows-1252 or Latin-1: dashes and quotation marks, accents, Arabic, Cyrillic."""


def _mojibake(text: str) -> str:
    found = [match[0] for _, match in zip(range(1000), _MOJIBAKE.finditer(text), strict=False)]
    if len(found) < 2 and not any(hit.startswith("â") for hit in found):
        return ""
    shown = found[0].translate(dict.fromkeys(range(128, 160), "·"))
    return f"Some letters are garbled (“{shown}”), as when UTF-8 was once read as another encoding; kept as they are."
