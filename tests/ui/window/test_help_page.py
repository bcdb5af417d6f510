"""Help says what the window does and what the facts say, read from them, so that it cannot grow old."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.facts.factors import load_factors
from greenpractice.indicators.computing import load_indicators
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.tasks.exports import EXPORTS
from tests.ui.walking import FORBIDDEN, controls, texts
from ui.entry.grid_view import GridView
from ui.help.texts import GLOSSARY, PAGE_HELP, TOPICS, help_of_sections, terms_in
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import apply_look
from ui.window.help_page import HelpPage
from ui.window.help_panel import HelpPanel
from ui.window.help_passages import field_lines

Key = Qt.Key


def test_f1_opens_help_beside_the_page_and_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    box = _box(window, "asthma_care", "asthma_care-asthma_register", qtbot)
    qtbot.keyClick(box, Key.Key_F1)
    panel = _panel(window)
    assert panel.isVisible()
    assert window.open_key == "asthma_care"
    assert panel.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is box
    qtbot.keyClick(box, Key.Key_F1)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F1)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is box


def test_one_help_button_in_the_header_opens_help_of_the_page(window: MainWindow) -> None:
    asked = window.findChild(QPushButton, "header-help")
    assert asked.accessibleName() == "Help for this page"
    for page in PAGES[:2]:
        window.open_page(page.key)
        others = window.pages[page.key].findChildren(QPushButton)
        assert [each.text() for each in others if each.text() == "Help"] == []
        asked.click()
        assert _panel(window).isVisible()
        asked.click()
        assert not _panel(window).isVisible()


@pytest.mark.parametrize("page", [page for page in PAGES if page.sections], ids=lambda page: page.key)
def test_help_names_every_field_of_every_section(window: MainWindow, page: object) -> None:
    spec = next(each for each in PAGES if each is page)
    window.open_page(spec.key)
    window.toggle_help()
    said = "\n".join(texts(_panel(window)))
    for section in spec.sections:
        for field in SECTION_BY_KEY[section].fields.values():
            assert field.label in said
            assert field.hint in said
    assert help_of_sections(spec.sections).purpose in said


def test_help_of_a_field_says_its_unit_and_limits() -> None:
    fields = SECTION_BY_KEY["practice"].fields
    assert field_lines("practice", fields["floor_area_m2"]) == [
        "Floor area (m²)",
        "Helps us estimate energy if you have no bills",
        "A number, with decimals if you like. You can leave it out",
        "Floor area of all sites: usually 0.03 to 0.16 m² for each registered patient (our own judgement)",
    ]
    share = field_lines("paper", SECTION_BY_KEY["paper"].fields["recycled_content"])
    assert "1 at most" in share[-1]


def test_shift_f1_opens_help_at_the_box(window: MainWindow, qtbot: QtBot) -> None:
    box = _box(window, "asthma_care", "asthma_care-saba_6_or_more", qtbot)
    qtbot.keyClick(box, Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    entry = _panel(window).entries["asthma_care", "saba_6_or_more"]
    assert QApplication.focusWidget() is entry
    area = _panel(window).findChild(QScrollArea)
    qtbot.waitUntil(lambda: _inside(area, entry))
    assert "6 or more reliever" in entry.accessibleName()
    qtbot.keyClick(entry, Key.Key_Escape)
    assert QApplication.focusWidget() is box


def test_shift_f1_in_a_grid_opens_help_at_the_column(window: MainWindow, qtbot: QtBot) -> None:
    grid = _box(window, "electricity", "heating-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 4)
    qtbot.keyClick(grid, Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is _panel(window).entries["heating", "calorific_value"]


def test_energy_help_shows_where_a_bill_has_its_figures(window: MainWindow) -> None:
    window.open_page("electricity")
    window.toggle_help()
    picture = _panel(window).findChild(QWidget, "bill-picture")
    assert "Calorific value" in picture.accessibleDescription()
    drawn = picture.grab().toImage()
    assert len({drawn.pixel(x, y) for x in range(0, drawn.width(), 3) for y in range(drawn.height())}) > 3


def test_help_follows_the_page_and_leads_to_all_of_it(window: MainWindow) -> None:
    window.open_page("water")
    window.toggle_help()
    window.open_page("results")
    assert PAGE_HELP["results"].purpose in list(texts(_panel(window)))
    _panel(window).all_asked.emit()
    assert window.open_key == "help"
    assert not _panel(window).isVisible()


@pytest.mark.parametrize("size", [100, 150, 200])
def test_a_small_window_leaves_the_page_usable(window: MainWindow, usual: QApplication, size: int) -> None:
    apply_look(usual, size=size)
    window.resize(1024, 700)
    for key in ("inhalers", "electricity", "summary"):
        window.open_page(key)
        if not window.help.is_open:
            window.toggle_help()
        usual.processEvents()
        assert window.size().width() == 1024
        panel = _panel(window)
        assert panel.width() <= 1024 * 0.45
        assert panel.mapTo(window, panel.rect().topRight()).x() <= 1024
        assert window.help.splitter.widget(0).width() >= 400
    window.toggle_help()
    assert window.navigation.isVisible() is not window.navigation.folds


def test_the_panel_can_be_used_by_anyone(window: MainWindow) -> None:
    window.open_page("electricity")
    window.toggle_help()
    found = controls(_panel(window))
    assert all(each.objectName() and each.accessibleName() for each in found)
    assert all(each.height() >= 24 for each in found)


def test_words_of_help_are_plain() -> None:
    sentences = [
        *GLOSSARY.values(),
        *(spec.help for section in SECTIONS for spec in section.fields.values() if spec.help),
        *(section.introduction for section in SECTIONS),
        *(line for topic in TOPICS for line in topic.lines),
        *(export.help_words for export in EXPORTS),
    ]
    for page in (*PAGE_HELP.values(), *(help_of_sections([section.key]) for section in SECTIONS)):
        sentences += [page.purpose, *page.steps, *page.where]
    for sentence in sentences:
        assert [word for word in FORBIDDEN if word in f" {sentence} ".casefold()] == []
        for each in sentence.replace(": ", ". ").split(". "):
            assert len(each.split()) <= 25, each


def test_every_page_and_every_section_has_help() -> None:
    assert {page.key for page in PAGES if not page.sections} <= set(PAGE_HELP)
    for section in SECTIONS:
        assert section.introduction, f"{section.key} has no introduction"
        assert section.help.where or section.help.steps, f"{section.key} has no help"


def test_words_that_a_page_uses_are_explained() -> None:
    found = dict(terms_in("The IIF paid PCNs. A pMDI is a puffer."))
    assert set(found) == {"IIF", "PCN", "pMDI"}
    assert terms_in("Items were items, a compcn and DPIX") == [("Item", GLOSSARY["Item"])]


# The Help page


def test_every_key_of_the_menus_is_listed(window: MainWindow) -> None:
    listed = {key for _, keys in _rows(_help(window).keys) for key in keys.split(" or ")}
    wanted = {
        key.toString(key.SequenceFormat.NativeText)
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
    }
    assert len(wanted) > 40
    assert wanted <= listed


def test_every_factor_of_the_year_is_there_with_its_source(window: MainWindow) -> None:
    page = _help(window).factors
    rows = _rows(page.table)
    every = load_factors().of_year(2026).every
    assert [row[2] for row in rows] == [one.source_words for one in every]
    assert all(all(cell for cell in row) for row in rows)
    window.workspace.show_period(Period(2019))
    assert page.year.text() == "Used for April 2019 to March 2020"
    assert len(_rows(page.table)) == len(load_factors().of_year(2019).every)


def test_a_factor_is_found_and_copied(window: MainWindow, qtbot: QtBot) -> None:
    page = _help(window).factors
    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.box
    qtbot.keyClicks(page.box, "grid electricity well")
    rows = _rows(page.table)
    assert 0 < len(rows) < 5
    assert all("well-to-tank" in row[0].casefold() for row in rows)
    page.copy()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0] == "What\tkg CO₂e\tSource"
    assert len(copied) == len(rows) + 1


def test_the_indicators_are_explained(window: MainWindow) -> None:
    said = " ".join(texts(_help(window)))
    assert all(each.numerator in said and each.denominator in said for each in load_indicators().values())


def test_every_file_that_can_be_written_is_explained(window: MainWindow) -> None:
    said = list(texts(_help(window)))
    assert [export.key for export in EXPORTS if export.help_words not in said] == []


def test_the_page_has_every_part_and_a_way_to_it(window: MainWindow) -> None:
    page = _help(window)
    said = list(texts(page))
    wanted = (
        "Start here", "Energy", "Glossary", "How we work it out", "Emission factors and sources",
        "Privacy: what not to enter", "Keyboard shortcuts", "Accessibility statement", "About",
    )  # fmt: skip
    assert all(said.count(title) >= 2 for title in wanted)
    page.show_part("privacy")
    assert QApplication.focusWidget().objectName() == "help-part-privacy-title"


def _box(window: MainWindow, page: str, name: str, qtbot: QtBot) -> QWidget:
    window.open_page(page)
    with qtbot.waitActive(window):
        window.activateWindow()
    box = window.findChild(QWidget, name)
    qtbot.waitUntil(box.isVisible)
    box.setFocus()
    return box


def _inside(area: QScrollArea, entry: QWidget) -> bool:
    top = entry.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + entry.height() <= area.viewport().height()


def _panel(window: MainWindow) -> HelpPanel:
    panel = window.help.panel
    assert panel is not None
    return panel


def _help(window: MainWindow) -> HelpPage:
    window.open_page("help")
    page = window.pages["help"]
    assert isinstance(page, HelpPage)
    return page


def _rows(table: FigureTable) -> list[tuple[str, ...]]:
    model = table.figures
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
