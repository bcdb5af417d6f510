"""On a page of several sections one that is completed is a line; what leads to a figure of it opens it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from greenpractice.returns.progress import Status
from ui.entry.section_panel import SectionPanel
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.session.copying import copies


def panel_of(window: MainWindow, section: str) -> SectionPanel:
    page = next(each for each in PAGES if section in each.sections)
    window.open_page(page.key)
    QApplication.processEvents()
    return next(each for each in window.pages[page.key].findChildren(SectionPanel) if each.section == section)


def test_what_is_completed_is_one_line_and_what_is_open_is_not(active: MainWindow) -> None:
    folded = set()
    for page in (each for each in PAGES if len(each.sections) > 1):
        for section in page.sections:
            panel = panel_of(active, section)
            progress = active.workspace.progress()[section]
            if panel.is_folded:
                assert (progress.status, progress.remark) == (Status.COMPLETED, "")
                folded.add(section)
            elif progress.status is not Status.COMPLETED:
                assert not panel.is_folded
    assert {"water", "paper"} <= folded
    assert 44 <= panel_of(active, "water").height() <= 60


@pytest.mark.parametrize("way", ["jump", "Change"])
def test_a_way_to_a_figure_opens_it_with_the_focus_there(active: MainWindow, way: str) -> None:
    panel = panel_of(active, "water")
    assert panel.is_folded
    if way == "jump":
        active.workspace.go_to("water", active.workspace.row_id("water", 0), "sewerage_m3")
    else:
        QTest.keyClick(panel.findChild(QPushButton, "water-unfold"), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not panel.is_folded
    wanted = "water-sewerage_m3" if way == "jump" else "water-supply_m3"
    assert QApplication.focusWidget().objectName() == wanted


def test_it_stays_open_under_the_hands_and_folds_when_the_page_is_opened_again(active: MainWindow) -> None:
    panel = panel_of(active, "water")
    panel.findChild(QPushButton, "water-unfold").click()
    box = panel.findChild(QLineEdit, "water-supply_m3")
    box.selectAll()
    QTest.keyClicks(box, "104")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert not panel.is_folded
    panel_of(active, "electricity")
    assert panel_of(active, "water").is_folded
    assert active.workspace.rows("water")[0].figures["supply_m3"] == "104"


def test_what_is_half_typed_in_one_that_folds_is_still_a_figure(active: MainWindow) -> None:
    panel = panel_of(active, "water")
    panel.fold(False)
    box = panel.findChild(QLineEdit, "water-supply_m3")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "77")
    panel.fold(True)
    active.workspace.finish_typing()
    assert active.workspace.rows("water")[0].figures["supply_m3"] == "77"


def test_figures_copied_from_last_quarter_are_not_folded(active: MainWindow) -> None:
    panel_of(active, "water")
    quarter = active.workspace.period
    active.workspace.show_period(quarter.next)
    edits, _ = copies(active.workspace, ["water", "paper"])
    active.workspace.apply_step(edits, "Copy")
    panel_of(active, "electricity")
    panel = panel_of(active, "water")
    assert active.workspace.progress()["water"].status is Status.COMPLETED
    assert not panel.is_folded
