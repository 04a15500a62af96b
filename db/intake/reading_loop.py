"""The process that reads foreign bytes for another one: its limits, and its loop. The other side: ``reading_process``.

It takes bytes and gives articles. It may use no more than some memory and processor time, may not connect to
anything, and ends with the process that started it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
import time
import tomllib
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from db.errors import NeedsExtra, OnRecordError, UnreadableArticle
from db.intake.encoding import decode_bytes
from db.intake.formats import parse_bytes, parse_text, plain_text
from db.intake.frames import BrokenFrame, encode_articles, read_frame, write_frame
from db.intake.sniff import Shape, sniff_shape

OUT_OF_MEMORY = 77
"""The exit code after more memory was used than allowed."""

_WATCH_SECONDS = 0.02
_BURST = 100 << 20
"""Memory in bytes that may come at once, before the thread sees it."""
_EXTRA_CPU_SECONDS = 2
_TIRED_SHARE = 0.6
"""After a file that took this share of the memory, a new process is started: this one may not give it back."""

_FORBIDDEN_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.system",
    "os.spawn",
    "ftplib",
)
"""Audit events of Python for connecting, and for starting programs (https://docs.python.org/3/library/audit_events.html)."""


def main() -> None:
    """Read messages from standard input, and answer each on standard output, until the first of them ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c reaches the other process, which ends this one
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no reply
    requests: SimpleQueue[tuple[dict[str, Any], bytes]] = SimpleQueue()
    memory = int(sys.stdin.buffer.readline())
    _limit_memory(memory)
    sys.addaudithook(refuse_connections)
    threading.Thread(target=_take_requests, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        head, body = requests.get()
        _limit_processor_time(head.get("seconds") or 0)
        reply, bodies = _answer(head, body)
        reply["last"] = reply.get("last") or _peak_memory() > _TIRED_SHARE * memory
        with suppress(BrokenPipeError):
            write_frame(replies, reply, bodies)


def _take_requests(stream: BinaryIO, requests: SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    """Pass requests on, and end this process with the one that sends them, whatever is being read."""
    with suppress(BrokenFrame, MemoryError, OSError):
        while (request := read_frame(stream)) is not None:
            requests.put(request)
    os._exit(0)


def _answer(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], list[bytes]]:
    try:
        return _carry_out(head, body)
    except (UnreadableArticle, NeedsExtra) as error:
        return {"error": [type(error).__name__, error.message, error.hint]}, []
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OnRecordError as error:
        return {"error": ["UnreadableArticle", error.message, error.hint]}, []
    except Exception as error:  # no input may end the reading of the others, whatever it does to a library
        return {"failed": type(error).__name__}, []


def _carry_out(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], list[bytes]]:
    options = {name: head.get(name) for name in ("media_type", "charset", "url")}
    match head["read"]:
        case "articles":
            articles, bodies = encode_articles(parse_bytes(body, name=head["name"], **options), body)
            return {"articles": articles}, bodies
        case "paste":
            articles, bodies = encode_articles([parse_text(body.decode(errors="surrogatepass"))], body)
            return {"articles": articles}, bodies
        case "text":
            if sniff_shape(body, head["name"]) is Shape.TEXT:
                return {"text": plain_text(body)}, []
            return {"texts": [article.text for article in parse_bytes(body, name=head["name"])]}, []
        case "notes":
            return {"notes": decode_bytes(body).notes}, []
        case "toml":
            return {"toml": _parse_toml(body)}, []
    raise BrokenFrame


def _parse_toml(raw: bytes) -> Any:
    """The tables of a TOML file, as far as JSON can hold them; None for a date."""
    if _LONG_KEY.search(raw):
        raise UnreadableArticle("It is nested too deeply.", _TOML_HINT)
    try:
        return json.loads(json.dumps(tomllib.loads(raw.decode()), default=lambda _: None))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableArticle(str(error)) from error
    except RecursionError as error:
        raise UnreadableArticle("It is nested too deeply.", _TOML_HINT) from error
    except ValueError as error:  # Python converts no integer of more than 4,300 digits
        raise UnreadableArticle("It has a number that is too long.", _TOML_HINT) from error


_LONG_KEY = re.compile(rb"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""")
"""A key of more than 16 parts: the parser's time grows with the third power of their number."""

_TOML_HINT = "Write text in quotation marks, and a field right below its table."


def refuse_connections(event: str, _arguments: tuple[object, ...]) -> None:
    """An audit hook that refuses connections and programs.

    :raises PermissionError: the event is one of those.
    """
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError("the article reader may not connect or start programs")


def _limit_memory(most: int) -> None:
    """Limit the memory of this process.

    A thread ends it when the peak is over the limit; Windows doesn't say the peak. Linux refuses what goes far over the
    limit at once (RLIMIT_DATA), but some libraries take such a refusal for the end of the file.
    """
    try:
        import resource  # not on Windows
    except ImportError:
        return
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (most + _BURST, most + _BURST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_watch_memory, args=(most,), daemon=True).start()


def _watch_memory(most: int) -> None:
    while _peak_memory() <= most:
        time.sleep(_WATCH_SECONDS)
    os._exit(OUT_OF_MEMORY)


def _peak_memory() -> int:
    """The most memory that this process has used, in bytes; 0 where the system doesn't say.

    Linux counts the memory of the program that started this one into ``ru_maxrss``.
    """
    with suppress(OSError):
        status = Path("/proc/self/status").read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) << 10
    try:
        import resource  # not on Windows
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak << 10


def _limit_processor_time(seconds: float) -> None:
    """End this process when a file takes more processor time, in case the other process can't end it."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + _EXTRA_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
