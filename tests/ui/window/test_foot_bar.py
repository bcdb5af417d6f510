"""The foot bar: one green button that says where it goes, and Ctrl+Enter goes there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from greenpractice.periods import Period
from greenpractice.returns.progress import FIGURE_SECTIONS
from tests.ui.window.test_layout import cut_buttons, cut_labels
from ui.practice.checking.counts_strip import CountButton
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets.style import apply_look

CONTROL = Qt.KeyboardModifier.ControlModifier
FIGURES = {section.key for section in FIGURE_SECTIONS}
ENTERED = [page for page in PAGES if page.sections and set(page.sections) <= FIGURES]


def green(window: MainWindow) -> list[QPushButton]:
    """The green buttons in sight."""
    found = window.findChildren(QPushButton)
    return [each for each in found if each.property("look") == "primary" and each.isVisible()]


def words(window: MainWindow, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def test_every_page_of_figures_has_one_green_button_that_says_where_it_goes(active: MainWindow) -> None:
    for page in ENTERED:
        active.open_page(page.key)
        QApplication.processEvents()
        (button,) = green(active)
        assert "ext: " in button.text(), page.key
        assert button.accessibleName() == button.text()


def test_ctrl_enter_and_the_button_go_to_what_the_button_says(active: MainWindow) -> None:
    workspace = active.workspace
    workspace.remove_row("paper", workspace.rows("paper")[0].id)
    journeys = {"one_way": "2", "unit": "mile", "car_share": "0.6"}
    for field, text in journeys.items():
        workspace.set_figure("appointments", workspace.row_id("appointments", 0), field, text)
    active.open_page("asthma_care")
    assert green(active)[0].text() == "Next: Water, waste and other"
    assert words(active, "asthma_care-foot-status") == "Completed"
    QTest.keyClick(active, Qt.Key.Key_Return, CONTROL)
    assert active.open_key == "water"
    assert green(active)[0].text() == "Completed, next: Check answers"
    assert words(active, "water-foot-missing") == "Paper: not yet started"
    active.open_page("asthma_care")
    QTest.mouseClick(green(active)[0], Qt.MouseButton.LeftButton)
    assert active.open_key == "water"


def test_what_is_wrong_is_said_in_the_foot_and_ctrl_enter_goes_there(active: MainWindow) -> None:
    workspace = active.workspace
    active.open_page("asthma_care")
    workspace.set_figure("asthma_care", workspace.row_id("asthma_care", 0), "asthma_register", "12.5")
    assert words(active, "asthma_care-foot-status") == "There is a problem"
    assert words(active, "asthma_care-foot-missing") == "1 figure cannot be used"
    QTest.keyClick(active, Qt.Key.Key_Return, CONTROL)
    assert active.open_key == "asthma_care"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "asthma_care-asthma_register"


def test_another_quarter_has_its_own_foot(active: MainWindow) -> None:
    active.open_page("asthma_care")
    active.workspace.show_period(Period(2026, 3))
    assert words(active, "asthma_care-foot-status") == "Not yet started"
    assert green(active)[0].text().startswith("Next: ")  # nothing here can be called completed


def test_ctrl_enter_through_an_empty_quarter_ends_at_check_which_names_what_is_empty(
    active: MainWindow,
) -> None:
    """It went round for ever while a section was empty. What was empty last quarter too is passed by."""
    workspace = active.workspace
    workspace.show_period(Period(2026, 2))
    for row in workspace.rows("asthma_care"):
        workspace.remove_row("asthma_care", row.id)
    workspace.show_period(Period(2026, 3))
    active.open_page("practice")
    visited = []
    while active.open_key != "check":
        said = green(active)[0].text()
        QTest.keyClick(active, Qt.Key.Key_Return, CONTROL)
        visited.append(active.open_key)
        page = next(page for page in PAGES if page.key == active.open_key)
        assert said == f"Next: {page.title}"
    assert visited == ["inhalers", "inhaler_returns", "electricity", "business_travel", "water", "check"]
    empty = active.findChild(CountButton, "check-count-without-data")
    assert f"{empty.count} sections would print as “No data”" in active.status.currentMessage()
    active.open_page("home")
    home = active.findChild(QPushButton, "home-next")
    assert home.text().startswith("Start with practice details")


@pytest.mark.parametrize(("size", "width"), [(100, 1366), (100, 1093), (150, 1093), (200, 1024)])
def test_nothing_in_it_is_cut(active: MainWindow, usual: QApplication, size: int, width: int) -> None:
    apply_look(usual, size=size)
    active.setMinimumSize(600, 400)
    active.resize(width, 534)
    for key in ("electricity", "water", "check"):
        active.open_page(key)
        for _ in range(3):
            QApplication.processEvents()
        foot = active.findChild(QWidget, f"{key}-foot")
        assert (
            foot.width() == active.findChild(QWidget, f"page-{key}").window().centralWidget().width()
            or size == 100
        )
        assert [*cut_labels(foot), *cut_buttons(foot)] == []


def test_what_has_no_room_in_it_is_in_more(active: MainWindow, usual: QApplication) -> None:
    active.open_page("check")
    QApplication.processEvents()
    more = active.findChild(QPushButton, "check-more")
    preview = active.findChild(QPushButton, "check-preview")
    assert isinstance(more, QPushButton)
    assert isinstance(preview, QPushButton)
    assert (more.isVisible(), preview.isVisible()) == (False, True)
    apply_look(usual, size=200)
    QApplication.processEvents()
    assert (more.isVisible(), preview.isVisible()) == (True, False)
    assert more.focusPolicy() is preview.focusPolicy() is Qt.FocusPolicy.StrongFocus
    (entry,) = more.menu().actions()
    assert entry.text() == "Preview"
    entry.trigger()
    assert active.open_key == "summary"
