"""Check answers at a glance: counts that filter, each open thing with its way, each section in one line."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from greenpractice.returns.progress import FIGURE_SECTIONS
from ui.practice.check_page import CheckPage
from ui.practice.checking.counts_strip import ESTIMATED, PROBLEMS, TO_CHECK, WITHOUT_DATA
from ui.practice.practice_window import MainWindow
from ui.window.why import WhyWindow

Key = Qt.Key


def opened(window: MainWindow) -> CheckPage:
    window.open_page("check")
    QApplication.processEvents()
    page = window.pages["check"]
    assert isinstance(page, CheckPage)
    return page


def rows(page: CheckPage) -> list[str]:
    """The sentences of the rows that are shown."""
    named = (each for each in page.findChildren(QLabel) if each.objectName().startswith("check-open-words-"))
    return [each.text() for each in named]


def press(part: QWidget, key: Key = Key.Key_Space) -> None:
    part.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(part, key)
    QApplication.processEvents()


def test_nothing_of_a_usual_return_is_below_the_fold(active: MainWindow) -> None:
    active.resize(1366, 688)
    page = opened(active)
    area = next(each for each in active.findChildren(QScrollArea) if each.isAncestorOf(page))
    assert (area.verticalScrollBar().maximum(), area.horizontalScrollBar().maximum()) == (0, 0)
    change = [page.findChild(QPushButton, f"check-{section.key}") for section in FIGURE_SECTIONS]
    shown = [each for each in change if each.isVisible()]
    assert len(shown) >= 13
    assert all(each.height() >= 24 for each in shown)


def test_each_count_shows_its_own_alone_and_once_more_all_again(active: MainWindow) -> None:
    workspace = active.workspace
    for key in ("paper", "pen_returns"):
        for kept in workspace.rows(key):
            workspace.remove_row(key, kept.id)
    workspace.set_figure("water", workspace.row_id("water", 0), "supply_m3", "lots")
    page = opened(active)
    everything = rows(page)
    strip = page.counts.counts
    assert strip[WITHOUT_DATA].count == 2
    assert "Pens returned and paper: no data" in everything
    told = {}
    for kind in (PROBLEMS, WITHOUT_DATA, ESTIMATED, TO_CHECK):
        press(strip[kind])
        assert page.counts.choice == kind
        told[kind] = rows(page)
    assert told[PROBLEMS] == [everything[0]]
    assert told[WITHOUT_DATA] == ["Pens returned: no data", "Paper: no data"]
    assert len(told[ESTIMATED]) == 1
    assert all(" estimated" in each for each in told[ESTIMATED])
    assert not set(told[TO_CHECK]) & {*told[PROBLEMS], *told[WITHOUT_DATA], *told[ESTIMATED]}
    press(strip[TO_CHECK])
    assert page.counts.choice == ""
    assert rows(page) == everything
    opens = page.findChild(QPushButton, "check-open-0")
    press(opens, Key.Key_Return)
    assert QApplication.focusWidget().objectName() == "water-supply_m3"


def test_a_count_that_is_worked_off_filters_no_longer(active: MainWindow) -> None:
    workspace = active.workspace
    workspace.set_figure("water", workspace.row_id("water", 0), "supply_m3", "lots")
    page = opened(active)
    press(page.counts.counts[PROBLEMS])
    workspace.undo()
    QApplication.processEvents()
    assert page.counts.choice == ""
    assert not page.counts.counts[PROBLEMS].isEnabled()
    assert rows(page)


def test_a_section_is_one_line_and_the_total_says_why(active: MainWindow) -> None:
    page = opened(active)
    figure = page.findChild(QLabel, "check-figure-electricity")
    assert figure.text().endswith(" kWh")
    weights = [
        each.text()
        for each in page.findChildren(QLabel)
        if each.objectName().startswith("check-kg-") and each.text()
    ]
    assert all(each.endswith(" t") for each in weights), "one unit, so that points stand under each other"
    press(page.answers.total, Key.Key_Return)
    (why,) = active.findChildren(WhyWindow)
    why.close()


def test_every_figure_comes_below_and_goes_again(active: MainWindow) -> None:
    page = opened(active)
    assert page.findChild(QPushButton, "check-rows-water") is None
    press(page.every, Key.Key_Return)
    change = page.findChild(QPushButton, "check-rows-water")
    assert change.isVisible()
    assert page.every.accessibleName() == "Hide every figure"
    press(page.every, Key.Key_Return)
    assert not change.isVisible()


def test_the_green_button_makes_the_version_it_names_and_a_problem_stops_it(active: MainWindow) -> None:
    workspace = active.workspace
    folder = workspace.store.path.parent / "Summary PDFs"
    opened(active)
    go_on = active.findChild(QPushButton, "check-continue")
    assert isinstance(go_on, QPushButton)
    assert go_on.text() == "Next: Summary PDF", "what says all there is already is not made once more"
    workspace.set_figure("water", workspace.row_id("water", 0), "supply_m3", "98")
    number = int(go_on.text().removeprefix("Make the PDF, version "))
    workspace.set_figure("water", workspace.row_id("water", 0), "supply_m3", "lots")
    press(go_on, Key.Key_Return)
    assert active.open_key == "check"
    assert QApplication.focusWidget().objectName() == "error-summary"
    assert not folder.exists()
    workspace.undo()
    press(go_on, Key.Key_Return)
    assert active.open_key == "summary"
    assert [file.name.endswith(f"_v{number}.pdf") for file in folder.glob("*.pdf")] == [True]
    opened(active)
    assert go_on.text() == "Next: Summary PDF"
    press(go_on)
    assert active.open_key == "summary"
    workspace.undo()
    opened(active)
    assert go_on.text() == f"Make the PDF, version {number + 1}"
