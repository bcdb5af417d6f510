"""A command that is stopped while it reads files keeps those that it has read, as the window does."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from greenpractice.network.keeping import Arrived, FileKey
from greenpractice.network.states import Read
from greenpractice.tasks import collating
from tests.greenpractice.command_line.lead_runs import GENUINE, Run, states
from tests.greenpractice.network.samples import a_return, members, pdf

pytestmark = pytest.mark.usefixtures("shared_reader")

A, B, C, D = members()


def test_what_was_read_before_ctrl_c_is_kept_and_said(collate: Run, monkeypatch: pytest.MonkeyPatch):
    real = collating.read_files

    def stopped_after_two(
        paths: Iterable[Path], leave_out: Iterable[Path], known: Mapping[FileKey, Read]
    ) -> Iterator[Arrived]:
        for number, each in enumerate(real(paths, list(leave_out), known=known)):
            if number == 2:
                raise KeyboardInterrupt
            yield each

    files = {"a": pdf(GENUINE), "b": pdf(a_return(B)), "c": pdf(a_return(C))}
    with monkeypatch.context() as patch:
        patch.setattr(collating, "read_files", stopped_after_two)
        status, found, err = collate("--reject", "c.pdf", "--why", "nothing of this is noted", **files)
    assert (status, found) == (130, None)
    assert err == (
        "Stopped: 2 files read so far, and kept where they may count. Run it again to read the rest.\n"
    )
    status, found, _ = collate(**files)
    assert (status, states(found)) == (0, {"a": "duplicate", "b": "duplicate", "c": "received"})
