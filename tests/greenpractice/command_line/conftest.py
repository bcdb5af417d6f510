"""What tests of a Lead's commands share."""

from pathlib import Path

import pytest

from tests.greenpractice.command_line.lead_runs import Run, collating


@pytest.fixture
def collate(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Puts files in a folder and collates them; exit status, the JSON, messages."""
    return collating(tmp_path, capfd)
