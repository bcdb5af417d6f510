"""Made-up prescribing files of a demo practice, to show and try the import with."""

import csv
import io
from decimal import Decimal
from pathlib import Path

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.returns.documents import ReturnDocument

_HEADER = (
    "YEAR_MONTH",
    "PRACTICE_CODE",
    "BNF_PRESENTATION_CODE",
    "BNF_PRESENTATION_NAME",
    "QUANTITY",
    "ITEMS",
)
_STRANGER = ("0302000N0ZZZZZZ", "Fictitious 100micrograms/dose inhaler")


def write_demo_files(folder: Path, document: ReturnDocument) -> list[Path]:
    """The first two months of the quarter as files: about a third of its inhalers each."""
    first = document.period.first_day
    files = []
    for month in (first.month, first.month + 1):
        path = folder / f"prescribing-{first.year}-{month:02}.csv"
        path.write_text(_table(document, f"{first.year}{month:02}", 29 + month), encoding="utf-8")
        files.append(path)
    return files


def _table(document: ReturnDocument, month: str, hundredths: int) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(_HEADER)
    inhalers = load_inhalers()
    for row in document.rows("inhalers"):
        product = inhalers.product(row["bnf_code"])
        items = int(Decimal(row["inhalers"]) * hundredths / 100)
        name = product.name if product else ""
        writer.writerow((month, document.ods_code, row["bnf_code"], name, 1, items))
    writer.writerow((month, document.ods_code, *_STRANGER, 1, 2))
    return target.getvalue()
