"""The Lead's page of published data: a starter is shown before it is taken, then beside what was sent."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.store import ReturnKey
from tests.greenpractice.prescribing.made import VENTOLIN, Row
from tests.greenpractice.prescribing.starter.starters import starter_of
from tests.ui.network.network_files import ELSEWHERE, Q1, A, B, pdf_files
from tests.ui.network.network_opening import Opener, click, text
from ui.network.lead_window import NetworkWindow
from ui.network.pages.published_page import PublishedPage
from ui.network.session.lead_workspace import NetworkWorkspace

LONG = 60_000


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    rows = [
        Row(practice=code, code=VENTOLIN, items=items, month=month)
        for code, items in ((A, 20), (B, 7), (ELSEWHERE, 5))
        for month in (*Q1.months, "2026-01")
    ]
    return starter_of(tmp_path, *rows, practices=(A, B, ELSEWHERE))


@pytest.fixture
def page(lead: NetworkWorkspace, open_network: Opener) -> PublishedPage:
    return open_network(PublishedPage, lead)


def read(qtbot: QtBot, page: PublishedPage, *files: Path) -> None:
    page.take_files(files)
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)


def take(qtbot: QtBot, page: PublishedPage) -> None:
    click(page, "published-take", qtbot)
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)


def rows(page: PublishedPage) -> list[list[str]]:
    model = page.table.figures
    return [
        [str(model.index(row, place).data()) for place in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_it_is_shown_first_and_only_the_groups_practices_are_taken(
    page: PublishedPage, lead: NetworkWorkspace, qtbot: QtBot, starter: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(lead.finished_reading, timeout=LONG):
        lead.read(pdf_files(tmp_path / "in", "a1.pdf"))
    assert "Open a starter file" in text(page, "published-words")
    before = lead.store.path.read_bytes()
    read(qtbot, page, starter)
    assert text(page, "published-told").endswith(
        "it has 2 practices, 2 quarters: 8 months of practices, 8 of them new."
    )
    assert lead.store.path.read_bytes() == before
    take(qtbot, page)
    keys = [ReturnKey(code, Q1) for code in (A, B, ELSEWHERE)]
    assert set(lead.store.imports(keys)) == {keys[0], keys[1]}
    network = lead.network()
    assert (network.sent, network.published) == ([A], [B])
    found = rows(page)
    assert [row[0] for row in found] == [network.name(A), network.name(B)]
    assert found[0][1:4] == ["60", "56", "−4"]
    assert found[1][1:4] == ["21", "No data", "–"]
    assert "In 1 return with both, " in text(page, "published-words")


def test_months_held_with_other_figures_are_named_before_they_are_replaced(
    page: PublishedPage, qtbot: QtBot, starter: Path, tmp_path: Path
) -> None:
    read(qtbot, page, starter)
    take(qtbot, page)
    other = starter_of(
        tmp_path, Row(practice=A, items=99, month="2026-04"), name="new.gpstarter", practices=(A,)
    )
    read(qtbot, page, other)
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert f"April 2026 of {A} is held with 20 inhalers, from EPD_202604.csv, and has 99 inhalers" in told
    read(qtbot, page, starter)
    assert "8 months of practices, 0 of them new" in text(page, "published-told")


def test_what_was_taken_in_last_is_taken_back_once_it_was_asked(
    page: PublishedPage, lead: NetworkWorkspace, qtbot: QtBot, starter: Path, tmp_path: Path
) -> None:
    def there() -> object:
        keys = [ReturnKey(code, period) for code in (A, B) for period in (Q1, Q1.previous)]
        return lead.store.imports(keys), [each for each in lead.store.documents(keys) if any(each.sections)]

    def seen(name: str) -> bool:
        found = page.findChild(QPushButton, name)
        return found is not None and found.isVisibleTo(page)

    def back() -> None:
        click(page, "published-back", qtbot)
        click(page, "published-back-yes", qtbot)
        qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)

    nothing = lead.network().footprint.total
    assert not seen("published-back")
    read(qtbot, page, starter)
    take(qtbot, page)
    first = lead.network().footprint.total
    assert first > nothing
    click(page, "published-back", qtbot)
    assert "Take back 2 practices" in text(page, "published-told")
    click(page, "published-back-no", qtbot)
    assert lead.network().footprint.total == first
    held = there()
    rows_of_both = [Row(practice=code, code=VENTOLIN, items=99, month="2026-04") for code in (A, B)]
    read(qtbot, page, starter_of(tmp_path, *rows_of_both, name="new.gpstarter", practices=(A, B)))
    assert not seen("published-back")
    take(qtbot, page)
    assert lead.network().footprint.total != first
    back()
    assert (there(), lead.network().footprint.total) == (held, first)
    assert not seen("published-back")
    read(qtbot, page, starter)
    take(qtbot, page)
    back()
    assert there() == held
    assert lead.store.check() == []


def test_a_quarter_that_had_nothing_has_nothing_again(
    page: PublishedPage, lead: NetworkWorkspace, qtbot: QtBot, starter: Path
) -> None:
    read(qtbot, page, starter)
    take(qtbot, page)
    assert lead.network().published == [A, B]
    click(page, "published-back", qtbot)
    click(page, "published-back-yes", qtbot)
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)
    network = lead.network()
    assert (network.published, network.sent) == ([], [])
    assert (lead.periods_held(), lead.store.keys()) == ({}, [])
    assert {A, B} <= set(network.missing)
    assert "Open a starter file" in text(page, "published-words")
    assert lead.store.check() == []


def test_a_wrong_file_is_a_sentence_and_nothing_can_be_taken(
    page: PublishedPage, qtbot: QtBot, starter: Path, tmp_path: Path
) -> None:
    starter.write_bytes(starter.read_bytes()[:-5])
    read(qtbot, page, starter)
    assert text(page, "published-problem").startswith("llr.gpstarter, row 5: it ends too early")
    button = page.findChild(QPushButton, "published-take")
    assert button is not None
    assert not button.isVisible()
    elsewhere = starter_of(tmp_path, Row(practice=ELSEWHERE), name="other.gpstarter", practices=(ELSEWHERE,))
    read(qtbot, page, elsewhere)
    assert "is in it. Nothing has changed." in text(page, "published-problem")


def test_dropped_beside_pdfs_each_goes_its_way(
    lead: NetworkWorkspace, qtbot: QtBot, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lead.preferences is not None
    window = NetworkWindow(lead, lead.preferences)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(lead.finished_reading, timeout=LONG):
        window.read([*pdf_files(tmp_path / "in", "a1.pdf"), starter])
    page = window.pages["published"]
    assert isinstance(page, PublishedPage)
    assert window.open_key == "published"
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)
    assert lead.network().sent == [A]
    assert "2 practices" in text(page, "published-told")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(starter)], ""))
    window.open_starter()
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)
    assert "2 practices" in text(page, "published-told")
