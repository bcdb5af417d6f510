"""A sheet with names and no codes: each unlisted name for itself, with its device given by name."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.greenpractice.prescribing.made import saved
from tests.ui.inhalers.import_steps import cells, press_button, read, settle, show
from tests.ui.walking import texts
from ui.inhalers.import_page import ImportPage
from ui.inhalers.inhaler_columns import NOW
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_window import MainWindow

FOOBAR, BAZINGA = "Foobar Evohaler 100micrograms/dose", "Bazinga Accuhaler 50micrograms"
LINES = (f"{FOOBAR},30,20", f"{BAZINGA},8,8", "Volumatic,2,2", "Total,44,34", "")
SHEET = "\n".join(["Product,Inhalers,Items", "Clenil Modulite 100mcg,4,4", *LINES])


def rows(window: MainWindow) -> dict[str, tuple[str | None, str | None]]:
    found = [row.figures for row in window.workspace.rows("inhalers")]
    return {each.get("name", each["bnf_code"]): (each.get("inhalers"), each.get("device")) for each in found}


def page_of(window: MainWindow) -> InhalerPage:
    page = window.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    return page


def test_names_are_shown_kept_and_given_their_device(
    made: MainWindow, page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, saved(tmp_path / "inhalers-2025-04.csv", SHEET.encode()))
    show(page, "Not matched")
    assert cells(page, "import-unmatched") == [
        [BAZINGA, "No code", "8", "8"],
        [FOOBAR, "No code", "20", "30"],
    ]
    shown = texts(page)
    assert any("row 5: Volumatic is no inhaler" in text for text in shown)
    assert any("row 6: 'Total' is a line of sums" in text for text in shown)
    show(page, "Changes")
    changes = {row[0] for row in cells(page, "import-changes-2025-26-Q1")}
    assert {FOOBAR, BAZINGA} < changes
    press_button(page, "import-take")
    settle(qtbot, page)
    kept = rows(made)
    assert (kept[FOOBAR], kept[BAZINGA]) == (("30", "not known"), ("8", "not known"))
    made.open_page("check")
    assert any(f"Which device is {FOOBAR}" in text for text in texts(made))
    made.open_page("inhalers")
    add = made.findChild(QPushButton, "add-product")
    assert add is not None
    add.click()
    for name, text in (("add-product-name", FOOBAR.lower()), ("add-product-device", "pMDI")):
        box = made.findChild(QLineEdit, name)
        assert box is not None
        box.setFocus()
        QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert rows(made)[FOOBAR] == ("30", "pMDI")
    assert len(rows(made)) == len(kept)
    made.open_page("import")
    read(qtbot, page, saved(tmp_path / "inhalers-2025-07.csv", f"Product,Inhalers\n{FOOBAR},4\n".encode()))
    title = made.findChild(QLabel, "import-unmatched-title")
    assert title is not None
    assert not title.isVisible()


def test_what_no_list_has_is_typed_beside_in_the_next_quarter(made: MainWindow) -> None:
    workspace = made.workspace
    own = {"bnf_code": FOOBAR.upper(), "name": FOOBAR, "inhalers": "3", "device": "pMDI"}
    workspace.add_row("inhalers", own)
    for name, inhalers in (("One", "1"), ("Two", "2")):  # as a file by hand may have them
        workspace.add_row("inhalers", {"name": name, "inhalers": inhalers, "device": "DPI"})
    made.open_page("inhalers")
    model = page_of(made).model
    shown = {entry.title: entry.kept for entry in model.entries if entry.code is not None}
    assert {FOOBAR, "One", "Two"} < shown.keys()
    workspace.show_period(workspace.period.next)
    for title in (FOOBAR, "One"):
        place = next(n for n, entry in enumerate(model.entries) if entry.title == title)
        assert model.setData(model.index(place, NOW), "7", Qt.ItemDataRole.EditRole)
    assert [row.figures for row in workspace.rows("inhalers")] == [
        {"bnf_code": FOOBAR.upper(), "name": FOOBAR, "device": "pMDI", "inhalers": "7"},
        {"bnf_code": "One", "name": "One", "device": "DPI", "inhalers": "7"},
    ]
    assert not [issue for issue in workspace.issues() if issue.section == "inhalers" and not issue.question]
