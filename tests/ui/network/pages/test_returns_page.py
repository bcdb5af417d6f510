"""Returns received: every state of a file in words, choosing a version, keys, and only the data on screen."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.demo.arrivals import arriving, receive_earlier
from greenpractice.demo.returns import LAST, PCN, demo_documents
from greenpractice.exchange.signing import signing_key
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.keeping import Arrived
from greenpractice.network.states import STATUS_WORDS
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import Q1, Q2
from tests.no_processes import ADVICE, NO_MEMORY, start_no_processes
from tests.ui.network.network_files import ELSEWHERE, A, B, C, D, lead_workspace, pdf_files, read
from tests.ui.network.network_opening import Opener, all_texts, click, text
from tests.ui.walking import FORBIDDEN, against_the_order, controls, tab_chain, texts
from ui.network.lead_workspace import NetworkWorkspace
from ui.network.pages.drop import FROM_OUTLOOK
from ui.network.pages.returns_page import NetworkReturnsPage
from ui.session.preferences import Preferences


@pytest.fixture
def demo(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[NetworkWorkspace]:
    """The Lead of the demo network, after everything has arrived that arrives there."""
    store = services.open_store(tmp_path / "lead.db", write=True, demo=True)
    for document in demo_documents():
        if document.period == LAST:
            store.record(document)
    key = signing_key(store.path)
    receive_earlier(store, key)
    folder = tmp_path / "network"
    folder.mkdir()
    for sent in arriving(key):
        (folder / sent.name).write_bytes(sent.data)
    preferences = Preferences(services.preferences_path())
    group = one_pcn(load_directory(), PCN)
    workspace = NetworkWorkspace(store, group, LAST.next, services, preferences, qapp)
    read(workspace, qtbot, folder)
    yield workspace
    workspace.close()
    store.close()
    workspace.deleteLater()


def cells(page: NetworkReturnsPage) -> dict[str, list[str]]:
    figures = page.grid.figures
    return {
        str(figures.index(row, 0).data()): [
            str(figures.index(row, column).data()) for column in range(1, figures.columnCount())
        ]
        for row in range(figures.rowCount())
    }


def test_every_state_of_the_demo_folder_is_told_with_its_word_and_sentence(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(NetworkReturnsPage, demo)
    states = demo.files()
    assert len(states) == 17
    said = all_texts(page.files)
    for state in states:
        assert state.arrival.file in said
        assert STATUS_WORDS[state.status] in said
        assert state.why in said
    assert len({state.status for state in states}) >= 9
    assert text(page, "returns-headline") == (
        "6 of 8 practices received, 1 missing, 1 with two versions that disagree"
    )
    rows = cells(page)
    assert rows["Brook Lane Medical Centre"][0] == "Two versions disagree"
    assert rows["Alder Grove Practice"][-1] == "Replaces v1"
    assert rows["Fern Hill Surgery"][-1] == "Totals differ"
    assert rows["Castle Street Surgery"][1:3] == ["v1", "31 December 2026"]
    assert rows["Castle Street Surgery"][3:9] == [
        "Complete", "Complete", "Complete", "Estimated", "Complete", "Complete",
    ]  # fmt: skip
    assert rows["Dale Health Centre"][3] == "Missing"
    everything = "\n".join(texts(page)).lower()
    assert "tamper" not in everything
    assert not [word for word in FORBIDDEN if word in everything]


def test_nothing_on_screen_comes_from_the_pages_of_a_pdf(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    """12.3 tonnes and 33.9 tonnes are printed in two PDFs; the figures come to other totals."""
    page = open_network(NetworkReturnsPage, demo)
    for code, total in (("Z99997", "12.3 tonnes"), ("Z99998", "33.9 tonnes")):
        page.open_practice(code)
        figures = page.detail.figures.figures
        values = [str(figures.index(row, 1).data()) for row in range(figures.rowCount())]
        mine = demo.network().footprints[code].total
        assert values[0] == f"{mine / 1000:.1f} tonnes CO₂e"
        assert not any(total in value for value in values)
        assert total in all_texts(page.detail)  # told beside the figures, as what its seal says
    assert "Thank you for" not in "\n".join(texts(page))


def test_choosing_a_version_changes_the_totals_to_it(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "c one.pdf", "c other.pdf"))
    page.open_practice(C)
    assert lead.network().received == []
    decision = lead.decisions()[ReturnKey(C, Q1)]
    said = all_texts(page.detail.conflict)
    assert "Nothing is merged." in said
    assert all(name in said for name in ("c one.pdf", "c other.pdf"))
    for number, name in ((1, "c one.pdf"), (2, "c other.pdf")):
        click(page, f"conflict-use-{C}-2026-27-Q1-{number}", qtbot)
        version = next(each for each in decision.highest if each.received and each.received.file == name)
        total = lead.network().calculator.of_return(version.document).total
        assert lead.network().footprint.total == total
        assert text(page, f"conflict-used-{C}-2026-27-Q1-{number}") == "This one is used"
    assert lead.network().received == [C]


def test_a_file_of_another_quarter_can_be_shown_there(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "d q2.pdf"))
    name = lead.network().name(D)
    assert cells(page)[name][0] == "Out of date"
    assert text(page, "returns-headline") == "0 of 4 practices received, 3 missing, 1 out of date"
    with qtbot.waitSignal(lead.finished_reading):
        click(page, "file-0-show", qtbot)
    assert lead.period == Q2
    assert cells(page)[name][0] == "Received"


def test_a_practice_of_another_network_can_be_added_and_taken_out(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "elsewhere.pdf"))
    with qtbot.waitSignal(lead.finished_reading):
        click(page, "file-0-add", qtbot)
    assert lead.network().received == [ELSEWHERE]
    page.open_practice(ELSEWHERE)
    click(page, "detail-remove", qtbot)
    assert ELSEWHERE not in lead.network().members
    assert not page.detail.isVisible()


def test_a_new_key_is_confirmed_after_its_fingerprint_was_read_out(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(NetworkReturnsPage, demo)
    page.open_practice("Z99991")
    assert "by another installation than the one first seen on" in text(page, "detail-trust-0")
    shown = text(page, "detail-fingerprint-0").removeprefix("Fingerprint of the key: ")
    assert len(shown.split()) == 6
    assert shown in text(page, "detail-trust-0")
    click(page, "detail-confirm-0", qtbot)
    assert text(page, "detail-trust-0").startswith(
        "Unchanged since exported by the installation first seen on"
    )
    assert page.findChild(QPushButton, "detail-confirm-0") is None
    assert "new key" not in cells(page)["Sample Surgery"][-1]


def test_every_version_is_listed_and_its_pdf_can_be_opened(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf", "a2.pdf"))
    page.open_practice(A)
    said = [text(page, f"version-{each.id}") for each in lead.versions(A)]
    assert said[0].startswith("Version 1, created 1 July 2026. Received")
    assert said[0].endswith("as a1.pdf. It is kept and does not count.")
    assert said[1].endswith("as a2.pdf. It counts.")
    assert all(page.findChild(QPushButton, f"version-{each.id}-open") for each in lead.versions(A))


def test_reading_is_told_and_what_came_of_it(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    told: list[str] = []
    lead.reading.connect(lambda *_: told.append(page.reading.words.text()))
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf", "b.pdf", "hello.pdf"))
    assert told == ["Reading 1 of 3: a1.pdf", "Reading 2 of 3: b.pdf", "Reading 3 of 3: hello.pdf"]
    assert page.reading.result.text() == "2 added, 1 not used"
    assert not page.reading.cancel.isVisible()
    qtbot.mouseClick(page.reading.show_files, Qt.MouseButton.LeftButton)
    assert page.files.title.hasFocus()


def test_files_and_folders_can_be_dropped_and_a_drop_without_files_is_answered(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    nothing = QMimeData()
    nothing.setText("a message from Outlook")
    page.drop.take(nothing)
    assert text(page, "drop-hint") == f"There was no file in what was dropped. {FROM_OUTLOOK}"
    assert not lead.is_reading
    pdf_files(tmp_path / "in", "b.pdf")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "in"))])
    with qtbot.waitSignal(lead.finished_reading, timeout=30_000):
        page.drop.take(dropped)
    assert lead.network().received == [B]
    assert text(page, "drop-hint") == FROM_OUTLOOK


def test_a_process_that_cannot_start_is_said_and_the_same_files_can_be_read_again(
    lead: NetworkWorkspace,
    open_network: Opener,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    files = pdf_files(tmp_path / "in", "a1.pdf", "b.pdf")
    said: list[str] = []
    lead.refused.connect(said.append)
    with monkeypatch.context() as computer:
        start_no_processes(computer)
        read(lead, qtbot, *files)
    sentence = f"The program that reads PDFs could not be started {NO_MEMORY}. {ADVICE}"
    assert said == [sentence]
    assert page.reading.result.text() == f"No PDF was read\n{sentence}"
    assert page.reading.result.isVisible()
    assert not page.reading.cancel.isVisible()
    assert not lead.is_reading
    assert read(lead, qtbot, *files).sentence == "2 added"


LeadWith = Callable[[LocalServices], NetworkWorkspace]


@pytest.fixture
def lead_with(services: LocalServices, qapp: QApplication) -> Iterator[LeadWith]:
    """A Lead whose window reads files as these services do."""
    made: list[NetworkWorkspace] = []

    def opened(theirs: LocalServices) -> NetworkWorkspace:
        made.append(lead_workspace(theirs, qapp))
        return made[-1]

    yield opened
    for workspace in made:
        workspace.close()
        workspace.store.close()
        workspace.deleteLater()


def test_files_read_before_the_process_was_lost_are_kept(
    lead_with: LeadWith, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file finds no process any more, and none can be started."""

    def lose_it(number: int, _of: int, _name: str) -> None:
        if number == 1:
            start_no_processes(monkeypatch)
            for process in multiprocessing.active_children():
                process.kill()
                process.join()
            held.set()

    class Held(LocalServices):
        """Goes on to the second file once its process is gone."""

        def read_practice_files(
            self,
            paths: Sequence[Path],
            leave_out: Sequence[Path],
            progress: Callable[[int, int, str], object],
            cancelled: Callable[[], bool],
        ) -> Iterator[Arrived]:
            def told(number: int, of: int, name: str) -> None:
                progress(number, of, name)
                assert number != 1 or held.wait(60)

            return super().read_practice_files(paths, leave_out, told, cancelled)

    held = threading.Event()
    lead = lead_with(Held())
    lead.reading.connect(lose_it)
    summary = read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf", "b.pdf", "c one.pdf"))
    assert summary.sentence == "1 added"
    assert "could not be started" in summary.problems[0]
    assert lead.network().received == [A]
    assert not lead.is_reading


def test_a_bug_in_reading_ends_it_too(
    lead_with: LeadWith, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    class Broken(LocalServices):
        is_broken = True

        def read_practice_files(
            self,
            paths: Sequence[Path],
            leave_out: Sequence[Path],
            progress: Callable[[int, int, str], object],
            cancelled: Callable[[], bool],
        ) -> Iterator[Arrived]:
            progress(0, 1, "b.pdf")
            if self.is_broken:
                raise ZeroDivisionError("a bug")
            return super().read_practice_files(paths, leave_out, progress, cancelled)

    services = Broken()
    lead = lead_with(services)
    page = open_network(NetworkReturnsPage, lead)
    with qtbot.capture_exceptions() as found:
        summary = read(lead, qtbot, *pdf_files(tmp_path / "in", "b.pdf"))
        qtbot.waitUntil(lambda: bool(found))
    assert [kind for kind, _, _ in found] == [ZeroDivisionError]
    assert "something went wrong in the program" in summary.problems[0]
    assert "something went wrong in the program" in page.reading.result.text()
    assert not page.reading.cancel.isVisible()
    assert not lead.is_reading
    services.is_broken = False
    assert read(lead, qtbot, tmp_path / "in").sentence == "1 added"


def test_a_bug_in_taking_over_what_was_read_leaves_nothing_busy(
    lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures are in the store by then, and are read again from there."""

    def stumble(*_arguments: object, **_named: object) -> None:
        raise LookupError("in the window")

    with monkeypatch.context() as broken, qtbot.capture_exceptions() as found:
        broken.setattr(lead, "_written", stumble)
        summary = read(lead, qtbot, *pdf_files(tmp_path / "in", "b.pdf"))
    assert [kind for kind, _, _ in found] == [LookupError]
    assert "something went wrong in the program" in summary.problems[0]
    assert not lead.is_reading
    assert lead.network().received == [B]


def test_cancelled_right_at_the_start_and_two_at_once(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    files = pdf_files(tmp_path / "in", "a1.pdf", "b.pdf")
    with qtbot.waitSignal(lead.finished_reading, timeout=60_000) as done:
        lead.read(files[:1])
        lead.read(files[1:])
        lead.cancel()
    assert isinstance(done.args, list)
    assert done.args[0].cancelled
    ended: list[object] = []
    lead.finished_reading.connect(ended.append)
    qtbot.waitUntil(lambda: not lead.is_reading)
    assert ended == []  # the second was not begun, so nothing came of it
    assert not page.reading.cancel.isVisible()


def test_an_empty_network_says_what_to_do(lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot) -> None:
    page = open_network(NetworkReturnsPage, lead)
    assert text(page, "returns-empty") == (
        "No returns yet for this quarter. Add the PDFs your practices sent you."
    )
    assert page.empty.isVisible()
    assert text(page, "returns-headline") == "0 of 4 practices received, 4 missing"
    assert not page.files.isVisible()


def test_a_row_opens_by_key_and_tab_leaves_the_grid(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf"))
    page.grid.setFocus()
    page.grid.selectRow(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert page.detail.title.hasFocus()
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Tab)
    assert not page.grid.hasFocus()
    click(page, "detail-close", qtbot)
    assert page.grid.hasFocus()


@pytest.mark.parametrize(("width", "size"), [(1110, 100), (780, 200)])
def test_names_are_unique_and_everything_can_be_reached(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot, width: int, size: int
) -> None:
    page = open_network(NetworkReturnsPage, demo, width, size)
    page.open_practice("Z99993")
    found = controls(page)
    names = [each.objectName() for each in found]
    assert all(names)
    assert len(set(names)) == len(names)
    assert not [each.objectName() for each in found if each.height() < 24 or each.width() < 24]
    assert all(each.accessibleName() for each in found)
    assert against_the_order(page) == []
    reachable = set(tab_chain(page))
    assert [each for each in found if each not in reachable] == []
    assert page.minimumSizeHint().width() <= width
    labels = [label.objectName() for label in page.findChildren(QLabel) if label.objectName()]
    assert len(labels) == len(set(labels))
