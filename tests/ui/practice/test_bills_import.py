"""Bills of energy from a file in the window: by keys, with a preview, as one step that undo takes back."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from greenpractice.bills.reading import read_bills
from greenpractice.bills.words import preview_words
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures, is_confirmed, questions
from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.store import ReturnKey
from greenpractice.tasks.bill_import import bill_plans, returns_of
from tests.greenpractice.bills.bill_files import MPAN, OTHER, across, days_from, put
from tests.ui.inhalers.import_steps import LONG
from ui.practice.bills_columns import ColumnsPart
from ui.practice.bills_import import BillsImport, State
from ui.practice.energy_page import EnergyPage
from ui.practice.practice_window import MainWindow
from ui.widgets.choice import Choice
from ui.widgets.controls import Box

Key = Qt.Key
DAYS = {day: [Decimal("0.5")] * 48 for day in days_from(date(2026, 6, 1), 61)}
SITE = "Bill's House"


def bills_of(window: MainWindow) -> BillsImport:
    page = window.pages["electricity"]
    assert isinstance(page, EnergyPage)
    return page.bills


def dropped(window: MainWindow, qtbot: QtBot, path: Path) -> BillsImport:
    """A file dropped on the window, read to the end."""
    window.import_files([path])
    bills = bills_of(window)
    qtbot.waitUntil(lambda: not bills.is_reading and bills.state is not State.READING, timeout=LONG)
    return bills


def words(bills: BillsImport) -> list[str]:
    QApplication.processEvents()  # new words are shown with the next layout
    return [label.text() for label in bills.findChildren(QLabel) if label.isVisibleTo(bills)]


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def write(text: str) -> None:
    focus = QApplication.focusWidget()
    assert isinstance(focus, Box)
    QTest.keyClicks(focus, text)


def every_return(window: MainWindow) -> dict[Period, bytes]:
    code = window.workspace.key.ods_code
    return {each.period: content(each) for each in returns_of(window.workspace.store, code)}


def electricity(window: MainWindow, period: Period) -> tuple[ReturnDocument, list[dict[str, str]]]:
    stored = window.workspace.store.load(ReturnKey(window.workspace.key.ods_code, period))
    assert stored is not None
    rows = [dict(row) for row in stored.document.rows("electricity") if row.get("site") == SITE]
    return stored.document, rows


def test_by_keys_alone_a_file_becomes_rows_and_undo_brings_all_back(
    active: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = every_return(active)
    bills = dropped(active, qtbot, put(tmp_path, across(DAYS), f"{MPAN}.csv"))
    assert active.open_page_widget is active.pages["electricity"]
    box = bills.findChild(Box, "bills-site-0")
    assert box is not None
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.clear()
    write(SITE)
    press(Key.Key_Tab, Key.Key_Right)  # from one quarter to all of the file
    all_of_them = bills.findChild(QRadioButton, "bills-all")
    assert all_of_them is not None
    assert all_of_them.isChecked()
    press(Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Import 2 rows"
    press(Key.Key_Return)
    assert bills.state is State.DONE
    assert "2 rows imported from …4321.csv, in 2 quarters" in words(bills)
    document, rows = electricity(active, Period(2026, 2))
    row = {"site": SITE, "tariff": "standard", "basis": "bill"}
    assert rows == [{**row, "kwh": "744", "from": "2026-07-01", "to": "2026-07-31"}]
    assert electricity(active, Period(2026, 1))[1][0]["kwh"] == "720"
    source = next(flag.source for flag in document.flags if flag.source and flag.section == "electricity")
    assert source.file == "…4321.csv"
    active.workspace.undo()
    assert every_return(active) == before
    assert bills.state is State.CLOSED
    active.workspace.redo()
    assert electricity(active, Period(2026, 2))[1] == rows


def test_the_window_says_what_the_command_line_says_and_the_second_time_nothing_is_to_do(
    active: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    july = {day: values for day, values in DAYS.items() if day.month == 7}
    path = put(tmp_path, across(july))
    bills = dropped(active, qtbot, path)
    box = bills.findChild(Box, "bills-site-0")
    assert box is not None
    box.setText(SITE)
    box.editingFinished.emit()
    found, code = read_bills(path), active.workspace.key.ods_code
    sites = dict.fromkeys(found.sources, SITE)
    plans = bill_plans(returns_of(active.workspace.store, code), code, found, sites)
    said = {line.strip().removesuffix(":") for line in preview_words(found, sites, plans)}
    assert said <= set(words(bills))
    take = bills.findChild(QPushButton, "bills-take")
    assert take is not None
    take.click()
    after = every_return(active)
    again = dropped(active, qtbot, path)
    take = again.findChild(QPushButton, "bills-take")
    assert take is not None
    assert not take.isVisible()
    assert again.findChild(Box, "bills-site-0").text() == SITE  # it is remembered
    assert "There is nothing to import." in " ".join(words(again))
    assert every_return(active) == after
    preferences = active.workspace.preferences
    assert preferences is not None
    assert MPAN not in preferences.text("bills/columns")
    assert MPAN not in "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.ini"))


def test_columns_that_nobody_can_guess_are_chosen_once_and_remembered(
    active: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = ["Tag,Menge,Preis", "01/07/2026,9,1", "02/07/2026,8,1"]
    active.open_page("electricity")
    bills = bills_of(active)
    bills.take_files([put(tmp_path, rows, "first.csv")])
    qtbot.waitUntil(lambda: bills.state is State.PREVIEW, timeout=LONG)
    assert "Choose which column is the day" in " ".join(words(bills))
    part = bills.findChild(ColumnsPart)
    assert part is not None
    for field, header in (("first", "Tag"), ("used", "Menge"), ("section", "Gas")):
        choice = part.findChild(Choice, f"bills-column-{field}")
        assert choice is not None
        choice.setCurrentIndex(choice.findText(header))
    use = part.findChild(QPushButton, "bills-use-columns")
    assert use is not None
    use.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bills.findChild(QPushButton, "bills-take") is not None, timeout=LONG)
    box = bills.findChild(Box, "bills-site-0")
    assert box is not None
    box.setText(SITE)
    box.editingFinished.emit()
    assert f"{SITE}, gas: 17 kWh in 1 row (July 17 kWh)." in words(bills)
    take = bills.findChild(QPushButton, "bills-take")
    assert take is not None
    take.click()
    bills.take_files([put(tmp_path, [*rows, "03/07/2026,5,1"], "second.csv")])
    qtbot.waitUntil(lambda: bills.findChild(QPushButton, "bills-take") is not None, timeout=LONG)
    assert "Energy used: Menge" in " ".join(words(bills))


def test_the_column_of_fuels_is_said_and_can_be_put_right(
    active: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = ["Site,Fuel,From,To,kWh", "A,E,01/07/2026,31/07/2026,30", "A,G,01/07/2026,31/07/2026,90"]
    bills = dropped(active, qtbot, put(tmp_path, rows))
    said = " ".join(words(bills))
    assert "Gas or electricity: Fuel; Unit: kWh" in said
    assert "A, electricity: 30 kWh in 1 row (July 30 kWh)." in said
    assert "A, gas: 90 kWh in 1 row (July 90 kWh)." in said
    part = bills.findChild(ColumnsPart)
    assert part is not None
    for field, text in (("fuel", "No column"), ("site", "Fuel")):
        choice = part.findChild(Choice, f"bills-column-{field}")
        assert choice is not None
        choice.setCurrentIndex(choice.findText(text))
    use = part.findChild(QPushButton, "bills-use-columns")
    assert use is not None
    use.click()
    qtbot.waitUntil(lambda: "G, electricity: 90 kWh" in " ".join(words(bills)), timeout=LONG)
    assert "Unit: kWh; Electricity" in " ".join(words(bills))


def test_a_question_about_the_amounts_comes_before_the_import(
    active: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Watt hours under a header that names no unit, put right by keys; then the same said to be right."""
    path = put(tmp_path, ["From,To,Usage", "01/07/2026,30/09/2026,9000000"])
    before = every_return(active)

    def shown(name: str) -> bool:
        button = bills.findChild(QPushButton, name)
        return button is not None and button.isVisibleTo(bills)

    def on_place() -> BillsImport:
        active.open_page("electricity")
        found = bills_of(active)
        found.take_files([path])
        qtbot.waitUntil(lambda: not found.is_reading and found.state is State.PREVIEW, timeout=LONG)
        box = found.findChild(Box, "bills-site-0")
        assert box is not None
        box.setText(SITE)
        box.editingFinished.emit()
        found._card.begin()
        return found

    bills = on_place()
    (asked,) = [each for each in words(bills) if "is it Wh?" in each]
    assert "997 times what practices" in asked
    assert (shown("bills-take"), shown("bills-right")) == (False, True)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Change the unit…"
    press(Key.Key_Return, Key.Key_Down)  # from kWh to Wh
    use = bills.findChild(QPushButton, "bills-use-columns")
    assert use is not None
    use.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: "Unit: Wh; Electricity" in " ".join(words(bills)), timeout=LONG)
    assert "is it Wh" not in " ".join(words(bills))
    assert every_return(active) == before

    bills = on_place()
    right = bills.findChild(QPushButton, "bills-right")
    assert right is not None
    right.setFocus()
    press(Key.Key_Return)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Import 1 row"
    press(Key.Key_Return)
    document, rows = electricity(active, Period(2026, 2))
    assert rows[0]["kwh"] == "9000000"
    confirmed = is_confirmed(document)
    there = {each.period: each for each in returns_of(active.workspace.store, document.ods_code)}
    issues = [each for each in questions(document, check_figures(document, there)) if each.field == "kwh"]
    assert issues
    assert all(map(confirmed, issues))
    active.workspace.undo()
    assert every_return(active) == before


def test_another_quarter_in_view_is_the_one_that_is_offered(
    active: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    bills = dropped(active, qtbot, put(tmp_path, across(DAYS)))
    assert bills.findChild(QRadioButton, "bills-only").text() == "Only July to September 2026"
    active.workspace.show_period(Period(2026, 1))
    QApplication.processEvents()
    only = [each for each in bills.findChildren(QRadioButton, "bills-only") if each.isVisibleTo(bills)]
    assert [each.text() for each in only] == ["Only April to June 2026"]
    active.workspace.show_period(Period(2025, 4))
    QApplication.processEvents()
    assert not [each for each in bills.findChildren(QRadioButton) if each.isVisibleTo(bills)]


def test_wrong_input_is_told_and_changes_nothing(active: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before = every_return(active)
    bills = dropped(active, qtbot, put(tmp_path, ["Date,kWh", "01/04/2026,5", "01/04/2026,6"]))
    assert bills.state is State.PROBLEMS
    assert any("row 3, kWh: another row has another amount" in each for each in words(bills))
    assert every_return(active) == before
    press(Key.Key_Tab, Key.Key_Return)
    assert bills.state is State.CLOSED
    assert QApplication.focusWidget() is active.findChild(QPushButton, "electricity-import")


def test_other_files_go_to_the_import_of_inhalers_as_before(active: MainWindow, tmp_path: Path) -> None:
    active.import_files([put(tmp_path, ["BNF code,Inhalers", "0301011R0BEAIAP,20"], "inhalers.csv")])
    assert active.open_page_widget is active.pages["import"]


@pytest.mark.parametrize("size", [(1366, 688), (1093, 534)])
def test_the_card_never_makes_the_page_wider(
    active: MainWindow, qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    active.setMinimumSize(active.minimumSize().boundedTo(QSize(*size)))
    active.resize(*size)
    bills = dropped(active, qtbot, put(tmp_path, [*across(DAYS), *across(DAYS, OTHER)[1:]]))
    change = bills.findChild(QPushButton, "bills-change-columns")
    assert change is not None
    change.click()
    for _ in range(4):
        QApplication.processEvents()
    area: object = bills
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parentWidget()  # type: ignore[attr-defined]
    assert area.horizontalScrollBar().maximum() == 0


def test_two_columns_of_energy_are_asked_about_and_both_can_be_taken(
    active: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Only the first of them was taken. Which one, and that a second is added, is chosen and remembered."""
    rows = ["MPAN,From,To,One kWh,Two kWh,Cost", f"{MPAN},01/05/2026,31/05/2026,700,300,250.5"]
    bills = dropped(active, qtbot, put(tmp_path, rows, "power.csv"))
    assert any("may be the energy used: One kWh and Two kWh." in each for each in words(bills))
    assert QApplication.focusWidget() is bills.findChild(Choice, "bills-column-used")  # all else is filled in
    for field, header in (("used", "One kWh"), ("also", "Two kWh")):
        choice = bills.findChild(Choice, f"bills-column-{field}")
        assert choice is not None
        choice.setFocus(Qt.FocusReason.TabFocusReason)
        while choice.currentText() != header:
            press(Key.Key_Down)
    first = bills.findChild(Choice, "bills-column-first")
    assert first is not None
    assert first.currentText() == "From"
    use = bills.findChild(QPushButton, "bills-use-columns")
    assert use is not None
    use.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: not bills.is_reading and bills.state is not State.READING, timeout=LONG)
    assert any("One kWh and Two kWh are added up." in each for each in words(bills))
    assert any("Cost: £250.50." in each for each in words(bills))
    box = bills.findChild(Box, "bills-site-0")
    assert box is not None
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.clear()
    write(SITE)
    press(Key.Key_Tab)
    take = bills.findChild(QPushButton, "bills-take")
    assert take is not None
    take.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Return)
    assert bills.state is State.DONE
    _, (kept,) = electricity(active, Period(2026, 1))
    assert (kept["kwh"], kept["cost"]) == ("1000", "250.5")
    active.workspace.undo()
    assert electricity(active, Period(2026, 1))[1] == []
