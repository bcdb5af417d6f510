"""The quarter of the sample return entered in a real window, by keyboard and then by mouse in another store.

Run as `python -m tests.long.sample_by_hand [FOLDER]`: a screen of 1366 x 768, the program as people start it,
first run included; once as it is, once at 125% of the system, once at 125% of the text. Each total that the
window shows, `footprint` of what was typed and the figures in the PDF that is made at the end must be those
of the sample. Pictures stay in the folder.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import start
from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.numbers import show_kg
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.reading import read_document
from greenpractice.sections import SECTION_BY_KEY
from tests.long.hands import Eyes, Keyboard, Mouse
from tests.ui.screen import program, screen, wait_for
from tests.ui.test_sample_typed import typed
from ui.practice.practice_pages import page_of_section

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "files" / "sample-return.json"
WAYS = (("100", "1", ""), ("system 125", "1.25", ""), ("text 125", "1", "125"))


def enter(hand: Keyboard | Mouse, section: str, row: Mapping[str, str]) -> None:
    """One row of the sample, on the page it stands on."""
    page = page_of_section(section)
    assert page is not None
    hand.open(page.key)
    spec = SECTION_BY_KEY[section]
    if section == "inhalers":
        hand.find_inhaler("Ventolin Evohaler 100", {key: row[key] for key in ("inhalers", "items")})
        return
    seen = hand.eyes.now()
    left = dict(row)
    for key, field in spec.fields.items():
        box = f"{section}-{key}"
        answers = [each for each in field.choices if f"{box}-{each}" in seen["widgets"]]
        if key in row and answers:
            hand.choose(box, left.pop(key), answers)
        elif key in row and box in seen["widgets"]:
            hand.fill(box, typed(field, left.pop(key)))
    if not left:
        return
    grid = f"{section}-grid"
    columns = [each["field"] for each in hand.eyes.now()["cells"] if each["grid"] == grid]
    more = f"{section}-more-columns"
    if more in seen["widgets"] and any(key not in columns for key in left):
        hand.tick(more)
    in_order = {key: typed(spec.fields[key], left[key]) for key in spec.fields if key in left}
    choices = {key: list(spec.fields[key].choices.values()) for key in left if spec.fields[key].choices}
    hand.fill_row(grid, in_order, choices)


def look_at_totals(hand: Keyboard | Mouse, document: ReturnDocument, calculator: Calculator) -> Iterator[str]:
    """Each total that the window shows differently from the sample's."""
    wanted = calculator.of_return(document)
    for section, kg in wanted.by_section.items():
        page = page_of_section(section)
        assert page is not None
        hand.open(page.key)
        name = "inhalers-kg" if section == "inhalers" else f"{section}-why"
        seen = hand.eyes.until(lambda seen, name=name: name in seen["widgets"], name)
        if seen["widgets"][name]["text"] != f"{show_kg(kg)} CO₂e":
            yield f"{section}: {seen['widgets'][name]['text']} for {show_kg(kg)}"
    hand.open("results")
    seen = hand.eyes.now()
    if show_kg(wanted.total) not in [*seen["texts"], *(each["text"] for each in seen["widgets"].values())]:
        yield f"Results do not show {show_kg(wanted.total)}"


def footprint(store: Path, record: bool = False) -> Any:
    """What the command says of a store, into which the sample is recorded first if that is asked."""
    command = [sys.executable, "-m", "greenpractice"]
    environment = {**os.environ, "GREENPRACTICE_STORE": str(store)}
    if record:
        subprocess.run([*command, "record", str(SAMPLE)], env=environment, cwd=ROOT, check=True)
    asked = [*command, "footprint", "--practice", "C82001", "--period", "2025-26-Q1", "--json"]
    told = subprocess.run(asked, env=environment, cwd=ROOT, check=True, capture_output=True)
    found = json.loads(told.stdout)
    return {key: found[key] for key in ("total_kgco2e", "by_section", "by_scope", "by_boundary")}


def one_way(kind: type[Keyboard | Mouse], name: str, scale: str, text: str, folder: Path) -> list[str]:
    """The whole quarter by one hand: what is wrong with it, and how long it took."""
    document, calculator = read_document(SAMPLE.read_bytes(), SAMPLE.name)[0], load_calculator()
    store, eyes = folder / "greenpractice.db", Eyes(folder / "seen.json")
    pictures = folder.parent / f"{kind.name}, {name}"
    pictures.mkdir(parents=True, exist_ok=True)
    if text:
        store.with_suffix(".ini").write_text(f"[General]\ntext_size={text}\n", encoding="utf-8")
    started = time.monotonic()
    command = [sys.executable, "-P", "-m", "tests.long.eyes", str(folder / "seen.json")]
    with (
        screen(folder, 1366, 768) as shown,
        program(shown.display, store, command, QT_SCALE_FACTOR=scale) as running,
    ):
        shown.window("Greener Practice - Start")
        hand = kind(shown, eyes, float(scale))
        hand.first_run("C82001")
        shown.window("C82001")
        while "April to June 2025" not in (before := hand.eyes.now()["title"]):
            hand.earlier()
            hand.eyes.until(lambda seen, before=before: seen["title"] != before, "another quarter")
        for section, rows in document.sections.items():
            for row in rows:
                enter(hand, section, row)
                hand.eyes.now()
                shown.picture().save(str(pictures / f"{section}.png"))
        wrong = list(look_at_totals(hand, document, calculator))
        for page in ("home", "check", "results", "indicators", "summary"):
            hand.open(page)
            hand.eyes.now()
            shown.picture().save(str(pictures / f"page {page}.png"))
        wrong += [text for text in hand.eyes.now()["texts"] if text == "There is a problem"]
        hand.press("create-pdf")
        pdf = wait_for(lambda: next(folder.rglob("*.pdf"), None), "the summary PDF")
        shown.press("alt+F4")
        if running.wait(60) != 0:
            wrong.append(f"the program ended with {running.returncode}")
    if read_pdf(pdf)[0].sections != document.sections:
        wrong.append(f"{pdf.name} holds other figures")
    if footprint(store) != footprint(folder / "sample.db", record=True):
        wrong.append("footprint of what was typed is not that of the sample")
    print(f"{kind.name}, {name}: {time.monotonic() - started:.0f} s, {len(wrong)} wrong", flush=True)
    return wrong


def main(words: list[str]) -> int:
    """Both hands in each way; with `--short` once each. Ends with 1 if anything is wrong."""
    missing = start.missing_for_tests()
    if missing:
        print(f"Skipped: a real window needs {' '.join(missing)}.")
        return 0
    kept = next((Path(word) for word in words if word != "--short"), None)
    ways = WAYS[:1] if "--short" in words else WAYS
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as passing:
        for number, (name, scale, text) in enumerate(ways):
            for kind in (Keyboard, Mouse):
                folder = (kept or Path(passing)) / f"{kind.name} {number}"
                folder.mkdir(parents=True)
                wrong += one_way(kind, name, scale, text, folder)
    print("\n".join(wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
