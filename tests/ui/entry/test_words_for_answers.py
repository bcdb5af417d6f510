"""A word for an answer is one answer however it comes: typed, pasted or chosen, in every grid and form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton

from greenpractice.fields import FieldSpec, Kind
from greenpractice.numbers import NO_DATA
from greenpractice.returns import saying
from greenpractice.returns.entering import entered, problem_of, shown
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from tests.ui.entry.test_rows_by_keyboard import GRIDS, empty, fields_of, figures, grid_of, write
from ui.entry.grid_view import GridView
from ui.entry.issue_words import issue_words
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
Key = Qt.Key
CHOSEN = (Kind.CHOICE, Kind.YES_NO)
COLUMNS = [
    (section, key)
    for section in GRIDS
    for key, spec in SECTION_BY_KEY[section].fields.items()
    if spec.kind in CHOSEN
]


def phrases(spec: FieldSpec) -> list[str]:
    """Every answer as it stands in the list, by its key, and as people say it."""
    answers = spec.choices or {"yes": "Yes", "no": "No"}
    said = [each for key, label in answers.items() for each in (label, key, *saying._SAID.get(key, ()))]
    return list(dict.fromkeys([*said, NO_DATA]))


def beginnings(spec: FieldSpec) -> list[str]:
    """Every beginning of every phrase, as it is typed and in small letters."""
    typed = [phrase[:letters] for phrase in phrases(spec) for letters in range(1, len(phrase) + 1)]
    return list(dict.fromkeys(each for text in typed for each in (text, text.lower()) if each.strip()))


def specs_of(column: tuple[str, str]) -> FieldSpec:
    section, key = column
    return SECTION_BY_KEY[section].fields[key]


def undo_all(window: MainWindow) -> None:
    while window.workspace.undo_stack.canUndo():
        window.workspace.undo()


def column_of(grid: GridView, key: str) -> int:
    return [name for name, _ in fields_of(grid)].index(key)


def stored(window: MainWindow, section: str, key: str) -> str:
    rows = figures(window.workspace, section)
    return rows[0].get(key, "") if rows else ""


def in_the_box() -> str:
    box = QApplication.focusWidget()
    assert isinstance(box, QComboBox)
    return box.currentText()


def check_box(spec: FieldSpec, typed: str) -> None:
    """What the box shows is what will be entered, and where that is no answer, just what was typed."""
    kept, seen = entered(spec, typed), in_the_box()
    assert seen.startswith(typed)
    if spec.value(kept) is None:
        assert seen == typed
    else:
        assert seen.casefold().endswith(shown(spec, kept).casefold()), (typed, seen)


@pytest.mark.sweep
@pytest.mark.parametrize(("section", "key"), COLUMNS)
def test_a_typed_word_is_entered_as_it_is_understood_and_as_the_box_shows(
    empty: MainWindow, section: str, key: str
) -> None:
    grid, spec = grid_of(empty, section), SECTION_BY_KEY[section].fields[key]
    column = column_of(grid, key)
    first = next(each for each in COLUMNS if specs_of(each).choices == spec.choices)
    typed = phrases(spec) if first == (section, key) else list(spec.choices.values())  # the same list again
    for phrase in dict.fromkeys([*typed, *(each[:3].lower() for each in typed)]):
        grid.show_cell(0, column)
        for letters in range(1, len(phrase) + 1):
            write(phrase[letters - 1])
            check_box(spec, phrase[:letters])
        write("", Key.Key_Tab)
        assert stored(empty, section, key) == entered(spec, phrase), phrase
        undo_all(empty)
    grid.show_cell(0, column)
    write(typed[0][:4], Key.Key_Backspace)  # takes away what was filled in, or a letter
    left = in_the_box()
    write("", Key.Key_Return)
    assert stored(empty, section, key) == entered(spec, left), left


@pytest.mark.sweep
@pytest.mark.parametrize(("section", "key"), COLUMNS)
def test_a_pasted_word_is_entered_as_a_typed_one_and_named_where_it_is_no_answer(
    empty: MainWindow, section: str, key: str
) -> None:
    grid, spec = grid_of(empty, section), SECTION_BY_KEY[section].fields[key]
    words = [word for word in beginnings(spec) if entered(spec, word)]
    for word in words:
        assert spec.value(entered(spec, word)) is not None or problem_of(spec, entered(spec, word))
    QApplication.processEvents()  # a grid that took the place of a form is shown by the event loop
    grid.show_cell(0, column_of(grid, key))
    QGuiApplication.clipboard().setText("\n".join(words))
    QTest.keyClick(grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    kept = [row.get(key) for row in figures(empty.workspace, section)]
    assert dict(zip(words, kept, strict=True)) == {word: entered(spec, word) for word in words}


@pytest.mark.sweep
@pytest.mark.parametrize(("section", "key"), COLUMNS)
def test_no_data_is_no_answer_and_makes_no_row(empty: MainWindow, section: str, key: str) -> None:
    grid, spec = grid_of(empty, section), SECTION_BY_KEY[section].fields[key]
    assert all(spec.choices.get(entered(spec, part)) != NO_DATA for part in beginnings(spec))
    grid.show_cell(0, column_of(grid, key))
    QGuiApplication.clipboard().setText(NO_DATA)
    QTest.keyClick(grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert figures(empty.workspace, section) == []
    write(NO_DATA, Key.Key_Tab)
    assert figures(empty.workspace, section) == []


def test_gas_is_natural_gas_and_heat_is_asked_about(empty: MainWindow) -> None:
    grid = grid_of(empty, "heating")
    grid.show_cell(0, 0)
    for text in ("Main", "gas", "kWh", "31000"):
        write(text, Key.Key_Tab)
    assert figures(empty.workspace, "heating") == [
        {"site": "Main", "fuel": "natural_gas", "unit": "kWh", "quantity": "31000"}
    ]
    grid.show_cell(0, 1)
    write("heat", Key.Key_Tab)
    assert stored(empty, "heating", "fuel") == "heat"
    (problem,) = [issue for issue in empty.workspace.issues() if issue.field == "fuel" and not issue.question]
    assert "“Heating oil (kerosene)”, “District heat”" in issue_words(empty.workspace, problem)


def test_what_people_say_for_an_answer_is_no_other_answer() -> None:
    for section in SECTIONS:
        for spec in section.fields.values():
            for key in spec.choices:
                assert all(entered(spec, said) == key for said in (key, *saying._SAID.get(key, ())))


@pytest.mark.parametrize(
    ("section", "key"),
    [
        (section.key, key)
        for section in SECTIONS
        for key, spec in section.fields.items()
        if spec.kind in CHOSEN and section.usually_one_row
    ],
)
def test_an_answer_chosen_in_a_form_is_the_one_its_words_are(
    empty: MainWindow, section: str, key: str
) -> None:
    page, spec = page_of_section(section), SECTION_BY_KEY[section].fields[key]
    assert page is not None
    empty.open_page(page.key)
    QApplication.processEvents()
    for answer, label in (*spec.choices.items(), ("", NO_DATA)):
        radio = empty.findChild(QRadioButton, f"{section}-{key}-{answer or 'no-data-given'}")
        assert isinstance(radio, QRadioButton)
        assert radio.text() == label
        radio.setFocus()
        write("", Key.Key_Space)
        assert stored(empty, section, key) == entered(spec, label) == answer
