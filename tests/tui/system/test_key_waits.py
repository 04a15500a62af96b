"""The wait for keys is ended at once when the desk leaves."""

from __future__ import annotations

import os
import sys
from threading import Thread

import pytest
from textual.app import App

from tests.support.patience import HANG
from tui.system import key_waits
from tui.system.key_waits import EVENT_READ, KeyWait, end_key_waits
from tui.system.textual_private import GuardedApp


def test_wait_that_runs_is_ended_and_none_follows() -> None:
    wait = KeyWait()
    keys, typing = os.pipe()
    wait.register(keys, EVENT_READ)
    found: list[object] = []
    thread = Thread(target=lambda: found.append(wait.select(HANG)))
    thread.start()
    end_key_waits()
    thread.join(HANG)
    assert found == [[]]
    assert wait.select(HANG) == [], "the next one is ended too"
    os.write(typing, b"q")
    assert [key.fd for key, _ in wait.select(HANG)] == [keys], "what was typed is read"
    wait.close()
    end_key_waits()
    os.close(keys)
    os.close(typing)


@pytest.mark.skipif(sys.platform == "win32", reason="its driver has no selector")
def test_driver_waits_with_it() -> None:
    class Guarded(GuardedApp):
        def report_failure(self, error: Exception, at: object, *, broken: bool) -> None:
            raise NotImplementedError

    module = sys.modules[App.get_driver_class(Guarded()).__module__]
    assert module.selectors is key_waits, "Textual changed: see tui/system/textual_private.py, read_pastes_whole"
