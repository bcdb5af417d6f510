"""Collating a whole area beside pypdf alone: `python -m tests.benchmarks.collate [--quarters 28]`."""

import argparse
import contextlib
import io
import json
import resource
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from greenpractice.app import main as greenpractice
from greenpractice.demo.returns import demo_documents
from greenpractice.exchange.pdf_return import ATTACHMENT_NAME
from greenpractice.exchange.signing import SigningKey
from greenpractice.periods import Period
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import ReturnDocument

PRACTICES = 134
PCN = "U99999"
LAST = Period(2026, 2)


def main() -> None:
    """Make the PDFs, read them with pypdf alone, collate them; figures as ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarters", type=int, default=1, help="28 is seven years")
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        quarters = make_files(folder, asked.quarters)
        bare = sum(read_bare(folder / str(quarter)) for quarter in quarters)
        times = [collate(folder, quarter) for quarter in quarters]
        count = PRACTICES * len(quarters)
        print(
            f"{count:,} PDFs: bare pypdf {bare:.1f} s, collate {sum(times):.1f} s ({sum(times) / bare:.1f}x)"
        )
        print(f"one quarter of {PRACTICES}: first {times[0]:.1f} s, last {times[-1]:.1f} s; goal 10 s")
        start = time.perf_counter()
        status, _ = run("check", "--store", folder / "lead.db", "--json")
        print(f"check of the store: {time.perf_counter() - start:.1f} s, exit {status}")
        print(f"store: {(folder / 'lead.db').stat().st_size / 1e6:.0f} MB")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory: program {own:.0f} MB, reader {worker:.0f} MB")


def make_files(folder: Path, count: int) -> list[Period]:
    """The PDFs of so many quarters; a summary is made once for each kind of return and signed anew."""
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    kinds = [document for document in demo_documents() if document.period == LAST]
    quarters = [LAST]
    while len(quarters) < count:
        quarters.insert(0, quarters[0].previous)
    for quarter in quarters:
        (folder / str(quarter)).mkdir()
        for number in range(PRACTICES):
            document = of_practice(kinds[number % len(kinds)], number, quarter)
            path = folder / str(quarter) / f"{document.ods_code}.pdf"
            path.write_bytes(summary_pdf(document, [], key, demo=True))
    return quarters


def of_practice(document: ReturnDocument, number: int, quarter: Period) -> ReturnDocument:
    """The return as another practice's, for another quarter."""
    return replace(document, ods_code=f"Z{10_000 + number}", period=quarter, name=f"Practice {number}")


def read_bare(folder: Path) -> float:
    """How long pypdf alone takes for the attachments."""
    start = time.perf_counter()
    for path in sorted(folder.glob("*.pdf")):
        (data,) = PdfReader(path).attachments[ATTACHMENT_NAME]
        json.loads(data)
    return time.perf_counter() - start


def collate(folder: Path, quarter: Period) -> float:
    """How long one run takes, the start of its reader included."""
    start = time.perf_counter()
    store = folder / "lead.db"
    if not store.exists():
        from db.opening import open_store

        open_store(store, write=True, demo=True).close()
    status, out = run(
        "collate", folder / str(quarter), "--pcn", PCN, "--period", quarter, "--store", store, "--json"
    )
    found = json.loads(out)
    assert status == 0, found["files"][:3]
    assert len(found["received"]) == PRACTICES
    return time.perf_counter() - start


def run(*words: object) -> tuple[int, str]:
    """A command in this process; exit status and standard output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = greenpractice([str(word) for word in words])
    return status, out.getvalue()


if __name__ == "__main__":
    main()
