"""Reading a bill file: what each meter used on which days, and what is told of gaps and estimates."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from greenpractice.bills.columns import fitting, from_text, guess, head_of, is_of_energy, shape_of
from greenpractice.bills.marks import without_numbers
from greenpractice.bills.row_taker import MOST_PROBLEMS, RowTaker
from greenpractice.bills.table import LIMITS, Limits, rows_of
from greenpractice.bills.values import BillFile, Columns, Head
from greenpractice.prescribing.opening import Progress, is_workbook
from greenpractice.prescribing.values import Refused
from greenpractice.texts import text_problem

_NO_COLUMNS = Head((), 0, ())
_MOST_GLANCED = 2 * 1024 * 1024  # of a workbook, which is read through before its first row is known


def read_bills(
    path: Path,
    remembered: Mapping[str, str] = MappingProxyType({}),
    chosen: Columns | None = None,
    progress: Progress | None = None,
    limits: Limits = LIMITS,
) -> BillFile:
    """Read a file by the columns that are chosen, else `remembered` (by shape) for its headers, else guessed.

    Whatever is wrong with it is among its problems, with row, column and what to do.
    """
    file = without_numbers(path.name)
    try:
        if problem := text_problem(file):
            raise Refused(f"its name {problem}; give the file another name")
        head = head_of(rows_of(path, limits=limits))
        kept = from_text(remembered.get(shape_of(head), ""), head.width)
        columns = chosen or (fitting(kept, head, path.name) if kept else guess(head, path.name))
        if columns is None:
            return BillFile(file, shape_of(head), head, None)
        taker = RowTaker(file, head, columns)
        for number, cells in rows_of(path, progress, limits):
            if number > head.row:
                taker.take(number, cells)
            if len(taker.problems) >= MOST_PROBLEMS:
                break
        return taker.found(path.name)
    except Refused as refused:
        return BillFile(file, "", _NO_COLUMNS, None, problems=(refused.of(file),))


def looks_like_bills(path: Path) -> bool:
    """Whether a file has a day and an amount of energy in each row: for what is dropped on a window."""
    try:
        if path.stat().st_size > _MOST_GLANCED and is_workbook(path):
            return False
        return is_of_energy(head_of(rows_of(path)), path.name)
    except (Refused, OSError):
        return False
