"""A product that is in no list is asked for its device once; in the quarters after it the answer is there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.greenpractice.prescribing.made import NEW_INHALER, Row
from tests.ui.inhalers.import_steps import month, press_button, read, settle
from ui.inhalers.import_page import ImportPage
from ui.practice.practice_window import MainWindow


def devices(window: MainWindow) -> dict[str, str | None]:
    return {row.figures["bnf_code"]: row.figures.get("device") for row in window.workspace.rows("inhalers")}


def test_the_answer_of_one_quarter_holds_in_the_next(
    made: MainWindow, page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04", Row(code=NEW_INHALER, items=10)))
    assert made.findChild(QLabel, "import-unmatched-title").text() == "Not counted: 1 product"
    press_button(page, "import-take")
    settle(qtbot, page)
    assert devices(made)[NEW_INHALER] == "not known"
    made.open_page("inhalers")
    made.findChild(QPushButton, "add-product").click()
    for name, text in (
        ("add-product-code", NEW_INHALER),
        ("add-product-name", "New"),
        ("add-product-device", "DPI"),
    ):
        box = made.findChild(QLineEdit, name)
        box.setFocus()
        QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert devices(made)[NEW_INHALER] == "DPI"
    made.open_page("import")
    read(qtbot, page, month(tmp_path, "2025-07", Row(code=NEW_INHALER, items=4)))
    assert not made.findChild(QLabel, "import-unmatched-title").isVisible()
    press_button(page, "import-take")
    settle(qtbot, page)
    made.workspace.show_period(made.workspace.period.next)
    assert devices(made) == {NEW_INHALER: "DPI"}
    row = made.workspace.row_id("inhalers", 0)
    assert row is not None
    made.workspace.set_figure("inhalers", row, "device", "SMI")
    assert devices(made) == {NEW_INHALER: "SMI"}
    assert not [issue for issue in made.workspace.issues() if "device" in issue.sentence]


@pytest.mark.parametrize("way", ["Add a product", "beside its name", "in a new row"])
def test_the_answer_of_one_quarter_holds_in_those_imported_before_it(
    made: MainWindow, page: ImportPage, qtbot: QtBot, tmp_path: Path, way: str
) -> None:
    workspace, first = made.workspace, made.workspace.period
    for number, name in enumerate(("2025-04", "2025-07", "2025-10")):
        made.open_page("import")
        read(qtbot, page, month(tmp_path, name, Row(code=NEW_INHALER, items=10 + number)))
        press_button(page, "import-take")
        settle(qtbot, page)
    quarters = [first, first.next, first.next.next]
    issued = workspace.undo_stack.count()
    workspace.show_period(quarters[1])
    row = workspace.rows("inhalers")[0].id
    if way == "beside its name":
        workspace.set_figure("inhalers", row, "device", "DPI")
    elif way == "in a new row":
        workspace.show_period(quarters[2].next)
        workspace.add_row("inhalers", {"bnf_code": NEW_INHALER, "name": "New", "device": "DPI"})
    else:
        made.open_page("inhalers")
        made.findChild(QPushButton, "add-product").click()
        made.findChild(QLineEdit, "add-product-code").setText(NEW_INHALER)
        made.findChild(QLineEdit, "add-product-device").setText("DPI")
        QTest.keyClick(made.findChild(QLineEdit, "add-product-device"), Qt.Key.Key_Return)
    assert workspace.undo_stack.count() == issued + 1
    for wanted, move in (("DPI", None), ("not known", workspace.undo), ("DPI", workspace.redo)):
        if move is not None:
            move()
        for quarter in quarters:
            workspace.show_period(quarter)
            assert devices(made)[NEW_INHALER] == wanted, quarter
            asked = [gap for gap in workspace.gaps() if "device" in gap.why]
            assert bool(asked) == (wanted != "DPI"), quarter
