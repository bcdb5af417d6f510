"""What tests of the command line share: a store of their own, and a command that runs on it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from greenpractice.app import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def run(store: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a store of its own; exit status, standard output, standard error."""
    monkeypatch.setenv("GREENPRACTICE_STORE", str(store))

    def run(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return status, out, err

    return run
