"""A bill is attached to a figure, taken off and brought back, all by keys; what it was called is nowhere."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.command_line import options
from greenpractice.evidence_kept import keep, kept_names
from greenpractice.own_files import evidence_folder
from greenpractice.tasks.exports import EXPORTS, write_export
from greenpractice.tasks.return_files import OneReturn
from tests.ui.entry.asking.conftest import Picks
from tests.ui.inhalers.import_steps import drop
from tests.ui.window.menu_entries import do, focus, said
from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow
from ui.session.marking import Marked
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable

Key, Modifier = Qt.Key, Qt.KeyboardModifier
BILL, OTHER = b"%PDF-1.7 a bill of May", b"%PDF-1.7 a bill of June"


def panel(window: MainWindow) -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_B, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert window.strip.isVisible()


def press(window: MainWindow, name: str) -> None:
    """Go to a button of the strip by Tab and press it."""
    for _ in range(6):
        if QApplication.focusWidget().objectName() == name:
            break
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == name
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)


def attach(window: MainWindow, qtbot: QtBot) -> None:
    panel(window)
    press(window, "evidence-choose")
    qtbot.waitUntil(window.strip.isVisible)


def pieces(window: MainWindow) -> list[tuple[str, str]]:
    table = window.strip.findChild(FigureTable, "evidence-pieces")
    if table is None:
        return []
    model = table.figures
    return [tuple(str(model.index(n, c).data()) for c in (0, 2)) for n in range(model.rowCount())]


def told(window: MainWindow) -> str:
    return " ".join(each.text() for each in window.strip.findChildren(QLabel, "evidence-told"))


def second_row(window: MainWindow, qtbot: QtBot) -> GridView:
    grid = focus(window, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(1, 1)
    return grid


def names(workspace: Workspace, row: int) -> tuple[str, ...]:
    flag = workspace.rows("waste")[row].flags.get(None)
    return (flag.evidence or ()) if flag else ()


def test_a_bill_is_attached_to_the_second_row_and_undone_by_keys(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    workspace = active.workspace
    folder, before = evidence_folder(workspace.store.path), workspace.document()
    grid = second_row(active, qtbot)
    picks(BILL)
    panel(active)
    warning = active.strip.findChild(QLabel, "evidence-warning")
    assert "names of patients" in warning.text()
    assert not folder.exists()  # nothing is copied before it was read
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert QApplication.focusWidget() is grid
    attach(active, qtbot)
    (name,) = names(workspace, 1)
    assert names(workspace, 0) == ()
    assert kept_names(folder) == {name}
    assert (folder / name).read_bytes() == BILL
    assert pieces(active) == [("PDF, 1 KB", "Kept here")]
    assert "Quillfeather" not in name + repr(workspace.document())
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    column = grid.grid.note_column
    assert "1 attached" in grid.grid.index(1, column).data()
    attach(active, qtbot)  # the same file again, however it is called
    assert names(workspace, 1) == (name,)
    picks(OTHER, BILL)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    attach(active, qtbot)
    assert len(names(workspace, 1)) == len(kept_names(folder)) == 2
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    for _ in range(2):
        QTest.keyClick(grid, Key.Key_Z, Modifier.ControlModifier)
    assert workspace.document() == before
    assert len(kept_names(folder)) == 2  # within reach of Ctrl+Y
    QTest.keyClick(grid, Key.Key_Y, Modifier.ControlModifier)
    assert names(workspace, 1) == (name,)


def test_what_is_taken_off_goes_from_the_disk_once_no_undo_is_left(
    active: MainWindow, qtbot: QtBot, picks: Picks, services: LocalServices
) -> None:
    workspace = active.workspace
    folder = evidence_folder(workspace.store.path)
    second_row(active, qtbot)
    picks(BILL, OTHER)
    attach(active, qtbot)
    first, second = names(workspace, 1)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Down)
    row = workspace.rows("waste")[1]
    workspace.set_flag(row.id, replace(row.flags[None], note="Weighed"))  # typed while the strip is there
    press(active, "evidence-remove")
    assert names(workspace, 1) == (first,)
    assert workspace.rows("waste")[1].flags[None].note == "Weighed"
    assert "Ctrl+Z brings it back" in said(active)
    assert kept_names(folder) == {first, second}
    stranger = folder / f"{'a' * 32}.pdf"  # of a data file whose place this one took
    stranger.write_bytes(BILL)
    workspace.store.close()
    assert kept_names(folder) == {first, stranger.name}
    assert services.open_store(workspace.store.path, write=False).check() == []


def test_a_sorted_row_is_the_one_that_is_taken_off(active: MainWindow, qtbot: QtBot, picks: Picks) -> None:
    second_row(active, qtbot)
    picks(BILL)
    attach(active, qtbot)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    picks(b"\x89PNG\r\n\x1a\n a meter", name="meter {}.png")
    attach(active, qtbot)
    table = active.strip.findChild(FigureTable, "evidence-pieces")
    qtbot.waitUntil(table.isVisible)
    table.setFocus()
    QTest.keyClick(table, Key.Key_R, Modifier.ControlModifier)
    header = table.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, header.height() // 2))
    table.setFocus()
    QTest.keyClick(table, Key.Key_Up)
    assert pieces(active)[table.currentIndex().row()][0].startswith("Picture")
    press(active, "evidence-remove")
    (left,) = names(active.workspace, 1)
    assert left.endswith(".pdf")


def test_rows_move_go_and_come_back_with_what_is_attached(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    workspace = active.workspace
    grid = second_row(active, qtbot)
    picks(BILL)
    attach(active, qtbot)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    (name,) = names(workspace, 1)
    workspace.remove_row("waste", workspace.rows("waste")[0].id)
    assert names(workspace, 0) == (name,)
    workspace.remove_row("waste", workspace.rows("waste")[0].id)
    assert not any(flag.evidence for flag in workspace.document().flags)
    for _ in range(2):
        QTest.keyClick(grid, Key.Key_Z, Modifier.ControlModifier)
    assert names(workspace, 1) == (name,)


def test_it_belongs_to_its_quarter_and_is_not_copied_into_the_next(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    workspace = active.workspace
    workspace.show_period(workspace.period.previous)
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    picks(b"\x89PNG\r\n\x1a\n a search", name="search {}.png")
    attach(active, qtbot)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    shown = active.findChild(QWidget, "asthma_care-asthma_register-evidence")
    assert shown.text() == "1 bill or print-out (Ctrl+Shift+B)"
    assert QApplication.focusWidget() is box
    earlier = workspace.key
    workspace.show_period(workspace.period.next)
    do(active, "copy-last-quarter")
    assert not any(flag.evidence for flag in workspace.document().flags)
    stored = workspace.store.load(earlier)
    assert sum(len(flag.evidence or ()) for flag in stored.document.flags) == 1


def test_what_cannot_be_attached_says_why_and_changes_nothing(
    active: MainWindow, qtbot: QtBot, picks: Picks, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = active.workspace
    before = workspace.document()
    second_row(active, qtbot)
    for content, name, why in (
        (b"MZ\x90\x00", "bill {}.exe", "only .pdf"),
        (b"MZ\x90\x00", "bill {}.pdf", "inside it is no PDF"),
        (b"MZ\x90\x00", "bill {}.csv", "inside it is no CSV table"),
        (b"", "bill {}.pdf", "nothing in it"),
        (BILL + b" " * 20_000_000, "bill {}.pdf", "larger than 20 MB"),
    ):
        picks(content, name=name)
        attach(active, qtbot)
        assert why in told(active), name
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    (gone,) = picks(BILL)
    gone.unlink()
    attach(active, qtbot)
    assert "no longer there" in told(active)
    assert workspace.document() == before
    assert kept_names(evidence_folder(workspace.store.path)) == set()


def test_a_file_that_is_missing_or_changed_is_said_and_not_opened(
    active: MainWindow, qtbot: QtBot, picks: Picks, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()) or True)
    workspace = active.workspace
    second_row(active, qtbot)
    picks(BILL)
    attach(active, qtbot)
    (name,) = names(workspace, 1)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert opened == [name]
    kept = evidence_folder(workspace.store.path) / name
    for spoil, why in ((lambda: kept.write_bytes(BILL + b"!"), "changed"), (kept.unlink, "missing")):
        spoil()
        panel(active)
        assert pieces(active)[0][1].startswith(why)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
        assert why in told(active)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert opened == [name]
    assert any("missing" in problem for problem in workspace.store.check())


def test_a_quarter_that_comes_into_view_meanwhile_gets_nothing_and_no_copy_stays(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    workspace = active.workspace
    second_row(active, qtbot)
    picks(BILL)
    panel(active)
    press(active, "evidence-choose")
    workspace.show_period(workspace.period.previous)
    qtbot.waitUntil(lambda: "nothing was attached" in said(active))
    stored = [workspace.store.load(key) for key in workspace.store.keys()]
    assert not any(flag.evidence for each in stored for flag in each.document.flags)
    assert kept_names(evidence_folder(workspace.store.path)) == set()


def test_a_file_dropped_on_the_window_while_the_panel_is_open_is_attached(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    second_row(active, qtbot)
    (file,) = picks(BILL)
    panel(active)
    drop(active, [file])
    qtbot.waitUntil(lambda: bool(pieces(active)))
    assert len(names(active.workspace, 1)) == 1


def test_whoever_only_looks_sees_what_is_attached_and_cannot_change_it(
    active: MainWindow, qtbot: QtBot, picks: Picks, services: LocalServices
) -> None:
    filled = active.workspace
    second_row(active, qtbot)
    picks(BILL)
    attach(active, qtbot)
    store = services.open_store(filled.store.path, write=False)
    looking = Workspace(store, filled.identity, filled.period, None, services, filled.preferences)
    assert filled.preferences is not None
    window = MainWindow(looking, filled.preferences)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    second_row(window, qtbot)
    panel(window)
    assert pieces(window) == [("PDF, 1 KB", "Kept here")]
    assert window.strip.findChild(QPushButton, "evidence-choose") is None
    assert window.strip.findChild(QPushButton, "evidence-remove") is None
    store.close()


def test_window_pdf_and_command_line_count_alike_and_name_nothing(
    active: MainWindow, qtbot: QtBot, picks: Picks, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = active.workspace
    second_row(active, qtbot)
    files = picks(BILL, OTHER)
    attach(active, qtbot)
    sentence = "2 bills or print-outs are kept with these figures."
    active.open_page("results")
    assert sentence in active.findChild(QLabel, "results-sure").text()
    summary = tmp_path / "summary.pdf"
    what = OneReturn(workspace.store, workspace.key)
    write_export(EXPORTS.for_practice("summary-pdf"), what, summary, workspace.store.path)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(summary).pages).split())
    assert sentence in text
    assert "Bills and print-outs kept at the practice: Waste 2. They are never sent." in text
    asked = ["--practice", workspace.key.ods_code, "--period", workspace.key.period.id]
    store = ["--store", str(workspace.store.path)]
    assert options.run(["footprint", *asked, *store], LocalServices()) == 0
    assert sentence in capsys.readouterr().out
    inside = summary.read_bytes()
    for told in (text.encode(), inside, repr(workspace.store.history(workspace.key)).encode()):
        assert b"Quillfeather" not in told
    assert BILL not in inside
    assert not any(
        file.name in each for file in files for each in kept_names(evidence_folder(what.store.path))
    )


def test_whatever_is_attached_and_taken_off_undo_leads_back_and_redo_again(
    filled: Workspace, tmp_path: Path
) -> None:
    chance, stack = random.Random(15), filled.undo_stack
    names_of_files = []
    for number in range(4):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"bill {number}")
        names_of_files.append(keep(filled.store.path, file))
    before = filled.document()
    for _ in range(30):
        rows = filled.rows("waste")
        some = chance.sample(rows, chance.randint(1, len(rows))) if rows else []
        marked = Marked("waste", some, None, "Waste")
        name = chance.choice(names_of_files)
        step = chance.choice(("attach", "attach", "detach", "remove", "undo"))
        if step == "attach":
            filled.apply_step(marked.attaching([name]), "Attach")
        elif step == "detach":
            filled.apply_step(marked.detaching(name), "Take off")
        elif step == "remove" and len(rows) > 1:
            filled.remove_row("waste", rows[0].id)
        elif step == "undo":
            filled.undo()
    after, done = filled.document(), stack.index()
    while stack.canUndo():
        filled.undo()
    assert filled.document() == before
    while stack.index() < done:
        filled.redo()
    assert filled.document() == after
    assert kept_names(evidence_folder(filled.store.path)) == set(names_of_files)
