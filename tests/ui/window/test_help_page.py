"""Help says what the window does and what the facts say, read from them, so that it cannot grow old."""

from collections.abc import Iterator

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
from ui.help.help_text import LONGEST_LINE
from ui.help.passages import field_lines
from ui.help.texts import GLOSSARY, PAGE_HELP, TOPICS, help_of_sections, terms_in
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import apply_look
from ui.window.help_page import HelpPage
from ui.window.help_panel import HelpPanel

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


def test_a_factor_is_found_and_copied(active: MainWindow, qtbot: QtBot) -> None:
    page = _help(active)
    page.show_part("factors")
    qtbot.keyClick(active, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.box
    qtbot.keyClicks(page.box, "grid electricity well")
    rows = _rows(page.factors.table)
    assert 0 < len(rows) < 5
    assert all("well-to-tank" in row[0].casefold() for row in rows)
    qtbot.keyClick(page.box, Key.Key_Return)
    assert QApplication.focusWidget() is page.factors.table
    page.factors.copy()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0] == "What\tkg CO₂e\tSource"
    assert len(copied) == len(rows) + 1


def test_words_are_found_in_all_of_help_and_marked(active: MainWindow, qtbot: QtBot) -> None:
    page = _help(active)
    every = page.contents.offered
    page.box.setFocus()
    qtbot.keyClicks(page.box, "Calorific")
    assert page.contents.offered == ("page-electricity", "factors")
    assert page.contents.found.text() == "2 parts with “Calorific”"
    assert page.title.text() == "Energy", "the part that was shown does not say it"
    marked = [each.cursor.selectedText().casefold() for each in page.text.extraSelections()]
    assert len(marked) > 1
    assert set(marked) == {"calorific"}
    qtbot.keyClick(page.box, Key.Key_Return)
    assert QApplication.focusWidget() is page.text
    assert page.text.textCursor().position() == page.text.extraSelections()[0].cursor.selectionStart()
    page.box.setFocus()
    qtbot.keyClick(page.box, Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    assert page.title.text() == "Emission factors and sources"
    page.box.setFocus()
    qtbot.keyClicks(page.box, "xyz")
    assert page.contents.found.text() == "Nothing in help says “Calorificxyz”. Try a part of the word"
    assert page.contents.offered == every
    qtbot.keyClick(page.box, Key.Key_Escape)
    assert (page.contents.found.text(), page.text.extraSelections()) == ("", [])


def test_the_page_has_every_part_and_the_contents_lead_to_it(active: MainWindow, qtbot: QtBot) -> None:
    """One part at a time, with the keys; each says what it is to say."""
    page = _help(active)
    found: dict[str, str] = {}
    page.contents.list.setFocus()
    for key in page.contents.offered:
        assert page.contents.list.currentItem().text() == page.title.text()
        found[page.title.text()] = "\n".join(_seen(page))
        assert page.title.objectName() == f"help-part-{key}-title"
        qtbot.keyClick(page.contents.list, Key.Key_Down)
    assert [*found] == [
        "Start here", *(each.title for each in PAGES if each.key != "help"), "Glossary",
        "How we work it out", "Emission factors and sources", "Files to give to others",
        "Starter files: quarters that start full", "The indicators", "Privacy: what not to enter",
        "Keyboard shortcuts", "Accessibility statement", "About",
    ]  # fmt: skip
    for topic in TOPICS:
        assert all(line in found[topic.title] for line in topic.lines)
    for each in load_indicators().values():
        assert each.numerator in found["The indicators"]
        assert each.denominator in found["The indicators"]
    assert all(export.help_words in found["Files to give to others"] for export in EXPORTS)
    assert all(term in found["Glossary"] and said in found["Glossary"] for term, said in GLOSSARY.items())
    for spec in (each for each in PAGES if each.sections):
        fields = [field for key in spec.sections for field in SECTION_BY_KEY[key].fields.values()]
        assert all(each.label in found[spec.title] and each.hint in found[spec.title] for each in fields)


def test_a_part_of_help_is_a_document_with_headings_and_short_lines(window: MainWindow) -> None:
    page = _help(window)
    page.show_part("page-electricity")
    window.resize(1920, 1040)
    QApplication.processEvents()
    block, levels, longest = page.text.document().begin(), {}, 0
    while block.isValid():
        levels[block.text()] = block.blockFormat().headingLevel()
        lines = [block.layout().lineAt(n).textLength() for n in range(block.layout().lineCount())]
        longest = max(longest, *lines)
        block = block.next()
    assert levels["Where do I find this?"] == levels["Heating: each box"] == 2
    assert levels["Calorific value (MJ/m³)"] == 3
    assert levels[help_of_sections(["electricity", "heating"]).purpose] == 0
    assert 60 < longest <= LONGEST_LINE + 1, "a line ends in a blank"


def test_a_part_about_a_page_opens_it(active: MainWindow, qtbot: QtBot) -> None:
    page = _help(active)
    opens = page.findChild(QPushButton, "help-open-page")
    assert not opens.isVisible()
    page.show_part("page-water")
    assert opens.text() == "Open Water, waste and other"
    opens.setFocus()
    qtbot.keyClick(opens, Key.Key_Return)
    assert active.open_key == "water"


def test_help_makes_only_what_is_seen(window: MainWindow) -> None:
    page = _help(window)
    assert len(page.findChildren(QWidget)) < 40
    page.show_part("glossary")
    assert len(page.findChildren(QWidget)) < 40


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


def _seen(page: HelpPage) -> Iterator[str]:
    """What the part says that is shown."""
    yield from page.text.toPlainText().replace("\u2028", "\n").split("\n")
