"""Reading one prescribing file: what it is, and everything it says of inhalers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from greenpractice.prescribing.both_halves import search_table
from greenpractice.prescribing.doubts import cut_kind
from greenpractice.prescribing.header import Header, find_header, header_of, stand_in
from greenpractice.prescribing.opening import Part, Progress, blocks, is_workbook, parts_of
from greenpractice.prescribing.records import read_records, take_rows
from greenpractice.prescribing.rows import RowTaker
from greenpractice.prescribing.searching import NotSearchable, may_search
from greenpractice.prescribing.sums import Sums
from greenpractice.prescribing.values import Problem, Refused
from greenpractice.returns.file_questions import AGAIN, KINDS
from greenpractice.texts import text_problem

_LOOK_AT_ROWS = 10


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: what it is, its figures and problems. If it is of `one_product`, others may complete it."""

    file: str
    words: str
    sums: Sums
    one_product: bool = False
    span_from_name: str | None = None
    cut: tuple[str, ...] = ()

    @property
    def questions(self) -> dict[str, str]:
        """What is asked about the file, though every row of it reads, by kind and in words."""
        asked = {kind: f"it {KINDS[kind]}" for kind in self.cut}
        if again := self.sums.whole_rows.question():
            asked[AGAIN] = again
        return asked


def read_file(path: Path, practice: str | None, progress: Progress | None = None) -> FileRead:
    """Read a file for one practice, or for all; whatever is wrong with it is among its problems.

    `progress` gets bytes done and bytes to do; to cancel, let it raise an exception of your own.
    """
    file = path.name
    try:
        if problem := text_problem(file):
            raise Refused(f"its name {problem}; give the file another name")
        if is_workbook(path):
            return _read_workbook(path, practice)
        return _read_parts(parts_of(path), file, practice, progress)
    except Refused as refused:
        sums = Sums()
        sums.add_problem(refused.of(file))
        return FileRead(file, "not recognised", sums)


def _read_parts(
    parts: Sequence[Part], file: str, practice: str | None, progress: Progress | None
) -> FileRead:
    """All recognised tables of the file; in a zip, tables of other things may lie beside them."""
    found: FileRead | None = None
    refused: Refused | None = None
    for part in parts:
        try:
            first = next(blocks(part), b"")
            header = find_header(first)
        except Refused as error:
            refused = refused or error
            continue
        read = _read_part(part, file, header, first, practice, progress)
        if found is None:
            found = read
        elif read.sums.spans.keys() & found.sums.spans.keys():
            raise Refused(
                "this zip file holds two tables of the same month; unpack it and open the one you want"
            )
        else:
            found.sums.add(read.sums)
            found = replace(found, cut=found.cut + read.cut)
    if found is None:
        raise refused or Refused("there is no table in this file")
    return found


def _read_part(
    part: Part, file: str, header: Header, first: bytes, practice: str | None, progress: Progress | None
) -> FileRead:
    layout = header.layout
    _need_practice(header, practice)
    stand = stand_in(
        part.member if part.member and layout.month is None and _says(part, header) else file, layout
    )
    taker = RowTaker(file, layout, practice, stand.span, stand.product)
    sums = taker.sums
    try:
        if not may_search(part, header):
            raise NotSearchable
        sums = search_table(part, file, header, stand, practice, first, progress)
    except NotSearchable:
        try:
            read_records(part, file, header, taker, progress)
        except Refused as refused:  # the problems of the rows before are worth showing too
            sums.add_problem(refused.of(file))
    except Refused as refused:
        sums.add_problem(refused.of(file))
    return FileRead(file, layout.words, sums, layout.one_product, stand.span, _cut(sums, header))


def _cut(sums: Sums, header: Header) -> tuple[str, ...]:
    asked = cut_kind(sums.rows_read, sums.rows_read + header.row)
    return () if asked is None else (asked,)


def _says(part: Part, header: Header) -> bool:
    """Whether the name of a zip's member says what its columns do not."""
    try:
        stand_in(part.member, header.layout)
    except Refused:
        return False
    return True


def _need_practice(header: Header, practice: str | None) -> None:
    if header.layout.practice is None and practice is None:
        raise Refused(
            "the file does not say which practice it is of; import it for one practice (--practice)"
        )


def _read_workbook(path: Path, practice: str | None) -> FileRead:
    from greenpractice.prescribing.workbook_rows import workbook_rows

    refused: Refused | None = None
    for sheet in workbook_rows(path):
        rows = iter(sheet)
        head = list(islice(rows, _LOOK_AT_ROWS))  # zip with a range would take a row more and lose it
        try:
            header = header_of((",", cells) for cells in head)
            break
        except Refused as error:
            refused = refused or error
    else:
        raise refused or Refused("this workbook is empty")
    _need_practice(header, practice)
    stand = stand_in(path.name, header.layout)
    taker = RowTaker(path.name, header.layout, practice, stand.span, stand.product)
    last = take_rows(_all(head, rows), path.name, header, taker)
    if last <= header.row:
        taker.sums.add_problem(
            Problem(path.name, header.row or None, None, "there are no rows under the header")
        )
    layout = header.layout
    cut = _cut(taker.sums, header)
    return FileRead(path.name, layout.words, taker.sums, layout.one_product, stand.span, cut)


def _all(head: Sequence[Sequence[str]], rows: Iterator[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield from head
    yield from rows
