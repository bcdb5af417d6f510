"""The rows of an Excel workbook as texts, sheet by sheet, within limits, whatever the file is."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.reader.workbook import WorkbookParser

from greenpractice.prescribing.values import Refused
from greenpractice.prescribing.workbook_limits import MOST_ROWS, MOST_TAGS_AT_ONCE, SheetLimits, tags_of

MOST_UNPACKED = 512 * 1024 * 1024
MOST_AT_ONCE = 64 * 1024 * 1024  # shared texts, styles and all else that is not read row by row
MOST_COLUMNS = 64  # no prescribing file has more
_SHEETS, _WORKBOOK = "xl/worksheets/", "xl/workbook.xml"
_DAMAGED = "this workbook is damaged; open it in Excel and save it again, or save the sheet as CSV"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, whether people see it, and its rows of texts. `alone` is the only one."""

    name: str
    is_hidden: bool
    alone: bool
    rows: Iterator[list[str]]


def workbook_rows(file: BinaryIO) -> Iterator[Sheet]:
    """The sheets of a workbook, each with its rows of texts; Refused if it cannot be read.

    A sheet must be read before the next one is asked for.
    """
    with _damage_told():
        with zipfile.ZipFile(file) as archive:
            _check_sizes(archive.infolist())
            _check_parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter for values
            workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        for name in workbook.sheetnames:
            with _damage_told():
                sheet = workbook[name]
            hidden = getattr(sheet, "sheet_state", "visible") != "visible"
            yield Sheet(name, hidden, len(workbook.sheetnames) == 1, _rows(sheet))
    finally:
        workbook.close()


@contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever reading a damaged workbook raises is a Refused.

    openpyxl raises what it meets on its way, and the parser below it (lxml where that is there, else
    expat) raises errors of its own: no list of them was ever whole.
    """
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(_DAMAGED) from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("this workbook unpacks to more than 512 MB; save the sheet as CSV")
    at_once = (part for part in parts if not _is_sheet(part))
    if sum(part.file_size for part in at_once) > MOST_AT_ONCE:
        raise Refused(
            "this workbook holds more than 64 MB of texts, pictures and styles; save the sheet as CSV"
        )


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Look through every part before openpyxl builds anything of it: loading a workbook already does."""
    left = MOST_TAGS_AT_ONCE
    for part in archive.infolist():
        if not _is_sheet(part):
            with archive.open(part) as stream:
                left -= tags_of(stream, left)
    names = _sheet_names(archive)
    for part in archive.infolist():
        if _is_sheet(part):
            with archive.open(part) as stream:
                name = part.filename.rpartition("/")[2]
                SheetLimits(names.get(part.filename, name)).look_through(stream)


def _is_sheet(part: zipfile.ZipInfo) -> bool:
    return part.filename.casefold().startswith(_SHEETS)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The sheets' names by their parts, as people see them; none where the workbook is laid out otherwise."""
    if _WORKBOOK not in archive.namelist():
        return {}
    parser = WorkbookParser(archive, _WORKBOOK, keep_links=False)
    parser.parse()
    return {rel.target: sheet.name for sheet, rel in parser.find_sheets()}


def _rows(sheet: object) -> Iterator[list[str]]:
    values = getattr(sheet, "iter_rows", None)  # a sheet that is only a chart has no rows
    if values is None:
        return
    rows = iter(values(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True))
    while True:
        with _damage_told():
            row = next(rows, None)
        if row is None:
            return
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        yield texts


def _text(value: object) -> str:
    """A cell as a person would write it: whole numbers without a point, days as 2025-04-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
