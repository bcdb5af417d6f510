"""Made-up prescribing rows, and the files that hold them in every layout, order, encoding and packing."""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.values import Prescribing

VENTOLIN, SALAMOL, BRALTUS, SPACER = "0301011R0BEAIAP", "0301011R0BIAFAP", "0301020Q0BCAAAD", "21010230102"
NEBULES, THEOPHYLLINE, NEW_INHALER = "0301011R0AAAXAX", "0301030S0AAAMAM", "0302000N0ZZZZZZ"
NAMES = {
    VENTOLIN: "Ventolin Evohaler 100micrograms/dose",
    SALAMOL: "Salamol 100micrograms/dose inhaler",
    BRALTUS: "Braltus 10microgram inhalation powder capsules with Zonda inhaler",
    SPACER: "Volumatic",
    NEBULES: "Salbutamol 2.5mg/2.5ml nebuliser liquid unit dose vials",
    THEOPHYLLINE: "Theophylline_Tab 200mg M/R",
    NEW_INHALER: "Fictitious 100micrograms/dose inhaler",
}
Cells = list[list[str]]


@dataclass(frozen=True)
class Row:
    """One row of what was prescribed."""

    practice: str = "C82001"
    code: str = VENTOLIN
    per_item: int = 1
    items: int = 1
    month: str = "2025-04"
    surgery: str = "CAFÉ LANE SURGERY, NORTH"

    @property
    def total(self) -> int:
        return self.per_item * self.items


def legacy(rows: Iterable[Row]) -> Cells:
    """EPD up to June 2025."""
    return _epd(
        rows,
        "BNF_CHEMICAL_SUBSTANCE CHEMICAL_SUBSTANCE_BNF_DESCR BNF_CODE BNF_DESCRIPTION",
        "ADQUSAGE",
        False,
    )


def with_snomed(rows: Iterable[Row]) -> Cells:
    """EPD with SNOMED codes up to February 2025."""
    return _epd(
        rows, "BNF_CHEMICAL_SUBSTANCE CHEMICAL_SUBSTANCE_BNF_DESCR BNF_CODE BNF_DESCRIPTION", "ADQUSAGE", True
    )


def renamed(rows: Iterable[Row]) -> Cells:
    """EPD from March 2025, where BNF_CHEMICAL_SUBSTANCE is a name."""
    names = "BNF_CHEMICAL_SUBSTANCE_CODE BNF_CHEMICAL_SUBSTANCE BNF_PRESENTATION_CODE BNF_PRESENTATION_NAME"
    return [
        *_epd([], names, "ADQ_USAGE", True),
        *([*row[:14], row[15], row[14], *row[16:]] for row in _epd(rows, names, "ADQ_USAGE", True)[1:]),
    ]


def _epd(rows: Iterable[Row], names: str, adq: str, snomed: bool) -> Cells:
    header = (
        "YEAR_MONTH REGIONAL_OFFICE_NAME REGIONAL_OFFICE_CODE ICB_NAME ICB_CODE PCO_NAME PCO_CODE "
        f"PRACTICE_NAME PRACTICE_CODE ADDRESS_1 ADDRESS_2 ADDRESS_3 ADDRESS_4 POSTCODE {names} "
        f"BNF_CHAPTER_PLUS_CODE QUANTITY ITEMS TOTAL_QUANTITY {adq} NIC ACTUAL_COST UNIDENTIFIED"
        + (" SNOMED_CODE" if snomed else "")
    ).split()
    return [header] + [
        [
            row.month.replace("-", ""), "MIDLANDS", "Y60", "NHS LEICESTER, LEICESTERSHIRE AND RUTLAND ICB",
            "QK1",
            "NHS LLR ICB - 04V", "04V00", row.surgery, row.practice, "1 HIGH STREET", "", "", "", "LE1 1AA",
            row.code[:9], "Salbutamol", row.code, NAMES[row.code], "03: Respiratory System",
            f"{row.per_item}.",
            str(row.items), f"{row.total}.", "0.", "1.5", "1.40555", "N",
            *(["10619311000001107"] if snomed else []),
        ]
        for row in rows
    ]  # fmt: skip


def part(rows: Iterable[Row]) -> Cells:
    """A portal extract with some of the columns, in another order."""
    header = [
        "PRACTICE_CODE",
        "BNF_PRESENTATION_NAME",
        "QUANTITY",
        "BNF_PRESENTATION_CODE",
        "ITEMS",
        "YEAR_MONTH",
    ]
    return [header] + [
        [row.practice, NAMES[row.code], str(row.per_item), row.code, str(row.items), row.month]
        for row in rows
    ]


def padded(rows: Iterable[Row]) -> Cells:
    """Practice level prescribing of 2014: padded, zero-filled, an empty last column, totals only."""
    header = [
        " SHA",
        "PCT",
        "PRACTICE",
        "BNF CODE",
        "BNF NAME".ljust(44),
        "ITEMS  ",
        "NIC        ",
        "ACT COST   ",
    ]
    return [[*header, "QUANTITY", "PERIOD", ""]] + [
        [
            "Q44", "RXA", row.practice, row.code, NAMES[row.code].ljust(40), f"{row.items:07}", "00000000.64",
            "00000000.70", f"{row.total:07}", row.month.replace("-", ""), "",
        ]
        for row in rows
    ]  # fmt: skip


def fifteen(rows: Iterable[Row]) -> Cells:
    """The 15 columns before EPD: no month, and a quantity of one item."""
    header = [
        "Regional Office Name",
        "Regional Office Code",
        "Area Team Name",
        "Area Team Code",
        "PCO Name",
        "PCO Code",
        "Practice Name",
        "Practice Code",
        "BNF Code",
        "BNF Description",
        "Items",
        "Quantity",
        "ADQ Usage",
        "NIC",
        "Actual Cost",
    ]
    return [header] + [
        [
            "MIDLANDS", "Y60", "LLR AREA TEAM", "Q55", "LEICESTER CCG", "04C00", row.surgery, row.practice,
            row.code, NAMES[row.code], str(row.items), str(row.per_item), "0", "1.5", "1.4",
        ]
        for row in rows
    ]  # fmt: skip


def epact(rows: Iterable[Row]) -> Cells:
    """An ePACT2 analysis with practices and presentations `plus Code`."""
    header = [
        "Year Month",
        "PCN",
        "Practice plus Code",
        "BNF Presentation plus Code",
        "Items",
        "Total Quantity",
    ]
    return [header] + [
        [
            row.month.replace("-", ""), "DUMMY", f"{row.surgery} (CLOSED (2020) ({row.practice}),",
            f"{NAMES[row.code]} ({row.code})", str(row.items), str(row.total),
        ]
        for row in rows
    ]  # fmt: skip


LAYOUTS: dict[str, Callable[[Iterable[Row]], Cells]] = {
    layout.__name__: layout for layout in (legacy, with_snomed, renamed, part, padded, fifteen, epact)
}


def text_of(
    cells: Sequence[Sequence[str]], separator: str = ",", quote_all: bool = False, ending: str = "\n"
) -> str:
    """The table as delimited text."""
    target = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(target, delimiter=separator, quoting=quoting, lineterminator=ending).writerows(cells)
    return target.getvalue()


def saved(path: Path, data: bytes, packing: str = "plain") -> Path:
    """The bytes in a file, packed."""
    if packing == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("EPD.CSV", data)
    else:
        path.write_bytes(gzip.compress(data) if packing == "gzip" else data)
    return path


def read(path: Path, practice: str | None = None) -> Prescribing:
    """What a file says."""
    return read_prescribing([path], practice)


def said(found: Prescribing) -> object:
    """What must be the same in every layout: figures, unknown codes, strangers and counts."""
    imports = {
        practice: [(each.span, each.products) for each in months]
        for practice, months in found.imports.items()
    }
    strangers = [(each.code, each.items) for each in found.not_practices]
    return imports, found.unmatched, strangers, found.rows_read, found.rows_used, found.problems
