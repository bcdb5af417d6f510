"""The list of long runs: each can be asked for by its name, and is there."""

from importlib.util import find_spec

import pytest

from tests.long.run import LONG_RUNS, main


def test_every_long_run_is_there_under_a_name_of_its_own() -> None:
    names = [run.name for run in LONG_RUNS]
    assert len(set(names)) == len(names)
    assert [run.module for run in LONG_RUNS if find_spec(run.module) is None] == []


def test_a_run_that_nobody_knows_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["everything"])
    assert left.value.code == 2
    assert "no long run is called everything" in capsys.readouterr().err
