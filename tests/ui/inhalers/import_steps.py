"""What tests of the import do and look at."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from greenpractice.store import ReturnKey
from tests.greenpractice.prescribing.made import (
    SALAMOL,
    Row,
    renamed,
    saved,
    text_of,
)
from tests.ui.walking import FORBIDDEN, against_the_order, controls, tab_chain, texts
from ui.inhalers.import_page import ImportPage, State
from ui.practice.practice_window import MainWindow
from ui.widgets.figure_table import FigureTable

Key = Qt.Key


Q1 = ReturnKey("C82001", Period(2025, 1))


LONG = 60_000  # ms: another process has to start, on a busy machine too


def month(folder: Path, span: str, *rows: Row) -> Path:
    """A month's file of the practice."""
    path = folder / f"{span}.csv"
    given = rows or (Row(items=4), Row(code=SALAMOL, items=3))
    cells = renamed([Row(row.practice, row.code, row.per_item, row.items, span) for row in given])
    return saved(path, text_of(cells).encode())


def read(qtbot: QtBot, page: ImportPage, *files: Path) -> None:
    page.take_files(files)
    qtbot.waitUntil(lambda: not page.reading.is_reading, timeout=LONG)
    settle(qtbot, page)


def settle(qtbot: QtBot, page: ImportPage) -> None:
    """Until every quarter is worked out and shown."""
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)
    QApplication.processEvents()


def take_of(page: ImportPage) -> QPushButton:
    """The green button, which stands in the foot bar of the page."""
    return page.foot.primary


def press_button(page: ImportPage, name: str) -> None:
    found = take_of(page) if name == "import-take" else page.findChild(QPushButton, name)
    assert found is not None
    assert found.isVisible(), name
    found.click()


def said(page: ImportPage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None
    assert label.isVisible(), name
    return label.text()


def cells(page: ImportPage, name: str) -> list[list[str]]:
    table = page.findChild(FigureTable, name)
    assert table is not None
    assert table.isVisible(), name
    model = table.figures
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def show(page: ImportPage, what: str) -> None:
    """Choose a chip: which products to show."""
    (chip,) = [
        each
        for each in page.findChildren(QPushButton)
        if each.objectName().startswith("import-show-") and each.accessibleName().startswith(f"{what} ")
    ]
    assert chip.isVisible(), what
    chip.click()
    QApplication.processEvents()


def kept(page: ImportPage) -> bytes:
    return page.workspace.store.path.read_bytes()


def large_file(folder: Path) -> Path:
    """A month of a thousand practices, which takes a moment to read."""
    large = folder / "large.csv"
    lines = text_of(renamed([Row(f"C82{n:03}", items=n + 1) for n in range(999)])).encode().splitlines(True)
    with large.open("wb") as file:
        file.write(lines[0])
        for _ in range(160):
            file.writelines(lines[1:])
    return large


def ends_with_a_sentence(page: ImportPage, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)
    assert page.state is State.PROBLEMS
    assert page.findChild(FigureTable, "import-problems").isHidden()
    assert not page.reading.isVisible()
    choose = page.findChild(QPushButton, "import-choose")
    assert choose is not None
    assert choose.isVisible()
    return said(page, "import-problem-words")


def drop(window: MainWindow, files: Sequence[Path]) -> None:
    """What the system tells a window when files are dropped on it."""
    carried = QMimeData()
    if files:
        carried.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    coming = QDragEnterEvent(QPoint(300, 300), copy, carried, button, none)
    QApplication.sendEvent(window, coming)
    assert coming.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, carried, button, none))


def look_at(page: ImportPage) -> None:
    QApplication.processEvents()
    found = controls(page)
    names = [widget.objectName() for widget in found]
    assert names
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(widget.accessibleName() for widget in found)
    assert [name for name, w in zip(names, found, strict=True) if w.height() < 24 or w.width() < 24] == []
    assert against_the_order(page) == []
    assert set(tab_chain(page)) == {w for w in found if w.focusPolicy() & Qt.FocusPolicy.TabFocus}
    spoken = " \n ".join(texts(page)).casefold()
    assert [word for word in FORBIDDEN if word in spoken] == []
    primary = [w for w in found if w.property("look") == "primary"]
    assert len(primary) <= 2  # after an import of several quarters one leads to each
    place = page.parentWidget()
    assert place is not None
    for label in page.findChildren(QLabel):
        assert not label.isVisible() or label.height() >= label.heightForWidth(label.width()), label.text()
