"""The rows of an Excel workbook as texts, sheet by sheet, within limits, whatever the file is."""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from greenpractice.prescribing.values import Refused

MOST_UNPACKED = 512 * 1024 * 1024
MOST_COLUMNS, MOST_ROWS = 64, 1_048_576  # Excel's own limit of rows; no prescribing file has more columns
# openpyxl raises all of these on damaged files, not only its own errors.
_ERRORS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, InvalidFileException, LookupError, MemoryError,
    NotImplementedError, OSError, ParseError, RecursionError, RuntimeError, TypeError, UnicodeError,
    ValueError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_DAMAGED = "this workbook is damaged; open it in Excel and save it again, or save the sheet as CSV"


def workbook_rows(path: Path) -> Iterator[Iterator[list[str]]]:
    """The sheets of a workbook, each as its rows of texts; Refused if it cannot be read.

    A sheet must be read before the next one is asked for.
    """
    with path.open("rb") as file:  # openpyxl would go by the name
        yield from _sheets(file)


def _sheets(file: BinaryIO) -> Iterator[Iterator[list[str]]]:
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise Refused("this workbook unpacks to more than 512 MB; save the sheet as CSV")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter for values
            workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except _ERRORS as error:
        raise Refused(_DAMAGED) from error
    try:
        for name in workbook.sheetnames:
            yield _rows(workbook[name])
    except _ERRORS as error:
        raise Refused(_DAMAGED) from error
    finally:
        workbook.close()


def _rows(sheet: object) -> Iterator[list[str]]:
    values = getattr(sheet, "iter_rows", None)  # a sheet that is only a chart has no rows
    if values is None:
        return
    try:
        for row in values(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
            texts = [_text(value) for value in row]
            while texts and not texts[-1]:
                texts.pop()
            yield texts
    except _ERRORS as error:
        raise Refused(_DAMAGED) from error


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
