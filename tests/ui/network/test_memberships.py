"""The Lead says where a practice is, from a day on, with keys; it is kept in the data file and taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.command_line.groups_asked import group_asked
from greenpractice.command_line.options import parser
from greenpractice.exchange.nhs_lists import read_nhs_list
from greenpractice.facts.directory import Stretch
from greenpractice.facts.nhs_list import NhsList
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import SUB_ICBS, no_network, one_pcn, sub_icb
from greenpractice.network.membership import SINCE_EVER
from tests.greenpractice.exchange.test_nhs_lists import DETAILS, PARTNERS, as_csv, written
from tests.greenpractice.network.samples import PCN, Q1, a_return
from tests.ui.answers import let_go
from tests.ui.network.network_files import ELSEWHERE, A, B, lead_workspace
from ui.network.lead_header import NetworkHeader
from ui.network.lead_window import NetworkWindow
from ui.network.pages.nhs_list_card import NhsListCard
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.network_choices import NetworkChoices
from ui.session.preferences import Preferences


@pytest.fixture
def window(services: LocalServices, qapp: QApplication) -> Iterator[NetworkWindow]:
    workspace = lead_workspace(services, qapp)
    for code in (A, B, ELSEWHERE):
        workspace.store.record(a_return(code))
    assert workspace.preferences is not None
    made = NetworkWindow(workspace, workspace.preferences)
    workspace.setParent(made)
    made.show()
    made.open_page("settings")
    yield made
    made.close()
    let_go(made.workspace.store)


def found(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    child = page.findChild(kind, name)
    assert child is not None, name
    return child


def tick(page: QWidget) -> None:
    box = found(page, QCheckBox, f"group-member-{A}")
    assert isinstance(box, QCheckBox)
    box.click()


def fill(window: NetworkWindow, qtbot: QtBot, code: str, day: str, where: str) -> None:
    """Type code and day, choose where it is, and press Return."""
    page = window.pages["settings"]
    choice = found(page, QComboBox, "group-where")
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(next(n for n in range(choice.count()) if where in choice.itemText(n)))
    box = found(page, QLineEdit, "group-from")
    assert isinstance(box, QLineEdit)
    box.selectAll()
    qtbot.keyClicks(box, day)
    qtbot.keyClicks(found(page, QLineEdit, "group-code"), code)
    qtbot.keyClick(found(page, QLineEdit, "group-code"), Qt.Key.Key_Return)


def test_a_practice_moves_from_a_day_on_and_the_step_is_taken_back(
    window: NetworkWindow, qtbot: QtBot
) -> None:
    lead = window.workspace
    fill(window, qtbot, ELSEWHERE.lower(), "1 April 2026", PCN)
    assert ELSEWHERE in lead.network().sent
    (said,) = lead.memberships.said
    page = window.pages["settings"]
    told = found(page, QLabel, f"said-{said.id}")
    assert isinstance(told, QLabel)
    assert told.text().endswith("from 1 April 2026")
    back = found(page, QPushButton, f"take-back-{said.id}")
    assert isinstance(back, QPushButton)
    window.open_page("settings")
    qtbot.waitUntil(lambda: back.isVisible() and told.width() > 300)  # the row is as wide as its card
    qtbot.keyClick(back, Qt.Key.Key_Space)
    assert lead.memberships.said == []
    assert ELSEWHERE not in lead.network().members


def test_a_code_that_no_list_has_is_asked_about(window: NetworkWindow, qtbot: QtBot) -> None:
    page, lead = window.pages["settings"], window.workspace
    fill(window, qtbot, "C89999", "1/4/2026", PCN)
    assert lead.memberships.said == []
    problem = found(page, QLabel, "group-problem")
    assert isinstance(problem, QLabel)
    assert problem.text() == "No list has C89999. If the code is right, choose the button once more"
    qtbot.keyClick(found(page, QLineEdit, "group-code"), Qt.Key.Key_Return)
    assert [said.ods_code for said in lead.memberships.said] == ["C89999"]
    qtbot.keyClicks(found(page, QLineEdit, "group-into"), "C99999")
    fill(window, qtbot, A, "1/4/2026", "erged")
    assert problem.text() == "No list has C99999: its figures would count nowhere. Check the code"
    assert len(lead.memberships.said) == 1


def test_a_day_after_the_quarter_leaves_the_quarter_as_it_is(window: NetworkWindow, qtbot: QtBot) -> None:
    fill(window, qtbot, A, "1/7/2026", "In no network")
    assert A in window.workspace.network().sent
    window.workspace.show_period(Q1.next)
    assert A not in window.workspace.network().members


def test_days_are_said_as_everywhere_in_the_window(window: NetworkWindow) -> None:
    box = found(window.pages["settings"], QLineEdit, "group-from")
    assert isinstance(box, QLineEdit)
    assert box.text() == "1 April 2026"


def test_who_is_left_out_is_named_and_comes_back_with_its_tick(window: NetworkWindow, qtbot: QtBot) -> None:
    page, lead = window.pages["settings"], window.workspace
    tick(page)
    assert lead.network().left_out == {A: (Stretch(Q1.first_day, None),)}
    assert f"left out: {lead.network().name(A)} (from " in window.header.who()[1]
    window.open_page("network")
    coverage = found(window.pages["network"], QLabel, "results-coverage")
    assert isinstance(coverage, QLabel)
    assert "left out by the Lead: " in coverage.text()
    window.open_page("settings")
    tick(page)
    assert (lead.network().left_out, lead.memberships.said) == ({}, [])


@pytest.mark.parametrize(
    ("code", "day", "where", "sentence"),
    [
        ("C8200", "1 April 2026", PCN, "Practice code must be"),
        (A, "soon", PCN, "From which day on?"),
        (A, "1 April 2026", "Merged into another", "Say into which practice"),
    ],
)
def test_what_cannot_be_kept_is_told(
    window: NetworkWindow, qtbot: QtBot, code: str, day: str, where: str, sentence: str
) -> None:
    fill(window, qtbot, code, day, where)
    problem = found(window.pages["settings"], QLabel, "group-problem")
    assert isinstance(problem, QLabel)
    assert problem.text().startswith(sentence)
    assert window.workspace.memberships.said == []


def test_what_was_remembered_of_a_group_moves_to_the_data_file(
    services: LocalServices, qapp: QApplication
) -> None:
    """Preferences of an earlier version: practices added to a group and left out of it, without a day."""
    store = services.open_store(services.store_path(None), write=True)
    preferences = Preferences(services.preferences_path())
    choices = NetworkChoices(preferences)
    group = one_pcn(load_directory(), PCN)
    choices.put_group(replace(group, added=frozenset({ELSEWHERE}), left_out=frozenset({B})))
    remembered = choices.group(load_directory())
    assert remembered is not None
    lead = NetworkWorkspace(store, remembered, Q1, services, preferences, qapp)
    assert lead.group == choices.group(load_directory()) == group
    assert {(each.ods_code, each.kind, each.first) for each in lead.memberships.said} == {
        (ELSEWHERE, "network", SINCE_EVER),
        (B, "left_out", SINCE_EVER),
    }
    again = NetworkWorkspace(store, lead.group, Q1, services, preferences, qapp)
    assert len(again.memberships.said) == 2
    store.close()


def test_a_sub_icb_and_no_network_are_remembered(services: LocalServices) -> None:
    choices, directory = NetworkChoices(Preferences(services.preferences_path())), load_directory()
    for group in (sub_icb("04C"), no_network()):
        choices.put_group(group)
        assert choices.group(directory) == group
    all_of = "-".join(sorted(pcn.code for pcn in directory.pcns if pcn.sub_icb == "04C"))
    Preferences(services.preferences_path()).put("network/group", all_of)
    assert NetworkChoices(Preferences(services.preferences_path())).group(directory) == sub_icb("04C")


def test_a_network_that_only_a_loaded_list_has_can_be_chosen(window: NetworkWindow, tmp_path: Path) -> None:
    page, lead = window.pages["settings"], window.workspace
    where = found(page, QComboBox, "group-where")
    assert isinstance(where, QComboBox)
    before = [where.itemText(n) for n in range(where.count())]
    files = written(tmp_path / "lists", b_csv=as_csv(DETAILS), c_csv=as_csv(PARTNERS))
    lead.memberships.use_list(read_nhs_list(files))
    after = [where.itemText(n) for n in range(where.count())]
    assert [text.endswith("U99001") for text in after if text not in before] == [True]
    assert page.findChild(QCheckBox, "network-U99001") is not None
    lead.memberships.take_back_list(lead.memberships.lists[0])
    assert [where.itemText(n) for n in range(where.count())] == before
    assert page.findChild(QCheckBox, "network-U99001") is None


def read_beside(threads: list[Thread], paths: Sequence[Path]) -> NhsList:
    threads.append(current_thread())
    return read_nhs_list(paths)


def test_a_newer_list_is_shown_before_it_counts_and_taken_back(
    window: NetworkWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, lead = window.pages["settings"], window.workspace
    card = page.findChild(NhsListCard)
    assert isinstance(card, NhsListCard)
    moved = [PARTNERS[0], [ELSEWHERE, "NAME", "03W", PCN, "20260401", ""]]
    threads = list[Thread]()
    reading = partial(read_beside, threads)
    monkeypatch.setattr("ui.network.pages.nhs_list_card.read_nhs_list", reading)
    card.load(written(tmp_path / "lists", other_csv=b"nothing"))  # and of two wishes the later one is shown
    card.load(written(tmp_path / "lists", partners_csv=as_csv(moved)))
    qtbot.waitUntil(lambda: bool(page.findChildren(QLabel, "list-said")))
    assert main_thread() not in threads
    said = found(page, QLabel, "list-said")
    assert isinstance(said, QLabel)
    assert said.text() == "partners.csv: 2 changes"
    assert ELSEWHERE not in lead.network().members
    qtbot.keyClick(found(page, QPushButton, "list-use"), Qt.Key.Key_Space)
    assert ELSEWHERE in lead.network().sent
    (held,) = lead.memberships.lists
    qtbot.keyClick(found(page, QPushButton, f"list-back-{held.id}"), Qt.Key.Key_Space)
    assert ELSEWHERE not in lead.network().members
    card.load(written(tmp_path / "lists", other_csv=b"nothing"))
    qtbot.waitUntil(lambda: bool(found(page, QLabel, "list-problem").isVisible()))
    problem = found(page, QLabel, "list-problem")
    assert isinstance(problem, QLabel)
    assert problem.text().startswith("other.csv: nothing of Leicester")


def test_a_circle_of_mergers_is_refused(window: NetworkWindow, qtbot: QtBot) -> None:
    page, lead = window.pages["settings"], window.workspace
    qtbot.keyClicks(found(page, QLineEdit, "group-into"), B)
    fill(window, qtbot, A, "1/7/2026", "erged")
    assert [said.code for said in lead.memberships.said] == [B]
    into = found(page, QLineEdit, "group-into")
    assert isinstance(into, QLineEdit)
    into.selectAll()
    qtbot.keyClicks(into, A)
    problem = found(page, QLabel, "group-problem")
    assert isinstance(problem, QLabel)
    for day, idle in (("1/10/2026", B), ("1/4/2026", A)):  # after the other one and before it
        fill(window, qtbot, B, day, "erged")
        assert problem.text() == f"Nobody would be there to take over {idle}. Check code and day"
        code = found(page, QLineEdit, "group-code")
        assert isinstance(code, QLineEdit)
        code.clear()
    assert len(lead.memberships.said) == 1


def test_every_wide_group_that_a_command_takes_is_in_the_menu_and_remembered(
    window: NetworkWindow, tmp_path: Path
) -> None:
    header, lead = window.header, window.workspace
    assert isinstance(header, NetworkHeader)
    asked = parser()
    whose = [("--all",), ("--group", "none"), *(("--sub-icb", code) for code in (*SUB_ICBS, "none"))]
    for words in whose:
        command = asked.parse_args(["collate", ".", *words, "--period", str(Q1)])
        wanted = group_asked(command, lead.directory)
        menu = header.group_menu()
        (entry,) = [each for each in menu.actions() if each.text() == wanted.name]
        entry.trigger()
        assert lead.group == lead.choices.group(lead.directory) == wanted
        assert [each.text() for each in header.group_menu().actions() if each.isChecked()] == [wanted.name]
        assert header.who()[1] != lead.group.name
        menu.deleteLater()
