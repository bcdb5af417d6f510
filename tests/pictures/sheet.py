"""A sheet of design beside today: for each page that has a design picture, that and the page as it is now.

Run as `python -m tests.pictures.sheet DESIGNS FOLDER [BEFORE]`: DESIGNS holds pictures by the names below,
FOLDER gets a PNG for each and a page that shows them all; BEFORE holds pictures that an earlier version drew
with `screenshots`, which then stand first.
"""

import os
import sys
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from greenpractice.app import LocalServices
from greenpractice.reports.page_images import PdfPages
from tests.pictures.papers import demo_paper, network_papers
from ui.screenshots import render
from ui.summary.page_picture import picture_of

BESIDE = {  # the name of a design picture, and of that of today
    "home-light": "home-half-done-light",
    "home-dark": "home-half-done-dark",
    "home-empty": "home-empty-light",
    "home-200": "home-half-done-large",
    "practice-details": "practice-light",
    "inhalers": "inhalers-light",
    "inhalers-dark": "inhalers-dark",
    "energy": "electricity-light",
    "asthma-problem": "asthma_care-problem-light",
    "check-answers": "check-light",
    "indicators": "indicators-light",
    "results-light": "results-light",
    "results-dark": "results-dark",
    "lead-returns": "network-returns-light",
    "lead-side-by-side": "network-side-light",
    "first-run": "first-run-light",
    "report-practice-quarter": "report-practice-quarter",
    "report-practice-first-quarter": "report-first-quarter",
    "report-network": "report-network",
}
LOOKS = ("light", "dark", "large")
HIGH, GAP, HEAD = 900, 24, 60  # px: of each picture, between two, and for its name
PAPER_WIDE = 900


def main(designs: Path, folder: Path, before: Path | None = None) -> int:
    """Draw the pages of today, and put each beside its design."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as there:
        os.environ["GREENPRACTICE_STORE"] = str(Path(there) / "greenpractice.db")
        today = Path(there) / "today"
        render(today, LocalServices(), LOOKS, states=True)
        _papers(today)
        made = []
        for design, page in BESIDE.items():
            places = {"before": before and before / f"{page}.png", "design": designs / f"{design}.png",
                      "today": today / f"{page}.png"}  # fmt: skip
            shown = {name: QImage(str(path)) for name, path in places.items() if path and path.is_file()}
            if "design" in shown and "today" in shown:
                _beside(shown, page).save(str(folder / f"{design}.png"))
                made.append(design)
            else:
                print(f"{design}: no picture of {'the design' if 'today' in shown else page}")
    pictures = "".join(f'<h2>{escape(name)}</h2><img src="{escape(name)}.png" width="100%">' for name in made)
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>Pictures</title>{pictures}"
    (folder / "index.html").write_text(page, encoding="utf-8")
    print(f"{len(made)} of {len(BESIDE)} pictures in {folder}")
    return 0


def _earlier(before: Path, page: str) -> Path:
    """The picture of an earlier version, which may have none in that state."""
    name, *_, look = page.split("-")
    found = [before / f"{each}.png" for each in (page, f"{name}-{look}")]
    return next((path for path in found if path.is_file()), found[0])


def _papers(today: Path) -> None:
    """Page 1 of the PDFs that have a design."""
    from tests.greenpractice.reports.practice.states import pdf_of

    _, network, _ = next(network_papers())
    papers = {"practice-quarter": demo_paper(-1), "first-quarter": pdf_of("first"), "network": network}
    for name, data in papers.items():
        picture_of(PdfPages(data), 0, PAPER_WIDE).save(str(today / f"report-{name}.png"))


def _beside(shown: dict[str, QImage], page: str) -> QImage:
    """Pictures of one height beside each other, each under its name."""
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = {name: picture.scaledToHeight(HIGH, smooth) for name, picture in shown.items()}
    wide = sum(picture.width() + GAP for picture in scaled.values()) + GAP
    sheet = QImage(wide, HIGH + HEAD + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    font = QFont("Lato")
    font.setPixelSize(28)
    painter.setFont(font)
    left = GAP
    for name, picture in scaled.items():
        words = f"{name}: {page}" if name == "today" else name
        painter.drawText(QRect(left, 0, picture.width(), HEAD), Qt.AlignmentFlag.AlignVCenter, words)
        painter.drawImage(left, HEAD, picture)
        painter.setPen(QColor("#808080"))
        painter.drawRect(left, HEAD, picture.width(), HIGH)
        painter.setPen(QColor("black"))
        left += picture.width() + GAP
    painter.end()
    return sheet


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
