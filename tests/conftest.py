"""What every test can ask for: the shipped facts, the sample return, and a screen that needs no display."""

import gc
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.reading import read_document
from tests import short_form
from tests.one_reader import one_reader, readers_of_their_own
from tests.ready_processes import ready_processes

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONUNBUFFERED", None)  # where it is set, nothing of what is written waits, or is lost
# Speeds live in the benchmarks: a slow or busy machine fails no test. CI draws the same examples each time.
settings.register_profile(
    "greenpractice",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    max_examples=50,
)
settings.register_profile("long", settings.get_profile("greenpractice"), derandomize=False, max_examples=2000)
settings.load_profile("greenpractice")
FILES = Path(__file__).parent / "files"
# A test names its store: none reads or writes the one of whoever runs the tests, nor another test's.
os.environ["GREENPRACTICE_STORE"] = str(FILES / "sample-return.json" / "no-store-was-named.db")
# Thousands of stores are written to the disk's last byte: where there is room in memory, on no disk.
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
# Begun first: begun last, one of them would go on alone when all others are done.
LONGEST = (
    "tests/faults/",
    "tests/test_contributing.py",
    "tests/ui/test_real_window.py",
    "tests/ui/widgets/spoken/test_on_the_bus.py",
    "tests/ui/test_screenshots.py",
    "tests/ui/test_numbers_follow.py",
    "tests/ui/window/test_typing_first.py",
    "tests/ui/inhalers/test_import_keep.py",
    "tests/ui/entry/test_new_row.py",
    "tests/ui/entry/test_every_grid.py",
    "tests/ui/network/test_network_journey.py",
    "tests/greenpractice/network/test_hostile.py",
    "tests/greenpractice/command_line/test_bugs.py",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One process more than cores: some test always waits, for a process it started or for the disk."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # which xdist reads
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """What may be asked for beyond pytest's own."""
    short_form.add_option(parser)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; within a file the order stays, as tests of one share what they open."""
    if not short_form.wants_every_case(config) and (others := short_form.left_out(items)):
        known = set(others)
        items[:] = [item for item in items if item not in known]
        config.hook.pytest_deselected(items=others)  # which says how many
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """Ten thousand tests stay until the end: Python's collector need not look at them again and again.

    Nor need it look after every 700 new objects: what one test leaves is soon found all the same.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture
def calculator() -> Calculator:
    return load_calculator()


@pytest.fixture
def sample() -> dict[str, Any]:
    """The sample return as JSON values, fresh for each test to break."""
    values: dict[str, Any] = json.loads((FILES / "sample-return.json").read_text(encoding="utf-8"))
    return values


@pytest.fixture
def sample_document() -> ReturnDocument:
    return read_document((FILES / "sample-return.json").read_bytes(), "sample-return.json")[0]


@pytest.fixture(scope="session", autouse=True)
def shared_reader() -> Iterator[None]:
    """Tests read PDFs in one process, used before, and start others with the program read."""
    with ready_processes(), one_reader():
        yield


@pytest.fixture(scope="module")
def own_reader() -> Iterator[None]:
    """The tests of a module are of that process: each starts its own, and no other stands idle meanwhile."""
    with readers_of_their_own():
        yield


@pytest.fixture
def shared() -> Path:
    """The reference folder beside the checkout; the test is skipped without it."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the reference folder is not beside the checkout")
    return folder
