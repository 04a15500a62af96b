"""A terminal of cells: what a program's output leaves on the screen, each cell with its character and its colours."""

from __future__ import annotations

import re

from rich.cells import cell_len

PIECES = re.compile(
    r"\x1b\[(?P<codes>[0-9;?<>=$]*)(?P<end>[a-zA-Z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.|[^\x1b]+|\x1b", re.DOTALL
)

Cell = tuple[str, tuple[str, ...]]
"""A character, and the codes of its colours; the second half of a wide character is empty."""

BLANK: Cell = (" ", ())


class TerminalCells:
    """The alternate screen, as far as the desk uses it: it goes to a cell, and writes text in colours."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells: list[list[Cell]] = []
        self.switched = 0
        """How often the alternate screen was entered or left."""
        self._clear()

    def write(self, output: bytes) -> None:
        """Take what a program wrote."""
        for piece in PIECES.finditer(output.decode()):
            codes, end = piece["codes"], piece["end"]
            if end == "H":
                row, _, column = codes.partition(";")
                self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
            elif end == "m":
                self._colour(codes)
            elif end in ("h", "l") and codes == "?1049":
                self.switched += 1
                self._clear()
            elif not piece[0].startswith("\x1b"):
                self._put(piece[0])

    @property
    def lines(self) -> list[str]:
        """The text of each row."""
        return ["".join(character for character, _ in row) for row in self.cells]

    def _clear(self) -> None:
        self.cells = [[BLANK] * self.columns for _ in range(self.rows)]
        self._row = self._column = 0
        self._colours: tuple[str, ...] = ()

    def _colour(self, codes: str) -> None:
        if codes in ("", "0"):
            self._colours = ()
        else:
            self._colours = (*self._colours, *re.findall(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+", codes))

    def _put(self, text: str) -> None:
        for character in text:
            if character == "\n":
                self._row = min(self._row + 1, self.rows - 1)
            elif character == "\r":
                self._column = 0
            else:
                self._put_one(character)

    def _put_one(self, character: str) -> None:
        cells = cell_len(character)
        if cells == 0 and self._column:
            before, colours = self.cells[self._row][self._column - 1]
            self.cells[self._row][self._column - 1] = (before + character, colours)
        row = self.cells[self._row]
        for at in range(cells):
            if self._column < self.columns:
                self._cut_wide(row, self._column, self._column - at)
                row[self._column] = (character if at == 0 else "", tuple(sorted(self._colours)))
                self._column += 1

    @staticmethod
    def _cut_wide(row: list[Cell], column: int, start: int) -> None:
        """Blank the other half of a wide character that is written over."""
        if row[column][0] == "" and column > start:
            return
        if row[column][0] == "" and column:
            row[column - 1] = (" ", row[column - 1][1])
        if column + 1 < len(row) and row[column + 1][0] == "":
            row[column + 1] = (" ", row[column + 1][1])
