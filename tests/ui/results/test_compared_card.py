"""Compared with others in the window: opened, its key compared, shown on two pages, and removed again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.carbon.footprint import load_calculator
from greenpractice.comparison.comparison_file import comparison_bytes
from greenpractice.comparison.held import held_beside
from greenpractice.comparison.making import comparison_of
from greenpractice.comparison.telling import Told, compared_of
from greenpractice.demo.comparison import make_comparison
from greenpractice.demo.returns import LAST, PCN, demo_documents
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import Group
from greenpractice.network.network import Network
from greenpractice.network.states import fingerprint
from greenpractice.own_files import comparisons_folder
from tests.greenpractice.comparison.some_comparisons import KEY, MADE, OTHER_KEY
from tests.ui.inhalers.import_steps import drop
from ui.network.lead_window import NetworkWindow
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.practice.practice_window import MainWindow
from ui.results.compared_card import ComparedCard
from ui.results.period_choice import history_of
from ui.results.results_page import ResultsPage
from ui.session.preferences import Preferences
from ui.which_window import WhichWindow
from ui.widgets.chart_view import ChartView


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """A comparison of the made-up network as a file; its data are not marked as made up."""
    returns = [each for each in demo_documents() if each.period == LAST]
    group = Group("Sample PCN", frozenset({PCN}))
    comparison = comparison_of(
        Network(group, LAST, returns, load_directory(), load_calculator()), MADE, demo=False
    )

    def write(key: SigningKey = KEY, name: str = "from our Lead.gpcompare") -> Path:
        path = tmp_path / name
        path.write_bytes(comparison_bytes(comparison, key))
        return path

    return write


def card_of(window: MainWindow) -> ComparedCard:
    found = window.pages["results"].findChild(ComparedCard)
    assert isinstance(found, ComparedCard)
    return found


def told(window: MainWindow) -> tuple[Told, ...]:
    """What is told of the quarter in view."""
    found = compared_of(history_of(window.workspace), held_beside(window.workspace.store.path))
    return found.told if found else ()


def said(window: MainWindow) -> str:
    QApplication.processEvents()  # what was just added is shown
    return " ".join(each.text() for each in card_of(window).findChildren(QLabel) if each.isVisibleTo(window))


def unfold(window: MainWindow) -> None:
    """Open what compares, which is folded until something is opened or asked there."""
    page = window.pages["results"]
    assert isinstance(page, ResultsPage)
    page.folds.unfold("compared")


def click(window: MainWindow, name: str) -> None:
    found = card_of(window).findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    found.click()


def cells(window: MainWindow) -> list[list[str]]:
    model = card_of(window).table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_file_that_is_dropped_is_shown_and_confirmed_by_its_key(
    window: MainWindow, made: Callable[..., Path]
):
    drop(window, [made()])
    assert window.open_key == "results"
    assert "Compared with Sample PCN, July to September 2026 (not confirmed" in said(window)
    assert fingerprint(KEY.public_key) in said(window)
    click(window, "compared-agrees-0")
    assert "not confirmed" not in said(window)
    assert held_beside(window.workspace.store.path).keys == {KEY.public_key}
    assert window.open_key == "results"


def test_the_table_and_the_indicators_have_the_words_of_all_surfaces(
    window: MainWindow, made: Callable[..., Path]
):
    window.open_files([made()])
    shown = told(window)
    assert [row[:3] for row in cells(window)] == [
        [each.title, each.own.words, each.middle_half] for each in shown
    ]
    assert [row[4] for row in cells(window)] == [each.stands for each in shown]
    note = window.pages["results"].findChild(QLabel, "result-per-1000-note")
    assert isinstance(note, QLabel)
    assert note.text() == shown[0].short
    window.open_page("indicators")
    page = window.pages["indicators"]
    for each in shown:
        label = page.findChild(QLabel, f"usual-{each.measure.key}")
        if isinstance(label, QLabel):
            assert label.text().lower() == f"{each.range_words}: {each.stands}.".lower()
    ruler = page.findChild(ChartView, "ruler-ES-02")
    assert isinstance(ruler, ChartView)
    assert "middle half of practices" in ruler.chart.alt


def test_removing_it_shows_the_pages_as_before(window: MainWindow, made: Callable[..., Path]):
    window.open_page("results")
    unfold(window)
    before = said(window)
    window.open_files([made()])
    assert said(window) != before
    click(window, "compared-remove-0")
    assert said(window) == before
    assert cells(window) == [] or not card_of(window).table.isVisibleTo(window)


def test_what_is_refused_is_said_on_the_page_and_changes_nothing(
    window: MainWindow, made: Callable[..., Path], tmp_path: Path
):
    window.open_files([made()])
    click(window, "compared-agrees-0")
    before = {
        each.name: each.read_bytes() for each in comparisons_folder(window.workspace.store.path).iterdir()
    }
    half = tmp_path / "half.gpcompare"
    half.write_bytes(made().read_bytes()[:-99])
    for file, words in (
        (half, "half.gpcompare is damaged or not whole"),
        (made(OTHER_KEY, "forged.gpcompare"), "forged.gpcompare is signed with another key than your Lead's"),
        (tmp_path / "none.gpcompare", "There is no file"),
    ):
        window.open_files([file])
        assert words in said(window)
    folder = comparisons_folder(window.workspace.store.path)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_it_is_chosen_from_the_menu(
    window: MainWindow, made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made()), ""))
    window.open_comparison()
    assert "Compared with Sample PCN" in said(window)


def test_the_made_up_data_have_one(which: WhichWindow, qtbot: QtBot):
    which.open_demo()
    window = which.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: bool(window.open_key))
    window.open_page("results")
    unfold(window)
    assert "Compared with Sample PCN, July to September 2026" in said(window)
    assert "not confirmed" not in said(window)
    store = window.workspace.store
    make_comparison(store)  # once is enough
    assert len(held_beside(store.path).comparisons) == 1


def test_a_lead_is_told_that_it_is_for_practices(lead: NetworkWorkspace, tmp_path: Path, qtbot: QtBot):
    window = NetworkWindow(lead, lead.preferences or Preferences(tmp_path / "a.ini"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(lead.refused) as heard:
        window.read([tmp_path / "ours.gpcompare"])
    assert heard.args is not None
    assert str(heard.args[0]).startswith("ours.gpcompare says what is usual")
