"""Power, disk and memory let a practice down: a short form of each fault; `long.py` runs the long ones."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.flips import flip, make_store, shown
from tests.faults.header_bits import HEADER_BITS, is_bad, make, sweep
from tests.faults.system_calls import can_inject
from tests.faults.system_calls import is_bad as calls_bad
from tests.faults.system_calls import sweep as system_calls
from tests.faults.window_kills import without_orphans

ROOT = Path(__file__).parents[2]
NEVER = (
    "lost",
    "unsound",
    "torn",
    "left over",
    "changed though refused",
    "unchanged though done",
    "bug",
    "died",
)
OPERATIONS = ("open_new", "record", "back_up", "bring_back", "report")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a child is forked and limited")


def run(module: str, *arguments: object, before: str = "") -> dict[str, Any]:
    """What a fault run prints; in a process of its own, because it forks."""
    command = [sys.executable, "-W", "error", "-m", module, *map(str, arguments)]
    if before:
        command = ["unshare", "-Urm", "sh", "-c", f'{before} && exec "$@"', "sh", *command]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    came: dict[str, Any] = json.loads(done.stdout)
    return came


def assert_nothing_bad(came: dict[str, Any]) -> None:
    bad = {name: count for name, count in came.items() if count and any(word in name for word in NEVER)}
    assert not bad, came


def test_a_flipped_byte_never_shows_another_figure(tmp_path: Path):
    path = tmp_path / "greenpractice.db"
    make_store(path)
    came = flip(path, 150, seed=11)
    assert came["changed"] == 0
    assert came["refused"] > 5
    assert came["control missed"] > 0  # of these SQLite's own check knows nothing


def test_a_flipped_bit_of_the_header_is_damage_or_nothing_for_every_command(tmp_path: Path):
    """The bits that SQLite or the store looks at, and some of the others; `header_bits` has all 800."""
    telling = (7, 130, 145, 370, 376, 383, 480, 504, 505, 506, 507, 511, 545, 570)
    came = sweep(tmp_path, telling)
    assert not is_bad(came), came
    assert came["refused"] > 30
    assert came["done"] > 20  # restoring always is


def test_no_bit_of_the_header_makes_a_store_that_cannot_be_spoken_of(tmp_path: Path):
    path = make(tmp_path / "sound")
    sound, expected = path.read_bytes(), shown(path)
    flipped = path.with_name("flipped.db")
    for bit in range(HEADER_BITS):
        content = bytearray(sound)
        content[bit // 8] ^= 1 << (bit % 8)
        flipped.write_bytes(content)
        assert shown(flipped) in (None, expected), f"bit {bit}"


@posix_only
def test_nothing_said_to_be_saved_is_lost_when_the_program_is_killed(tmp_path: Path):
    came = run("tests.faults.kills", tmp_path, 40, 1)
    assert_nothing_bad(came)
    assert came["kills"] == 40
    assert came["said saved"] > 20


@posix_only
def test_the_kills_would_find_a_program_that_says_saved_too_early(tmp_path: Path):
    assert run("tests.faults.kills", tmp_path, 12, 2, "--control")["lost"] > 0


@posix_only
def test_what_is_killed_while_it_makes_restores_upgrades_or_moves_leaves_no_part_torn(tmp_path: Path):
    came = run("tests.faults.operation_kills", tmp_path, 3, 4)
    assert_nothing_bad(came)
    assert sum(count for name, count in came.items() if name.endswith("killed")) >= 4


@posix_only
def test_these_kills_would_find_a_pdf_that_is_written_straight_to_its_place(tmp_path: Path):
    came = run("tests.faults.operation_kills", tmp_path, 12, 5, "--control")
    assert came["make_pdf torn"] + came["make_pdf unsound"] > 0


@posix_only
def test_a_window_that_is_killed_opens_again_with_all_it_told_as_saved():
    came = run("tests.faults.window_kills", 5, 1)["windows"]
    assert sum(each.get("killed", 0) for each in came.values()) >= 3, came
    for each in came.values():
        assert_nothing_bad(each)


def test_a_call_that_fails_while_a_return_is_recorded_is_a_sentence_and_loses_nothing(tmp_path: Path):
    if not can_inject():
        pytest.skip("this computer has no strace, or lets it make no call fail")
    came = system_calls(tmp_path, 110, ["record"], ["EIO"])
    assert not calls_bad(came), came
    assert came["record refused"] > 0


@posix_only
def test_an_import_of_two_quarters_is_there_whole_or_not_at_all_after_a_kill(tmp_path: Path):
    came = run("tests.faults.import_kills", tmp_path, 4, 3)
    assert (came["kills"], came["torn"], came["unsound"]) == (4, 0, 0)
    assert came["imported"] > 0


@posix_only
def test_writing_that_fails_at_any_size_leaves_all_as_it_was(tmp_path: Path):
    came = run("tests.faults.limits", tmp_path, 6)
    assert_nothing_bad(came)
    for name in OPERATIONS:
        assert came[f"{name} refused"] >= 2
        assert came[f"{name} done"] >= 2


@posix_only
def test_a_full_disk_is_a_sentence_and_leaves_all_as_it_was(tmp_path: Path):
    allowed = ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", str(tmp_path)]
    try:
        subprocess.run(allowed, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this computer lets nobody make a small file system")
    came = run(
        "tests.faults.limits", tmp_path, "--full-disk", before=f"mount -t tmpfs -o size=2m none {tmp_path}"
    )
    assert_nothing_bad(came)
    assert min(came[f"{name} refused"] for name in OPERATIONS) > 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="root's rights are dropped as Linux has it")
def test_a_read_only_folder_or_file_is_a_sentence_and_leaves_all_as_it_was(tmp_path: Path):
    came = run("tests.faults.limits", tmp_path, "--read-only")
    assert_nothing_bad(came)
    for name in OPERATIONS:
        assert came[f"{name} refused"] == 1


ORPHAN = """Traceback (most recent call last):
  File "<string>", line 1, in <module>
  File "/usr/lib/python3.11/multiprocessing/spawn.py", line 122, in spawn_main
    exitcode = _main(fd, parent_sentinel)
               ^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3.11/multiprocessing/spawn.py", line 130, in _main
    preparation_data = reduction.pickle.load(from_parent)
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
EOFError: Ran out of input
"""
BUG = """Traceback (most recent call last):
  File "/program/greenpractice/processes.py", line 100, in ask
    answer = connection.recv()
EOFError: Ran out of input
"""


def test_only_a_process_that_was_being_started_may_find_that_nothing_comes():
    assert without_orphans(f"{ORPHAN}{BUG}{ORPHAN}") == (BUG, 2)
    assert without_orphans(BUG) == (BUG, 0)
