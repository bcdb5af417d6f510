"""Prints the speeds that matter as ratios to references measured in the same run."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.opening import open_store
from greenpractice.carbon.footprint import load_calculator
from greenpractice.demo.returns import demo_documents
from greenpractice.exchange.signing import SigningKey
from greenpractice.periods import Period
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import RawRow, ReturnDocument, to_json
from greenpractice.store import ReturnKey
from tests.benchmarks.by_hand import by_hand

ROOT = Path(__file__).parents[2]
PRACTICES, YEARS = 134, range(2019, 2026)


def seven_years(code: str = "Z99991") -> list[ReturnDocument]:
    """28 quarters of all sections with carbon, of one made-up practice; no two have the same figures."""
    template = max(
        (document for document in demo_documents() if document.ods_code == "Z99991"),
        key=lambda document: document.period,
    )
    sections = dict(template.sections)
    sections["appointments"] = ({"face_to_face": "8700", "one_way": "1.3", "unit": "km", "car_share": "0.6"},)
    return [
        replace(
            template,
            ods_code=code,
            period=Period(year, quarter),
            sections=_varied(sections, year * 4 + quarter),
        )
        for year in YEARS
        for quarter in (1, 2, 3, 4)
    ]


def _varied(sections: Mapping[str, tuple[RawRow, ...]], seed: int) -> dict[str, tuple[RawRow, ...]]:
    dice = Random(seed)

    def varied(key: str, text: str) -> str:
        return (
            str(int(text) + dice.randint(0, 99)) if text.isdecimal() and key != "recycled_content" else text
        )

    return {
        name: tuple({key: varied(key, text) for key, text in row.items()} for row in rows)
        for name, rows in sections.items()
    }


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def footprints() -> None:
    """Seven years of one practice against by hand, and 134 practices."""
    calculator, documents = load_calculator(), seven_years()
    made = [calculator.of_return(document) for document in documents]
    hand_made = [by_hand(document) for document in documents]
    assert [list(footprint.lines) for footprint in made] == hand_made, "by hand gives other lines"
    ours = seconds(lambda: [calculator.of_return(document) for document in documents])
    hand = seconds(lambda: [by_hand(document) for document in documents])
    lines = sum(len(footprint.lines) for footprint in made)
    say("footprint, 1 practice x 7 years", ours, f"{ours / hand:.1f}x by hand ({lines} lines; goal 5x)")
    start = time.perf_counter()
    total = sum(calculator.of_return(document).total for _ in range(PRACTICES) for document in documents)
    spent = time.perf_counter() - start
    say("footprint, 134 practices x 7 years", spent, f"{total / 10**6:.0f} kt; goal 5 s")


def summaries() -> None:
    """One summary, and 134 in one process."""
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    documents = seven_years()
    one = seconds(lambda: summary_pdf(documents[-1], documents[:-1], key))
    say("summary PDF", one, "goal 0.15 s")
    start = time.perf_counter()
    size = sum(len(summary_pdf(documents[-1], documents[:-1], key)) for _ in range(PRACTICES))
    say("134 summary PDFs in one process", time.perf_counter() - start, f"{size / 1e6:.1f} MB; goal 15 s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory of all this':<42}{peak:9.0f} MB  goal 150 MB")


def storing(folder: Path) -> Path:
    """Recording and loading seven years against writing and reading them as JSON."""
    documents, path = seven_years(), folder / "benchmark.db"
    plain = folder / "plain.json"

    def write_json() -> None:
        plain.write_text(json.dumps([to_json(document) for document in documents]), encoding="utf-8")

    store = open_store(path, write=True)
    start = time.perf_counter()
    for document in documents:
        store.record(document)
    spent = time.perf_counter() - start
    written = seconds(write_json)
    say("recording 28 returns, one commit each", spent, f"{spent / written:.0f}x writing one JSON file")
    keys = [ReturnKey(document.ods_code, document.period) for document in documents]
    loaded = seconds(lambda: store.documents(keys))
    read = seconds(lambda: json.loads(plain.read_text(encoding="utf-8")))
    say("loading 28 returns, every hash checked", loaded, f"{loaded / read:.0f}x reading that file")
    store.close()
    return path


def process(path: Path) -> None:
    """The command as a whole process against importing its largest part."""
    python = sys.executable
    ask = [
        python,
        "-m",
        "greenpractice",
        "footprint",
        "--practice",
        "Z99991",
        "--period",
        "2025-26-Q1",
        "--json",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(command: list[str]) -> None:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)

    ours = seconds(lambda: run([*ask, "--store", str(path)]), 9)
    bare = seconds(lambda: run([python, "-c", "import sqlalchemy"]), 9)
    say(
        "greenpractice footprint, a process",
        ours,
        f"{ours / bare:.2f}x import sqlalchemy ({bare:.3f} s; goal 3x)",
    )


def say(what: str, spent: float, words: str) -> None:
    """One line of the report."""
    print(f"{what:<42}{spent:9.4f} s   {words}")


def main() -> None:
    """All of them."""
    footprints()
    summaries()
    with tempfile.TemporaryDirectory() as folder:
        process(storing(Path(folder)))


if __name__ == "__main__":
    main()
