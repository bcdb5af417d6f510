"""The Lead's workspace: files are read beside the window, judged for what is in view, and remembered."""

from datetime import date
from itertools import permutations
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.network.groups import everyone
from greenpractice.periods import Period
from greenpractice.store import ReturnKey, received_folder
from tests.greenpractice.network.samples import Q1, Q2
from tests.ui.network.network_files import ELSEWHERE, A, B, C, D, lead_workspace, pdf_files, read, statuses
from ui.network.session.lead_workspace import NetworkWorkspace


def test_every_file_has_its_state_and_only_those_that_count_are_in_the_figures(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    names = ("a1.pdf", "a2.pdf", "b.pdf", "d q2.pdf", "elsewhere.pdf", "demo.pdf", "hello.pdf")
    told: list[tuple[int, int, str]] = []
    lead.reading.connect(lambda number, of, name: told.append((number, of, name)))
    summary = read(lead, qtbot, *pdf_files(tmp_path / "in", *names))
    assert statuses(lead) == {
        "a1.pdf": "replaced",
        "a2.pdf": "received",
        "b.pdf": "received",
        "d q2.pdf": "other_quarter",
        "elsewhere.pdf": "other_pcn",
        "demo.pdf": "demo",
        "hello.pdf": "unreadable",
    }
    assert summary.sentence == "1 added, 1 replaced, 1 of an older version, 4 not used"
    assert (lead.network().received, lead.network().missing) == ([A, B], [C, D])
    assert told == [(number, 7, name) for number, name in enumerate(names)]
    assert len(lead.store.received([Q1])) == 3
    (one, two) = lead.versions(A)
    assert (one.document.revision, two.document.revision) == (1, 2)
    original = lead.original(two)
    assert original is not None
    assert original.read_bytes() == (tmp_path / "in" / "a2.pdf").read_bytes()


def test_the_same_file_again_changes_nothing_and_says_so(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    files = pdf_files(tmp_path / "in", "a2.pdf")
    read(lead, qtbot, *files)
    total = lead.network().footprint.total
    assert read(lead, qtbot, *files).sentence == "1 received before"
    older = read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf"))
    assert older.sentence == "1 of an older version"
    assert [state.status for state in older.states] == ["older_revision"]
    assert lead.network().footprint.total == total
    assert {state.status for state in lead.files()} == {"received", "duplicate", "older_revision"}


def test_a_folder_with_the_data_file_in_it_brings_nothing_again(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a2.pdf"))
    lead.show_period(Q2)
    summary = read(lead, qtbot, received_folder(lead.store.path))
    assert summary.sentence == "1 received before"
    assert "the data file keeps" in summary.states[0].why


def test_a_return_that_took_the_place_of_a_report_made_here_is_read(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    (report,) = pdf_files(tmp_path / "in", "hello.pdf")
    lead.note_made(report)
    read(lead, qtbot, tmp_path / "in")
    assert statuses(lead) == {}
    (sent,) = pdf_files(tmp_path / "sent", "b.pdf")
    report.write_bytes(sent.read_bytes())
    read(lead, qtbot, tmp_path / "in")
    assert statuses(lead) == {"hello.pdf": "received"}


def test_the_order_of_drops_never_changes_the_figures(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    files = pdf_files(tmp_path / "in", "a1.pdf", "a2.pdf", "b.pdf")
    totals = set()
    for number, order in enumerate(permutations(files)):
        store = services.open_store(tmp_path / f"{number}.db", write=True)
        like = lead_workspace(services, qapp, store)
        for path in order:
            read(like, qtbot, path)
        totals.add((like.network().footprint.total, tuple(like.network().received)))
        store.close()
        like.deleteLater()
    assert len(totals) == 1


def test_where_versions_disagree_the_lead_chooses(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    summary = read(lead, qtbot, *pdf_files(tmp_path / "in", "c one.pdf", "c other.pdf"))
    assert summary.sentence == "2 to choose between"
    decision = lead.decisions()[ReturnKey(C, Q1)]
    assert decision.conflict
    assert lead.network().received == []
    received = decision.in_question[0][0].received
    assert received is not None
    with qtbot.waitSignal(lead.changed):
        lead.choose(received)
    assert lead.network().received == [C]
    assert sorted(statuses(lead).values()) == ["older_revision", "received"]


def test_a_practice_of_another_network_counts_once_it_is_added(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "elsewhere.pdf", "b.pdf"))
    assert ELSEWHERE not in lead.network().members
    with qtbot.waitSignal(lead.finished_reading):
        lead.memberships.add(ELSEWHERE)
    assert lead.network().received == [ELSEWHERE, B]
    assert statuses(lead)["elsewhere.pdf"] == "received"
    lead.memberships.leave_out(B)
    assert B not in lead.network().members
    said = {each.ods_code: (each.kind, each.first) for each in lead.memberships.said}
    assert said == {ELSEWHERE: ("network", Q1.first_day), B: ("left_out", Q1.first_day)}


def test_a_file_of_another_quarter_is_used_there(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "d q2.pdf"))
    assert lead.store.received([Q2]) == []
    with qtbot.waitSignal(lead.finished_reading) as done:
        lead.keep_as_its_quarter(lead.files()[0])
    assert isinstance(done.args, list)
    assert done.args[0].sentence == "1 added"
    assert lead.files() == ()
    lead.show_period(Q2)
    assert lead.network().received == [D]
    lead.show_period(Period(2026))
    assert (lead.network().received, lead.network().so_far) == ([], [D])
    here = "returns of 1 practice here"
    assert lead.periods_held() == {Q2: here, Period(2026): here}  # a year has those of its quarters


def test_going_to_the_quarter_of_a_file_uses_it(lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "d q2.pdf"))
    with qtbot.waitSignal(lead.finished_reading):
        lead.show_period(Q2)
    assert lead.network().received == [D]
    assert statuses(lead) == {"d q2.pdf": "received"}


def test_another_group_is_the_same_store_seen_wider(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "b.pdf"))
    lead.show_group(everyone())
    assert lead.network().received == [B]
    assert len(lead.network().members) > 100
    assert lead.choices.group(lead.directory) == everyone()


def test_cancel_keeps_the_files_that_were_read_and_what_is_dropped_meanwhile_waits(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    files = pdf_files(tmp_path / "in", "a1.pdf", "b.pdf", "c one.pdf")
    lead.reading.connect(lambda number, _of, _name: lead.cancel() if number == 1 else None)
    summary = read(lead, qtbot, *files)
    assert summary.cancelled
    assert summary.sentence.startswith("Cancelled: ")
    assert 1 <= summary.files <= 3
    assert len(lead.store.received([Q1])) == summary.files
    lead.reading.disconnect()
    with qtbot.waitSignals([lead.finished_reading, lead.finished_reading], timeout=60_000):
        lead.read([files[1]])
        lead.read([files[2]])
    assert lead.network().received == [A, B, C]


def test_the_first_key_of_a_practice_is_taken_and_can_be_accepted_too(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "b.pdf"))
    (key,) = lead.keys.of(B)
    assert not key.accepted
    (state,) = lead.states()
    assert "unchanged since they were exported by the installation first seen on" in state.why
    lead.accept_key(B, key.public_key)
    assert lead.keys.of(B)[0].accepted


def test_dates_of_asking_are_remembered_by_period(lead: NetworkWorkspace) -> None:
    lead.set_asked(C, date(2026, 8, 3))
    assert lead.asked_on(C) == date(2026, 8, 3)
    lead.show_period(Q2)
    assert lead.asked_on(C) is None
    lead.show_period(Q1)
    lead.set_asked(C, None)
    assert lead.asked_on(C) is None


def test_the_years_are_worked_out_a_little_at_a_time(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "b.pdf"))
    with qtbot.waitSignal(lead.history_ready):
        lead.ask_for_history()
    assert lead.history_is_ready
    assert lead.trajectory() is None  # no practice has a whole year


def test_what_was_received_is_there_at_the_next_start(
    lead: NetworkWorkspace, services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "b.pdf", "hello.pdf"))
    later = lead_workspace(services, qapp, lead.store)
    assert later.network().received == [B]
    assert later.files() == ()
    assert [state.status for state in later.states()] == ["received"]
    later.deleteLater()


def test_what_pages_begin_with_is_worked_out_while_idle(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf", "b.pdf", "d q2.pdf"))
    qtbot.waitUntil(lambda: not lead.is_reading)
    lead.show_period(Q2)
    assert "indicators_of_each" not in vars(lead.network())
    with qtbot.waitSignal(lead.history_ready):
        lead.ask_for_history()
    qtbot.waitUntil(lambda: lead.ahead.is_done)
    assert {"alike", "indicators_of_each"} <= vars(lead.network()).keys()
