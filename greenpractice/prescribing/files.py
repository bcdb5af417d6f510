"""Reading one prescribing file: what it is, and everything it says of inhalers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from greenpractice.prescribing.both_halves import search_table
from greenpractice.prescribing.doubts import cut_kind
from greenpractice.prescribing.header import Header, Stand, find_header, header_of, stand_in
from greenpractice.prescribing.months import span_in_name
from greenpractice.prescribing.opening import Part, Progress, blocks, is_workbook, parts_of, workbook_inside
from greenpractice.prescribing.records import read_records, take_rows
from greenpractice.prescribing.rows import RowTaker
from greenpractice.prescribing.searching import NotSearchable, may_search
from greenpractice.prescribing.sums import Sums
from greenpractice.prescribing.tables import FileRead, Table, label_of, put_together
from greenpractice.prescribing.values import LeftOut, NoTable, Refused, Whose
from greenpractice.texts import text_problem

_LOOK_AT_ROWS = 10


def read_file(path: Path, practice: Whose, progress: Progress | None = None) -> FileRead:
    """Read a file for one practice, some or all; whatever is wrong with it is among its problems.

    `progress` gets bytes done and bytes to do; to cancel, let it raise an exception of your own.
    """
    file = path.name
    try:
        if problem := text_problem(file):
            raise Refused(f"its name {problem}; give the file another name")
        if is_workbook(path):
            with path.open("rb") as book:
                return put_together(file, list(_sheets(book, file, file, practice)))
        return put_together(file, list(_parts(parts_of(path), file, practice, progress)))
    except Refused as refused:
        sums = Sums()
        sums.add_problem(refused.of(file))
        return FileRead(file, "not recognised", sums)


def _parts(parts: Sequence[Part], file: str, practice: Whose, progress: Progress | None) -> Iterator[Table]:
    for part in parts:
        name = part.member if len(parts) > 1 else ""
        label = label_of(file, name)
        try:
            if part.packed == "zip" and not part.size:
                raise NoTable("it is empty")
            if (book := workbook_inside(part)) is not None:
                called = part.member.rpartition("/")[2]
                for sheet in _sheets(book, label, f"{file} {called}", practice):
                    yield replace(sheet, name="/".join(filter(None, (name, sheet.name))))
                continue
            first = next(blocks(part), b"")
            header = find_header(first)
            yield Table(name, _read_part(part, label, header, first, practice, progress))
        except Refused as refused:
            yield Table(name, refused=refused)


def _read_part(
    part: Part, label: str, header: Header, first: bytes, practice: Whose, progress: Progress | None
) -> FileRead:
    layout = header.layout
    _need_practice(header, practice)
    folder, _, name = part.member.rpartition("/")
    stand = stand_in(f"{part.path.name} {folder}" if folder else part.path.name, layout, name)
    taker = RowTaker(label, layout, practice, stand.span, stand.product)
    sums = taker.sums
    try:
        if not may_search(part, header):
            raise NotSearchable
        sums = search_table(part, label, header, stand, practice, first, progress)
    except NotSearchable:
        try:
            read_records(part, label, header, taker, progress)
        except Refused as refused:  # the problems of the rows before are worth showing too
            sums.add_problem(refused.of(label))
    except Refused as refused:
        sums.add_problem(refused.of(label))
    return _file_read(label, header, sums, stand.span)


def _file_read(label: str, header: Header, sums: Sums, span: str | None) -> FileRead:
    asked = cut_kind(sums.rows_read, sums.rows_read + header.row)
    layout = header.layout
    return FileRead(
        label,
        layout.words,
        sums,
        layout.one_product,
        () if span is None else (span,),
        () if asked is None else (asked,),
    )


def _need_practice(header: Header, practice: Whose) -> None:
    if header.layout.practice is None and not isinstance(practice, str):
        raise Refused(
            "the file does not say which practice it is of; import it for one practice (--practice)"
        )


def _sheets(book: BinaryIO, file: str, called: str, practice: Whose) -> Iterator[Table]:
    """The sheets of a workbook; `called` is where its name may say of which months it is."""
    from greenpractice.prescribing.workbook_rows import workbook_rows

    for sheet in workbook_rows(book):
        name = "" if sheet.alone else sheet.name
        label = label_of(file, name)
        rows = iter(sheet.rows)
        head = list(islice(rows, _LOOK_AT_ROWS))  # zip with a range would take a row more and lose it
        if not sheet.alone and not any(any(cells) for cells in head):
            continue  # an empty sheet, or a chart
        try:
            if sheet.is_hidden and not sheet.alone:
                raise LeftOut("the sheet is hidden. If it is meant, show it in Excel and save the workbook")
            header = header_of((",", cells) for cells in head)
            _need_practice(header, practice)
            says = "" if sheet.alone and span_in_name(called) else sheet.name
            stand = stand_in(called, header.layout, says)
            yield Table(name, _read_sheet(label, header, stand, _all(head, rows), practice))
        except Refused as refused:
            yield Table(name, refused=refused)


def _read_sheet(
    label: str, header: Header, stand: Stand, rows: Iterator[Sequence[str]], practice: Whose
) -> FileRead:
    taker = RowTaker(label, header.layout, practice, stand.span, stand.product)
    if take_rows(rows, label, header, taker) <= header.row:
        raise LeftOut("there are no rows under the header", header.row or None)
    return _file_read(label, header, taker.sums, stand.span)


def _all(head: Sequence[Sequence[str]], rows: Iterator[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield from head
    yield from rows
