"""A block as Excel and its like put it on the clipboard: cells by tabs, rows by lines, some in quotes.

And what of a grid is put there.
"""

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|$)')


def read_block(text: str) -> list[list[str]]:
    """The cells of each line. A cell in quotes may hold line breaks, which become spaces.

    Excel puts a cell in quotes only where it holds a line break or a tab; quotes around anything else were
    typed by somebody and stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        quoted = _QUOTED.match(text, place)
        if quoted is not None and re.search(r"[\n\t]", quoted[1]):
            cell, end = " ".join(quoted[1].replace('""', '"').split()), quoted.end()
        else:
            found = re.compile(r"[^\t\n]*").match(text, place)
            assert found is not None
            cell, end = found[0], found.end()
        rows[-1].append(cell)
        if end >= len(text):
            return rows
        if text[end] == "\n":
            rows.append([])
        place = end + 1


def lines_of(indexes: Sequence[QModelIndex]) -> tuple[list[int], list[int]]:
    """The rows and the columns of these cells, each once."""
    return sorted({index.row() for index in indexes}), sorted({index.column() for index in indexes})


def text_of(index: QModelIndex | QPersistentModelIndex) -> str:
    text = index.data(Qt.ItemDataRole.EditRole)
    shown = text if text else index.data(Qt.ItemDataRole.DisplayRole)
    return str(shown or "")
