"""Attacks on the store, the commands and the desk, each in any size.

The suite runs each with few tries (``tests/test_attacks.py``); ``python -m tests.bench.attack`` runs it with many, and
prints what broke.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

FIGURES_FILE = "figures.txt"
"""The file in its folder into which an attack writes what it measured, if it measures anything."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One kind of attack. Each module of this package has one, or several, in ``ATTACKS``."""

    name: str
    """What is sent, pressed, cut off or put in the place of something, as a line of a table."""
    run: Callable[[Path, int, int], Iterable[str]]
    """Takes an empty folder, the number of tries and a seed; gives for each try what broke, or an empty string."""
    small: int
    """Tries in the suite."""
    long: int
    """Tries in the benchmark."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attack came to."""

    tried: int
    failed: tuple[str, ...]
    """What broke, a line for each try that did."""
    figures: str
    """What it measured, as a line to print; empty for nothing."""


def carry_out(attack: Attack, folder: Path, tries: int, seed: int = 1) -> Outcome:
    """Run an attack.

    :param folder: an empty folder for its files.
    :param tries: how many; an attack with a fixed list of tries may stop at its end.
    :param seed: of its random choices.
    """
    results = list(attack.run(folder, tries, seed))
    measured = folder / FIGURES_FILE
    figures = measured.read_text() if measured.exists() else ""
    return Outcome(len(results), tuple(result for result in results if result), figures)


def all_attacks() -> Iterator[Attack]:
    """Every attack, by module."""
    for module in iter_modules(__path__, f"{__name__}."):
        yield from import_module(module.name).ATTACKS
