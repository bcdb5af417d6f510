"""The files in which the NHS publishes practices and networks: epraccur, PCN details and core partners.

As CSV, as a workbook, or either in a zip. A table is known by its columns and not by its name, as names of
sheets and headers have changed. Of the whole country only the area is taken.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from greenpractice.errors import UserError
from greenpractice.facts.directory import Membership, Pcn, Practice, is_ods_code
from greenpractice.facts.nhs_list import NhsList
from greenpractice.facts.sources import Source
from greenpractice.files import need_file
from greenpractice.periods import day_words

AREA, SUB_ICBS = "QK1", frozenset({"04C", "03W", "04V"})
_PRACTICE_SETTING = "4"  # of epraccur's column 26: a GP practice
_COLUMNS = 26  # an epraccur row has 27, the last of them empty
_LARGEST, _MOST_FILES = 64 * 1024 * 1024, 20
_PARTNERS = frozenset({"partner organisation code", "pcn code"})
_DETAILS = frozenset({"pcn code", "pcn name", "open date"})
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError,
           EOFError, ParseError, NotImplementedError, RuntimeError)  # fmt: skip
_Row = Sequence[str]


def read_nhs_list(paths: Sequence[Path]) -> NhsList:
    """What these files say of the area; UserError with a sentence where one is none of the kinds."""
    practices: dict[str, Practice] = {}
    pcns: dict[str, Pcn] = {}
    memberships: dict[tuple[str, str, date], Membership] = {}
    for path in paths:
        for name, rows in _tables(path):
            source = Source("loaded", name, "", "", "", "")
            for found in _read(name, rows, source):
                if isinstance(found, Practice):
                    practices[found.ods_code] = found
                elif isinstance(found, Pcn):
                    pcns[found.code] = found
                else:
                    memberships[found.ods_code, found.pcn_code, found.first] = found
    file = ", ".join(path.name for path in paths)
    if not practices and not pcns and not memberships:
        raise UserError(
            f"{file}: nothing of Leicester, Leicestershire and Rutland stands in it. Choose epraccur.csv, or "
            "the PCN details and core partners (ePCN.xlsx), as the NHS publishes them."
        )
    _need_one_at_a_time(file, memberships.values())
    return NhsList(file, tuple(practices.values()), tuple(pcns.values()), tuple(memberships.values()))


def _tables(path: Path) -> Iterator[tuple[str, list[_Row]]]:
    need_file(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"{path.name}: it is far larger than such a list is")
        data = path.read_bytes()
        if data[:4] == b"PK\x03\x04" and path.suffix.lower() != ".xlsx" and not _is_workbook(data):
            yield from _of_zip(path.name, data)
        else:
            yield from _of_file(path.name, data)
    except _BROKEN as error:
        raise UserError(f"{path.name}: the file is damaged; download it again") from error


def _is_workbook(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "xl/workbook.xml" in packed.namelist()


def _of_zip(name: str, data: bytes) -> Iterator[tuple[str, list[_Row]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        tables = [each for each in packed.infolist() if each.filename.lower().endswith((".csv", ".xlsx"))]
        if len(tables) > _MOST_FILES or sum(each.file_size for each in tables) > _LARGEST:
            raise UserError(f"{name}: there is far more in it than in such a list")
        for each in tables:
            inside = f"{name}, {PurePosixPath(each.filename).name}"
            yield from _of_file(inside, packed.read(each))


def _of_file(name: str, data: bytes) -> Iterator[tuple[str, list[_Row]]]:
    if data[:4] == b"PK\x03\x04":
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            yield f"{name}, {sheet.title}", [row for row in rows if any(row)]
        workbook.close()
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    yield name, [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y%m%d")
    return "" if value is None else str(value).strip()


def _read(name: str, rows: list[_Row], source: Source) -> Iterator[Practice | Pcn | Membership]:
    for number, row in enumerate(rows[:10]):  # a title may stand above the headers
        headers = [re.sub(r"\s+", " ", each).strip().casefold() for each in row]
        below = [dict(zip(headers, each, strict=False)) for each in rows[number + 1 :]]
        if set(headers) >= _PARTNERS:
            yield from _partners(name, below, number + 2, source)
            return
        if set(headers) >= _DETAILS:
            yield from _details(name, below, number + 2, source)
            return
    if rows and len(rows[0]) >= _COLUMNS and re.fullmatch(r"[A-Z0-9]{3,8}", rows[0][0]):
        yield from _practices(name, rows, source)


def _practices(name: str, rows: Iterable[_Row], source: Source) -> Iterator[Practice]:
    for number, row in enumerate(rows, 1):
        if len(row) < _COLUMNS or row[3] != AREA or row[25] != _PRACTICE_SETTING or not is_ods_code(row[0]):
            continue
        opened, closed = (_day(name, number, "date", text) for text in row[10:12])
        yield Practice(
            row[0], _title(row[1]), row[9], opened or date(1974, 4, 1), closed, row[14], None, None, source
        )


def _details(name: str, rows: Iterable[Mapping[str, str]], first: int, source: Source) -> Iterator[Pcn]:
    for number, row in enumerate(rows, first):
        of = next((row[key] for key in row if "loc code" in key or "ccg code" in key), "")
        if of in SUB_ICBS and is_ods_code(row["pcn code"]):
            opened = _day(name, number, "open date", row["open date"])
            closed = _day(name, number, "close date", row.get("close date", ""))
            if opened is None:
                raise UserError(f"{name}, row {number}, open date: it is missing")
            yield Pcn(row["pcn code"], _title(row["pcn name"]), of, opened, closed, source)


def _partners(
    name: str, rows: Iterable[Mapping[str, str]], first: int, source: Source
) -> Iterator[Membership]:
    for number, row in enumerate(rows, first):
        of = next((row[key] for key in row if key.startswith("practice parent") and key.endswith("code")), "")
        code, pcn = row["partner organisation code"], row["pcn code"]
        if of not in SUB_ICBS or not is_ods_code(code) or not is_ods_code(pcn):
            continue
        starts = next((row[key] for key in row if key.endswith("relationship start date")), "")
        ends = next((row[key] for key in row if key.endswith("relationship end date")), "")
        start = _day(name, number, "relationship start date", starts)
        end = _day(name, number, "relationship end date", ends)
        if start is None:
            raise UserError(f"{name}, row {number}, relationship start date: it is missing")
        yield Membership(code, pcn, start, end, source)


def _day(name: str, number: int, column: str, text: str) -> date | None:
    """A day written 20230401, 2023-04-01 or 01/04/2023."""
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", text, re.ASCII)
    parts = match.groups() if match else text.split("/")[::-1]
    with suppress(ValueError):
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    raise UserError(f"{name}, row {number}, {column}: {text!r} is no day like 20230401")


def _need_one_at_a_time(file: str, memberships: Iterable[Membership]) -> None:
    """A practice is in one network at a time: two at once would count it in the first by chance."""
    held: dict[str, Membership] = {}
    for each in sorted(memberships, key=lambda each: (each.ods_code, each.first)):
        before = held.get(each.ods_code)
        if before is not None and (before.last is None or before.last >= each.first):
            raise UserError(
                f"{file}: {each.ods_code} would be in {before.pcn_code} and {each.pcn_code} on "
                f"{day_words(each.first)}. Nothing was loaded; say where it is by hand."
            )
        held[each.ods_code] = each


def _title(name: str) -> str:
    """A name in capitals as names are written: `WILLOWS HEALTH PCN` as `Willows Health PCN`."""
    if name != name.upper():
        return name
    short = {"PCN", "GP", "NHS", "LLR", "UK"}
    return " ".join(word if word in short else word.capitalize() for word in name.split(" "))
