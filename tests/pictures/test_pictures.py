"""The measures of pictures: each finds what it is for, and some pages in three themes have none of it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.reports.blocks import heading, page_break, paragraph
from greenpractice.reports.tables import table
from tests.greenpractice.reports.practice.states import pdf_of
from tests.greenpractice.reports.samples import build
from tests.pictures.marks_in_grey import marks_in_grey
from tests.pictures.measure import THEMES, Report, asked_for
from tests.pictures.paper_measures import measure_pdf
from tests.pictures.papers import USUAL, demo_paper, network_papers
from tests.pictures.window_measures import measure
from ui import screenshots
from ui.practice.practice_window import MainWindow
from ui.screenshots import SIZE, Scene
from ui.session.services import WindowServices
from ui.which_window import WhichWindow
from ui.widgets.choice import Choice
from ui.widgets.style import apply_look

SOME = ("inhalers", "electricity", "results", "indicators")


@pytest.fixture
def usual(qapp: QApplication) -> Iterator[QApplication]:
    apply_look(qapp, False, 100, contrast=False)
    yield qapp
    apply_look(qapp, False, 100, contrast=False)


def test_a_choice_has_room_for_its_words_in_every_size(usual: QApplication, qtbot: QtBot) -> None:
    choice = Choice("zoom", "Zoom")
    choice.addItem("Fit to width")
    qtbot.addWidget(choice)
    for size in (100, 150, 200):
        apply_look(usual, size=size)
        choice.resize(choice.sizeHint())
        assert measure(choice, "", SIZE, size, colours=False).faults == []


def test_everything_is_measured_unless_something_is_named() -> None:
    what, looks = asked_for([])
    assert (what, len(looks)) == (("window", "paper"), 27)
    what, looks = asked_for(["window", "--looks", "dark-1366-*", "*-tall"])
    assert (what, len(looks)) == (("window",), 7)


def placed(widget: QWidget, inside: QWidget, x: int, y: int, wide: int, high: int, name: str) -> QWidget:
    widget.setParent(inside)
    widget.setGeometry(x, y, wide, high)
    widget.setObjectName(name)
    return widget


@pytest.fixture
def faulty(usual: QApplication, qtbot: QtBot) -> QWidget:
    """A page on which everything is wrong once."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 500)
    placed(QLabel("A sentence that is longer than its room"), page, 10, 10, 120, 24, "cut")
    placed(QLabel("1234.5 kg"), page, 10, 40, 100, 24, "one")
    placed(QLabel("Other"), page, 80, 44, 100, 24, "other")
    pale = placed(QLabel("Hardly seen"), page, 10, 80, 200, 24, "pale")
    pale.setStyleSheet("color: #cccccc")
    placed(QPushButton("?"), page, 10, 120, 20, 20, "small")
    for place, name in enumerate(("first", "second")):
        green = placed(QPushButton(name), page, 10 + 200 * place, 150, 150, 40, name)
        green.setProperty("look", "primary")
    area = QScrollArea()
    placed(area, page, 10, 200, 200, 100, "area")
    wide = QWidget()
    wide.resize(400, 50)
    area.setWidget(wide)
    grid = placed(QWidget(), page, 300, 10, 200, 100, "figures")
    below = QGridLayout(grid)
    for row, words in enumerate(("12.5", "1,208.25")):
        below.addWidget(QLabel(words), row, 0)
    placed(QWidget(), page, 550, 300, 100, 20, "out")
    page.show()
    return page


def test_each_measure_finds_what_it_is_for(faulty: QWidget) -> None:
    found = measure(faulty, "a page", SIZE, 100, colours=True).faults
    said = [f"{name}: {fault}" for name, fault in found]
    for wanted in (
        "nothing cut: cut: 'A sentence that is longer than its room' reaches",
        "nothing cut: out: (550, 300, 100 x 20) reaches out of",
        "nothing overlaps: one and other share 30 x 20 px",
        "contrast of text: pale: 'Hardly seen' has 1.",
        "targets of 24 px: small: 20 x ",
        "one green button: first, second",
        "no sideways scroll: area: ",
        "numbers aligned: column 0 around ",
    ):
        assert any(each.startswith(wanted) for each in said), (wanted, said)


def some_pages(which: WhichWindow, services: WindowServices) -> Iterator[Scene]:
    yield screenshots.opened(which.open_demo), _some


def _some(which: WhichWindow, drawing: object) -> Iterator[tuple[str, QWidget]]:
    assert isinstance(which.window, MainWindow)
    for key in SOME:
        which.window.open_page(key)
        yield key, which.window


def test_some_pages_have_none_of_it_in_any_theme(
    usual: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dark before contrast: what a style sheet gave to a part goes with it."""
    monkeypatch.setenv("GREENPRACTICE_STORE", str(tmp_path / "greenpractice.db"))
    report, scenes = Report(), [some_pages]
    for shot in screenshots.shots(LocalServices(), THEMES, scenes):
        measured = partial(measure, shot.window, "", SIZE, 100)
        report.add(shot.page, shot.look, measured(colours=shot.look != "light"))
    report.add("tags", "", marks_in_grey())
    assert [line for line in report.lines() if " | " in line] == []


@pytest.mark.parametrize("state", ["usual", "first", "part year", "40 bills"])
def test_a_practice_s_pdf_has_none_of_it(state: str) -> None:
    assert measure_pdf(pdf_of(state), usual=state in USUAL).faults == []


def test_the_demo_s_newest_quarter_has_none_of_it() -> None:
    data = demo_paper(-1)
    assert measure_pdf(data, usual=True).faults == []


def test_a_network_s_pdf_has_none_of_it() -> None:
    _, data, _ = next(network_papers())
    assert measure_pdf(data).faults == []


def test_a_pdf_with_everything_wrong_is_found_out() -> None:
    """Three lines on a page of two, a row alone, a machine word, points in no line."""
    rows = [["Product", "kg"], *([f"Product {number}", "1.50"] for number in range(60)), ["Last", "12.5"]]
    story = [
        table(rows),
        page_break(),
        paragraph("bnf_code is None"),
        page_break(),
        heading("Data for the PCN app", 1),
    ]
    said = [f"{name}: {fault}" for name, fault in measure_pdf(build(story), usual=True).faults]
    for wanted in (
        "paper: decimals aligned: page ",
        "paper: pages full: page ",
        "paper: no machine words: page 3: 'bnf_code'",
    ):
        assert any(each.startswith(wanted) for each in said), (wanted, said)
