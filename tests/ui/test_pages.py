"""Every page: names, labels, order, sizes, words, and nothing that changes a figure by accident."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.demo.returns import demo_documents
from greenpractice.periods import Period
from greenpractice.sections import SECTIONS, keys_of
from greenpractice.store import ReturnKey
from greenpractice.themes import THEMES
from tests.ui.answers import let_go
from tests.ui.walking import controls, faults_of, faults_of_fields, forbidden_words, sticks_out
from tests.ui.widgets.spoken.in_process import item_of
from tests.ui.widgets.spoken.reading import faults_heard
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.widgets.style import apply_look

KEYS = [page.key for page in PAGES]


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """One window for all walks: none of them changes a figure."""
    folder = tmp_path_factory.mktemp("walk")
    store = LocalServices().open_store(folder / "greenpractice.db", write=True)
    for document in demo_documents():
        if document.ods_code == "Z99991" and document.period.year in (2019, 2025, 2026):
            store.record(document)
    apply_look(qapp, dark=False, size=100)
    preferences = Preferences(folder / "window.ini")
    identity = Identity("Z99991", "Sample Surgery", "U99999")
    workspace = Workspace(store, identity, Period(2026, 2), None, LocalServices(), preferences)
    made = MainWindow(workspace, preferences)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    let_go(store)


@pytest.fixture(params=KEYS)
def page(request: pytest.FixtureRequest, window: MainWindow, qapp: QApplication) -> QWidget:
    window.open_page(request.param)
    qapp.processEvents()
    return window.pages[request.param]


def test_every_page_can_be_used_by_anyone(page: QWidget) -> None:
    assert faults_of(page) == []


def test_every_page_is_heard_by_name_and_once(page: QWidget, window: MainWindow) -> None:
    assert faults_heard(item_of(window)) == []


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched.objectName())
        return False


def test_opening_a_page_shows_no_other_window(filled: Workspace, qtbot: QtBot, qapp: QApplication) -> None:
    assert filled.preferences is not None
    made = MainWindow(filled, filled.preferences)
    qtbot.addWidget(made)
    made.show()
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        for key in KEYS:
            made.open_page(key)
            qapp.processEvents()
        made.toggle_help()
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_every_field_has_a_label_and_no_placeholder_or_spin_box(page: QWidget) -> None:
    assert faults_of_fields(page) == []


def test_the_words_are_plain(page: QWidget) -> None:
    assert forbidden_words(page) == []


def test_hints_are_short_phrases(page: QWidget) -> None:
    hints = [w.accessibleDescription() for w in controls(page) if isinstance(w, QLineEdit)]
    assert all(len(hint) <= 90 and not hint.endswith(".") for hint in hints)


@pytest.mark.sweep
def test_the_wheel_changes_nothing(page: QWidget, window: MainWindow, qapp: QApplication) -> None:
    before = window.workspace.document()
    combos = {combo: combo.currentIndex() for combo in page.findChildren(QComboBox)}
    for widget in controls(page):
        here = QPointF(5, 5)
        event = QWheelEvent(
            here, widget.mapToGlobal(here), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        qapp.sendEvent(widget, event)
    assert window.workspace.document() == before
    assert {combo: combo.currentIndex() for combo in combos} == combos


def test_at_the_smallest_size_and_largest_text_no_page_is_cut(window: MainWindow, qapp: QApplication) -> None:
    window.resize(1024, 700)
    try:
        for size in (100, 200):
            apply_look(qapp, size=size)
            cut = [key for key in KEYS if sticks_out(opened(window, key, qapp))]
            assert cut == []
    finally:
        apply_look(qapp, size=100)


def opened(window: MainWindow, key: str, qapp: QApplication) -> QWidget:
    window.open_page(key)
    qapp.processEvents()
    return window.pages[key]


def test_a_year_and_an_empty_quarter_show_too(window: MainWindow, qapp: QApplication) -> None:
    for period in (Period(2019), Period(2026, 3)):
        window.workspace.show_period(period)
        for key in KEYS:
            window.open_page(key)
            assert window.pages[key].isVisible()
    window.workspace.show_period(Period(2026, 2))


def test_pages_say_no_data_and_never_0(workspace: Workspace, qtbot: QtBot) -> None:
    assert workspace.preferences is not None
    made = MainWindow(workspace, workspace.preferences)
    qtbot.addWidget(made)
    made.show()
    made.open_page("summary")
    said = "\n".join(label.text() for label in made.pages["summary"].findChildren(QLabel))
    assert "There are no figures for this quarter yet" in said
    for key in ("summary", "results", "check"):
        made.open_page(key)
        said = "\n".join(label.text() for label in made.pages[key].findChildren(QLabel))
        assert "0 kg" not in said, key
    assert "No data" in said
    assert workspace.store.load(ReturnKey("C82001", workspace.period)) is None


class Shown(QObject):
    """Hears of every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_of_its_own(filled: Workspace, qapp: QApplication) -> None:
    assert filled.preferences is not None
    shown = Shown()
    qapp.installEventFilter(shown)
    made = MainWindow(filled, filled.preferences)
    made.show()
    for key in KEYS:
        made.open_page(key)
        qapp.processEvents()
    made.close()
    made.deleteLater()
    qapp.removeEventFilter(shown)
    assert shown.windows == ["MainWindow main-window"]


def test_a_closed_window_is_freed(filled: Workspace, qapp: QApplication) -> None:
    assert filled.preferences is not None
    made = MainWindow(filled, filled.preferences)
    made.show()
    for key in KEYS:
        made.open_page(key)
    gone: list[bool] = []
    made.destroyed.connect(lambda: gone.append(True))
    held = weakref.ref(made)
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del made
    gc.collect()
    assert gone == [True]
    assert held() is None


def test_every_section_has_one_page_and_a_theme_s_page_has_all_of_its_sections() -> None:
    on_pages = [section for page in PAGES for section in page.sections]
    assert sorted(on_pages) == sorted(section.key for section in SECTIONS)
    for theme in THEMES:
        assert any(set(keys_of(theme)) <= set(page.sections) for page in PAGES), theme.title
