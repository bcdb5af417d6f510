"""Reading a table record by record with the csv module: every row is looked at, quoted line ends included."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from greenpractice.prescribing.header import Header, decoded
from greenpractice.prescribing.layouts import Layout
from greenpractice.prescribing.opening import Part, Progress, blocks
from greenpractice.prescribing.rows import RowTaker
from greenpractice.prescribing.values import Problem, Refused

_QUOTES = "a quotation mark is missing or stands in a wrong place; download the file again"


def read_records(part: Part, file: str, header: Header, taker: RowTaker, progress: Progress | None) -> None:
    """Give every row of a table to `taker`; what cannot be read on is a problem of its row."""
    reader = csv.reader(_lines(part, progress), delimiter=header.separator, strict=True)
    row = 0
    try:
        row = take_rows(reader, file, header, taker)
    except csv.Error as error:
        raise Refused(f"{_QUOTES} ({error})", header.row + taker.sums.rows_read + 1) from error
    except Refused as refused:
        if refused.row is None:
            raise
        raise Refused(refused.why, reader.line_num + refused.row, refused.column) from refused
    if row <= header.row:
        raise Refused("there are no rows under the header; download the file again", header.row or None)


def take_rows(rows: Iterable[Sequence[str]], file: str, header: Header, taker: RowTaker) -> int:
    """Give rows of cells to `taker`, ragged ones as problems; the number of the last row."""
    layout, sums, take = header.layout, taker.sums, taker.take
    width, first, last = len(layout.header), header.row, 0
    for number, cells in enumerate(rows, 1):
        if number <= first:
            continue
        if len(cells) != width:
            fitted = _fitted(cells, layout)
            if fitted is None:
                why = f"has {len(cells)} columns rather than {width}; download the file again"
                sums.add_problem(Problem(file, number, None, why))
                sums.rows_read += 1
                last = number
                continue
            if not fitted:
                continue
            cells = fitted
        sums.rows_read += 1
        last = number
        take(cells, lambda number=number: number)  # type: ignore[misc]
    return last


def _fitted(cells: Sequence[str], layout: Layout) -> Sequence[str] | None:
    """A row as wide as the header: empty cells may be too many, in a person's sheet missing; [] is blank."""
    width = len(layout.header)
    if not any(cell.strip() for cell in cells):
        return []
    if len(cells) > width:
        return None if any(cell.strip() for cell in cells[width:]) else cells[:width]
    return [*cells, *[""] * (width - len(cells))] if layout.plain else None


def _lines(part: Part, progress: Progress | None) -> Iterator[str]:
    for block in blocks(part, progress):
        text = decoded(block)
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        for line in lines:
            yield f"{line}\n"
