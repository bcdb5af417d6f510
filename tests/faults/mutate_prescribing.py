"""Prescribing files spoilt at random: each must be read or refused with problems, never raise, never hang.

`python -m tests.faults.mutate_prescribing [COUNT] [SEED]` is the long form; tests run a short one.
"""

import gzip
import io
import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from openpyxl import Workbook

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.starter.making import Wanted, make_starter
from tests.greenpractice.prescribing.made import BRALTUS, LAYOUTS, SALAMOL, VENTOLIN, Row, text_of

SLOW_SECONDS = 5.0
_BITS = (
    b'"', b",", b"\n", b"\r", b"\0", b";", b"\t", b"\xff", b"-", b"1E05", b"0301", b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"9" * 400, b"PK\x03\x04", b"\xe9", "\u202e٣".encode(), b'""', b" ", b"NaN", b"2025-13", b"()", b"\x1a",
)  # fmt: skip


def seeds() -> list[tuple[str, bytes]]:
    """A good file of every layout and packing, with its name."""
    rows = [Row(code=code, per_item=n, items=n) for n, code in enumerate((VENTOLIN, SALAMOL, BRALTUS), 1)]
    found = [(f"{name}-2025-04.csv", text_of(layout(rows)).encode()) for name, layout in LAYOUTS.items()]
    data = found[2][1]
    found += [("epd.csv", text_of(LAYOUTS["renamed"](rows), quote_all=True).encode("utf-16"))]
    found += [
        ("epd.gz", gzip.compress(data)),
        ("sheet-2025-04.csv", f"BNF code,Inhalers\n{VENTOLIN},3\n".encode()),
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("epd.csv", data)
    book, target = Workbook(), io.BytesIO()
    book.active.append(["BNF code", "Inhalers"])
    book.active.append([VENTOLIN, 3])
    book.save(target)
    found += [("area.gpstarter", _starter(data))]
    return [*found, ("epd.zip", packed.getvalue()), ("sheet-2025-04.xlsx", target.getvalue())]


def _starter(data: bytes) -> bytes:
    """A starter file of one of them."""
    with tempfile.TemporaryDirectory() as folder:
        month = Path(folder) / "epd.csv"
        month.write_bytes(data)
        return make_starter([month], Wanted("Example PCN", frozenset({"C82001"})), lambda _: None).data


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The bytes with one to five things done to them."""
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 5)):
        place = dice.randrange(len(spoilt) + 1)
        match dice.randrange(6):
            case 0:
                spoilt[place : place + dice.randint(1, 40)] = b""
            case 1:
                spoilt[place:place] = dice.choice(_BITS)
            case 2 if place < len(spoilt):
                spoilt[place] ^= 1 << dice.randrange(8)
            case 3 if place < len(spoilt):
                spoilt[place] = dice.randrange(256)
            case 4:
                other = dice.randrange(len(spoilt) + 1)
                spoilt[place:place] = spoilt[other : other + dice.randint(1, 200)]
            case _:
                if dice.random() < 0.2:
                    del spoilt[place:]
    return bytes(spoilt)


def mutants_are_read(folder: Path, count: int, seed: int) -> list[str]:
    """What was raised or took too long, each with the number that makes it again; [] if nothing."""
    originals, wrong = seeds(), []
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        name, data = dice.choice(originals)
        path = folder / name
        path.write_bytes(mutated(data, dice))
        start = time.perf_counter()
        try:
            found = read_prescribing([path], dice.choice([None, "C82001"]))
            assert found.problems or found.imports, "neither problems nor figures"
            assert not (found.problems and found.imports), "figures beside problems"
        except Exception as error:
            wrong.append(f"{seed}-{number}, {name}: {type(error).__name__}: {error}")
        if time.perf_counter() - start > SLOW_SECONDS:
            wrong.append(f"{seed}-{number}, {name}: took more than {SLOW_SECONDS} s")
    return wrong


def main() -> None:
    """The long form."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong = mutants_are_read(Path(folder), count, seed)
    print(f"{count:,} mutated files in {time.perf_counter() - start:.0f} s: {len(wrong)} raised or hung")
    print("\n".join(wrong[:50]))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
