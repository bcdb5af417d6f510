"""The first run as it looks: nothing cut at any size, its answers as cards, larger text and dark colours."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGroupBox, QLabel, QPushButton, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from tests.ui.walking import controls, faults_of
from tests.ui.widgets.test_look import colours_of
from tests.ui.window.test_layout import cut_buttons, cut_labels
from ui.first_run import FirstRun
from ui.session.preferences import Preferences
from ui.welcome.choice_card import ChoiceCard
from ui.welcome.panel import LINES, PROMISES, WHOSE
from ui.widgets.style import apply_look, text_size
from ui.widgets.tokens import DARK, LIGHT

ROOMS = ((1366, 688, 100, True), (1093, 534, 100, False), (1366, 688, 150, False), (1093, 534, 200, False))


@pytest.fixture
def preferences(services: LocalServices) -> Preferences:
    services.preferences_path().parent.mkdir(parents=True)
    return Preferences(services.preferences_path())


@pytest.fixture
def first(usual: QApplication, qtbot: QtBot, services: LocalServices, preferences: Preferences) -> FirstRun:
    """As large as the smaller of the usual screens leaves room for."""
    apply_look(usual, dark=False, size=100, contrast=False)
    store = services.store_path(None)
    made = FirstRun(store, store.with_name("network.db"), preferences=preferences)
    qtbot.addWidget(made)
    made.setMinimumSize(1, 1)
    made.resize(1366, 688)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def settle(first: FirstRun) -> None:
    for _ in range(5):
        QApplication.processEvents()


def panel_of(first: FirstRun) -> QWidget:
    found = first.findChild(QWidget, "welcome-panel")
    assert found is not None
    return found


def test_at_every_size_nothing_is_cut_and_nothing_scrolls_sideways(first: FirstRun) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for wide, high, size, is_beside in ROOMS:
        apply_look(app, size=size)
        first.resize(wide, high)
        for step in range(first._steps.count()):
            first._steps.setCurrentIndex(step)
            settle(first)
            area = first._steps.currentWidget()
            assert isinstance(area, QScrollArea)
            assert area.horizontalScrollBar().maximum() == 0, (size, step)
            assert [*cut_labels(first), *cut_buttons(first)] == [], (wide, size, step)
        panel = panel_of(first)
        assert (panel.height() > panel.width()) is is_beside
        assert panel.width() == (468 if is_beside else wide)
        assert first.width() == wide


def test_the_panel_says_what_the_app_is_for_and_whose_it_is_not(first: FirstRun) -> None:
    said = {label.text() for label in panel_of(first).findChildren(QLabel) if label.isVisible()}
    assert {*LINES, WHOSE, *(words for _, *both in PROMISES for words in both)} <= said
    assert "NHS" not in "".join(said).replace("Not made or endorsed by the NHS", "")


def test_the_first_step_fits_a_small_screen_without_scrolling(first: FirstRun) -> None:
    first.resize(1093, 534)
    settle(first)
    area = first._steps.currentWidget()
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


def test_answers_are_cards_of_one_group_that_is_named_by_its_question(first: FirstRun) -> None:
    cards = first.findChildren(ChoiceCard)
    assert [card.height() for card in cards] == [84, 84, 84]
    assert not any(card.isChecked() for card in cards)
    group = cards[0].parentWidget()
    assert isinstance(group, QGroupBox)
    QAccessible.setActive(True)
    spoken = QAccessible.queryAccessibleInterface(group)
    assert (spoken.role(), spoken.text(QAccessible.Text.Name)) == (
        QAccessible.Role.Grouping, "How will you use this app?",
    )  # fmt: skip
    for card in cards:
        spoken = QAccessible.queryAccessibleInterface(card)
        assert spoken.role() is QAccessible.Role.RadioButton
        assert spoken.text(QAccessible.Text.Description)
    assert first.findChild(QPushButton, "role-continue").height() == 44
    assert faults_of(first) == []


def test_a_card_is_chosen_wherever_it_is_pressed_and_shows_the_focus(first: FirstRun) -> None:
    practice, lead = (first.findChild(ChoiceCard, f"role-{key}") for key in ("practice", "pcn"))
    assert practice.hasFocus()
    assert {LIGHT.focus, LIGHT.on_focus} <= colours_of(practice)
    QTest.mouseClick(lead, Qt.MouseButton.LeftButton, pos=QPoint(lead.width() - 5, 5))
    assert lead.isChecked()
    QTest.keyClick(lead, Qt.Key.Key_Up)
    assert practice.isChecked()
    assert practice.hasFocus()


def test_larger_text_and_dark_colours_are_there_at_once_and_remembered(
    first: FirstRun, preferences: Preferences
) -> None:
    larger, dark = (first.findChild(QPushButton, f"first-run-{name}") for name in ("larger", "dark"))
    assert {larger, dark} <= set(controls(first))
    larger.setFocus()
    QTest.keyClick(larger, Qt.Key.Key_Space)
    QTest.keyClick(first, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert text_size() == preferences.text_size == 125
    QTest.keyClick(first, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert first.findChild(QLabel, "first-run-size").text() == "Text 100%"
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert preferences.dark is True
    assert DARK.header in colours_of(panel_of(first))
    assert dark.text() == dark.accessibleName() == "Light colours"
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert preferences.dark is False


def test_in_a_contrast_theme_no_colour_is_ours(first: FirstRun) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dark = first.findChild(QPushButton, "first-run-dark")
    assert dark.isVisible()
    apply_look(app, contrast=True)
    settle(first)
    assert not dark.isVisible()
    card = first.findChild(QRadioButton, "role-pcn")
    drawn = colours_of(panel_of(first)) | colours_of(card)
    assert {LIGHT.header, LIGHT.accent, LIGHT.selected, LIGHT.focus} & drawn == set()
    apply_look(app, contrast=False)
