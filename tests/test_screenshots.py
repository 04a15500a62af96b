"""The pictures in screenshots/ show the app as it is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from tests.support.repository import ROOT

HERE = ROOT / "screenshots"

_spec = importlib.util.spec_from_file_location("make_screenshots", HERE / "make.py")
assert _spec is not None
assert _spec.loader is not None
make = importlib.util.module_from_spec(_spec)
sys.modules["make_screenshots"] = make
_spec.loader.exec_module(make)


@pytest.mark.slow
@pytest.mark.parametrize("picture", make.PICTURES, ids=lambda picture: picture.name)
async def test_picture_is_current(picture, demo_store: Path) -> None:
    kept = (HERE / f"{picture.name}.svg").read_text("utf-8")
    is_current = await make.draw_svg(demo_store, picture) == kept  # apart: pytest compares long texts for minutes
    assert is_current, "make them anew: .venv/bin/python screenshots/make.py"


def test_every_picture_is_made() -> None:
    assert {path.stem for path in HERE.glob("*.svg")} == {picture.name for picture in make.PICTURES}
