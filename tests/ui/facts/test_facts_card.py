"""A pack in the window: looked at, its key compared, installed, and taken back, each step in words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.facts.in_use import SHIPPED, in_use, use
from greenpractice.own_files import facts_folder
from greenpractice.packs.installed import held
from greenpractice.periods import Period, day_words
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.packs.some_packs import (
    DAY,
    OTHER_KEY,
    READ_OUT,
    VENTOLIN,
    inhalers,
    installed,
    packed,
    shipped,
    written,
)
from tests.ui.answers import put_store
from tests.ui.beginning import OWN, remember
from tests.ui.inhalers.import_steps import drop
from tests.ui.walking import texts
from ui.facts.facts_card import FactsCard
from ui.first_run import FirstRun
from ui.given_files import GivenFiles
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_window import MainWindow
from ui.session.preferences import Preferences
from ui.which_window import WhichWindow
from ui.window.bands import Bands

QUARTER = Period(2026, 1)
ROWS = ({"bnf_code": VENTOLIN, "inhalers": "100", "items": "90"},)


@pytest.fixture(autouse=True)
def shipped_facts() -> Iterator[None]:
    yield
    use(SHIPPED)


@pytest.fixture
def path(services: LocalServices) -> Path:
    path = services.store_path(None)
    documents = [
        ReturnDocument(code, period, 1, "2026-07-08", "Surgery", sections={"inhalers": ROWS})
        for code in (OWN.ods_code, "C82002")
        for period in (QUARTER, QUARTER.previous)
    ]
    put_store(path, documents)
    remember(services, path)
    Preferences(services.preferences_path()).put("period", QUARTER.id)
    return path


@pytest.fixture
def opened(which: WhichWindow, path: Path, qtbot: QtBot) -> WhichWindow:
    which.start()
    window_of(which, qtbot)
    return which


def window_of(which: WhichWindow, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: isinstance(which.window, MainWindow) and which.window.open_key != "")
    window = which.window
    assert isinstance(window, MainWindow)
    return window


def card_of(window: MainWindow | NetworkWindow) -> FactsCard:
    window.open_page("settings")
    (card,) = window.pages["settings"].findChildren(FactsCard)
    return card


def said(card: FactsCard) -> list[str]:
    return [each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card)]


def press(card: FactsCard, name: str) -> None:
    found = card.findChild(QPushButton, name)
    assert found is not None
    assert found.isVisibleTo(card)
    found.click()


def offered(card: FactsCard, name: str) -> bool:
    found = card.findChild(QPushButton, name)
    return found is not None and found.isVisibleTo(card)


def kg_of(which: WhichWindow) -> str:
    assert which.workspace is not None
    return str(which.workspace.footprint().total)


def test_a_pack_is_looked_at_before_it_counts_and_goes_in_one_step(
    opened: WhichWindow, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    pack = written(tmp_path, packed(inhalers("20")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(pack), ""))
    window, before = window_of(opened, qtbot), kg_of(opened)
    card = card_of(window)
    start = "UK factors of"
    press(card, "facts-dates-shipped")
    qtbot.waitUntil(lambda: any(text.startswith(start) for text in said(card)))
    press(card, "facts-open")
    qtbot.waitUntil(lambda: offered(card, "facts-key-agrees"))
    assert any(READ_OUT in text and "It says that The ICB made it" in text for text in said(card))
    assert not offered(card, "facts-install")
    assert not facts_folder(path).exists()
    press(card, "facts-key-agrees")
    qtbot.waitUntil(lambda: offered(card, "facts-install"))
    lines = [text for text in said(card) if "with this pack" in text]
    assert len(lines) == 2  # two quarters, of this practice alone
    assert lines[0].startswith("April to June 2026: ")
    assert lines[0].endswith("2,000 kg with this pack")
    assert any(text.startswith("Ventolin Evohaler") and VENTOLIN in text for text in said(card))
    assert kg_of(opened) == before
    press(card, "facts-install")
    qtbot.waitUntil(lambda: opened.window is not window)

    window = window_of(opened, qtbot)
    assert (window.open_key, kg_of(opened)) == ("settings", "2000")
    bands = window.findChild(Bands)
    assert any("is installed" in label.text() for label in bands.findChildren(QLabel) if label.isVisible())
    card = card_of(window)
    qtbot.waitUntil(lambda: any(READ_OUT in text and "It holds inhalers" in text for text in said(card)))
    (there,) = held(path).packs
    press(card, f"facts-back-{there.id}")
    qtbot.waitUntil(lambda: opened.window is not window)
    window = window_of(opened, qtbot)
    assert kg_of(opened) == before
    assert held(path).packs == ()

    card = card_of(window)
    card.open_pack(pack)  # its key is accepted by now
    qtbot.waitUntil(lambda: offered(card, "facts-install"))
    press(card, "facts-not-now")
    assert not offered(card, "facts-install")
    assert held(path).packs == ()


def test_about_names_the_pack_that_counts(which: WhichWindow, path: Path, qtbot: QtBot):
    installed(path, packed(inhalers("20")))
    which.start()
    window = window_of(which, qtbot)
    (pack,) = in_use().packs
    window.show_help_part("about")
    page = window.open_page_widget
    assert page is not None
    (line,) = (text for text in texts(page) if text.startswith("Facts pack "))
    assert line == f"Facts pack {pack.id} of {day_words(DAY)}"


def test_what_may_not_be_installed_is_told_and_nothing_changes(
    opened: WhichWindow, path: Path, tmp_path: Path, qtbot: QtBot
):
    installed(path, packed(inhalers("20"), name="First"))
    card = card_of(window_of(opened, qtbot))
    spoiled = written(tmp_path, packed(inhalers("30"))[:-9], "spoiled.gppack")
    same_day = written(tmp_path, packed(inhalers("30")), "other.gppack")
    again = written(tmp_path, packed(inhalers("20"), name="First"), "again.gppack")
    for file, words in (
        (spoiled, "is damaged"),
        (same_day, f"both are of {day_words(DAY)}"),
        (again, "installed already"),
    ):
        card.open_pack(file)
        qtbot.waitUntil(lambda words=words: any(words in text for text in said(card)))
        assert not offered(card, "facts-install")
    assert [pack.name for pack in held(path).packs] == ["First"]


@pytest.mark.parametrize("is_refused", [True, False])
def test_what_is_said_of_a_pack_is_seen_when_it_is_opened_from_elsewhere(
    opened: WhichWindow, tmp_path: Path, qtbot: QtBot, is_refused: bool
):
    window = window_of(opened, qtbot)
    window.resize(1280, 700)
    pack = written(tmp_path, packed(inhalers("30"))[: -9 if is_refused else None])
    name = "facts-problem" if is_refused else "facts-not-now"
    for _ in range(2):  # the page is made, then it is there already
        window.open_page("home")
        window.open_files([pack])

        def is_seen() -> bool:
            part = window.pages["settings"].findChild(QWidget, name)
            return part is not None and not part.visibleRegion().isEmpty()

        qtbot.waitUntil(is_seen, timeout=20_000)
        qtbot.wait(50)
        window.show_focus()  # as when the system puts the window in front
        assert is_seen()


def test_a_file_that_changes_after_it_was_looked_at_is_not_installed(
    opened: WhichWindow, path: Path, tmp_path: Path, qtbot: QtBot
):
    installed(path, packed(shipped("practices/pcns.csv")))  # so that the key is accepted
    card = card_of(window_of(opened, qtbot))
    pack = written(tmp_path, packed(inhalers("20")))
    card.open_pack(pack)
    qtbot.waitUntil(lambda: offered(card, "facts-install"))
    written(tmp_path, packed(inhalers("30")))
    press(card, "facts-install")
    assert any("is another one by now" in text for text in said(card))
    assert len(held(path).packs) == 1


def test_a_pack_that_is_dropped_or_opened_with_the_app_goes_to_settings(
    opened: WhichWindow, tmp_path: Path, qtbot: QtBot
):
    pack = written(tmp_path, packed(inhalers("20")), "Upper.GPPACK")
    window = window_of(opened, qtbot)
    drop(window, [pack])
    assert window.open_key == "settings"
    qtbot.waitUntil(lambda: offered(card_of(window), "facts-key-agrees"))
    window.open_page("home")
    window.open_files([pack])
    assert window.open_key == "settings"
    more = [pack, written(tmp_path, packed(inhalers("30")), "b.gppack"), tmp_path / "c.gppack"]
    drop(window, more)
    card = card_of(window)
    qtbot.waitUntil(lambda: offered(card, "facts-key-agrees"))
    told = "One pack is looked at after the other. Open b.gppack and c.gppack then"
    qtbot.waitUntil(lambda: told in said(card))
    press(card, "facts-key-agrees")
    qtbot.waitUntil(lambda: offered(card, "facts-install"))
    assert told in said(card)
    other = written(tmp_path, b"x", "data.csv")
    drop(window, [pack, other])
    assert window.open_key == "import"


def test_a_lead_sees_what_changes_of_all_practices(opened: WhichWindow, tmp_path: Path, qtbot: QtBot):
    opened.open_demo_lead()
    qtbot.waitUntil(lambda: isinstance(opened.window, NetworkWindow) and opened.window.open_key != "")
    window = opened.window
    assert isinstance(window, NetworkWindow)
    window.read([written(tmp_path, packed(inhalers("20")))])
    card = card_of(window)
    qtbot.waitUntil(lambda: offered(card, "facts-key-agrees"), timeout=20_000)
    press(card, "facts-key-agrees")
    qtbot.waitUntil(lambda: offered(card, "facts-install"), timeout=20_000)
    assert any("with this pack" in text for text in said(card))
    press(card, "facts-install")
    qtbot.waitUntil(lambda: opened.window is not window and opened.lead is not None, timeout=20_000)
    assert in_use().packs
    opened.start()  # the practice's own data have no packs
    window_of(opened, qtbot)
    assert in_use() is SHIPPED


def test_facts_that_were_spoiled_on_disk_are_told_in_the_window(which: WhichWindow, path: Path, qtbot: QtBot):
    installed(path, packed(inhalers("20")))
    (file,) = facts_folder(path).glob("*.gppack")
    file.write_bytes(packed(inhalers("30"), key=OTHER_KEY))
    which.start()
    window = window_of(which, qtbot)
    assert in_use() is SHIPPED
    bands = window.findChild(Bands)
    told = [label.text() for label in bands.findChildren(QLabel) if label.isVisible()]
    assert any("the facts that the app came with count" in text for text in told)
    card = card_of(window)
    qtbot.waitUntil(lambda: any("the facts that the app came with count" in text for text in said(card)))
    press(card, f"facts-back-{file.stem}")
    qtbot.waitUntil(lambda: which.window is not window)
    assert held(path).told == ()


def test_a_folder_of_facts_that_is_gone_is_told_in_the_window(which: WhichWindow, path: Path, qtbot: QtBot):
    installed(path, packed(inhalers("20")))
    (pack,) = held(path).packs
    shutil.rmtree(facts_folder(path))
    which.start()
    window = window_of(which, qtbot)
    told = [label.text() for label in window.findChild(Bands).findChildren(QLabel) if label.isVisible()]
    assert any("“Inhalers” is no longer in" in text for text in told)
    card = card_of(window)
    qtbot.waitUntil(lambda: any("Install “Inhalers” again" in text for text in said(card)))
    press(card, f"facts-back-{pack.id}")
    qtbot.waitUntil(lambda: which.window is not window)
    assert held(path).told == ()


def test_a_second_window_looks_and_changes_nothing(
    opened: WhichWindow, services: LocalServices, path: Path, tmp_path: Path, qtbot: QtBot
):
    second = WhichWindow(services)
    try:
        second.start()
        card = card_of(window_of(second, qtbot))
        assert not offered(card, "facts-open")
        card.open_pack(written(tmp_path, packed(inhalers("20"))))
        assert any("You can look, but not change it" in text for text in said(card))
        first = card_of(window_of(opened, qtbot))
        installed(path, packed(inhalers("20")))
        window_of(second, qtbot).open_page("home")
        assert card_of(window_of(second, qtbot)) is card
        qtbot.waitUntil(lambda: any("changed in another window" in text for text in said(card)))
        assert first is not card
    finally:
        second.close()


def test_at_the_first_run_there_is_nothing_yet_that_a_file_could_go_to(
    services: LocalServices, tmp_path: Path, qtbot: QtBot
):
    which = WhichWindow(services)
    try:
        GivenFiles([written(tmp_path, packed(inhalers("20")))]).go_to(which)
        which.start()
        window = which.window
        assert isinstance(window, FirstRun)
        said = "new.gppack will be read as soon as this is set up"
        assert any(said in label.text() for label in window.findChildren(QLabel))
    finally:
        which.close()
