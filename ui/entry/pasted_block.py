"""A block from the clipboard on its way into a grid: which column a cell goes to, and what to say of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from greenpractice.phrases import counted
from greenpractice.returns.headings import HeadedTable, without_sums
from ui.entry.grid_model import Cell, GridModel


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """`columns` are the grid's columns of the block's; None for one not taken. `said` is of headings."""

    lines: Sequence[Sequence[str]]
    columns: Sequence[int | None]
    said: tuple[str, ...] = ()

    @property
    def given(self) -> int:
        """How many cells there are to paste; headings, sums and columns that are not taken are none."""
        beyond = range(len(self.columns), max(map(len, self.lines), default=0))
        taken = {place for place, column in enumerate(self.columns) if column is not None} | set(beyond)
        return sum(place in taken for line in self.lines for place in range(len(line)))

    def words(self, placed: int, done: int) -> str:
        """What is there now of the cells that had a place, what had none, and what could not be kept."""
        said = [f"{counted(done, 'value')} pasted."]
        for left, why in ((self.given - placed, "did not fit"), (placed - done, "could not be kept")):
            if left:
                said.append(f"{left} {why} and {'was' if left == 1 else 'were'} not pasted.")
        return " ".join([*said, *self.said])


def block_for(model: GridModel, block: Sequence[Sequence[str]], columns: Sequence[int]) -> PastedBlock:
    """A block by its headings where it has any, else from the first of these columns on."""
    headed = model.by_headings(block)
    lines, sums = without_sums(block if headed is None else headed.lines)
    left = (f"{counted(sums, 'line')} of sums left out.",) if sums else ()
    if headed is None:
        return PastedBlock(lines, columns, left)
    columns_of = [model.column_of(key) for key in headed.fields]
    return PastedBlock(lines, columns_of, (*_said_of(headed), *left))


def cells_for(model: GridModel, block: PastedBlock, top: int) -> list[Cell]:
    """The cells it goes to from a row on; rows that only show a heading are stepped over."""
    cells, row, last = [], top, model.rowCount() - 1
    for line in block.lines:
        while row <= last and not model.index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled:
            row += 1
        cells += [
            (row, column, text)
            for column, text in zip(block.columns, line, strict=False)
            if column is not None and (model.can_edit(row, column) if row <= last else model.can_add(column))
        ]
        row += 1
    return cells


def _said_of(headed: HeadedTable) -> list[str]:
    said = ["The columns went by their headings."]
    if headed.left_out:
        said.append(f"Not taken: {', '.join(f'“{heading}”' for heading in headed.left_out)}.")
    return said
