"""Reading practices' PDFs always ends: with what was read, a sentence, and nothing that stays busy."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.network.keeping import Arrived, FileKey
from greenpractice.network.states import Read
from tests.no_processes import ADVICE, NO_MEMORY, start_no_processes
from tests.ui.answers import let_go
from tests.ui.network.network_files import A, B, lead_workspace, pdf_files, read
from tests.ui.network.network_opening import Opener
from ui.network.pages.returns_page import NetworkReturnsPage
from ui.network.session.lead_workspace import NetworkWorkspace

pytestmark = pytest.mark.usefixtures("own_reader")


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
        let_go(workspace.store)
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
            known: Mapping[FileKey, Read],
        ) -> Iterator[Arrived]:
            def told(number: int, of: int, name: str) -> None:
                progress(number, of, name)
                assert number != 1 or held.wait(60)

            return super().read_practice_files(paths, leave_out, told, cancelled, known)

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
            known: Mapping[FileKey, Read],
        ) -> Iterator[Arrived]:
            progress(0, 1, "b.pdf")
            if self.is_broken:
                raise ZeroDivisionError("a bug")
            return super().read_practice_files(paths, leave_out, progress, cancelled, known)

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
