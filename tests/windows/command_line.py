"""Every command of the program in that Windows, in the order of a quarter, from a demo to a network's PDF."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from greenpractice.exchange.pdf_return import read_pdf
from tests.windows.machine import KEPT, ROOT, Windows, seen_from_windows

LEADS = 1  # the exit status of `collate` where something waits for the Lead's word, as in the demo


def run(windows: Windows, _short: bool) -> str:
    """From the checkout, with its Python."""
    return commands(windows, [str(windows.python), "-m", "greenpractice"])


def commands(windows: Windows, program: Sequence[str]) -> str:
    """The same of whatever the program is started by; what was found, or an AssertionError."""
    place = KEPT / f"commands-{Path(program[0]).stem}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    shutil.copyfile(ROOT / "tests/files/sample-return.json", place / "sample-return.json")
    there = seen_from_windows(place)
    demo = ["--store", rf"{there}\demo\greenpractice-demo.db"]
    own = ["--store", rf"{there}\Sgôr ₂\data.db"]
    network = ["--pcn", "U99999", "--period", "2026-27-Q3"]
    done = 0

    def ran(*words: str, status: int = 0) -> str:
        nonlocal done
        found, said = windows.run([*program, *words], folder=place, PYTHONPATH=seen_from_windows(ROOT))
        assert found == status, f"{words[0]}: exit status {found}: {said[-300:]}"
        done += 1
        return said

    ran("--version")
    ran("demo", "--output", rf"{there}\demo")
    ran("record", "sample*.json", *own)
    (document,) = _documents(place)
    practice = ["--practice", document["practice"]["ods_code"], "--period", document["period"]]
    ran("practices", *own)
    figures = json.loads(ran("footprint", *own, *practice, "--json"))
    assert figures["total_kgco2e"] > 0
    ran("indicators", *own, *practice)
    for name in ("summary.pdf", "summary.xlsx"):
        ran("report", *own, *practice, "--output", rf"{there}\{name}")
    assert json.loads(ran("extract", rf"{there}\summary.pdf"))["period"] == document["period"]
    assert read_pdf(place / "summary.pdf")[0].ods_code == practice[1]
    ran("collate", rf"{there}\demo\network", *demo, *network, "--output", rf"{there}\n.pdf", status=LEADS)
    ran("check", *own)
    ran("key", *own)
    ran("backup", rf"{there}\copy.db", *own)
    ran("restore", rf"{there}\copy.db", *own)
    ran("report", *own, *practice, "--output", rf"{there}\CON.pdf", status=1)
    assert json.loads(ran("footprint", *own, *practice, "--json")) == figures
    left = [path.name for path in place.rglob("*.part")]
    assert not left, f"left over: {left}"
    return f"{done} commands"


def _documents(place: Path) -> list[dict[str, dict[str, str]]]:
    return [json.loads(path.read_text("utf-8")) for path in place.glob("sample*.json")]
