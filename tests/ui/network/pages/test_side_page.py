"""Practices side by side: every practice in the table, sorted by what it means, and questions to copy."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.network.beside import TITLES
from greenpractice.network.looking import how_sure_said, resting_rows, to_chase_rows
from greenpractice.returns.documents import Flag
from tests.greenpractice.network.samples import Q1, a_return
from tests.ui.network.network_files import A, B, C, D
from tests.ui.network.network_opening import Opener, all_texts, click, text
from tests.ui.walking import faults_of, forbidden_words
from ui.network.pages.side_page import SideBySidePage
from ui.network.session.lead_workspace import NetworkWorkspace


@pytest.fixture
def page(lead: NetworkWorkspace, open_network: Opener) -> SideBySidePage:
    """Three of four practices, one of them large and estimated, one changed."""
    for document in (
        a_return(A, "90000"),
        replace(a_return(B), flags=(Flag("inhalers", 0, None, estimated=True),)),
        a_return(C, "1500"),
        a_return(C, "9000", period=Q1.year_before),
    ):
        lead.store.record(document)
    return open_network(SideBySidePage, lead)


def column(page: SideBySidePage, place: int) -> list[str]:
    figures = page.table.figures
    return [str(figures.index(row, place).data()) for row in range(figures.rowCount())]


def test_every_practice_is_in_the_table_and_who_sent_nothing_is_not_filled_in(page: SideBySidePage) -> None:
    network = page.workspace.network()
    assert column(page, 0) == sorted((network.name(code) for code in network.members), key=str.casefold)
    missing = column(page, 0).index(network.name(D))
    cells = [str(page.table.figures.index(missing, place).data()) for place in range(1, len(TITLES))]
    assert set(cells) == {"Missing"}
    assert text(page, "side-coverage").endswith(f"not including {network.name(D)}")


def test_the_card_says_what_figures_rest_on_and_what_to_chase(page: SideBySidePage) -> None:
    network = page.workspace.network()
    assert text(page, "network-how-sure-said") == "\n".join(how_sure_said(network))
    for table, rows in (
        (page.sure.resting, resting_rows(network)),
        (page.sure.chased, to_chase_rows(network)),
    ):
        shown = table.figures
        places = range(shown.rowCount()), range(shown.columnCount())
        assert [tuple(shown.index(row, place).data() for place in places[1]) for row in places[0]] == rows
        assert rows


def test_the_table_is_sorted_by_its_heads_and_no_data_stay_last(page: SideBySidePage, qtbot: QtBot) -> None:
    network = page.workspace.network()
    heaviest = sorted(network.footprints, key=lambda code: -network.footprints[code].total)
    header, named = page.table.horizontalHeader(), column(page, 0)
    at = QPoint(header.sectionPosition(1) + 5, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert column(page, 0) == [*map(network.name, heaviest), network.name(D)]
    across = Qt.Orientation.Horizontal
    assert str(page.table.figures.headerData(1, across)).endswith("↓")
    said = page.table.figures.headerData(1, across, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Total, sorted, largest first"
    page.refresh()  # figures came: the order stays
    assert column(page, 0) == [*map(network.name, heaviest), network.name(D)]
    page.table.sort_here()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert column(page, 0) == named


def test_what_stands_out_is_a_question_and_can_be_copied(page: SideBySidePage, qtbot: QtBot) -> None:
    network = page.workspace.network()
    said = all_texts(page.looking)
    assert "for 1,000 patients is over twice the middle of the network" in said
    assert "less than a year before, over the sections in both." in said
    assert "worst" not in said.lower()
    click(page, "looking-copy-0", qtbot)
    copied = QApplication.clipboard().text()
    assert copied.startswith(text(page, "looking-name-0"))
    assert copied.endswith("Is that right, and do you know why?")
    assert text(page, "looking-copied") == f"Question to {network.name(A)} copied"


def test_the_dots_and_their_table_hold_the_same(page: SideBySidePage) -> None:
    chart = page.chart.chart
    assert len(chart.title.split()) <= 12
    assert [row[0] for row in chart.table.rows][-1] == "Network"
    page.show_charts_as_tables(True)
    assert page.chart.table.figures.rowCount() == len(chart.table.rows) == 5


def test_every_measure_has_its_chip_and_arrow_keys_choose_it(page: SideBySidePage, qtbot: QtBot) -> None:
    network, chips = page.workspace.network(), page.chips
    chips.buttons["All carbon"].setFocus()
    assert "for each 1,000 patients" in page.chart.chart.subtitle
    for measure in list(chips.buttons)[1:]:
        qtbot.keyClick(chips.buttons[chips.choice], Qt.Key.Key_Right)
        assert chips.choice == measure
        assert chips.buttons[measure].accessibleName() == measure  # without the tick
        shown = page.chart.chart.table.rows
        assert {row[0] for row in shown} == {*map(network.name, network.members), "Network"}
    assert len(chips.buttons) > len(network.indicators) + 1


def test_an_empty_network_says_what_to_do(lead: NetworkWorkspace, open_network: Opener) -> None:
    page = open_network(SideBySidePage, lead)
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    assert text(page, "side-coverage").startswith("0 of 4 practices")


def test_names_words_and_keys(page: SideBySidePage) -> None:
    QApplication.processEvents()
    assert faults_of(page) == []
    assert forbidden_words(page) == []
