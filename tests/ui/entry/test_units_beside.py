"""A number typed with the unit that is chosen beside it is a figure, in grids and forms, by real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from greenpractice.fields import Kind
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from tests.ui.entry.test_rows_by_keyboard import empty, fields_of, figures, grid_of, write
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
Key = Qt.Key
WITH_UNIT = [section.key for section in SECTIONS if "unit" in section.fields]
IN_GRIDS = [key for key in WITH_UNIT if not SECTION_BY_KEY[key].single]


@pytest.mark.parametrize("section", IN_GRIDS)
@pytest.mark.parametrize("unit_first", [True, False])
def test_in_the_second_row_of_a_grid(empty: MainWindow, section: str, unit_first: bool) -> None:
    grid = grid_of(empty, section)
    names = [name for name, _ in fields_of(grid)]
    spec = SECTION_BY_KEY[section].fields["unit"]
    number = next(n for n, (_, each) in enumerate(fields_of(grid)) if each.unit in ("units", "miles or km"))
    label = next(iter(spec.choices.values()))
    for row in range(2):
        cells = [(names.index("unit"), label), (number, f"320 {label.upper()}")]
        for column, text in cells if unit_first else reversed(cells):
            grid.show_cell(row, column)
            write(text, Key.Key_Return)
    wanted = {"unit": next(iter(spec.choices)), names[number]: "320"}
    assert figures(empty.workspace, section) == [wanted, wanted]
    empty.workspace.undo()
    assert len(figures(empty.workspace, section)) == (2 if unit_first else 1), (
        "a number brings its unit along"
    )


@pytest.mark.parametrize("unit_first", [True, False])
def test_in_a_form(empty: MainWindow, unit_first: bool) -> None:
    page = page_of_section("appointments")
    assert page is not None
    empty.open_page(page.key)
    QApplication.processEvents()
    box = empty.findChild(QLineEdit, "appointments-one_way")
    miles = empty.findChild(QRadioButton, "appointments-unit-mile")

    def choose() -> None:
        miles.setFocus()
        write("", Key.Key_Space)

    def type_in() -> None:
        box.setFocus()
        box.selectAll()
        write("3.5 Miles", Key.Key_Return)

    for step in (choose, type_in) if unit_first else (type_in, choose):
        step()
    assert figures(empty.workspace, "appointments") == [{"unit": "mile", "one_way": "3.5"}]
    assert box.text() == "3.5"
    type_in()
    assert box.text() == "3.5", "said otherwise, shown as it is kept"
    assert SECTION_BY_KEY["appointments"].fields["one_way"].kind is Kind.NUMBER


@pytest.mark.parametrize("unit", ["mile", "km"])
def test_tab_after_a_number_with_its_unit_stands_on_that_answer(empty: MainWindow, unit: str) -> None:
    """Enter there chooses what is shown already, never the first answer of the list."""
    page = page_of_section("appointments")
    assert page is not None
    empty.open_page(page.key)
    QApplication.processEvents()
    empty.findChild(QLineEdit, "appointments-one_way").setFocus()
    write(f"1.3 {unit}", Key.Key_Tab)
    for _ in range(2):
        QApplication.processEvents()
    assert empty.findChild(QRadioButton, f"appointments-unit-{unit}").hasFocus()
    write("", Key.Key_Return)
    assert figures(empty.workspace, "appointments") == [{"unit": unit, "one_way": "1.3"}]
