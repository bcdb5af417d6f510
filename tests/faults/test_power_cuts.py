"""Power cuts: what the simulated disk keeps, and a short form of the run with its controls."""

import random
from pathlib import Path

import pytest

from tests.faults.disk import SECTOR, Cut, Disk, Make, Move, Remove, Sync, Write
from tests.faults.power_cuts import cuts, is_bad, recorded
from tests.faults.power_sessions import SESSIONS
from tests.faults.recorded_calls import has_strace

CUTS = 200


def kept(disk: Disk) -> list[dict[str, bytes]]:
    """What many cuts leave, by names."""
    chance = random.Random(1)
    return [{path.name: content for path, content in disk.after_a_cut(chance).items()} for _ in range(CUTS)]


def test_what_is_synced_with_its_name_is_there_after_every_cut(tmp_path: Path):
    disk, file = Disk(tmp_path), tmp_path / "a"
    for call in (Make(file), Write(file, 0, b"new"), Sync(file), Sync(tmp_path)):
        disk.carry_out(call)
    assert kept(disk) == [{"a": b"new"}] * CUTS


def test_a_name_that_is_not_synced_may_be_missing_whatever_the_file_holds(tmp_path: Path):
    disk, folder, file = Disk(tmp_path), tmp_path / "folder", tmp_path / "folder" / "a"
    for call in (Make(folder, is_folder=True), Make(file), Write(file, 0, b"new"), Sync(file), Sync(folder)):
        disk.carry_out(call)
    found = kept(disk)
    assert {} in found
    assert {"a": b"new"} in found


def test_what_is_not_synced_is_torn_at_sectors_and_nowhere_else(tmp_path: Path):
    file = tmp_path / "a"
    file.write_bytes(b"o" * 4 * SECTOR)
    disk = Disk(tmp_path)
    disk.carry_out(Write(file, 100, b"n" * 3 * SECTOR))
    found = {each["a"] for each in kept(disk)}
    assert len(found) > 8
    for content in found:
        pieces = [content[at : at + SECTOR] for at in range(0, len(content), SECTOR)]
        assert pieces[0] in (b"o" * SECTOR, b"o" * 100 + b"n" * (SECTOR - 100))
        assert set(pieces[1:3]) <= {b"o" * SECTOR, b"n" * SECTOR}


def test_a_file_takes_the_place_of_another_or_not_and_a_cut_may_lose_the_old_content(tmp_path: Path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old")
    disk = Disk(tmp_path)
    calls = (Make(new), Write(new, 0, b"new"), Sync(new), Sync(tmp_path), Move(new, old))
    for call in calls:
        disk.carry_out(call)
    both = [{"old": b"old", "new": b"new"}, {"old": b"new"}]
    assert all(each in both for each in kept(disk))
    assert all(each in kept(disk) for each in both)
    for call in (Sync(tmp_path), Cut(old, 1), Sync(old), Remove(old)):
        disk.carry_out(call)
    assert {tuple(each.values()) for each in kept(disk)} == {(), (b"n",)}


needs_strace = pytest.mark.skipif(
    not has_strace(), reason="this computer has no strace, or lets it watch no program"
)


@needs_strace
@pytest.mark.parametrize("name", SESSIONS)
def test_what_was_told_as_saved_outlasts_a_power_cut(tmp_path: Path, name: str):
    session = recorded(tmp_path / "session", name)
    came = cuts(session, 25, random.Random(name), tmp_path / "tried")
    assert came["images"] == 25
    assert not is_bad(came), came


@needs_strace
@pytest.mark.parametrize("control", ["no syncs", "no journal"])
def test_the_cuts_would_find_a_store_that_does_without(tmp_path: Path, control: str):
    session = recorded(tmp_path / "session", "typing", control)
    assert is_bad(cuts(session, 40, random.Random(3), tmp_path / "tried"))
