"""Another process reads foreign bytes: within limits of time and memory, unconnected, and never longer than wanted."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import UnreadableArticle
from db.intake.frames import BrokenFrame, decode_articles, encode_articles, read_frame, write_frame
from db.intake.read import read_bytes, read_text, read_toml
from db.intake.reading_process import ReadingLimits, ReadingProcess
from tests.support.article_files import PROSE
from tests.support.hostile_articles import many_attributes, metadata_of_brackets
from tests.support.patience import HANG, quick, wait_until
from tui.cli.exit import INTERRUPTED

HANGING = many_attributes()


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as process:
        yield process


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return False


def test_slow_page_refused_in_time(process: ReadingProcess) -> None:
    with quick(10), pytest.raises(UnreadableArticle, match="longer than 1 seconds") as refused:
        process.articles({"read": "articles", "name": "a.html"}, HANGING, 1)
    assert refused.value.hint
    assert read_bytes(PROSE.encode(), process=process)[0].text == PROSE


def test_metadata_of_brackets_is_read() -> None:
    (article,) = read_bytes(metadata_of_brackets(), name="a.html")
    assert "Paragraph 3 says so." in article.text


def test_memory_is_limited() -> None:
    page = b"<p>" + b"<b>x</b>" * 300_000
    with ReadingProcess(ReadingLimits(megabytes=90)) as process:
        with pytest.raises(UnreadableArticle, match="more than 90 MB of memory") as refused:
            read_bytes(page, name="a.html", process=process)
        assert refused.value.hint
        assert read_bytes(b"1984", process=process)[0].text == "1984"


def test_cancel_from_another_thread_is_at_once() -> None:
    process = ReadingProcess()
    process.start()
    timer = threading.Timer(0.5, process.cancel)
    timer.start()
    with quick(5), pytest.raises(UnreadableArticle, match="cancelled"):
        read_bytes(HANGING, name="a.html", process=process)
    with pytest.raises(UnreadableArticle, match="cancelled"):
        read_bytes(b"words", process=process)


def test_one_process_reads_many(process: ReadingProcess) -> None:
    pids = set()
    for number in range(20):
        assert read_bytes(f"Text {number}".encode(), process=process)[0].text == f"Text {number}"
        assert process.running is not None
        pids.add(process.running.pid)
    assert len(pids) == 1


def test_killed_process_is_replaced(process: ReadingProcess) -> None:
    read_bytes(b"words", process=process)
    assert process.running is not None
    process.running.kill()
    process.running.wait()
    assert read_bytes(b"words", process=process)[0].text == "words"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc")
def test_process_ends_with_its_parent(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HANGING)
    program = (
        "import sys, threading\n"
        "from pathlib import Path\n"
        "from db.intake.reading_process import ReadingProcess\n"
        "from db.intake.read import read_file\n"
        "process = ReadingProcess()\n"
        "process.start()\n"
        "print(process.running.pid, flush=True)\n"
        f"read_file({str(tmp_path / 'page.html')!r}, process=process)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until(lambda: not is_running(child))


def test_reading_connects_to_nothing() -> None:
    program = (
        "import socket, subprocess, sys, urllib.request\n"
        "from db.intake.reading_loop import refuse_connections\n"
        "sys.addaudithook(refuse_connections)\n"
        "tries = (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: socket.getaddrinfo('localhost', 80),\n"
        "         lambda: urllib.request.urlopen('http://127.0.0.1:9/'), lambda: subprocess.run(['true']))\n"
        "for each in tries:\n"
        "    try:\n"
        "        each()\n"
        "    except OSError as error:\n"
        "        print('may not connect' in str(error))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 4


def test_working_folder_and_environment_add_no_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "lxml.py", "queue.py"):
        (tmp_path / name).write_text("raise SystemExit(3)", "ascii")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with ReadingProcess() as process:
        assert read_bytes(b"<p>Some words.</p>", name="a.html", process=process)[0].text == "Some words."


def test_paste_keeps_what_can_not_be_stored_out() -> None:
    assert read_text("a\ud800b").text == "a\ufffdb"
    assert read_text("a\ud800b").raw == b"a\xed\xa0\x80b"


def test_slow_toml_refused(process: ReadingProcess) -> None:
    with pytest.raises(UnreadableArticle, match="longer than"):
        process.answer({"read": "toml"}, b"".join(b"k%d%s = 1\n" % (n, b".a" * 15) for n in range(200_000)), 1)
    assert read_toml(b"a.b = 'c'\nd = 2020-12-16") == {"a": {"b": "c"}, "d": None}


def sent(head: object, body: bytes = b"") -> io.BytesIO:
    stream = io.BytesIO()
    write_frame(stream, head, [body])  # type: ignore[arg-type]
    stream.seek(0)
    return stream


def test_what_comes_back_is_cleaned() -> None:
    (article,) = read_bytes(b"words")
    heads, _ = encode_articles([article], b"words")
    heads[0] |= {"text": "a\x1b[2Jb\x9bc", "title": "t\x07\nu", "url": "javascript:alert(1)", "lang": "x;y"}
    heads[0]["notes"] = ["n\x1b]52;c;x\x07"] * 1_000
    (cleaned,) = decode_articles(heads, b"", b"words")
    assert (cleaned.text, cleaned.title, cleaned.url, cleaned.lang) == ("a[2Jbc", "t u", None, None)
    assert set(cleaned.notes) == {"n]52;c;x"}
    assert len(cleaned.notes) == 50


@pytest.mark.parametrize(
    "change",
    [{"text": None}, {"text": 3}, {"raw": 5}, {"raw": -1}, {"raw": True}, {"method": "telepathy"}, {"published": "now"},
     {"notes": 3}, {"notes": [3]}, {"title": ["x"]}, {"published": [1, 2]}],
)  # fmt: skip
def test_reply_that_is_no_article_refused(change: dict[str, object]) -> None:
    (article,) = read_bytes(b"words")
    heads, _ = encode_articles([article], b"words")
    with pytest.raises(BrokenFrame):
        decode_articles([heads[0] | change], b"", b"words")
    for reply in (None, [], {}, [3], "x"):
        with pytest.raises(BrokenFrame):
            decode_articles(reply, b"", b"words")


def test_reply_beyond_the_limits_refused() -> None:
    for raw in (b"x", b"\xff" * 8, b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\2\0\0\0\0{]", b"\0\0\0\2\0\0\0\5{}abc"):
        with pytest.raises(BrokenFrame):
            read_frame(io.BytesIO(raw))
    assert read_frame(io.BytesIO(b"")) is None
    assert read_frame(sent({"a": 1}, b"b")) == ({"a": 1}, b"b")
    (article,) = read_bytes(b"words")
    heads, _ = encode_articles([article], b"words")
    with pytest.raises(UnreadableArticle, match="too long"):
        decode_articles([heads[0] | {"text": "x" * 3_000_001}], b"", b"words")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc")
@pytest.mark.slow
def test_interrupt_ends_a_command_that_reads(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HANGING)
    command = [sys.executable, "-m", "tui.cli.main", "propose", str(tmp_path / "page.html")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    wait_until(lambda: children.read_text("ascii").strip())
    child = int(children.read_text("ascii").split()[0])
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=HANG)
    assert running.returncode == INTERRUPTED, "it did not end by itself first"
    wait_until(lambda: not is_running(child))


def test_text_of_many_megabytes_refused() -> None:
    for raw in (b"A word. " * 3_500_000, b"A word. " * 400_000):
        with pytest.raises(
            UnreadableArticle, match=r"where 20 MB are the most|where 3,000,000 are the most"
        ) as refused:
            read_bytes(raw, name="a.txt")
        assert refused.value.hint
