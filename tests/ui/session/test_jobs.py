"""A job ends in one of a few ways, always, once, and in the window's thread; nothing stays busy."""

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.bug_report import describe
from greenpractice.errors import UserError
from greenpractice.processes import GivenUp, ProcessBug
from tests.no_processes import ADVICE, NO_MEMORY, end_processes_at_once, start_no_processes
from tests.ui.session import job_works
from ui.session.jobs import Job, Jobs, Reins, Work, in_process

LONG = 60_000  # ms: another process has to start, on a busy machine too
WHAT = "The program that counts"
STARTED = f"{WHAT} could not be started"


@pytest.fixture
def jobs(qapp: QApplication, qtbot: QtBot) -> Iterator[Jobs]:
    owner = QObject()
    made = Jobs(owner, "tested")
    yield made
    made.drop()
    made.wait()
    qtbot.waitUntil(lambda: not threads(), timeout=LONG)


class Heard:
    """Everything a job says, in the order it comes, with the thread it comes in."""

    def __init__(self, job: Job) -> None:
        self.said: list[tuple[str, object]] = []
        self.threads: set[threading.Thread] = set()
        job.progressed.connect(lambda told: self._hear("told", told))
        job.done.connect(lambda value: self._hear("done", value))
        job.failed.connect(lambda sentence: self._hear("failed", sentence))
        job.cancelled.connect(lambda: self._hear("cancelled"))
        job.broke.connect(lambda: self._hear("broke"))
        job.ended.connect(lambda: self._hear("ended"))

    def _hear(self, what: str, value: object = None) -> None:
        self.said.append((what, value))
        self.threads.add(threading.current_thread())

    @property
    def is_ended(self) -> bool:
        return ("ended", None) in self.said

    @property
    def ending(self) -> list[tuple[str, object]]:
        return [each for each in self.said if each[0] != "told"]


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "tested"]


def end(qtbot: QtBot, jobs: Jobs, work: Work, meanwhile: Callable[[Job], object] | None = None) -> Heard:
    """Run work to its end, and see that nothing is busy after it."""
    job = jobs.run(work)
    heard = Heard(job)
    assert jobs.is_busy
    assert heard.said == []  # whoever asked goes on first
    if meanwhile is not None:
        meanwhile(job)
    qtbot.waitUntil(lambda: heard.is_ended, timeout=LONG)
    assert job.is_over
    assert not jobs.is_busy
    assert job.wait(0)
    assert heard.threads == {threading.main_thread()}
    assert sum(what == "ended" for what, _ in heard.said) == 1
    return heard


def in_thread(work: Callable[..., object], *arguments: object) -> Work:
    """The works of processes, done in a thread."""
    return lambda reins: work(reins.tell, *arguments)


def aside(work: Callable[..., object], *arguments: object) -> Work:
    return in_process(WHAT, work, *arguments)


BOTH = pytest.mark.parametrize("where", [in_thread, aside], ids=["thread", "process"])
Where = Callable[..., Work]


@BOTH
def test_done_comes_after_what_was_told(where: Where, jobs: Jobs, qtbot: QtBot) -> None:
    heard = end(qtbot, jobs, where(job_works.double, 21))
    assert heard.said == [("told", (1, 2)), ("told", (2, 2)), ("done", 42), ("ended", None)]


@BOTH
def test_what_a_person_can_put_right_is_a_sentence(where: Where, jobs: Jobs, qtbot: QtBot) -> None:
    heard = end(qtbot, jobs, where(job_works.refuse, "Close the file."))
    assert heard.said == [("failed", "Close the file."), ("ended", None)]


@BOTH
def test_without_memory_it_says_so(where: Where, jobs: Jobs, qtbot: QtBot) -> None:
    ((kind, sentence), _) = end(qtbot, jobs, where(job_works.use_up_memory, 1)).said
    assert kind == "failed"
    assert "not enough memory" in str(sentence)


@BOTH
def test_a_bug_ends_the_job_and_is_shown(where: Where, jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.capture_exceptions() as found:
        heard = end(qtbot, jobs, where(job_works.divide, 1))
    assert heard.said == [("broke", None), ("ended", None)]
    ((kind, error, trace),) = found
    assert kind in (ZeroDivisionError, ProcessBug)
    assert "ZeroDivisionError" in repr(error)
    assert trace is not None
    if isinstance(error, ProcessBug):
        assert "job_works.py" in str(error)  # where it happened, as far as the process could say
        assert "tests/ui/session/job_works.py" in describe(kind, error, trace)


@BOTH
def test_the_hook_is_called_once_nothing_is_busy_any_more(
    where: Where, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, threading.Thread]] = []
    monkeypatch.setattr(sys, "excepthook", lambda *_: seen.append((jobs.is_busy, threading.current_thread())))
    end(qtbot, jobs, where(job_works.divide, 1))
    assert seen == [(False, threading.main_thread())]


@BOTH
def test_cancelled_right_at_the_start(where: Where, jobs: Jobs, qtbot: QtBot) -> None:
    def wait(_tell: object, _number: int) -> int:
        raise GivenUp

    work = wait if where is in_thread else job_works.never_end
    heard = end(qtbot, jobs, where(work, 1), Job.cancel)
    assert heard.ending == [("cancelled", None), ("ended", None)]


def test_cancelled_in_the_middle_of_a_process(jobs: Jobs, qtbot: QtBot) -> None:
    job = jobs.run(aside(job_works.never_end, 1))
    heard = Heard(job)
    qtbot.waitUntil(lambda: bool(heard.said), timeout=LONG)
    jobs.cancel()
    qtbot.waitUntil(lambda: heard.is_ended, timeout=LONG)
    assert heard.ending == [("cancelled", None), ("ended", None)]


def test_a_thread_that_is_cancelled_may_give_what_it_has(jobs: Jobs, qtbot: QtBot) -> None:
    def count(reins: Reins) -> str:
        while not reins.is_cancelled():
            sum(range(1000))
        return "half"

    assert end(qtbot, jobs, count, Job.cancel).ending == [("done", "half"), ("ended", None)]


@pytest.mark.parametrize("work", [job_works.be_killed, job_works.leave], ids=["killed", "gone"])
def test_a_process_that_is_killed_is_a_failure(work: Callable[..., int], jobs: Jobs, qtbot: QtBot) -> None:
    heard = end(qtbot, jobs, aside(work, 1))
    ((kind, sentence), _) = heard.ending
    assert kind == "failed"
    assert str(sentence).startswith(f"{WHAT} was stopped from outside")


def test_a_process_that_is_killed_before_its_work_is_a_failure(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_processes_at_once(monkeypatch)
    ((kind, sentence), _) = end(qtbot, jobs, aside(job_works.double, 1)).said
    assert kind == "failed"
    assert str(sentence).startswith(f"{WHAT} was stopped from outside")


@pytest.mark.parametrize("error", [SystemExit(1), KeyboardInterrupt(), GeneratorExit()], ids=repr)
def test_a_thread_that_is_left_in_any_way_ends_its_job(
    error: BaseException, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(_reins: Reins) -> None:
        raise error

    seen: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, value, _trace: seen.append(value))
    assert end(qtbot, jobs, work).said == [("broke", None), ("ended", None)]
    assert seen == [error]


@pytest.mark.parametrize("work", [job_works.answer_garbage, job_works.give_what_cannot_travel])
def test_an_answer_that_cannot_be_read_is_a_bug(
    work: Callable[..., object], jobs: Jobs, qtbot: QtBot
) -> None:
    with qtbot.capture_exceptions() as found:
        heard = end(qtbot, jobs, aside(work, 1))
    assert heard.ending == [("broke", None), ("ended", None)]
    assert len(found) == 1


def test_a_process_that_cannot_start_is_a_failure_with_a_sentence(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as computer:
        start_no_processes(computer)
        heard = end(qtbot, jobs, aside(job_works.double, 1))
    assert heard.said == [("failed", f"{STARTED} {NO_MEMORY}. {ADVICE}"), ("ended", None)]
    assert end(qtbot, jobs, aside(job_works.double, 1)).ending[0] == ("done", 2)


def test_a_thread_that_cannot_start_is_a_failure_with_a_sentence(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as computer:
        computer.setattr(threading.Thread, "start", no_more)
        heard = end(qtbot, jobs, in_thread(job_works.double, 1))
    ((kind, sentence), _) = heard.said
    assert kind == "failed"
    assert str(sentence).startswith("This could not be started (can't start new thread)")
    assert end(qtbot, jobs, in_thread(job_works.double, 1)).ending[0] == ("done", 2)


@BOTH
def test_what_the_system_refuses_is_a_sentence_without_its_number(
    where: Where, jobs: Jobs, qtbot: QtBot
) -> None:
    ((kind, sentence), _) = end(qtbot, jobs, where(job_works.find_no_file, "report.pdf")).said
    assert kind == "failed"
    assert sentence == (
        "That could not be done: report.pdf: no such file or directory. Put that right and try again."
    )


def test_an_error_that_cannot_be_put_in_words_ends_the_job_too(jobs: Jobs, qtbot: QtBot) -> None:
    class Wordless(UserError):
        def __str__(self) -> str:
            raise LookupError

    def work(_reins: Reins) -> None:
        raise Wordless

    with qtbot.capture_exceptions() as found:
        assert end(qtbot, jobs, work).said == [("broke", None), ("ended", None)]
    assert [kind for kind, _, _ in found] == [LookupError]


@BOTH
def test_a_handler_that_raises_leaves_nothing_busy(where: Where, jobs: Jobs, qtbot: QtBot) -> None:
    def stumble(_value: object) -> None:
        raise LookupError("in the handler")

    with qtbot.capture_exceptions() as found:
        heard = end(qtbot, jobs, where(job_works.double, 1), lambda job: job.done.connect(stumble))
    assert [kind for kind, _, _ in found] == [LookupError]
    assert heard.ending == [("done", 2), ("ended", None)]
    assert end(qtbot, jobs, where(job_works.double, 2)).ending[0] == ("done", 4)


def test_jobs_that_overlap_come_one_after_the_other(jobs: Jobs, qtbot: QtBot) -> None:
    busy, seen = [0], set[int]()

    def work(_reins: Reins) -> None:
        busy[0] += 1
        sum(range(10_000))
        seen.add(busy[0])
        busy[0] -= 1
        raise UserError("No.")

    heard = [Heard(jobs.run(work)) for _ in range(5)]
    qtbot.waitUntil(lambda: all(each.is_ended for each in heard), timeout=LONG)
    assert seen == {1}
    assert not jobs.is_busy


def test_what_waits_when_cancelled_is_not_begun_and_a_job_asked_for_by_an_ending_comes_next(
    jobs: Jobs, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    first = jobs.run(lambda reins: go_on.wait(20) and reins.is_cancelled())
    begun: list[bool] = []
    waiting = Heard(jobs.run(lambda _reins: begun.append(True)))
    next_one: list[Heard] = []
    first.done.connect(lambda _value: next_one.append(Heard(jobs.run(lambda _reins: 2))))
    heard = Heard(first)
    jobs.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(next_one) and next_one[0].is_ended, timeout=LONG)
    assert heard.ending == [("done", True), ("ended", None)]
    assert next_one[0].ending == [("done", 2), ("ended", None)]
    assert waiting.said == [("cancelled", None), ("ended", None)]
    assert begun == []
    assert not jobs.is_busy


def test_a_dropped_job_says_nothing_and_the_next_waits_for_its_end(jobs: Jobs, qtbot: QtBot) -> None:
    go_on, begun, over = threading.Event(), threading.Event(), threading.Event()

    def work(_reins: Reins) -> None:
        begun.set()
        go_on.wait(20)
        over.set()

    dropped = jobs.run(work)
    heard = Heard(dropped)
    qtbot.waitUntil(begun.is_set)
    jobs.drop()
    assert not jobs.is_busy
    assert dropped.is_over
    later = Heard(jobs.run(lambda _reins: over.is_set()))
    assert jobs.is_busy
    go_on.set()
    qtbot.waitUntil(lambda: later.is_ended, timeout=LONG)
    assert later.ending[0] == ("done", True)
    assert heard.said == []


def test_a_bug_in_a_dropped_job_is_shown_too(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.capture_exceptions() as found:
        job = jobs.run(in_thread(job_works.divide, 1))
        jobs.drop()
        qtbot.waitUntil(lambda: job.is_gone, timeout=LONG)
    assert [kind for kind, _, _ in found] == [ZeroDivisionError]


@BOTH
def test_the_window_closes_meanwhile(where: Where, qapp: QApplication, qtbot: QtBot) -> None:
    """Its widgets go in the window's thread, what ran ends, and nobody is told."""
    window = QWidget()
    label = QLabel("", window)
    gone: list[threading.Thread] = []
    label.destroyed.connect(lambda: gone.append(threading.current_thread()))
    jobs = Jobs(window, "tested")
    begun = threading.Event()

    def until_cancelled(reins: Reins) -> object:
        begun.set()
        while not reins.is_cancelled():
            sum(range(1000))
        return label  # the work knows widgets

    job = jobs.run(until_cancelled if where is in_thread else where(job_works.never_end, 1))
    heard = Heard(job)
    if where is in_thread:
        qtbot.waitUntil(begun.is_set)
    else:
        qtbot.waitUntil(lambda: bool(heard.said), timeout=LONG)
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not threads() and job.is_gone, timeout=LONG)
    assert gone == [threading.main_thread()]
    assert heard.ending == []


def test_a_work_that_holds_the_last_widget_lets_it_go_in_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    gone: list[Any] = []

    def work_over(widget: QLabel) -> Work:
        return lambda _reins: len(widget.text())

    for _ in range(20):
        label = QLabel("text")
        label.destroyed.connect(lambda: gone.append(threading.current_thread()))
        work = work_over(label)
        del label
        heard = Heard(jobs.run(work))
        del work
        qtbot.waitUntil(lambda heard=heard: heard.is_ended)
    qtbot.waitUntil(lambda: len(gone) == 20)
    assert set(gone) == {threading.main_thread()}
