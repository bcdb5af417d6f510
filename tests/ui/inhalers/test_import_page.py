"""The import page: what it shows before anything changes, what it takes, and what it leaves alone."""

import multiprocessing
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.prescribing.gather import read_prescribing
from greenpractice.store import ReturnKey
from tests.greenpractice.prescribing.made import (
    BRALTUS,
    NEW_INHALER,
    SALAMOL,
    VENTOLIN,
    Row,
    legacy,
    renamed,
    saved,
    text_of,
)
from tests.greenpractice.prescribing.test_bad_files import BAD
from tests.no_processes import ADVICE, NO_MEMORY, end_processes_at_once, start_no_processes
from tests.ui.session.test_saving import no_room
from tests.ui.test_journey import press, tab_to
from tests.ui.walking import FORBIDDEN, against_the_order, controls, tab_chain, texts
from ui.inhalers.import_page import ImportPage, State
from ui.inhalers.import_reading import progress_words
from ui.inhalers.import_words import done_words, summary_words
from ui.inhalers.inhaler_model import NOTE, NOW, InhalerModel
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import apply_look

Key = Qt.Key
Q1 = ReturnKey("C82001", Period(2025, 1))
LONG = 60_000  # ms: another process has to start, on a busy machine too


@pytest.fixture
def made(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of C82001, April to June 2025 in view, with a product typed."""
    workspace.show_period(Q1.period)
    workspace.add_row("inhalers", {"bnf_code": VENTOLIN, "inhalers": "10"})
    assert workspace.preferences is not None
    window = MainWindow(workspace, workspace.preferences)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    page = window.pages.get("import")
    if isinstance(page, ImportPage):
        page.reading.stop()


@pytest.fixture
def page(made: MainWindow) -> ImportPage:
    made.open_page("import")
    found = made.pages["import"]
    assert isinstance(found, ImportPage)
    return found


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


def press_button(page: ImportPage, name: str) -> None:
    found = page.findChild(QPushButton, name)
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


def kept(page: ImportPage) -> bytes:
    return page.workspace.store.path.read_bytes()


def test_from_the_keyboard_alone_and_back_again(
    made: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = month(tmp_path, "2025-04")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    made.open_page("home")
    press(qtbot, Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert made.open_key == "import"
    page = made.pages["import"]
    assert isinstance(page, ImportPage)
    tab_to(qtbot, "import-choose")
    press(qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: page.state is State.PREVIEW and not page.is_working, timeout=LONG)
    tab_to(qtbot, "import-take", most=5)
    press(qtbot, Key.Key_Space)
    assert page.state is State.DONE
    assert said(page, "import-done").startswith("4 values imported for April to June 2025, from 2025-04.csv")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "import-see-2025-26-Q1"
    press(qtbot, Key.Key_Space)
    assert made.open_key == "inhalers"
    rows = {row.figures["bnf_code"]: row.figures["inhalers"] for row in made.workspace.rows("inhalers")}
    assert rows == {VENTOLIN: "4", SALAMOL: "3"}
    press(qtbot, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rows = {row.figures["bnf_code"]: row.figures["inhalers"] for row in made.workspace.rows("inhalers")}
    assert rows == {VENTOLIN: "10"}
    made.open_page("import")
    assert page.state is State.CHOOSE


def test_the_preview_names_each_product_its_old_and_new_value_and_the_difference(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    before = kept(page)
    rows = (Row(items=4), Row(code=SALAMOL, items=3), Row(code=NEW_INHALER, items=2))
    read(qtbot, page, month(tmp_path, "2025-04", *rows))
    assert kept(page) == before
    names = "Salamol 100 micrograms inhaler CFC-free (Teva)", "Ventolin Evohaler 100 micrograms"
    assert cells(page, "import-changes-2025-26-Q1") == [
        [f"{names[0]}\n{SALAMOL}", "No data", "3", "+3", "No data", "3", "New"],
        [f"{names[1]}\n{VENTOLIN}", "10", "4", "−6", "No data", "4", "Replaces typed figure"],
    ]  # fmt: skip
    assert said(page, "import-months-2025-26-Q1") == (
        "These files have April 2025. "
        "May and June 2025 are not in the quarter, which is the sum of the months it has."
    )
    assert said(page, "import-totals-2025-26-Q1") == "All inhalers: 10 now, 7 after the import."
    assert said(page, "import-summary") == ("4 values change in April to June 2025. Nothing else is touched.")
    assert cells(page, "import-unmatched") == [
        ["Fictitious 100micrograms/dose inhaler", NEW_INHALER, "2", "2"]
    ]
    assert page.findChild(QPushButton, "import-take").text() == "Import 4 values"
    for table in page.findChildren(FigureTable):
        QAbstractItemModelTester(table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_several_quarters_are_one_import_and_one_undo(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = page.workspace
    read(qtbot, page, *(month(tmp_path, span) for span in ("2025-04", "2025-06", "2025-07")))
    assert said(page, "import-summary").startswith(
        "8 values change in April to June 2025 and July to September 2025."
    )
    press_button(page, "import-take")
    ways = [way.objectName() for way in page.findChildren(QPushButton) if "import-see" in way.objectName()]
    assert ways == ["import-see-2025-26-Q1", "import-see-2025-26-Q2"]
    assert workspace.store.imports([Q1])[Q1][1].months == ("2025-06",)
    workspace.undo_stack.undo()
    settle(qtbot, page)
    assert page.state is State.PREVIEW
    assert workspace.store.imports([Q1, ReturnKey("C82001", Period(2025, 2))]) == {}
    workspace.undo_stack.redo()
    assert len(workspace.store.imports([Q1])[Q1]) == 2


def test_what_is_there_already_is_not_called_imported(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = month(tmp_path, "2025-04")
    read(qtbot, page, file)
    press_button(page, "import-take")
    read(qtbot, page, file)
    assert "nothing to import" in said(page, "import-summary")
    take = page.findChild(QPushButton, "import-take")
    assert take is not None
    assert not take.isVisible()
    assert "2 products stay as they are." in "\n".join(texts(page))


def test_the_preview_follows_an_edit_made_meanwhile(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    read(qtbot, page, month(tmp_path, "2025-04"))
    (row,) = page.workspace.rows("inhalers")
    page.workspace.set_figure("inhalers", row.id, "inhalers", "4")
    settle(qtbot, page)
    old = {cells[0].split("\n")[1]: cells[1] for cells in cells(page, "import-changes-2025-26-Q1")}
    assert old[VENTOLIN] == "4"
    assert page.findChild(QPushButton, "import-take").text() == "Import 3 values"


def test_every_bad_file_is_named_with_what_to_do_and_nothing_changes(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    before = kept(page)
    kinds = dict(enumerate(sorted(BAD.keys() - {"no inhalers"})))
    files = [saved(tmp_path / f"bad-{number}.csv", BAD[kind][0]) for number, kind in kinds.items()]
    wrong = legacy([Row(), Row()])
    wrong[2][20] = "-1"
    files.append(saved(tmp_path / "wrong.csv", text_of(wrong).encode()))
    read(qtbot, page, *files, tmp_path / "nowhere.csv", tmp_path)
    assert page.state is State.PROBLEMS
    told = cells(page, "import-problems")
    for number, kind in kinds.items():
        words = [row[3] for row in told if row[0] == f"bad-{number}.csv"]
        assert words, kind
    assert ["wrong.csv", "3", "ITEMS"] in [row[:3] for row in told]
    assert all(row[3][:1].isupper() or not row[3][:1].isalpha() for row in told)
    assert not page.findChild(QPushButton, "import-take").isVisible()
    assert "nothing has changed" in said(page, "import-problem-words")
    assert kept(page) == before
    assert not page.workspace.undo_stack.text(0).startswith("Import")


def test_a_file_of_another_practice_is_a_problem_and_not_an_import(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04", Row("C82002")))
    assert page.state is State.PROBLEMS
    assert "no inhalers of practice C82001" in cells(page, "import-problems")[0][3]


def test_cancel_changes_nothing_and_ends_the_reading(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    before = kept(page)
    large = large_file(tmp_path)
    page.take_files([large])
    reading = page.reading.now
    assert reading is not None
    assert page.state is State.READING
    assert page.reading.bar.accessibleName() == "Reading files"
    qtbot.waitUntil(lambda: page.reading.bar.value() > 0, timeout=LONG)
    press_button(page, "import-cancel")
    assert page.state is State.CHOOSE
    assert "Nothing has changed" in said(page, "import-told")
    assert reading.wait(30)
    assert kept(page) == before
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "import-choose"


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


def test_a_process_that_cannot_start_is_said_and_files_can_be_chosen_again(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, file = kept(page), month(tmp_path, "2025-04")
    with monkeypatch.context() as computer:
        start_no_processes(computer)
        page.take_files([file])
        sentence = ends_with_a_sentence(page, qtbot)
    assert sentence == (
        f"The program that reads prescribing files could not be started {NO_MEMORY}. {ADVICE}"
    )
    assert kept(page) == before
    read(qtbot, page, file)
    assert page.state is State.PREVIEW


def test_a_process_that_is_killed_while_it_reads_is_said(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.take_files([large_file(tmp_path)])
    qtbot.waitUntil(lambda: page.reading.bar.value() > 0, timeout=LONG)
    for process in multiprocessing.active_children():
        process.kill()
    assert "was stopped from outside" in ends_with_a_sentence(page, qtbot)


def test_a_process_that_is_killed_before_it_reads_is_said(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_processes_at_once(monkeypatch)
    page.take_files([month(tmp_path, "2025-04")])
    assert "was stopped from outside" in ends_with_a_sentence(page, qtbot)


def test_other_files_in_the_middle_of_reading_take_the_place_of_the_first(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.take_files([large_file(tmp_path)])
    read(qtbot, page, month(tmp_path, "2025-04"))
    assert page.state is State.PREVIEW
    assert "2025-04.csv" in " ".join(texts(page))
    assert "large.csv" not in " ".join(texts(page))


def test_cancelled_right_at_the_start_nothing_is_busy(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.take_files([month(tmp_path, "2025-04")])
    press_button(page, "import-cancel")
    assert not page.is_working
    assert page.state is State.CHOOSE


def test_figures_that_cannot_be_read_while_it_is_worked_out_are_said(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    """Another program has the data file to itself by then, longer than anybody waits."""
    other = sqlite3.connect(page.workspace.store.path, isolation_level=None)
    page.take_files([month(tmp_path, "2025-04")])
    job = page.reading.now
    assert job is not None
    assert job.wait(60)  # read, and not yet heard of
    other.execute("BEGIN EXCLUSIVE")
    sentence = ends_with_a_sentence(page, qtbot)
    other.close()
    assert sentence.startswith("Another program is busy with")
    read(qtbot, page, tmp_path / "2025-04.csv")
    assert page.state is State.PREVIEW


@pytest.mark.skipif(sys.platform == "win32", reason="no files can be limited in size here")
def test_without_room_to_save_it_says_so_and_can_be_tried_again(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04"))
    before = page.workspace.document()
    with no_room():
        press_button(page, "import-take")
    assert "Nothing was changed" in said(page, "import-problem-words")
    assert page.workspace.document() == before
    assert page.workspace.store.imports([Q1]) == {}
    press_button(page, "import-take")
    assert page.state is State.DONE
    assert page.workspace.store.imports([Q1])


def test_files_dropped_anywhere_on_the_window_are_read(
    made: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    made.open_page("inhalers")
    drop(made, [month(tmp_path, "2025-04")])
    assert made.open_key == "import"
    page = made.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.state is State.PREVIEW, timeout=LONG)


def test_a_drop_without_files_says_so(page: ImportPage, made: MainWindow) -> None:
    drop(made, [])
    assert "That drop held no files" in said(page, "import-told")
    assert page.state is State.CHOOSE


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


def test_data_open_elsewhere_can_be_looked_at_but_not_imported_into(
    made: MainWindow, services: LocalServices, qtbot: QtBot, tmp_path: Path
) -> None:
    looking = services.open_store(made.workspace.store.path, write=False)
    other = Workspace(looking, Identity("C82001", "Sample Surgery"), Q1.period)
    page = ImportPage(other)
    qtbot.addWidget(page)
    page.show()
    read(qtbot, page, month(tmp_path, "2025-04"))
    assert "open elsewhere" in said(page, "import-look-only")
    assert page.state is State.PREVIEW
    assert not page.findChild(QPushButton, "import-take").isVisible()
    inhalers = InhalerPage(other)
    qtbot.addWidget(inhalers)
    assert inhalers.findChild(QPushButton, "import-inhalers") is None
    looking.close()


def test_published_figures_say_so_in_the_grid_until_they_are_edited(
    made: MainWindow, page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04"), month(tmp_path, "2025-05"))
    press_button(page, "import-take")
    press_button(page, "import-see-2025-26-Q1")
    inhalers = made.pages["inhalers"]
    assert isinstance(inhalers, InhalerPage)
    banner = inhalers.findChild(QLabel, "inhalers-published")
    assert banner is not None
    assert banner.text() == (
        "Filled from published prescribing data for April and May 2025. June 2025 is not in it."
    )
    model = inhalers.model
    place = next(n for n, entry in enumerate(model.entries) if entry.code == SALAMOL)
    assert model.index(place, NOTE).data() == "Published data"
    spoken = model.index(place, NOW).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("this quarter, 6, published data")
    assert "2025-04.csv, 2025-05.csv, April and May 2025" in str(
        model.index(place, NOW).data(Qt.ItemDataRole.ToolTipRole)
    )
    model.setData(model.index(place, NOW), "7")
    assert "published" not in str(model.index(place, NOW).data(Qt.ItemDataRole.AccessibleTextRole))
    for entry in list(model.entries):
        if entry.kept is not None:
            for field in ("inhalers", "items"):
                made.workspace.set_figure("inhalers", entry.kept.id, field, "1")
    assert not banner.isVisible()


def test_a_paste_over_published_figures_and_notes_leaves_no_mark(
    workspace: Workspace, page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04"))
    press_button(page, "import-take")
    model = InhalerModel(workspace)
    place = next(n for n, entry in enumerate(model.entries) if entry.code == SALAMOL)
    model.put([(place, NOW, "7"), (place, NOW + 1, "6"), (place, NOTE, "counted by hand")], "Paste 3 values")
    assert model.index(place, NOTE).data() == "counted by hand"


@pytest.mark.parametrize("size", [100, 200])
def test_every_step_can_be_used_by_anyone(
    page: ImportPage, qtbot: QtBot, qapp: QApplication, tmp_path: Path, size: int
) -> None:
    page.window().resize(1024, 700)
    try:
        apply_look(qapp, size=size)
        look_at(page)
        april = month(tmp_path, "2025-04", Row(), Row(code=NEW_INHALER))
        read(qtbot, page, april, month(tmp_path, "2025-07"))
        look_at(page)
        press_button(page, "import-take")
        look_at(page)
        read(qtbot, page, saved(tmp_path / "bad.csv", b"\n"))
        look_at(page)
        page.take_files([tmp_path / "bad.csv"])
        look_at(page)
    finally:
        apply_look(qapp, size=100)


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


def test_closing_the_window_ends_a_reading(workspace: Workspace, qapp: QApplication, tmp_path: Path) -> None:
    page = ImportPage(workspace)
    page.take_files([month(tmp_path, "2025-04")])
    reading = page.reading.now
    assert reading is not None
    page.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert reading.wait(30)


def test_each_sample_shows_what_the_command_line_reads(
    workspace: Workspace, qtbot: QtBot, shared: Path
) -> None:
    samples = sorted((shared / "data" / "prescribing_samples").glob("*.csv"))
    assert samples
    for sample in samples:
        found = read_prescribing([sample], None)
        practice = next(iter(found.imports), "C82001")
        mine = Workspace(workspace.store, Identity(practice, None), Period(2026, 1))
        page = ImportPage(mine)
        qtbot.addWidget(page)
        page.show()
        read(qtbot, page, sample)
        if not found.imports:
            assert page.state is State.PROBLEMS
            assert "no inhalers" in cells(page, "import-problems")[0][3]
            continue
        (each,) = found.imports[practice]
        assert len(cells(page, f"import-changes-{each.period.id}")) == len(each.products)
        press_button(page, "import-take")
        stored = workspace.store.load(ReturnKey(practice, each.period))
        assert stored is not None
        assert len(stored.document.rows("inhalers")) == len(each.products)
        sources = [flag.source for flag in stored.document.flags]
        assert all(source is not None and source.file == sample.name for source in sources)


def test_the_words_fit_their_numbers() -> None:
    assert progress_words(1_500_000, 3_000_000, 0.2) == "1.5 of 3.0 MB"
    assert progress_words(120_000_000, 430_000_000, 8) == "120 of 430 MB, about 21 seconds left"
    assert progress_words(100_000_000, 7_000_000_000, 5) == "100 of 7,000 MB, about 6 minutes left"
    assert summary_words([]) == (
        "Your figures are the same as in these files already. There is nothing to import."
    )
    assert done_words([], ["a.csv"] * 5).endswith("from 5 files.")


def test_braltus_is_shown_in_inhalers_and_not_in_capsules(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04", Row(code=BRALTUS, per_item=30, items=2)))
    (braltus,) = cells(page, "import-changes-2025-26-Q1")
    assert braltus[2] == "2"
