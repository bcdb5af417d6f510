"""PDFs of many producers: a summary saved again, printed or scanned by them, and PDFs that are none of ours.

`python -m tests.faults.producers [--python INTERPRETER] [--node-modules FOLDER]` prints a table. Programs are
looked for on the PATH, Python packages in the interpreter that is named, npm packages in the folder; what is
not there is left out and said so. A summary keeps its figures to the last digit, or is refused.
"""

import argparse
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Literal

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from greenpractice.network.states import Read
from greenpractice.reports.summary import summary_pdf
from tests.faults.measuring import Measured, Meter
from tests.greenpractice.network.samples import KEY, a_return, members

Kind = Literal["saved", "printed", "scanned", "foreign"]
SECONDS, MEGABYTES = 5.0, 512
DOCUMENT = a_return(members()[0])
# Foreign pages hold what looks like a data page, with a digest that is made up.
LINES = (
    "Data for the PCN app",
    "Key Value Flag",
    "return format=greenpractice-return",
    "electricity.0 kwh=999999",
    "seal sha256=0000",
)
MAY_BE: Mapping[Kind, frozenset[str]] = {
    "saved": frozenset({"attached", "from_data_page", "no_data"}),
    "printed": frozenset({"from_data_page", "no_data", "altered", "unreadable"}),
    "scanned": frozenset({"no_data"}),
    "foreign": frozenset({"no_data", "unreadable"}),
}


@dataclass(frozen=True, slots=True)
class Producer:
    """One way to make a PDF; what it is and how it runs is said in `producers.toml`."""

    name: str
    kind: Kind
    by: Literal["program", "python", "node"]
    needs: list[str]
    recipe: str


_TABLE = tomllib.loads(Path(__file__).with_name("producers.toml").read_text(encoding="utf-8"))
PRODUCERS = [Producer(**values) for values in _TABLE["producer"]]


@dataclass(frozen=True, slots=True)
class Made:
    """The PDF of one producer and what the reader said of it; `problem` if it could not be made."""

    producer: Producer
    says: str = ""
    came: Measured | None = None
    problem: str = ""

    @property
    def is_right(self) -> bool:
        """True if the state is one its kind may have, in time, and figures are those that went in."""
        if self.came is None:
            return True
        found = self.came.found
        same = not isinstance(found, Read) or found.document == DOCUMENT
        quick = self.came.seconds <= SECONDS and (self.came.megabytes or 0) <= MEGABYTES
        return same and quick and self.came.state in MAY_BE[self.producer.kind]


def all_made(
    folder: Path,
    python: str = sys.executable,
    node_modules: Path | None = None,
    producers: Sequence[Producer] = PRODUCERS,
) -> Iterator[Made]:
    """Each producer's PDF, read; one that is not installed says so."""
    inputs = _inputs(folder)
    with Meter() as meter:
        for number, producer in enumerate(producers):
            target = folder / f"out-{number}.pdf"
            problem = _make(producer, inputs | {"target": str(target)}, python, node_modules)
            if problem or not target.exists():
                yield Made(producer, problem=problem or "made no file")
                continue
            data = target.read_bytes()
            yield Made(producer, _says(data), meter.read(data, target.name))


def _inputs(folder: Path) -> dict[str, str]:
    """Files to make PDFs from, by the name that recipes call them."""
    text = "\n".join(LINES)
    files: dict[str, bytes] = {
        "source.pdf": summary_pdf(DOCUMENT, [], KEY),
        "page.txt": f"{text}\n".encode(),
        "page.html": f"<html><body><pre>{text}</pre></body></html>".encode(),
        "page.svg": (
            '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">'
            + "".join(f'<text x="10" y="{20 * n + 20}">{line}</text>' for n, line in enumerate(LINES))
            + "</svg>"
        ).encode(),
        "page.ps": (
            b"%!PS\n/Helvetica findfont 12 scalefont setfont 50 700 moveto (Key Value Flag) show showpage\n"
        ),
        "page.mu": b"%%MediaBox 0 0 400 200\n%%Font F Helvetica\nBT /F 12 Tf 9 9 Td (Key Value) Tj ET\n",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    names = {name.replace(".", "_").replace("source_pdf", "source"): str(folder / name) for name in files}
    return names | {"folder": str(folder)}


def _make(producer: Producer, places: Mapping[str, str], python: str, node_modules: Path | None) -> str:
    """Run a recipe; why it made nothing, or ''."""
    where = None
    match producer.by:
        case "program":
            missing = [name for name in producer.needs if which(name) is None]
            command = ["sh", "-c", producer.recipe]
        case "python":
            missing = [name for name in producer.needs if not _can_import(python, name)]
            imports = "".join(f"import {name}\n" for name in producer.needs)
            command = [python, "-c", f"{imports}S, T = '@source@', '@target@'\n{producer.recipe}"]
        case "node":
            missing = [n for n in producer.needs if not (node_modules and (node_modules / n).exists())]
            start = "const fs = require('fs'), S = '@source@', T = '@target@';"
            command = ["node", "-e", f"{start}(async () => {{{producer.recipe}}})()"]
            where = node_modules and node_modules.parent
    if missing:
        return f"{', '.join(missing)} not installed"
    for name, place in places.items():
        command[-1] = command[-1].replace(f"@{name}@", place)
    try:
        done = subprocess.run(command, cwd=where, capture_output=True, text=True, timeout=180, check=False)
    except subprocess.TimeoutExpired:
        return "took longer than 3 minutes"
    lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
    return lines[-1][:100] if done.returncode and not Path(places["target"]).exists() else ""


def _can_import(python: str, name: str) -> bool:
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


def _says(data: bytes) -> str:
    """What the PDF itself says made it."""
    try:
        about = PdfReader(BytesIO(data)).metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return "?"
    return str((about and about.producer) or "does not say")


def main() -> int:
    """Print the table; 1 if a state was not one that its kind may have."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--node-modules", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        modules: Path | None = asked.node_modules and asked.node_modules.absolute()
        every = list(all_made(Path(folder), asked.python, modules))
    done = [made for made in every if made.came is not None]
    print(
        "| Kind | Made with | Says it is from | State | Seconds | MB |\n| --- | --- | --- | --- | --- | --- |"
    )
    for made in done:
        assert made.came is not None
        cells = (made.producer.kind, made.producer.name, made.says[:50].replace("|", "/"), made.came.state)
        print(f"| {' | '.join(cells)} | {made.came.seconds:.2f} | {made.came.megabytes} |")
    for made in every:
        if made.came is None:
            print(f"left out: {made.producer.name}: {made.problem}")
    wrong = [made for made in done if not made.is_right]
    names = {made.says for made in done}
    print(
        f"{len(done)} PDFs of {len(names)} producers; {len(wrong)} wrong: {[m.producer.name for m in wrong]}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
