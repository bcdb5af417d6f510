"""What each release left opens in this version with every figure as it was, and comes back from a backup."""

import json
import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.checks import problems_in_file
from db.header import check_kind
from db.opening import open_store
from db.schema.migrations import STEPS, Step
from greenpractice.app import main
from greenpractice.returns.versions import upgraded
from greenpractice.store import StoreNewer
from tests.db.helpers import dump_of
from tests.db.schema.make_release import EXPECTED, LEAD, PRACTICE, RELEASES, figures_of

LEFT = sorted(each for each in RELEASES.iterdir() if each.is_dir())
LATER: Step = ("ALTER TABLE returns ADD COLUMN colour TEXT",)  # as a version to come may have it


@pytest.fixture(params=LEFT, ids=lambda release: release.name)
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What a release left on a computer."""
    release: Path = request.param
    return shutil.copytree(release, tmp_path / release.name)


def is_within(before: object, now: object) -> bool:
    """Whether all that was said is said the same; a later version may say more beside it."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(name in now and is_within(value, now[name]) for name, value in before.items())
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(is_within, before, now))
    return before == now


def assert_as_it_was(left: Path) -> None:
    """Every figure of both. One that moves on purpose while its version is not released is made anew."""
    before: dict[str, Any] = json.loads((left / EXPECTED).read_text("utf-8"))
    before["documents"] = [upgraded(each, each["version"]) for each in before["documents"]]
    now = figures_of(left)
    assert [name for name in before if not is_within(before[name], now[name])] == []


def test_every_release_in_the_change_log_left_its_data():
    """`python -m tests.db.schema.make_release` makes them; 0.1.0 was given to nobody."""
    log = (RELEASES.parents[2] / "CHANGELOG.md").read_text("utf-8")
    released = set(re.findall(r"^## ([1-9]\d*\.\d+\.\d+)", log, re.MULTILINE))
    assert released <= {each.name for each in LEFT}
    assert LEFT


def test_its_data_open_with_every_figure_as_it_was(left: Path):
    assert_as_it_was(left)
    for store in (PRACTICE, LEAD):
        with closing(open_store(left / store, write=True)) as opened:
            assert opened.check() == []


@pytest.mark.parametrize("store", [PRACTICE, LEAD])
def test_one_goes_back_from_the_backup_that_an_update_made(left: Path, store: str):
    path = left / store
    before = dump_of(path)
    version = check_kind(path, len(STEPS), write=False)
    is_older = version < len(STEPS)
    open_store(path, write=True, steps=STEPS if is_older else (*STEPS, LATER)).close()
    (backup,) = (path.parent / "greenpractice-backups").glob(f"greenpractice.version-{version}-*.db")
    assert dump_of(backup) == before  # so that the release itself reads it
    assert problems_in_file(backup) == []
    if not is_older:  # this program is the one that somebody goes back to
        with pytest.raises(StoreNewer, match="made by a newer Greener Practice"):
            open_store(path, write=True)
    assert main(["restore", str(backup), "--store", str(path)]) == 0
    assert_as_it_was(left)


def test_a_figure_that_moved_is_seen():
    """The control."""
    assert is_within({"kg": [1, 2]}, {"kg": [1, 2], "more": 3})
    for now in ({"kg": [1, 3]}, {"kg": [1]}, {}, {"kg": None}):
        assert not is_within({"kg": [1, 2]}, now)
