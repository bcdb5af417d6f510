"""A made-up month of England's prescribing in the current layout, with real codes: any fraction of it.

`python -m tests.benchmarks.prescribing_month FILE [FRACTION]`. Product codes are those of the shipped table,
practice codes those of the shipped list and as many made-up ones as England has prescribers; every field is
quoted, a row has about 418 bytes, and rows stand in no order, as in the real file.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.practices import load_directory

ROWS, PRESCRIBERS, PRESENTATIONS = 18_600_000, 9_284, 21_422
INHALER_SHARE = 0.02
MONTH = "2026-07"
_BATCH = 100_000
HEADER = (
    "YEAR_MONTH", "REGIONAL_OFFICE_NAME", "REGIONAL_OFFICE_CODE", "ICB_NAME", "ICB_CODE", "PCO_NAME",
    "PCO_CODE", "PRACTICE_NAME", "PRACTICE_CODE", "ADDRESS_1", "ADDRESS_2", "ADDRESS_3", "ADDRESS_4",
    "POSTCODE",
    "BNF_CHEMICAL_SUBSTANCE_CODE", "BNF_CHEMICAL_SUBSTANCE", "BNF_PRESENTATION_CODE",
    "BNF_PRESENTATION_NAME",
    "BNF_CHAPTER_PLUS_CODE", "QUANTITY", "ITEMS", "TOTAL_QUANTITY", "ADQ_USAGE", "NIC", "ACTUAL_COST",
    "UNIDENTIFIED", "SNOMED_CODE",
)  # fmt: skip
_CHAPTERS = {
    "01": "01: Gastro-Intestinal System", "02": "02: Cardiovascular System", "03": "03: Respiratory System",
    "04": "04: Central Nervous System", "05": "05: Infections", "06": "06: Endocrine System",
    "10": "10: Musculoskeletal and Joint Diseases", "13": "13: Skin", "21": "21: Appliances",
}  # fmt: skip


def write_month(
    path: Path,
    fraction: float,
    seed: int = 7,
    prescribers: int = PRESCRIBERS,
    month: str = MONTH,
    inhaler_share: float = INHALER_SHARE,
) -> int:
    """Write a fraction of a month, of the first of its prescribers; the number of its rows."""
    dice = random.Random(seed)
    rows = round(ROWS * fraction)
    people, inhalers, others = (
        list(_prescribers(dice, month))[:prescribers],
        list(_inhalers()),
        list(_others(dice)),
    )
    doses, other_figures = (
        list(_figures(dice, (1, 1, 1, 2, 3, 30, 60, 200))),
        list(_figures(dice, (28, 56, 84))),
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_quoted(HEADER) + "\n")
        left = rows
        while left:
            count = min(_BATCH, left)
            left -= count
            few = round(count * inhaler_share)
            lines = list(_lines(dice, people, inhalers, doses, few))
            lines += _lines(dice, people, others, other_figures, count - few)
            dice.shuffle(lines)
            file.writelines(lines)
    return rows


def _lines(
    dice: random.Random, people: list[str], products: list[str], figures: list[str], count: int
) -> Iterator[str]:
    chosen = (dice.choices(pool, k=count) for pool in (people, products, figures))
    for person, product, figure in zip(*chosen, strict=True):
        yield f"{person},{product},{figure}\n"


def _prescribers(dice: random.Random, month: str) -> Iterator[str]:
    """The first 14 columns of every prescriber."""
    listed = [(practice.ods_code, practice.name) for practice in load_directory().practices]
    made_up = [
        (f"{dice.choice('ABDEFGHJKLMNPY')}{80_000 + n:05}", f"THE NUMBER {n} SURGERY, NORTH")
        for n in range(PRESCRIBERS - len(listed))
    ]
    networks = [(f"Y0{7_500 + n}", f"NETWORK {n} PCN ENHANCED ACCESS") for n in range(24)]
    for number, (code, name) in enumerate([*listed, *networks, ("-", "UNIDENTIFIED"), *made_up]):
        yield _quoted(
            (
                month, "MIDLANDS", "Y60", "NHS LEICESTER, LEICESTERSHIRE AND RUTLAND ICB", "QK1",
                f"NHS LEICESTER, LEICESTERSHIRE AND RUTLAND - {number % 90:02}C", f"{number % 90:02}C00",
                name.upper(), code, f"HEALTH CENTRE {number}", f"{number % 300} HIGH STREET", "SOME TOWN",
                "COUNTY", f"LE{number % 60} {number % 10}AB",
            )
        )  # fmt: skip


def _inhalers() -> Iterator[str]:
    for product in load_inhalers().products:
        yield _product(product.bnf_code, f"{product.name}")


def _others(dice: random.Random) -> Iterator[str]:
    for number in range(PRESENTATIONS):
        chapter = dice.choice(sorted(_CHAPTERS))
        section = f"{chapter}{dice.randint(3, 15):02}{dice.randint(0, 9):02}0A{number % 10}"
        yield _product(
            f"{section}AA{number % 100_000:05}"[:15].ljust(15, "A"), f"Preparation {number} 500mg tablets"
        )


def _product(code: str, name: str) -> str:
    """Columns 15 to 19 of one presentation."""
    return _quoted((code[:9], f"Substance {code[:9]}", code, name, _CHAPTERS.get(code[:2], "19: Other")))


def _figures(dice: random.Random, quantities: tuple[int, ...]) -> Iterator[str]:
    """Columns 20 to 27, written as the portal does: numbers with a trailing point."""
    for _ in range(5_000):
        quantity, items = dice.choice(quantities), min(40, int(dice.expovariate(0.3)) + 1)
        snomed = str(dice.randint(10**16, 10**17))
        cost = f"{dice.uniform(1, 90):.5f}"
        yield _quoted(
            (f"{quantity}.", str(items), f"{quantity * items}.", "0.", cost[:-3], cost, "N", snomed)
        )  # fmt: skip


def _quoted(fields: tuple[str, ...]) -> str:
    return ",".join(f'"{field}"' for field in fields)


if __name__ == "__main__":
    made = write_month(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1 / 16)
    print(f"{made:,} rows")
