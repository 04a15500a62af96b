"""``onrecord serve`` in a process of its own, and its desks."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.cli_runner import environment
from tests.support.patience import HANG
from tests.support.pty import COMMAND
from tests.support.repository import ROOT


class Serving:
    """A running server."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        """What it printed so far."""
        self.address = self.next_address()
        """The address that lets the first browser in."""
        self.port = int(urlsplit(self.address).port or 0)

    def next_address(self) -> str:
        """Read the address that is printed next, after a browser came in."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if found := re.search(r"http://\S+", line):
                return found[0]
        raise AssertionError(f"it ended: {self.lines}")

    def read_lines(self, last: str) -> str:
        """Read what it prints, up to a line with some words."""
        assert self.process.stdout is not None
        while last not in "".join(self.lines):
            self.lines.append(self.process.stdout.readline())
        return "".join(self.lines)

    def desks(self) -> list[int]:
        """The ids of the processes of its desks."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(each) for task in tasks for each in task.read_text("ascii").split()]

    def get(self, target: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
        """The answer to a request: status, text and headers. ``Sec_Fetch_Site`` stands for Sec-Fetch-Site."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=HANG)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", target, headers=sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}

    def enter(self) -> tuple[str, str]:
        """Come in with the newest address: the folder of the page, and the cookie as a browser sends it."""
        status, text, headers = self.get(self.address.partition(f":{self.port}")[2])
        assert status == 200
        self.address = self.next_address()
        folder = re.search(r'href="(/[\w-]+/)"', text)
        assert folder is not None
        return folder[1], headers["set-cookie"].partition(";")[0]

    def stop(self) -> int:
        """Stop it, as ctrl+c does.

        :returns: its exit code.
        """
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(HANG)


@contextmanager
def serving(store: Path, *words: str, **changed: str) -> Iterator[Serving]:
    """Serve a store on any port; skip the test where the extra is not installed."""
    pytest.importorskip("textual_serve", reason="NOT TRIED: onrecord serve; pip install 'onrecord[serve]'")
    process = subprocess.Popen(
        [*COMMAND, "--store", str(store), "serve", "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(**changed),
        start_new_session=True,
    )
    try:
        yield Serving(process)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(HANG)
        assert process.stdout is not None
        process.stdout.close()


def is_alive(process: int) -> bool:
    """Whether a process runs: one that ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
