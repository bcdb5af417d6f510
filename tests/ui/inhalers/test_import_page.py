"""The import page: what it shows before anything changes, what it takes, and what it leaves alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
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
    saved,
    text_of,
)
from tests.greenpractice.prescribing.test_bad_files import BAD
from tests.ui.inhalers.import_steps import (
    LONG,
    Q1,
    Key,
    cells,
    drop,
    kept,
    look_at,
    month,
    press_button,
    read,
    said,
    settle,
    show,
)
from tests.ui.test_journey import press, tab_to
from ui.inhalers.import_page import ImportPage, State
from ui.inhalers.import_reading import progress_words
from ui.inhalers.import_words import done_words, summary_words
from ui.inhalers.inhaler_columns import NOTE, NOW
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import apply_look


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
    new = f"Fictitious 100micrograms/dose inhaler\n{NEW_INHALER}"
    assert cells(page, "import-changes-2025-26-Q1") == [
        [new, "No data", "2", "+2", "No data", "2", "New"],
        [f"{names[0]}\n{SALAMOL}", "No data", "3", "+3", "No data", "3", "New"],
        [f"{names[1]}\n{VENTOLIN}", "10", "4", "−6", "No data", "4", "Replaces typed figure. Keep mine?"],
    ]  # fmt: skip
    assert said(page, "import-months-2025-26-Q1") == (
        "These files have April 2025. "
        "May and June 2025 are not in the quarter, which is the sum of the months it has."
    )
    assert said(page, "import-totals-2025-26-Q1") == "All inhalers: 10 now, 9 after the import."
    assert said(page, "import-summary") == ("6 values change in April to June 2025. Nothing else is touched.")
    show(page, "Not matched")
    assert cells(page, "import-unmatched") == [
        ["Fictitious 100micrograms/dose inhaler", NEW_INHALER, "2", "2"]
    ]
    assert page.foot.primary.text() == "Import 6 values"
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


def test_steps_say_how_far_they_are_and_keys_show_another_quarter_and_other_products(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    def steps() -> list[str]:
        labels = (page.findChild(QLabel, f"import-step-{name}") for name in ("file", "columns", "check"))
        return [label.accessibleName().rpartition(": ")[2] for label in labels]

    page.window().resize(1366, 688)
    assert (steps(), page.foot.isVisible()) == (["now", "later", "later"], False)
    rows = (Row(items=10, per_item=1), Row(code=NEW_INHALER))
    read(qtbot, page, month(tmp_path, "2025-04", *rows), month(tmp_path, "2025-07"))
    assert (steps(), page.foot.isVisible()) == (["done", "done", "now"], True)
    assert said(page, "import-title-2025-26-Q1") == "April to June 2025"  # the quarter in view
    quarters = tab_to(qtbot, "import-quarter", most=6)
    press(qtbot, Key.Key_Down)
    assert QApplication.focusWidget() is quarters
    assert said(page, "import-title-2025-26-Q2") == "July to September 2025"
    assert not page.findChild(FigureTable, "import-changes-2025-26-Q1").isVisible()
    assert len(cells(page, "import-changes-2025-26-Q2")) == 2
    tab_to(qtbot, "import-show-0")
    press(qtbot, Key.Key_Right)
    assert cells(page, "import-unmatched")[0][1] == NEW_INHALER
    press_button(page, "import-take")
    assert (steps(), page.foot.isVisible()) == (["done", "done", "done"], False)
    read(qtbot, page, saved(tmp_path / "bad.csv", b"\n"))
    assert (steps(), page.foot.isVisible()) == (["there is a problem", "later", "later"], False)


def test_what_is_there_already_is_not_called_imported(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = month(tmp_path, "2025-04")
    read(qtbot, page, file)
    press_button(page, "import-take")
    read(qtbot, page, file)
    assert "nothing to import" in said(page, "import-summary")
    take = page.foot.primary
    assert take is not None
    assert not take.isVisible()
    show(page, "Same")
    names = [row[0].rpartition("\n")[2] for row in cells(page, "import-same")]
    assert sorted(names) == sorted([VENTOLIN, SALAMOL])
    assert [row[1:] for row in cells(page, "import-same")] == [["3", "3"], ["4", "4"]]


def test_the_preview_follows_an_edit_made_meanwhile(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    read(qtbot, page, month(tmp_path, "2025-04"))
    (row,) = page.workspace.rows("inhalers")
    page.workspace.set_figure("inhalers", row.id, "inhalers", "4")
    settle(qtbot, page)
    old = {cells[0].split("\n")[1]: cells[1] for cells in cells(page, "import-changes-2025-26-Q1")}
    assert old[VENTOLIN] == "4"
    assert page.foot.primary.text() == "Import 3 values"


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
    assert not page.foot.primary.isVisible()
    assert "nothing has changed" in said(page, "import-problem-words")
    assert kept(page) == before
    assert not page.workspace.undo_stack.text(0).startswith("Import")


def test_a_file_of_another_practice_is_a_problem_and_not_an_import(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04", Row("C82002")))
    assert page.state is State.PROBLEMS
    assert "no inhalers of practice C82001" in cells(page, "import-problems")[0][3]


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
    assert not page.foot.primary.isVisible()
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
    assert model.index(place, NOTE).data() == "Published"
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
    page: ImportPage, qtbot: QtBot, usual: QApplication, tmp_path: Path, size: int
) -> None:
    page.window().resize(1024, 700)
    apply_look(usual, size=size)
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


def test_parts_of_packs_have_one_decimal(page: ImportPage, qtbot: QtBot, tmp_path: Path):
    read(qtbot, page, month(tmp_path, "2025-04", Row(code=BRALTUS, per_item=10, items=1)))
    (row,) = cells(page, "import-changes-2025-26-Q1")
    assert row[1:3] == ["No data", "0.3"]
    assert said(page, "import-totals-2025-26-Q1").endswith("0.3 after the import.")
