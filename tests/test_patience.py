"""Limits of processor time: work uses them up, in this process and in others; waiting does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.patience import Patience, let_work, processor_time, quick

BUSY = (sys.executable, "-c", "while True: pass")
IDLE = (sys.executable, "-c", "input()")


def work_until_over(patience: Patience) -> None:
    while not patience.is_over:
        sum(range(1_000))


def test_work_uses_patience_up() -> None:
    with pytest.raises(AssertionError), quick(0.05):
        work_until_over(Patience(0.1))


def test_work_of_a_program_counts() -> None:
    with subprocess.Popen(BUSY) as busy:
        with pytest.raises(AssertionError), quick(0.05):
            let_work(busy.pid, 0.1)
        work_until_over(Patience(0.1, busy.pid))
        assert processor_time(busy.pid) > 0.1
        busy.kill()


def test_waiting_uses_no_patience() -> None:
    with subprocess.Popen(IDLE, stdin=subprocess.PIPE) as idle:
        patience = Patience(30.0, idle.pid)
        work_until_over(Patience(0.1))
        assert not patience.is_over
        patience.renew()
        idle.communicate(b"\n")
        assert processor_time(idle.pid) == 0, "it has ended"


def test_let_work_ends_with_the_program() -> None:
    with subprocess.Popen((sys.executable, "-c", "")) as short:
        let_work(short.pid, 1_000.0, lambda: short.poll() is not None)
    assert short.returncode == 0
